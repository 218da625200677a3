package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.TableColumns;
import io.gan4j.error.ModelFileException;
import io.gan4j.image.Images;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

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
    /** The most images that a batch of a stream has, and the most values. */
    private static final int STREAMED_IMAGES = 256;

    private static final int STREAMED_VALUES = 1 << 22;

    /** The name, among the settings in a card, of the columns of the table that was learnt. */
    public static final String COLUMNS = "columns";

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

    /**
     * Loads a generator with other {@linkplain LoadOptions options}.
     *
     * @throws IOException if the file cannot be read
     * @throws ModelFileException as {@link #load(Path)} does, but for test vectors where they are not run
     */
    public static Generator load(Path file, LoadOptions options) throws IOException {
        return new Generator(Session.load(file, options, ModelCard.Kind.GENERATOR));
    }

    /**
     * Loads a generator from a file's bytes: a resource of the app, or a download. Messages call it "the model".
     *
     * @throws ModelFileException as {@link #load(Path)} does
     */
    public static Generator load(byte[] file, LoadOptions options) {
        return load(file, options, "the model");
    }

    /**
     * Loads a generator from a file's bytes, see {@link #load(byte[], LoadOptions)}.
     *
     * @param name what messages call the file
     * @throws ModelFileException as {@link #load(Path)} does
     */
    public static Generator load(byte[] file, LoadOptions options, String name) {
        return new Generator(Session.open(file, options, ModelCard.Kind.GENERATOR, name));
    }

    /** A generator over an engine's runner, which it owns. For training backends. */
    public static Generator of(ModelCard card, Runner runner) {
        return new Generator(Session.of(card, runner, ModelCard.Kind.GENERATOR));
    }

    /** What the model says of itself. */
    public ModelCard card() {
        return session.card();
    }

    /** The shape of one generated sample: {@code (C, H, W)} for images. */
    public Shape shape() {
        return card().sample();
    }

    /** Returns the length of a latent. */
    public int latentSize() {
        return card().latentSize();
    }

    /**
     * Returns the latents that {@link #generate(int, long)} starts from.
     *
     * @throws IllegalArgumentException if count is below 1
     */
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

    /** The names of the classes that it can be asked for, in their order; empty if it is not conditional. */
    public ImmutableList<String> classes() {
        return card().classes();
    }

    /** The words that it can be asked for in texts; empty if it makes no images of texts. */
    public Optional<Vocabulary> vocabulary() {
        return card().vocabulary();
    }

    /**
     * The classes that {@link #generate(int, long)} draws where none are asked for: that of image {@code i} uniformly from
     * {@code RandomStream.of(seed, 4, i)}, so that it does not depend on the latent or on how many are drawn. For a generator
     * of texts the texts, each one of the {@linkplain Vocabulary#examples examples} of its vocabulary.
     *
     * @throws IllegalStateException if this generator is not conditional
     */
    public Conditions conditions(int count, long seed) {
        checkConditional();
        return Conditions.drawn(card(), 0, count, seed);
    }

    private boolean takesConditions() {
        return card().inputs().size() > 1;
    }

    private void checkConditional() {
        if (!takesConditions()) {
            throw new IllegalStateException("this generator takes no conditions: it was trained without classes");
        }
    }

    /** The inputs of the network from which it generates from a seed: latents, and the drawn classes of a conditional one. */
    public ImmutableList<float[]> inputs(int count, long seed) {
        float[] latents = latents(count, seed).values();
        return takesConditions()
                ? ImmutableList.of(latents, conditions(count, seed).values(card(), count))
                : ImmutableList.of(latents);
    }

    /**
     * Generates images from a seed. Image {@code i} depends on the seed and {@code i} alone. A conditional generator draws the
     * classes, see {@link #conditions(int, long)}.
     *
     * @param count how many, at least 1
     * @return a batch {@code (count, C, H, W)} in [-1, 1]
     * @throws IllegalArgumentException if count is below 1
     * @throws IllegalStateException if this is closed, or makes samples that are no images
     */
    public Images generate(int count, long seed) {
        checkImages();
        return Images.of(shape(), session.run(inputs(count, seed), count));
    }

    /**
     * Generates any number of images from a seed, batch by batch as the stream is read, in memory that does not depend on their
     * number: joined, the batches are what {@link #generate(int, long)} gives, bit for bit where that fits into memory.
     *
     * <pre>{@code
     * generator.stream(1_000_000, 42).forEach(batch -> store(batch));
     * }</pre>
     *
     * @param count how many, at least 1
     * @return batches of up to 256 images each, fewer where images are large; the stream is sequential and lazy
     * @throws IllegalArgumentException if count is below 1
     * @throws IllegalStateException if this makes samples that are no images, or, when the stream is read, is closed
     */
    public Stream<Images> stream(long count, long seed) {
        checkImages();
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        int atOnce = Math.max(1, Math.min(STREAMED_IMAGES, STREAMED_VALUES / shape().size()));
        long batches = (count + atOnce - 1) / atOnce;
        return LongStream.range(0, batches).mapToObj(batch -> {
            long first = batch * atOnce;
            int number = (int) Math.min(atOnce, count - first);
            Latents latents = Latents.draw(card().prior(), latentSize(), first, number, seed);
            return takesConditions()
                    ? generate(latents, Conditions.drawn(card(), first, number, seed))
                    : generate(latents);
        });
    }

    /**
     * Generates images of classes that are asked for. The latent of image {@code i} is that of {@link #latents(int, long)},
     * whatever its class, so that a seed shows one style in all classes.
     *
     * <pre>{@code
     * Images sevens = generator.generate(16, 42, Conditions.of("7"));
     * }</pre>
     *
     * @param count how many, at least 1
     * @param conditions one for all images, or one for each
     * @throws IllegalArgumentException if there is no such class, or there are other than 1 or {@code count} conditions
     * @throws IllegalStateException if this is closed, makes samples that are no images, or takes no conditions
     */
    public Images generate(int count, long seed, Conditions conditions) {
        return generate(latents(count, seed), conditions);
    }

    /**
     * Generates a number of images of every class, a class after the other in their order, from the same latents: image {@code
     * i} of every class has latent {@code i} of the seed, so that a sheet of {@code count} columns shows a class in each row
     * and a style in each column.
     *
     * <pre>{@code
     * BufferedImage sheet = generator.generateEveryClass(8, 42).grid(8).toBufferedImage();
     * }</pre>
     *
     * @param count how many of each class, at least 1
     * @return a batch {@code (K count, C, H, W)}
     * @throws IllegalStateException if this is closed, makes samples that are no images, or takes no conditions
     */
    public Images generateEveryClass(int count, long seed) {
        if (!card().isConditional()) {
            throw new IllegalStateException("this generator has no classes: it was trained without");
        }
        Latents once = latents(count, seed);
        int classes = classes().size();
        return generate(once.repeated(classes), Conditions.everyClass(classes, count));
    }

    /**
     * Generates images from a seed and puts them into one: a grid that is nearly square, or for a conditional generator a row
     * of the same latents for each class, in the order of {@link #classes}.
     *
     * @param count how many images at most, at least 1; a conditional generator makes at least one of each class
     * @return a single image
     * @throws IllegalStateException if this is closed, or makes samples that are no images
     */
    public Images grid(int count, long seed) {
        if (!card().isConditional()) {
            return generate(count, seed).grid();
        }
        int columns = Math.max(1, count / classes().size());
        return generateEveryClass(columns, seed).grid(columns);
    }

    /**
     * Generates an image for each latent. A conditional generator takes the classes in turn: image {@code i} is of the class
     * whose place is {@code i} modulo the number of classes. One of texts takes the examples of its vocabulary in turn.
     *
     * @throws IllegalArgumentException if the latents are of another size
     * @throws IllegalStateException if this is closed, or makes samples that are no images
     */
    public Images generate(Latents latents) {
        checkImages();
        return Images.of(shape(), samples(latents));
    }

    /** Generates an image for each latent, of the classes that are asked for; see {@link #generate(int, long, Conditions)}. */
    public Images generate(Latents latents, Conditions conditions) {
        checkImages();
        return Images.of(shape(), samples(latents, conditions));
    }

    private void checkImages() {
        if (!shape().isImage()) {
            throw new IllegalStateException(
                    "this generator makes samples of shape " + shape() + ", which are no images; use samples(latents)");
        }
    }

    /**
     * Generates a sample of whatever shape for each latent. A conditional generator takes the classes in turn, see {@link
     * #generate(Latents)}.
     *
     * @return the samples one after the other, {@code (N, shape)} in row-major order
     */
    public float[] samples(Latents latents) {
        if (takesConditions()) {
            return samples(latents, Conditions.inTurn(card(), latents.count()));
        }
        checkSize(latents);
        return session.run(latents.values(), latents.count());
    }

    /**
     * Generates a sample of whatever shape for each latent, of the classes that are asked for.
     *
     * @return the samples one after the other, {@code (N, shape)} in row-major order
     */
    public float[] samples(Latents latents, Conditions conditions) {
        checkConditional();
        checkSize(latents);
        float[] asked = conditions.values(card(), latents.count());
        return session.run(ImmutableList.of(latents.values(), asked), latents.count());
    }

    private void checkSize(Latents latents) {
        checkArgument(
                latents.size() == latentSize(),
                "this generator takes latents of size %s, these have %s",
                latentSize(),
                latents.size());
    }

    /**
     * The columns of the table that this generator was trained on, with their scale and categories.
     *
     * @return empty if it was not trained on a {@link io.gan4j.data.Table}
     * @throws ModelFileException if the file describes them wrongly
     */
    public Optional<TableColumns> columns() {
        String recorded = card().origin().configuration().get(COLUMNS);
        if (recorded == null) {
            return Optional.empty();
        }
        try {
            TableColumns columns = TableColumns.parse(recorded);
            checkArgument(
                    columns.width() == shape().size(),
                    "the columns take %s elements, samples have %s",
                    columns.width(),
                    shape().size());
            return Optional.of(columns);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException("the table's columns in the model cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Generates rows of a table, in its own units and with its own categories:
     *
     * <pre>{@code
     * List<List<Object>> people = generator.rows(100, 42); // [[37.0, "yes", 41250.0], ...]
     * }</pre>
     *
     * @param count how many, at least 1
     * @return a {@code Double} for each column of numbers and a {@code String} for each of categories, see {@link #columns}
     * @throws IllegalStateException if this was not trained on a table, or is closed
     */
    public List<List<Object>> rows(int count, long seed) {
        TableColumns columns = columns()
                .orElseThrow(
                        () -> new IllegalStateException("this generator was not trained on a table, and makes samples"
                                + " of shape " + shape() + ": use samples(latents)"));
        return columns.decode(session.run(inputs(count, seed), count));
    }

    /**
     * Generates the images on the way from one latent to another, see {@link Latents#slerp}. A conditional generator shows its
     * first class, one of texts the first example of its vocabulary.
     *
     * @param from the first, a single latent
     * @param to the last, a single latent
     * @param steps the number of images, both ends included; at least 2
     * @return a batch {@code (steps, C, H, W)}
     * @throws IllegalArgumentException if there are fewer steps, or several latents
     * @throws IllegalStateException if this is closed, or makes samples that are no images
     */
    public Images interpolate(Latents from, Latents to, int steps) {
        Latents path = Latents.slerp(from, to, steps);
        return takesConditions() ? generate(path, Conditions.inTurn(card(), 1)) : generate(path);
    }

    /** The images of a class, or of one for each, on the way from one latent to another, see {@link Latents#slerp}. */
    public Images interpolate(Latents from, Latents to, int steps, Conditions conditions) {
        return generate(Latents.slerp(from, to, steps), conditions);
    }

    /**
     * Frees the network, once the calls that are under way are done.
     *
     * @throws IllegalStateException if it is called by this generator's own {@link Runner}, in the midst of a call
     */
    @Override
    public void close() {
        session.close();
    }
}
