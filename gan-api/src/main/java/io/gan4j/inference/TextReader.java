package io.gan4j.inference;

import io.gan4j.error.ModelFileException;
import io.gan4j.tensor.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A network that turns texts into sentence vectors, ready for use: texts that mean the same get vectors of nearly the same
 * direction. It holds native memory: close it. Safe for use by many threads.
 */
public final class TextReader implements AutoCloseable {
    private final Session session;

    private TextReader(Session session) {
        this.session = session;
    }

    /**
     * Loads a text encoder from a file, as {@link Generator#load(Path)} does a generator.
     *
     * @throws IOException if the file cannot be read
     * @throws ModelFileException if the file is refused
     */
    public static TextReader load(Path file) throws IOException {
        return new TextReader(Session.load(file, LoadOptions.defaults(), ModelCard.Kind.TEXT_ENCODER));
    }

    /**
     * Loads a text encoder from a file's bytes: a resource of the app, or a download.
     *
     * @throws ModelFileException if the file is refused
     */
    public static TextReader load(byte[] file, LoadOptions options) {
        return new TextReader(Session.open(file, options, ModelCard.Kind.TEXT_ENCODER, "the model"));
    }

    /** A text encoder over an engine's runner, which it owns. For training backends. */
    public static TextReader of(ModelCard card, Runner runner) {
        return new TextReader(Session.of(card, runner, ModelCard.Kind.TEXT_ENCODER));
    }

    /** What the model says of itself. */
    public ModelCard card() {
        return session.card();
    }

    /** The words that it knows. */
    public Vocabulary vocabulary() {
        return card().vocabulary().orElseThrow();
    }

    /** The length of a sentence vector. */
    public int size() {
        return card().features();
    }

    /**
     * Reads texts.
     *
     * @return a sentence vector for each, one after the other, {@code (N, size)} in row-major order
     * @throws IllegalArgumentException if there is no text, or one is empty, too long, or has a word that is not known
     * @throws IllegalStateException if this is closed
     */
    public float[] read(List<String> texts) {
        return read(Conditions.texts(texts));
    }

    /**
     * Reads the texts of conditions, which may be {@linkplain Conditions#lenient lenient}. Otherwise as {@link #read(List)}.
     */
    public float[] read(Conditions texts) {
        return session.run(texts.ids(vocabulary(), texts.count()), texts.count());
    }

    /** Waits for the calls that are under way, and frees the network. */
    @Override
    public void close() {
        session.close();
    }
}
