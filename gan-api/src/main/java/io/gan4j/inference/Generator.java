package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.error.ModelFileException;
import io.gan4j.image.Images;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A trained generator: latents in, images out. It comes from a file, {@link #load(Path)}, in an app that needs no training
 * code, or from a training run. The same seed gives the same image wherever it runs, within 1e-4 a value, alone or in a
 * batch.
 *
 * <pre>{@code
 * try (Generator generator = Generator.load(Path.of("digits.onnx"))) {
 *     BufferedImage sheet = generator.generate(64, 42).grid().toBufferedImage();
 * }
 * }</pre>
 *
 * <p>Safe for use by many threads at once. {@link #close} may be called at any time from any thread: it waits for the calls
 * that are under way, and later ones throw {@link IllegalStateException}.
 */
public final class Generator implements AutoCloseable {
    private final Session session;

    private Generator(Session session) {
        this.session = session;
    }

    /**
     * Loads a generator from a file that may come from anywhere, and runs the test vectors that it carries.
     *
     * @throws IOException if the file cannot be read
     * @throws ModelFileException if it is no model that this library wrote, or is damaged, or fails its test vectors
     */
    public static Generator load(Path file) throws IOException {
        return load(file, LoadOptions.defaults());
    }

    /** Loads a generator with other {@linkplain LoadOptions options}. */
    public static Generator load(Path file, LoadOptions options) throws IOException {
        return new Generator(Session.load(file, options, ModelCard.Kind.GENERATOR));
    }

    /** Loads a generator from a file's bytes: a resource of the app, or a download. */
    public static Generator load(byte[] file, LoadOptions options) {
        return new Generator(Session.open(file, options, ModelCard.Kind.GENERATOR, "the model"));
    }

    /** A generator over an engine's runner, which it owns. For training backends. */
    public static Generator of(ModelCard card, Runner runner) {
        checkArgument(card.kind() == ModelCard.Kind.GENERATOR, "the card is not of a generator but of a discriminator");
        return new Generator(new Session(card, runner));
    }

    /** What the model says of itself. */
    public ModelCard card() {
        return session.card();
    }

    /** The shape of one generated sample: {@code (C, H, W)} for images. */
    public Shape shape() {
        return card().sample();
    }

    /** The length of a latent. */
    public int latentSize() {
        return card().latentSize();
    }

    /** The latents that {@link #generate(int, long)} starts from. */
    public Latents latents(int count, long seed) {
        return Latents.draw(card().prior(), latentSize(), count, seed);
    }

    /**
     * The latents of a seed with all elements within a threshold: more typical images that are more alike, by the truncation
     * trick; see {@link Latents#truncated}.
     *
     * <pre>{@code
     * Images typical = generator.generate(generator.latents(64, 42, 0.7));
     * }</pre>
     *
     * @throws IllegalArgumentException if count is below 1, or the threshold is not above 0
     * @throws IllegalStateException if this generator's latents are not normal
     */
    public Latents latents(int count, long seed, double threshold) {
        if (card().prior() != Prior.NORMAL) {
            throw new IllegalStateException("this generator's latents are uniform, in [-1, 1): only normal latents have"
                    + " tails to be cut off by a threshold; use latents(count, seed)");
        }
        return Latents.truncated(latentSize(), count, seed, threshold);
    }

    /**
     * Generates images from a seed. Image {@code i} depends on the seed and {@code i} alone.
     *
     * @param count how many, at least 1
     * @return a batch {@code (count, C, H, W)} in [-1, 1]
     * @throws IllegalStateException if this is closed, or makes samples that are no images
     */
    public Images generate(int count, long seed) {
        return generate(latents(count, seed));
    }

    /**
     * Generates an image for each latent.
     *
     * @throws IllegalArgumentException if the latents are of another size
     * @throws IllegalStateException if this is closed, or makes samples that are no images
     */
    public Images generate(Latents latents) {
        if (!shape().isImage()) {
            throw new IllegalStateException(
                    "this generator makes samples of shape " + shape() + ", which are no images; use samples(latents)");
        }
        return Images.of(shape(), samples(latents));
    }

    /**
     * Generates a sample of whatever shape for each latent.
     *
     * @return the samples one after the other, {@code (N, shape)} in row-major order
     */
    public float[] samples(Latents latents) {
        checkArgument(
                latents.size() == latentSize(),
                "this generator takes latents of size %s, these have %s",
                latentSize(),
                latents.size());
        return session.run(latents.values(), latents.count());
    }

    /** The images on the way from one latent to another, see {@link Latents#slerp}. */
    public Images interpolate(Latents from, Latents to, int steps) {
        return generate(Latents.slerp(from, to, steps));
    }

    /** @throws IllegalStateException if it is called by this generator's own {@link Runner}, in the midst of a call */
    @Override
    public void close() {
        session.close();
    }
}
