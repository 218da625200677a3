package io.gan4j.feature;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.error.BackendException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.Recogniser;
import io.gan4j.layer.Init;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where {@linkplain FeatureExtractor extractors of features} come from, for data without labels. Data with labels has a better
 * one: the features of a {@code Classifier} that was trained on it.
 */
public final class FeatureExtractors {
    static final int DIMENSIONS = 128;

    private static final int MOST_PIXELS = 1_024;
    private static final int FIRST_CHANNELS = 32;
    private static final int MOST_CHANNELS = 128;
    private static final int SMALLEST = 4;
    private static final float SLOPE = 0.2f;

    private FeatureExtractors() {}

    /**
     * The samples themselves: each value is a feature. Euclidean distances between pixels see blur, noise and copies, but take
     * an image that is moved by a pixel for another.
     *
     * @param sample the shape of one sample
     */
    public static FeatureExtractor pixels(Shape sample) {
        return new PixelFeatures(sample);
    }

    /**
     * A network with fixed random weights: convolutions of 4x4 with stride 2 to 32, 64, 128, 128, ... channels until the image
     * has 4 pixels or less, each with LeakyReLU(0.2), then a linear layer to 128 features; the weights are normal with the
     * variance {@code 2 / fan-in} of He et al. (2015). It knows nothing of the data, yet sees what is local: features of random
     * networks order generators much as trained ones do where data is unlike ImageNet (Naeem et al. 2020, section 5.1).
     *
     * <p>It is run by the model format on the class path, ONNX. Close it. Safe for use by many threads.
     *
     * @param sample the shape of one image, of at least 2 x 2 pixels
     * @param seed of the weights
     * @throws IllegalArgumentException if the samples are no images, or too small
     * @throws BackendException if no format is on the class path
     */
    public static FeatureExtractor random(Shape sample, long seed) {
        checkArgument(
                sample.isImage() && Math.min(sample.height(), sample.width()) >= 2,
                "a random network takes images of 2 x 2 pixels or more, not samples of shape %s",
                sample);
        Network network = randomNetwork(sample);
        Map<String, Tensor> weights = network.initialise(seed);
        LoadOptions options = LoadOptions.defaults();
        ModelCard card = ModelCard.extractor(sample, DIMENSIONS);
        byte[] file = ModelFormat.find().write(network, weights, card);
        return new NetworkFeatures(
                randomName(seed),
                network.fingerprint(weights),
                Recogniser.load(file, options, ModelCard.Kind.EXTRACTOR),
                Preparation.none(sample));
    }

    static String randomName(long seed) {
        return "random network, seed " + seed;
    }

    static String randomHash(Shape sample, long seed) {
        Network network = randomNetwork(sample);
        return network.fingerprint(network.initialise(seed));
    }

    /**
     * The features that fit samples of a shape where none are named: {@linkplain #pixels the samples themselves} up to 1,024
     * values, such as a grey image of 32 x 32, and the 128 features of a {@linkplain #random random network} of the seed 0 for
     * larger images, whose pixels would be too many for distances of distributions. It need not be closed: the network is there
     * only while it computes, for which the model format must be on the class path, ONNX. Safe for use by many threads.
     *
     * @param sample the shape of one sample
     */
    public static FeatureExtractor fitting(Shape sample) {
        return sample.isImage() && sample.size() > MOST_PIXELS && Math.min(sample.height(), sample.width()) >= 2
                ? new PassingNetwork(sample, 0)
                : pixels(sample);
    }

    private static Network randomNetwork(Shape sample) {
        NetworkBuilder network = Network.from("x", sample);
        int channels = FIRST_CHANNELS;
        do {
            network.weights(he(network.shape().channels() * 16))
                    .conv2d(channels, 4, 2, 1)
                    .leakyRelu(SLOPE);
            channels = Math.min(MOST_CHANNELS, 2 * channels);
        } while (Math.min(network.shape().height(), network.shape().width()) > SMALLEST);
        int flat = network.flatten().shape().size();
        return network.weights(he(flat)).linear(DIMENSIONS).build();
    }

    private static Init he(int fanIn) {
        return Init.normal(0, (float) Math.sqrt(2.0 / fanIn));
    }

    /**
     * A network that another tool exported, such as the Inception network of published numbers: settings first, then {@link
     * NetworkFile#load}, which reads it.
     *
     * <pre>{@code
     * FeatureExtractor inception = FeatureExtractors.file(Path.of("inception.onnx"))
     *         .layer("pool3")
     *         .range(NetworkFile.Range.MINUS_ONE_TO_ONE)
     *         .load(dataset.shape());
     * }</pre>
     */
    public static NetworkFile file(Path file) {
        return NetworkFile.of(file);
    }
}
