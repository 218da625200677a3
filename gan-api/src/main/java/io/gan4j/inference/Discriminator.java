package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.file.Plural;
import io.gan4j.image.Images;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A trained discriminator: images in, raw scores out, higher for what looks real. Scores have no unit and no common scale:
 * compare those of one discriminator with each other.
 *
 * <p>Safe for use by many threads at once, and closable at any time, as {@link Generator} is.
 */
public final class Discriminator implements AutoCloseable {
    private final Session session;

    private Discriminator(Session session) {
        this.session = session;
    }

    /** Loads a discriminator from a file, as {@link Generator#load(Path)} does a generator. */
    public static Discriminator load(Path file) throws IOException {
        return load(file, LoadOptions.defaults());
    }

    /**
     * Loads a discriminator with other {@linkplain LoadOptions options}.
     *
     * @throws IOException if the file cannot be read
     * @throws io.gan4j.error.ModelFileException if it holds no discriminator that this library wrote, is damaged, or fails
     *     its test vectors
     */
    public static Discriminator load(Path file, LoadOptions options) throws IOException {
        return new Discriminator(Session.load(file, options, ModelCard.Kind.DISCRIMINATOR));
    }

    /**
     * Loads a discriminator from a file's bytes: a resource of the app, or a download.
     *
     * @throws io.gan4j.error.ModelFileException as {@link #load(Path, LoadOptions)} does
     */
    public static Discriminator load(byte[] file, LoadOptions options) {
        return new Discriminator(Session.open(file, options, ModelCard.Kind.DISCRIMINATOR, "the model"));
    }

    /** A discriminator over an engine's runner, which it owns. For training backends. */
    public static Discriminator of(ModelCard card, Runner runner) {
        return new Discriminator(Session.of(card, runner, ModelCard.Kind.DISCRIMINATOR));
    }

    /** What the model says of itself. */
    public ModelCard card() {
        return session.card();
    }

    /** The shape of one sample that it scores. */
    public Shape shape() {
        return card().sample();
    }

    /**
     * Scores images.
     *
     * @return a raw score for each
     * @throws IllegalArgumentException if the images have another shape
     * @throws IllegalStateException if this is closed, or needs to know their classes
     */
    public float[] score(Images images) {
        checkShape(images);
        return score(images.toFloats());
    }

    /**
     * Scores images as ones of some classes, by a conditional discriminator.
     *
     * @param conditions the class of all images, or one for each
     * @return a raw score for each
     * @throws IllegalArgumentException if the images have another shape, or there is no such class
     * @throws IllegalStateException if this is closed, or knows no classes
     */
    public float[] score(Images images, Conditions conditions) {
        checkShape(images);
        return score(images.toFloats(), conditions);
    }

    /**
     * Scores samples of any shape as ones of some classes, by a conditional discriminator.
     *
     * @param samples one after the other in row-major order; for a discriminator of packs, pack after pack
     * @param conditions the class of all samples, or one for each; for a discriminator of packs, one for each sample of each
     *     pack
     * @return a raw score for each sample, or for each pack
     * @throws IllegalArgumentException if the array holds no whole number of samples, or there is no such class
     * @throws IllegalStateException if this is closed, or knows no classes
     */
    public float[] score(float[] samples, Conditions conditions) {
        int count = count(samples);
        if (!card().isConditional()) {
            throw new IllegalStateException("this discriminator takes no conditions: it was trained without classes");
        }
        int packing = card().inputs().get(1).shape().size() / card().classes().size();
        float[] weights = conditions.weights(card().classes(), Math.multiplyExact(count, packing));
        return session.run(ImmutableList.of(samples, weights), count);
    }

    private void checkShape(Images images) {
        checkArgument(
                images.shape().equals(shape()),
                "this discriminator scores samples of shape %s, these have %s",
                shape(),
                images.shape());
    }

    private int count(float[] samples) {
        int size = shape().size();
        checkArgument(
                samples.length > 0 && samples.length % size == 0,
                "samples of shape %s hold %s each, the array has %s",
                shape(),
                Plural.of(size, "value"),
                samples.length);
        return samples.length / size;
    }

    /**
     * Scores samples of any shape.
     *
     * @param samples one after the other in row-major order; for a discriminator of packs, pack after pack
     * @return a raw score for each sample, or for each pack
     * @throws IllegalArgumentException if the array holds no whole number of samples
     * @throws IllegalStateException if this is closed, or needs to know their classes
     */
    public float[] score(float[] samples) {
        int count = count(samples);
        if (card().isConditional()) {
            throw new IllegalStateException(
                    "this discriminator judges images of classes: say of which by score(images, Conditions.of(name))");
        }
        return session.run(samples, count);
    }

    @Override
    public void close() {
        session.close();
    }
}
