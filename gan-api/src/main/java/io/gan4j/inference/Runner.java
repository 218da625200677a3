package io.gan4j.inference;

/**
 * A network ready to be evaluated, made by an engine. Implementations are safe for concurrent {@link #run}s; {@link
 * #close} is called once, when no run is under way, and no run comes after it.
 */
public interface Runner extends AutoCloseable {
    /**
     * Evaluates the network, batch normalisation with its running statistics and no dropout.
     *
     * @param input {@code count} inputs one after the other, not kept and not written to
     * @param count how many, at least 1
     * @return the outputs one after the other, in a new array
     */
    float[] run(float[] input, int count);

    @Override
    void close();
}
