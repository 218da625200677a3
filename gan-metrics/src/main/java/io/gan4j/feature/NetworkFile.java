package io.gan4j.feature;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import com.google.common.primitives.ImmutableDoubleArray;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.error.BackendException;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelFormat;
import io.gan4j.inference.Recogniser;
import io.gan4j.loss.FeatureLoss;
import io.gan4j.loss.FeatureNetwork;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A network of images that another tool exported, to be used as an extractor of features: which layer, and what it expects of
 * images. Numbers that are to be compared with published ones need the published network, resizing and range: for the Fréchet
 * inception distance that of 2015 with its 2,048 features, images of 299 x 299 in [-1, 1].
 *
 * <p>The file has one input, {@code (N, C, H, W)} with 1 or 3 channels; grey samples are repeated in red, green and blue.
 * Samples are resized as {@link io.gan4j.image.Images#resized} says, not rounded to 8 bits. Such a file is trusted more than
 * one of this library: all of ONNX's own operators are allowed, so that it may take any time and memory, but it can run no code
 * and read no other file.
 *
 * <p>Immutable: each setting returns a new value.
 */
@CheckReturnValue
public final class NetworkFile {
    private final Path file;
    private final String layer;
    private final int height;
    private final int width;
    private final Range range;
    private final ImmutableDoubleArray mean;
    private final ImmutableDoubleArray deviation;
    private final LoadOptions options;

    /** The values that a network expects of images. */
    public enum Range {
        /** [-1, 1], as this library has them. */
        MINUS_ONE_TO_ONE {
            @Override
            double of(float value) {
                return value;
            }
        },
        /** [0, 1]. */
        ZERO_TO_ONE {
            @Override
            double of(float value) {
                return (value + 1.0) / 2;
            }
        },
        /** [0, 255], not rounded. */
        ZERO_TO_255 {
            @Override
            double of(float value) {
                return (value + 1.0) * 127.5;
            }
        };

        /** A value of [-1, 1] in this range. */
        abstract double of(float value);
    }

    private NetworkFile(
            Path file,
            String layer,
            int height,
            int width,
            Range range,
            ImmutableDoubleArray mean,
            ImmutableDoubleArray deviation,
            LoadOptions options) {
        this.file = file;
        this.layer = layer;
        this.height = height;
        this.width = width;
        this.range = range;
        this.mean = mean;
        this.deviation = deviation;
        this.options = options;
    }

    static NetworkFile of(Path file) {
        ImmutableDoubleArray none = ImmutableDoubleArray.of();
        return new NetworkFile(file, "", 0, 0, Range.MINUS_ONE_TO_ONE, none, none, LoadOptions.defaults());
    }

    /** Sets the name of the tensor whose values, flattened, are the features. Default: the file's only output. */
    public NetworkFile layer(String name) {
        checkArgument(!name.isEmpty(), "layer must be a tensor's name, was empty");
        return new NetworkFile(file, name, height, width, range, mean, deviation, options);
    }

    /** Sets the size of the images that it takes, at least 1 x 1. Default: what the file says, if it does. */
    public NetworkFile size(int imageHeight, int imageWidth) {
        checkArgument(
                imageHeight >= 1 && imageWidth >= 1,
                "size must be at least 1 x 1, was %s x %s",
                imageHeight,
                imageWidth);
        return new NetworkFile(file, layer, imageHeight, imageWidth, range, mean, deviation, options);
    }

    /** Sets the values that it expects, before mean and deviation. Default {@link Range#MINUS_ONE_TO_ONE}. */
    public NetworkFile range(Range values) {
        return new NetworkFile(file, layer, height, width, values, mean, deviation, options);
    }

    /**
     * Sets what is subtracted from each channel in its range, and by what is divided then; PyTorch's networks for ImageNet have
     * {@code 0.485, 0.456, 0.406} and {@code 0.229, 0.224, 0.225} on {@link Range#ZERO_TO_ONE}. Default: nothing.
     *
     * @throws IllegalArgumentException if there are not as many of both, one is not finite, or a deviation is not above 0
     */
    public NetworkFile normalised(double[] channelMeans, double[] channelDeviations) {
        checkArgument(
                channelMeans.length == channelDeviations.length
                        && Arrays.stream(channelMeans).allMatch(Double::isFinite)
                        && Arrays.stream(channelDeviations).allMatch(value -> value > 0 && value < Double.MAX_VALUE),
                "mean and deviation must be finite, as many of both, and deviations above 0, were %s and %s",
                Arrays.toString(channelMeans),
                Arrays.toString(channelDeviations));
        return new NetworkFile(
                file,
                layer,
                height,
                width,
                range,
                ImmutableDoubleArray.copyOf(channelMeans),
                ImmutableDoubleArray.copyOf(channelDeviations),
                options);
    }

    /** Sets how the file is loaded: the limit to its size, the number of threads. Default {@link LoadOptions#defaults}. */
    public NetworkFile options(LoadOptions other) {
        return new NetworkFile(file, layer, height, width, range, mean, deviation, other);
    }

    /**
     * Loads the network. Close it. Safe for use by many threads.
     *
     * @param sample the shape of the samples that it will see: images of 1 or 3 channels
     * @return its name has the file's name and the layer; its hash is of the file's SHA-256 and of all settings
     * @throws IOException if the file cannot be read
     * @throws ModelFileException if it is no ONNX file of such a network, is larger than the limit, or needs code or other
     *     files
     * @throws IllegalArgumentException if the samples or the settings do not fit what it takes
     * @throws BackendException if no format is on the class path
     */
    public FeatureExtractor load(Shape sample) throws IOException {
        byte[] bytes = options.read(file);
        ModelFormat.Model model;
        try {
            model = ModelFormat.find().readForeign(bytes, options, height, width, layer);
        } catch (ModelFileException e) {
            throw new ModelFileException(file + ": " + e.getMessage(), e);
        }
        Recogniser network = Recogniser.of(model.card(), model.runner());
        try {
            Preparation preparation = new Preparation(sample, network.shape(), range, mean, deviation);
            return new NetworkFeatures(name(), hash(bytes, preparation), network, preparation);
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
    }

    /**
     * Loads the layers of the network, frozen, by which a {@link FeatureLoss} compares images: gradients flow through them, as
     * they do not through an extractor. This goes as far as the library has such layers, which are convolutions without
     * dilation, normalization by batch statistics and for each image, activations, pools without padding, sums and
     * concatenations of channels. Nothing needs to be closed.
     *
     * <pre>{@code
     * FeatureNetwork squeezed = FeatureExtractors.file(Path.of("squeezenet.onnx")).network(photos.shape(), "fire3", "fire5");
     * Gan.superResolution(4).reconstructions(L1.of(1), FeatureLoss.of(squeezed).weight(0.01)).train(photos);
     * }</pre>
     *
     * <p>Its range, mean and deviation are part of the network. Images are not resized, so that the file must take those of
     * this size.
     *
     * @param image the shape of the images that are compared, of 1 or 3 channels
     * @param layers the names of the tensors that are compared, of which each leads to the next; none for {@link #layer}, and
     *     where that is not set either for the outputs of all activations that such layers alone lead to
     * @throws IOException if the file cannot be read
     * @throws ModelFileException if it is no ONNX file of such a network, is larger than the limit, needs code or other files,
     *     or a tensor is computed by something that is no layer here; the message says by what
     * @throws IllegalArgumentException if the images or the settings do not fit what it takes
     * @throws BackendException if no format is on the class path
     */
    public FeatureNetwork network(Shape image, String... layers) throws IOException {
        checkArgument(image.isImage(), "features are compared of images, not of samples of shape %s", image);
        checkArgument(
                height == 0 || height == image.height() && width == image.width(),
                "images are not resized within a loss: leave size(%s, %s) out, or compare images of that size, not of %s",
                height,
                width,
                image);
        ImmutableList<String> wanted =
                layers.length > 0 || layer.isEmpty() ? ImmutableList.copyOf(layers) : ImmutableList.of(layer);
        byte[] bytes = options.read(file);
        ModelFormat.Layers read;
        try {
            read = ModelFormat.find().readLayers(bytes, options, image.height(), image.width(), wanted);
        } catch (ModelFileException e) {
            throw new ModelFileException(file + ": " + e.getMessage(), e);
        }
        Shape taken = read.network().inputs().get(0).shape();
        ModelFormat.Layers prepared = new Preparation(image, taken, range, mean, deviation).before(read);
        String called = file.getFileName() + (wanted.isEmpty() ? "" : ", layers " + String.join(" and ", wanted));
        return FeatureNetwork.of(
                called,
                prepared.network(),
                prepared.weights(),
                prepared.wanted().toArray(String[]::new));
    }

    private String name() {
        Path name = file.getFileName();
        return (name == null ? file : name) + (layer.isEmpty() ? "" : ", layer " + layer);
    }

    private String hash(byte[] bytes, Preparation preparation) {
        String settings = Hashing.sha256().hashBytes(bytes) + " " + layer + " " + preparation;
        return Hashing.sha256().hashString(settings, StandardCharsets.UTF_8).toString();
    }
}
