package io.gan4j.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.gan4j.error.BackendException;
import io.gan4j.error.ModelFileException;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A style-based generator, one of {@code Gan.styleGan2()} or {@code Gan.styleGan()}, taken apart into what makes styles of
 * latents and what makes images of styles: for truncation, style mixing and interpolation between styles. It is loaded from the
 * file that a {@link Generator} is loaded from, and gives the same images:
 *
 * <pre>{@code
 * try (StyledGenerator faces = StyledGenerator.load(Path.of("faces.onnx"))) {
 *     Styles styles = faces.styles(8, 42);
 *     Images typical = faces.generate(faces.truncated(styles, 0.7));
 *     Images grid = faces.mixingMatrix(styles, faces.styles(8, 43), 0, 2);
 * }
 * }</pre>
 *
 * <p>Thread-safe but for {@link #close}.
 */
public final class StyledGenerator implements AutoCloseable {
    /** Whose styles' mean truncation draws towards: as many as StyleGAN2's projection takes. */
    private static final int MEAN_OF = 10_000;

    private static final int MEAN_SEED = 0;
    /** How many latents are mapped, or images made, at a time at most. */
    private static final int MOST = 256;

    private final ModelCard card;
    private final List<String> mappingInputs;
    private final StyledGraph graph;
    private final OrtSession mapping;
    private final OrtSession synthesis;
    private final String output;
    private final int most;
    private @Nullable Styles mean;
    private boolean closed;

    private StyledGenerator(OnnxPreflight checked, StyledGraph graph, OrtSession mapping, OrtSession synthesis) {
        this.card = checked.card();
        this.mappingInputs = checked.inputs();
        this.graph = graph;
        this.mapping = mapping;
        this.synthesis = synthesis;
        this.output = OnnxFormat.output(card);
        this.most = Math.min(MOST, checked.samples());
    }

    /**
     * Loads a generator from a file, which is checked as {@link Generator#load(Path)} does, with its test vectors.
     *
     * @throws IOException if the file cannot be read
     * @throws ModelFileException if it is no model that this library wrote, or none of a style-based generator of images
     */
    public static StyledGenerator load(Path file) throws IOException {
        return load(file, LoadOptions.defaults());
    }

    /**
     * Loads a generator with other {@linkplain LoadOptions options}, see {@link #load(Path)}. The file is read once, so it may
     * be a pipe.
     *
     * @throws IOException if the file cannot be read
     * @throws ModelFileException if it is no model that this library wrote, or none of a style-based generator of images
     */
    public static StyledGenerator load(Path file, LoadOptions options) throws IOException {
        byte[] bytes = options.read(file);
        Generator.load(bytes, options, file.toString()).close(); // runs the test vectors
        try {
            return parted(bytes, options);
        } catch (ModelFileException e) {
            throw new ModelFileException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Loads a generator from a file's bytes, see {@link #load(Path)}.
     *
     * @throws ModelFileException if it is no model that this library wrote, or none of a style-based generator of images
     */
    public static StyledGenerator load(byte[] file, LoadOptions options) {
        Generator.load(file, options).close(); // runs the test vectors
        return parted(file, options);
    }

    private static StyledGenerator parted(byte[] file, LoadOptions options) {
        OnnxPreflight checked = OnnxPreflight.check(file, options);
        ModelCard card = checked.card();
        Map<String, Shape> inputs = new LinkedHashMap<>();
        for (int i = 0; i < checked.inputs().size(); i++) {
            inputs.put(checked.inputs().get(i), card.inputs().get(i).shape());
        }
        StyledGraph graph = StyledGraph.of(OnnxFile.parse(file), inputs, OnnxFormat.output(card), card.output());
        OrtSession mapping = OnnxRunner.session(graph.mapping(), options);
        try {
            return new StyledGenerator(checked, graph, mapping, OnnxRunner.session(graph.synthesis(), options));
        } catch (RuntimeException | Error e) {
            close(mapping);
            throw e;
        }
    }

    /** What the model says of itself. */
    public ModelCard card() {
        return card;
    }

    /**
     * Returns the number of layers that have a style: one for the innermost size, two for each further one, and one for the
     * last colors.
     */
    public int layers() {
        return graph.layers();
    }

    /**
     * Returns the styles of the latents of a seed, those from which {@link Generator#generate(int, long)} generates. A
     * conditional generator draws the classes as that does.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    public Styles styles(int count, long seed) {
        Latents latents = latents(count, seed);
        if (!card.isConditional()) {
            return mapped(List.of(latents.toFloats()), count);
        }
        return styles(latents, Conditions.drawn(card.classes(), count, seed));
    }

    /**
     * Returns the styles of the latents of a seed in classes that are asked for.
     *
     * @throws IllegalArgumentException if the count is below 1, or the conditions do not fit
     * @throws IllegalStateException if this generator is not conditional
     */
    public Styles styles(int count, long seed, Conditions conditions) {
        return styles(latents(count, seed), conditions);
    }

    /** The two halves. */
    StyledGraph graph() {
        return graph;
    }

    private Latents latents(int count, long seed) {
        Prior prior = card.prior();
        return Latents.draw(prior, card.latentSize(), count, seed);
    }

    private Styles styles(Latents latents, Conditions conditions) {
        if (!card.isConditional()) {
            throw new IllegalStateException("this generator takes no conditions: it was trained without classes");
        }
        float[] weights = conditions.weights(card.classes(), latents.count());
        return mapped(List.of(latents.toFloats(), weights), latents.count());
    }

    private Styles mapped(List<float[]> inputs, int count) {
        float[] styles = new float[Math.multiplyExact(count, graph.size())];
        for (int from = 0; from < count; from += MOST) {
            int number = Math.min(MOST, count - from);
            Map<String, FloatBuffer> given = new LinkedHashMap<>();
            for (int i = 0; i < inputs.size(); i++) {
                int size = card.inputs().get(i).shape().size();
                given.put(mappingInputs.get(i), FloatBuffer.wrap(inputs.get(i), from * size, number * size));
            }
            float[] part = run(mapping, given, number, StyledGraph.STYLE);
            System.arraycopy(part, 0, styles, from * graph.size(), part.length);
        }
        return Styles.repeated(layers(), graph.size(), styles);
    }

    /**
     * Returns the mean of the styles of 10,000 latents, which gives the most typical image; it is computed at the first call.
     * Of a conditional generator, over all classes.
     */
    public synchronized Styles mean() {
        if (mean == null) {
            Styles many = styles(MEAN_OF, MEAN_SEED);
            double[] sum = new double[graph.size()];
            for (int i = 0; i < MEAN_OF; i++) {
                float[] style = many.style(i, 0);
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += style[j];
                }
            }
            float[] vector = new float[sum.length];
            for (int j = 0; j < sum.length; j++) {
                vector[j] = (float) (sum[j] / MEAN_OF);
            }
            mean = Styles.repeated(layers(), graph.size(), vector);
        }
        return mean;
    }

    /**
     * The truncation trick in the space of styles (Karras et al., StyleGAN, CVPR 2019, appendix B): returns {@code mean + psi
     * (style - mean)}.
     *
     * @param psi 1 leaves the styles as they are, 0 makes one image of all; between them images are more typical and more alike
     * @throws IllegalArgumentException if psi is not finite
     */
    public Styles truncated(Styles styles, double psi) {
        checkArgument(Double.isFinite(psi), "psi must be finite, was %s", psi);
        return psi == 1 ? styles : styles.towards(mean(), 1 - psi);
    }

    /**
     * Generates an image of each style.
     *
     * @return a batch {@code (count, C, H, W)}
     * @throws IllegalArgumentException if the styles are of another generator's layers or size
     */
    public Images generate(Styles styles) {
        checkArgument(
                styles.layers() == layers() && styles.size() == graph.size(),
                "this generator takes styles of %s layers and size %s, these have %s and %s",
                layers(),
                graph.size(),
                styles.layers(),
                styles.size());
        float[] images =
                new float[Math.multiplyExact(styles.count(), card.output().size())];
        for (int from = 0; from < styles.count(); from += most) {
            int number = Math.min(most, styles.count() - from);
            Map<String, FloatBuffer> given = new LinkedHashMap<>();
            for (StyledGraph.Input input : graph.inputs()) {
                given.put(input.name(), FloatBuffer.wrap(styles.ofLayer(input.layer(), from, number)));
            }
            float[] part = run(synthesis, given, number, output);
            System.arraycopy(part, 0, images, from * card.output().size(), part.length);
        }
        return Images.of(card.output(), images);
    }

    /**
     * Generates images from a seed, truncated: {@code generate(truncated(styles(count, seed), psi))}.
     *
     * @throws IllegalArgumentException if the count is below 1 or psi is not finite
     */
    public Images generate(int count, long seed, double psi) {
        return generate(truncated(styles(count, seed), psi));
    }

    /**
     * Generates a matrix of mixed styles, row by row, with a row for each image of {@code rows} and a column for each of {@code
     * columns}: the row's styles in the layers from {@code from} to before {@code to}, the column's in all others. With {@code
     * grid(columns.count())} it becomes one picture.
     *
     * @throws IllegalArgumentException if the layers are out of range
     */
    public Images mixingMatrix(Styles rows, Styles columns, int from, int to) {
        List<Images> all = new ArrayList<>();
        for (int row = 0; row < rows.count(); row++) {
            all.add(generate(columns.mixed(rows.get(row), from, to)));
        }
        return Images.concat(all);
    }

    /**
     * Generates the images on the straight way from one style to another, both ends included.
     *
     * @param from the style of one image
     * @param to the style of one image
     * @param steps how many images, at least 2
     * @throws IllegalArgumentException if there are fewer steps, or styles of several images
     */
    public Images interpolate(Styles from, Styles to, int steps) {
        checkArgument(steps >= 2, "steps must be at least 2, was %s", steps);
        checkArgument(
                from.count() == 1 && to.count() == 1,
                "a way goes from one style to one other: take them with get(i), there are %s and %s",
                from.count(),
                to.count());
        Styles way = from;
        for (int step = 1; step < steps; step++) {
            way = way.then(from.towards(to, (double) step / (steps - 1)));
        }
        return generate(way);
    }

    /**
     * Generates the frames of a film that goes from style to style and back to the first, so that it can run round and round:
     * {@code steps} images from each of them to the next, without the next itself.
     *
     * @param styles where it passes, at least 2 images
     * @param steps how many images from one style to the next, at least 1
     * @throws IllegalArgumentException if there are fewer styles or steps
     */
    public Images tour(Styles styles, int steps) {
        checkArgument(styles.count() >= 2, "a film needs styles of at least 2 images, was given %s", styles.count());
        checkArgument(steps >= 1, "steps must be at least 1, was %s", steps);
        List<Images> frames = new ArrayList<>();
        for (int image = 0; image < styles.count(); image++) {
            Styles from = styles.get(image);
            Styles to = styles.get((image + 1) % styles.count());
            Styles way = from;
            for (int step = 1; step < steps; step++) {
                way = way.then(from.towards(to, (double) step / steps));
            }
            frames.add(generate(way));
        }
        return Images.concat(frames);
    }

    /**
     * Returns directions in the space of styles that change images most, in closed form (SeFa; Shen and Zhou, "Closed-form
     * factorization of latent semantics in GANs", CVPR 2021, equation 6): the eigenvectors of {@code A^T A} with the largest
     * eigenvalues, where {@code A} are the weights by which the layers make their channels' factors of a style, one below the
     * other. Each is of length 1; styles have a length of about the root of their size. {@link Styles#moved} goes along one:
     *
     * <pre>{@code
     * float[] direction = faces.directions(5, 0, 4).get(0);
     * Images there = faces.generate(styles.moved(direction, 3, 0, 4));
     * }</pre>
     *
     * @param count how many, the one that changes most first
     * @param from the first layer that is looked at
     * @param to the layer behind the last one that is
     * @throws IllegalArgumentException if the layers are out of range, or the count is not from 1 to the length of a style
     */
    public List<float[]> directions(int count, int from, int to) {
        int size = graph.size();
        checkArgument(count >= 1 && count <= size, "directions must be from 1 to %s, was %s", size, count);
        checkArgument(
                from >= 0 && from < to && to <= layers(),
                "layers to look at must be from 0 to %s, the first below the last, were %s to %s",
                layers(),
                from,
                to);
        double[][] product = new double[size][size];
        for (StyledGraph.Input input : graph.inputs()) {
            if (input.layer() >= from && input.layer() < to) {
                addSquare(input.weight(), product);
            }
        }
        return SymmetricEigen.largest(product, count);
    }

    /** Adds {@code A^T A} of a matrix that is given row by row. */
    private static void addSquare(float[] matrix, double[][] sum) {
        int size = sum.length;
        for (int row = 0; row < matrix.length; row += size) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    sum[i][j] += (double) matrix[row + i] * matrix[row + j];
                }
            }
        }
    }

    private static float[] run(OrtSession session, Map<String, FloatBuffer> inputs, int count, String output) {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, FloatBuffer> input : inputs.entrySet()) {
                long[] shape = {count, input.getValue().remaining() / count};
                tensors.put(input.getKey(), OnnxTensor.createTensor(OnnxEngine.environment(), input.getValue(), shape));
            }
            try (OrtSession.Result result = session.run(tensors, Set.of(output))) {
                return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
            }
        } catch (OrtException e) {
            throw new BackendException(
                    "ONNX Runtime could not evaluate a batch of " + count + ": " + e.getMessage(), e);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    /** Frees the networks, once no call is under way. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            close(mapping);
            close(synthesis);
        }
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new BackendException("ONNX Runtime could not close a model: " + e.getMessage(), e);
        }
    }
}
