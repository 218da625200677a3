package io.gan4j.inference;

import java.util.List;

/**
 * Turns texts into sentence vectors: one that the library trained, {@link TextReader}, or one that its user brings, such as a
 * language model's. Implementations are safe for use by many threads, and hold native memory: close them.
 */
public interface SentenceVectors extends AutoCloseable {
    /** The length of a sentence vector. */
    int size();

    /** SHA-256, in hexadecimal, of all that the vectors depend on: encoders with the same fingerprint give the same vectors. */
    String fingerprint();

    /**
     * Reads texts. What is made of one does not depend on the others.
     *
     * @return a sentence vector for each, one after the other, {@code (N, size)} in row-major order
     * @throws IllegalArgumentException if there is no text, or one is empty or longer than the encoder takes
     * @throws IllegalStateException if this is closed
     */
    float[] read(List<String> texts);

    @Override
    void close();
}
