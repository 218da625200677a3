package io.gan4j.classifier;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.error.BackendException;
import io.gan4j.error.ModelFileException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.file.Plural;
import io.gan4j.image.Images;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.Recogniser;
import io.gan4j.loss.FeatureLoss;
import io.gan4j.loss.FeatureNetwork;
import io.gan4j.measurement.Estimate;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.network.Network;
import io.gan4j.run.TrainedGame;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A small convolutional network that reads the classes of images, trained on a dataset's labels by the same backend as the
 * GANs: a game of one player, which minimises the cross-entropy of its scores. It judges generated images where the data has
 * labels, with nothing to download: by classes, and by the {@linkplain #features features} from which it tells them. It holds
 * native memory: close it. Safe for use by many threads.
 *
 * <p>A convolution of 4x4 with stride 2 to 16 channels, one of 3x3 to 32, and as many of 4x4 with stride 2 to 64 channels as
 * bring the image to 7 pixels or less, at least one; a linear layer to 128 features; each with batch normalisation and ReLU;
 * then dropout of 0.4 and a linear layer. Adam(2e-3), falling to zero along a cosine, batches of 128; each time that an image
 * is seen it is moved along both axes by up to a fourteenth of the shorter side, 2 pixels of 28, at random. {@code
 * docs/numbers/classifier.md} says what it reaches on MNIST.
 */
public final class Classifier implements AutoCloseable {
    /** The fewest images that a classifier learns from. */
    public static final int LEAST_IMAGES = ClassifierTraining.BATCH;

    private static final int EPOCHS = 4;
    private static final int JUDGED_AT_ONCE = 500;
    /** The most values that are read at a time: 32 MiB. */
    private static final int VALUES_AT_ONCE = 1 << 23;
    /** The setting in a card that names the weights. */
    private static final String WEIGHTS = "weights";

    private final Recogniser recogniser;
    private final @Nullable TrainedGame trained;
    /** The file that it was loaded from; empty if it was trained. */
    private final byte[] file;

    private final Object lock = new Object();
    private boolean closed;

    private Classifier(Recogniser recogniser, @Nullable TrainedGame trained, byte[] file) {
        this.recogniser = recogniser;
        this.trained = trained;
        this.file = file;
    }

    /** Trains for four epochs with the seed 0 on the backend that is on the class path. */
    public static Classifier train(Dataset data) {
        return train(data, EPOCHS, 0, 0);
    }

    /**
     * Trains on a dataset.
     *
     * @param data labelled images of at least 4 x 4 pixels, at least 128 of them
     * @param epochs passes over the data
     * @param seed from which everything random is derived
     * @param threads how many threads compute; 0 leaves it to the engine
     * @throws IllegalArgumentException if the data has no labels, fewer than two classes, no images, or too few or small ones
     * @throws TrainingDivergedException if the loss becomes NaN or infinite
     * @throws BackendException if no training backend is on the class path
     */
    public static Classifier train(Dataset data, int epochs, long seed, int threads) {
        checkArgument(epochs >= 1, "epochs must be at least 1, was %s", epochs);
        check(data);
        TrainedGame trained = ClassifierTraining.train(data, epochs, seed, threads);
        Network network = trained.game().network(ClassifierTraining.NAME);
        ModelCard card = trained.card(ClassifierTraining.NAME)
                .step(0)
                .provenance(
                        "",
                        data.name(),
                        data.fingerprint(),
                        Map.of(
                                "epochs",
                                Integer.toString(epochs),
                                "seed",
                                Long.toString(seed),
                                WEIGHTS,
                                network.fingerprint(trained.parameters(ClassifierTraining.NAME))));
        return new Classifier(Recogniser.of(card, trained.runner(ClassifierTraining.NAME)), trained, new byte[0]);
    }

    private static void check(Dataset data) {
        checkArgument(data.classes().size() >= 2, "%s has no labels of two classes or more to learn", data.name());
        Shape shape = data.shape();
        checkArgument(
                shape.isImage() && data.size() >= ClassifierTraining.BATCH,
                "a classifier learns of %s images or more, %s has %s of shape %s",
                ClassifierTraining.BATCH,
                data.name(),
                Plural.of(data.size(), "sample"),
                shape);
        checkArgument(
                Math.min(shape.height(), shape.width()) >= ClassifierTraining.SMALLEST_IMAGE,
                "a classifier learns of images of %s x %s pixels or more, those of %s have the shape %s",
                ClassifierTraining.SMALLEST_IMAGE,
                ClassifierTraining.SMALLEST_IMAGE,
                data.name(),
                shape);
    }

    /**
     * Loads a classifier that was {@linkplain #export exported}. It needs no training backend, but the format's module.
     *
     * @throws IOException if the file cannot be read
     * @throws ModelFileException if it is no classifier that this library wrote, or is damaged, or fails its test vectors
     * @throws BackendException if no format is on the class path
     */
    public static Classifier load(Path file) throws IOException {
        return load(file, LoadOptions.defaults());
    }

    /** Loads a classifier with other {@linkplain LoadOptions options}. */
    public static Classifier load(Path file, LoadOptions options) throws IOException {
        Recogniser recogniser = Recogniser.load(file, options);
        if (!recogniser.card().origin().configuration().containsKey(WEIGHTS)) {
            recogniser.close();
            throw new ModelFileException(file + " does not say which weights it has");
        }
        return new Classifier(recogniser, null, options.read(file));
    }

    /** What it says of itself: classes, the data it learnt from, and the settings. */
    public ModelCard card() {
        return recogniser.card();
    }

    /** The shape of the images that it reads. */
    public Shape shape() {
        return recogniser.shape();
    }

    /** How many classes there are. */
    public int classes() {
        return recogniser.classes().size();
    }

    /** The names of the classes, whose places are the labels. */
    public ImmutableList<String> classNames() {
        return recogniser.classes();
    }

    /**
     * The most probable class of each image.
     *
     * @param images one after the other in row-major order, values in [-1, 1]
     * @throws IllegalArgumentException if the array holds no whole number of images, or none
     * @throws IllegalStateException if this is closed
     */
    public int[] classify(float[] images) {
        float[] scores = recogniser.read(images).scores();
        int[] labels = new int[scores.length / classes()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = largest(scores, i * classes());
        }
        return labels;
    }

    private int largest(float[] scores, int from) {
        int best = 0;
        for (int i = 1; i < classes(); i++) {
            if (scores[from + i] > scores[from + best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * The probability of each class for each image, the softmax of its scores: what the inception score asks for.
     *
     * @param images one after the other in row-major order, values in [-1, 1]
     * @return a row for each image, a column for each class
     * @throws IllegalArgumentException if the array holds no whole number of images, or none
     * @throws IllegalStateException if this is closed
     */
    public Features probabilities(float[] images) {
        float[] scores = recogniser.read(images).scores();
        double[] probabilities = new double[scores.length];
        for (int from = 0; from < scores.length; from += classes()) {
            float most = scores[from + largest(scores, from)];
            double sum = 0;
            for (int i = from; i < from + classes(); i++) {
                probabilities[i] = Math.exp((double) scores[i] - most);
                sum += probabilities[i];
            }
            for (int i = from; i < from + classes(); i++) {
                probabilities[i] /= sum;
            }
        }
        return Features.of(probabilities, classes());
    }

    /**
     * What it sees of an image before it tells the class: the 128 outputs, at least 0, of the layer before the last. Its hash
     * is of the weights: the same before and after an export. Of use until this is closed; its own close has no effect. Safe
     * for use by many threads.
     */
    public FeatureExtractor features() {
        return new Extractor(this);
    }

    /**
     * The network, frozen, by which a {@link FeatureLoss} compares images: after each of its convolutions. It holds a copy of
     * the weights, so that it is of use after this is closed. That of a classifier that was loaded from a file has the batch
     * normalization within its convolutions, and gives the same features.
     *
     * @throws IllegalStateException if this is closed
     */
    public FeatureNetwork network() {
        synchronized (lock) {
            checkState(!closed, "this classifier is closed");
            String name = "classifier trained on " + card().origin().dataset();
            if (trained != null) {
                return FeatureNetwork.of(
                        name,
                        trained.game().network(ClassifierTraining.NAME),
                        trained.parameters(ClassifierTraining.NAME));
            }
            ModelFormat.Layers layers = ModelFormat.find().readLayers(file, LoadOptions.defaults(), 0, 0, List.of());
            return FeatureNetwork.of(
                    name, layers.network(), layers.weights(), layers.wanted().toArray(String[]::new));
        }
    }

    private record Extractor(Classifier classifier) implements FeatureExtractor {
        @Override
        public String name() {
            return "classifier trained on " + classifier.card().origin().dataset();
        }

        @Override
        public String hash() {
            return classifier.hash();
        }

        @Override
        public int dimensions() {
            return classifier.recogniser.features();
        }

        @Override
        public String resizing() {
            return "none";
        }

        @Override
        public Features features(float[] samples, int count) {
            int size = classifier.shape().size();
            checkArgument(
                    count >= 1 && samples.length == (long) count * size,
                    "an array of %s of shape %s must hold %s for each, has %s",
                    Plural.of(count, "sample"),
                    classifier.shape(),
                    size,
                    samples.length);
            return Features.of(classifier.recogniser.read(samples).features(), dimensions());
        }

        @Override
        public void close() {
            // the classifier owns the network
        }
    }

    /** Tells it from every other: the SHA-256, in hexadecimal, of its network and weights. */
    public String hash() {
        ImmutableMap<String, String> settings = card().origin().configuration();
        return settings.getOrDefault(WEIGHTS, "");
    }

    /**
     * The share of a labelled dataset's images that are read as what they are, 0 to 1.
     *
     * @throws IllegalStateException if the images are of another shape, or there are not as many classes
     */
    public double accuracy(Dataset data) {
        checkState(
                data.shape().equals(shape()) && data.classes().size() == classes(),
                "this classifier reads images of shape %s and %s classes, %s has %s and %s",
                shape(),
                classes(),
                data.name(),
                data.shape(),
                data.classes().size());
        int right = 0;
        int step = Memory.samplesAtOnce(JUDGED_AT_ONCE, VALUES_AT_ONCE, shape());
        for (int from = 0; from < data.size(); from += step) {
            int count = Math.min(step, data.size() - from);
            int[] places = IntStream.range(from, from + count).toArray();
            int[] read = classify(Datasets.values(data, places));
            for (int i = 0; i < count; i++) {
                right += read[i] == data.label(from + i) ? 1 : 0;
            }
        }
        return (double) right / data.size();
    }

    /**
     * The share of images that are read as what they should show, 0 to 1, with Wilson's interval: how many labels a translation
     * keeps.
     *
     * @param made images of this classifier's shape, in [-1, 1]
     * @param labels the class of each
     * @throws IllegalArgumentException if the images have another shape, or there are more or fewer labels
     * @throws IllegalStateException if this is closed
     */
    public Estimate retention(Images made, int... labels) {
        checkArgument(
                made.shape().equals(shape()) && made.count() == labels.length,
                "this classifier reads images of shape %s with a label each, these are %s of shape %s and %s",
                shape(),
                made.count(),
                made.shape(),
                Plural.of(labels.length, "label"));
        int[] read = classify(made.toFloats());
        long kept = IntStream.range(0, labels.length)
                .filter(i -> read[i] == labels[i])
                .count();
        return Estimate.ofShare((double) kept / labels.length, labels.length);
    }

    /**
     * Exports it as one file, in the format on the class path, ONNX, which {@link #load} reads. Before the file appears it is
     * run, and its output compared with this classifier's on 1,000 images of random pixels.
     *
     * @return what the file says of itself
     * @throws IOException if the file cannot be written; an older file of this name is then untouched
     * @throws ModelFileException if the file's output differs by more than 1e-4; no file is left then
     * @throws BackendException if no format is on the class path
     * @throws IllegalStateException if this is closed, or was loaded from a file, which can be copied
     */
    public ModelCard export(Path file) throws IOException {
        synchronized (lock) {
            checkState(!closed, "this classifier is closed");
            checkState(trained != null, "this classifier was loaded from a file: copy that file");
            return trained.export(ClassifierTraining.NAME, file, card());
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            if (!closed) {
                closed = true;
                recogniser.close();
                if (trained != null) {
                    trained.close();
                }
            }
        }
    }
}
