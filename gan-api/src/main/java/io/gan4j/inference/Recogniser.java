package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A trained network that reads samples: out come features, numbers in which samples that look alike lie near each other, and a
 * raw score for each class, if it was trained on classes.
 *
 * <p>Safe for use by many threads at once, and closable at any time, as {@link Generator} is.
 */
public final class Recogniser implements AutoCloseable {
    private final Session session;

    private Recogniser(Session session) {
        this.session = session;
    }

    /**
     * What a network says of samples.
     *
     * @param features {@code (N, F)} in row-major order
     * @param scores {@code (N, K)} in row-major order, raw; empty if there are no classes
     */
    public record Reading(float[] features, float[] scores) {}

    /** Loads a classifier from a file, as {@link Generator#load(Path)} does a generator. */
    public static Recogniser load(Path file) throws IOException {
        return load(file, LoadOptions.defaults());
    }

    /**
     * Loads a classifier with other {@linkplain LoadOptions options}.
     *
     * @throws IOException if the file cannot be read
     * @throws io.gan4j.error.ModelFileException if it holds no classifier that this library wrote, is damaged, or fails its
     *     test vectors
     */
    public static Recogniser load(Path file, LoadOptions options) throws IOException {
        return new Recogniser(Session.load(file, options, ModelCard.Kind.CLASSIFIER));
    }

    /**
     * Reads a classifier, or a network that gives features alone, from a file's bytes.
     *
     * @param kind {@link ModelCard.Kind#CLASSIFIER} or {@link ModelCard.Kind#EXTRACTOR}
     * @throws IllegalArgumentException if it is another kind
     * @throws io.gan4j.error.ModelFileException if the bytes hold no such network, are damaged, or fail their test vectors
     */
    public static Recogniser load(byte[] file, LoadOptions options, ModelCard.Kind kind) {
        return new Recogniser(Session.open(file, options, check(kind), "the model"));
    }

    /** A network over an engine's runner, which it owns. For training backends. */
    public static Recogniser of(ModelCard card, Runner runner) {
        check(card.kind());
        return new Recogniser(new Session(card, runner));
    }

    private static ModelCard.Kind check(ModelCard.Kind kind) {
        checkArgument(
                kind == ModelCard.Kind.CLASSIFIER || kind == ModelCard.Kind.EXTRACTOR,
                "kind must be CLASSIFIER or EXTRACTOR, was %s",
                kind);
        return kind;
    }

    /** What the model says of itself. */
    public ModelCard card() {
        return session.card();
    }

    /** The shape of one sample that it reads. */
    public Shape shape() {
        return card().sample();
    }

    /** How many features it gives of a sample. */
    public int features() {
        return card().features();
    }

    /** The names of the classes; empty if it gives features alone. */
    public ImmutableList<String> classes() {
        return card().classes();
    }

    /**
     * Reads samples.
     *
     * @param samples one after the other in row-major order, images in [-1, 1]
     * @throws IllegalArgumentException if the array holds no whole number of samples, or none
     * @throws IllegalStateException if this is closed
     */
    public Reading read(float[] samples) {
        int size = shape().size();
        checkArgument(
                samples.length > 0 && samples.length % size == 0,
                "images of shape %s hold %s each, the array has %s",
                shape(),
                Plural.of(size, "value"),
                samples.length);
        int count = samples.length / size;
        float[] output = session.run(samples, count);
        return new Reading(
                columns(output, count, 0, features()),
                columns(output, count, features(), classes().size()));
    }

    private static float[] columns(float[] rows, int count, int from, int width) {
        int all = rows.length / count;
        if (width == all) {
            return rows;
        }
        float[] columns = new float[count * width];
        for (int i = 0; i < count; i++) {
            System.arraycopy(rows, i * all + from, columns, i * width, width);
        }
        return columns;
    }

    /** Waits for the calls that are under way, and frees the network. */
    @Override
    public void close() {
        session.close();
    }
}
