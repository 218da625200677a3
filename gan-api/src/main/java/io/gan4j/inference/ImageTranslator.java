package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import io.gan4j.image.Images;
import io.gan4j.image.Pixels;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A trained translator: images in, images out. It colors outlines, turns photos of one kind into another, enlarges pictures, or
 * continues a film, as it was trained to.
 *
 * <pre>{@code
 * try (ImageTranslator colors = ImageTranslator.load(Path.of("color.onnx"))) {
 *     BufferedImage picture = colors.translate(sketch);
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads at once, and closable at any time, as {@link Generator} is.
 */
public final class ImageTranslator implements AutoCloseable {
    private final Session session;

    private ImageTranslator(Session session) {
        this.session = session;
    }

    /** Loads a translator from a file, as {@link Generator#load(Path)} does a generator. */
    public static ImageTranslator load(Path file) throws IOException {
        return load(file, LoadOptions.defaults());
    }

    /**
     * Loads a translator with other {@linkplain LoadOptions options}.
     *
     * @throws IOException if the file cannot be read
     * @throws io.gan4j.error.ModelFileException if it holds no translator that this library wrote, is damaged, or fails its
     *     test vectors
     */
    public static ImageTranslator load(Path file, LoadOptions options) throws IOException {
        return new ImageTranslator(Session.load(file, options, ModelCard.Kind.TRANSLATOR));
    }

    /**
     * Loads a translator from a file's bytes: a resource of the app, or a download.
     *
     * @throws io.gan4j.error.ModelFileException as {@link #load(Path, LoadOptions)} does
     */
    public static ImageTranslator load(byte[] file, LoadOptions options) {
        return new ImageTranslator(Session.open(file, options, ModelCard.Kind.TRANSLATOR, "the model"));
    }

    /** A translator over an engine's runner, which it owns. For training backends. */
    public static ImageTranslator of(ModelCard card, Runner runner) {
        return new ImageTranslator(Session.of(card, runner, ModelCard.Kind.TRANSLATOR));
    }

    /** What the model says of itself. */
    public ModelCard card() {
        return session.card();
    }

    /** The shape of what it takes: {@code (C, H, W)}, for a translator of films the frames one after the other on channels. */
    public Shape input() {
        return card().input();
    }

    /** The shape of what it makes: {@code (C, H, W)}. */
    public Shape output() {
        return card().output();
    }

    /** The number of frames that it takes as the history of the next one; 1 for a translator of single images. */
    public int history() {
        return ((Port.Samples) card().inputs().get(0).meaning()).frames();
    }

    /** By what the height and width of an image grow; 1 for all but those that enlarge. */
    public int scale() {
        return Math.max(1, output().height() / input().height());
    }

    /**
     * The number that the height and the width of images must be multiples of for {@link #translate(Images)} to take them as
     * they are; 0 if it takes those of the size of its {@link #input} alone.
     */
    public int sizeMultiple() {
        return session.sizeMultiple();
    }

    /**
     * Translates images that have the shape of its input, or another height and width that are multiples of {@link
     * #sizeMultiple}.
     *
     * @param images a batch {@code (N, C, H, W)} in [-1, 1]
     * @return a batch {@code (N, C', H', W')}
     * @throws IllegalArgumentException if the images have another shape; {@link #translate(BufferedImage)} takes every size
     * @throws IllegalStateException if this is closed
     */
    public Images translate(Images images) {
        Shape given = images.shape();
        if (given.equals(input())) {
            return Images.of(output(), session.run(images.toFloats(), images.count()));
        }
        int multiple = sizeMultiple();
        checkArgument(
                multiple > 0
                        && given.channels() == input().channels()
                        && given.height() % multiple == 0
                        && given.width() % multiple == 0,
                "this translator takes images of shape %s%s, these have %s: resize them, or use translate(BufferedImage)",
                input(),
                multiple == 0 ? "" : " and of heights and widths in multiples of " + multiple,
                given);
        float[] made = session.runSized(images.toFloats(), images.count(), given.height(), given.width());
        Shape shape = Shape.of(
                output().channels(),
                given.height() * output().height() / input().height(),
                given.width() * output().width() / input().width());
        return Images.of(shape, made);
    }

    /**
     * Translates values in the shape of its input: for what is no image, such as the frames of a film on channels.
     *
     * @param values one sample after the other in row-major order
     * @return what is made of each, one after the other, {@code (N, output)} in row-major order
     * @throws IllegalArgumentException if the array holds no whole number of samples, or none
     * @throws IllegalStateException if this is closed
     */
    public float[] translate(float[] values) {
        int size = input().size();
        checkArgument(
                values.length > 0 && values.length % size == 0,
                "samples of shape %s hold %s each, the array has %s",
                input(),
                Plural.of(size, "value"),
                values.length);
        return session.run(values, values.length / size);
    }

    /**
     * Translates one picture of any size. A translator that enlarges takes it tile by tile, with tiles that overlap, so that
     * any picture of at least the size of its input is enlarged by {@link #scale} in bounded memory. Others are given the
     * picture fitted to the size of their input, and what they make is fitted to the picture's size again. What the network
     * does not take of alpha is kept from the picture.
     *
     * @throws IllegalArgumentException if the translator takes several frames, or the picture is smaller than a tile
     * @throws IllegalStateException if this is closed
     */
    public BufferedImage translate(BufferedImage picture) {
        checkArgument(
                history() == 1, "this translator takes %s frames, not one picture: use film(frames, count)", history());
        return AlphaOf.picture(picture, scale() > 1 ? tiled(picture) : fitted(picture))
                .toBufferedImage();
    }

    private Pixels tiled(BufferedImage picture) {
        return new Tiles(this).translated(Pixels.of(picture, input().channels()));
    }

    /** The planes of a large picture are not held while the result is made. */
    private Pixels fitted(BufferedImage picture) {
        Pixels small = Pixels.of(picture, input().channels()).fitted(input().height(), input().width());
        return translate(Images.ofPixels(List.of(small))).toPixels().fitted(picture.getHeight(), picture.getWidth());
    }

    /**
     * Continues a film: each frame that is made becomes part of the history of the next.
     *
     * @param frames at least {@link #history} frames of the shape of its {@link #output}, the newest last; earlier ones are not
     *     looked at
     * @param count the number of frames to make, at least 1
     * @return the {@code count} frames that follow
     * @throws IllegalArgumentException if this is no translator of films, or there are too few frames, or of another shape
     * @throws IllegalStateException if this is closed
     */
    public Images film(Images frames, int count) {
        int history = history();
        checkArgument(history > 1, "this translator takes one picture, not a film: use translate(images)");
        checkArgument(
                frames.shape().equals(output()) && frames.count() >= history,
                "a film goes on from %s frames of shape %s, these are %s of %s",
                history,
                output(),
                frames.count(),
                frames.shape());
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        int size = output().size();
        float[] window = frames.slice(frames.count() - history, frames.count()).toFloats();
        List<Images> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] next = session.run(window, 1);
            made.add(Images.of(output(), next));
            System.arraycopy(window, size, window, 0, window.length - size);
            System.arraycopy(next, 0, window, window.length - size, size);
        }
        return Images.concat(made);
    }

    @Override
    public void close() {
        session.close();
    }
}
