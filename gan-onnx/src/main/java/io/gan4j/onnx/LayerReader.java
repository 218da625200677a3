package io.gan4j.onnx;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Ints;
import io.gan4j.layer.Add;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Sigmoid;
import io.gan4j.layer.Tanh;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Says which layer an operator of images is, the counterpart of {@link OnnxNode}; what it is not, in words. */
final class LayerReader {
    /** ONNX's default of LeakyRelu. */
    private static final float SLOPE = 0.01f;
    /** ONNX's default of the normalizations. */
    private static final float EPSILON = 1e-5f;

    private static final int AXES_OF_KERNELS = 4;

    /**
     * What an operator is.
     *
     * @param layer the layer; of no meaning where there is a problem
     * @param weights the values of its parameters, by their short names
     * @param problem why it is none, the end of a sentence; empty if it is one
     */
    record Read(Layer layer, ImmutableMap<String, Tensor> weights, String problem) {
        private static Read of(Layer layer) {
            return new Read(layer, ImmutableMap.of(), "");
        }

        private static Read none(String problem) {
            return new Read(new Relu(), ImmutableMap.of(), problem);
        }
    }

    private final ForeignGraph.Node node;
    private final Map<String, ForeignGraph.Constant> constants;

    private LayerReader(ForeignGraph.Node node, Map<String, ForeignGraph.Constant> constants) {
        this.node = node;
        this.constants = constants;
    }

    /** True if an operator gives what it takes, outside of training. */
    static boolean passes(ForeignGraph.Node node) {
        return node.type.equals("Identity") || node.type.equals("Dropout");
    }

    /** Reads an operator whose inputs are images and constants. */
    static Read read(ForeignGraph.Node node, Map<String, ForeignGraph.Constant> constants) {
        return new LayerReader(node, constants).read();
    }

    private Read read() {
        return switch (node.type) {
            case "Conv" -> convolution();
            case "Relu" -> Read.of(new Relu());
            case "Tanh" -> Read.of(new Tanh());
            case "Sigmoid" -> Read.of(new Sigmoid());
            case "LeakyRelu" -> leaky(node.number("alpha", SLOPE));
            case "BatchNormalization" -> batchNormalization();
            case "InstanceNormalization" -> instanceNormalization();
            case "MaxPool" -> maxPool();
            case "AveragePool" -> averagePool();
            case "Concat" ->
                node.integer("axis", 0) == 1
                        ? all(new Concat())
                        : Read.none("joins along another axis than that of the channels, which is no layer here");
            case "Add", "Sum" -> all(new Add());
            default -> Read.none("is no layer here");
        };
    }

    private static Read leaky(float slope) {
        return slope >= 0 && slope <= 1
                ? Read.of(new LeakyRelu(slope))
                : Read.none("has a slope of " + slope + ", which is no layer here");
    }

    /** A layer of several inputs, all of them data. */
    private Read all(Layer layer) {
        return node.inputs.size() >= 2 && node.inputs.stream().noneMatch(constants::containsKey)
                ? Read.of(layer)
                : Read.none("takes a constant, which is no layer here");
    }

    private Read convolution() {
        ForeignGraph.Constant weight = constant(1);
        ForeignGraph.Constant bias = constant(2);
        Long stride = node.each("strides", 1);
        Long padding = node.each("pads", 0);
        if (weight == null || weight.dims.size() != AXES_OF_KERNELS || node.inputs.size() > 2 && bias == null) {
            return Read.none("takes no constant kernels of two dimensions, which is no layer here");
        }
        if (stride == null || padding == null || !isPlain()) {
            return Read.none("is dilated, or padded or moved unevenly, which is no layer here");
        }
        int[] dims = weight.dims.stream().mapToInt(Ints::saturatedCast).toArray();
        int groups = Ints.saturatedCast(node.integer("group", 1));
        if (groups < 1 || IntStream.of(dims).anyMatch(dim -> dim < 1) || dims[0] % groups != 0) {
            return Read.none("has " + groups + " groups for kernels of shape " + weight.dims);
        }
        if (bias != null && !bias.dims.equals(weight.dims.subList(0, 1))) {
            return Read.none("has a bias of shape " + bias.dims + " for kernels of shape " + weight.dims);
        }
        Conv2d layer = new Conv2d(
                Ints.saturatedCast((long) dims[1] * groups),
                dims[0],
                dims[2],
                dims[3],
                Ints.saturatedCast(Math.max(1, stride)),
                Ints.saturatedCast(Math.max(0, padding)),
                bias == null ? Bias.NONE : Bias.ZERO,
                Init.DCGAN,
                groups);
        Tensor kernels = Tensor.of(Shape.of(dims), weight.floats());
        return new Read(
                layer,
                bias == null
                        ? ImmutableMap.of("weight", kernels)
                        : ImmutableMap.of("weight", kernels, "bias", Tensor.of(Shape.of(dims[0]), bias.floats())),
                "");
    }

    /** Neither dilated nor padded by itself. */
    private boolean isPlain() {
        Long dilation = node.each("dilations", 1);
        return dilation != null
                && dilation == 1
                && node.word("auto_pad", "NOTSET").equals("NOTSET");
    }

    /**
     * Outside of training each channel is multiplied by a number, and another is added: a convolution of one pixel, each
     * channel by itself.
     */
    private Read batchNormalization() {
        List<float[]> values = perChannel(4);
        if (values.isEmpty()) {
            return Read.none("takes other than four constants for each channel, which is no layer here");
        }
        int channels = values.get(0).length;
        float[] factors = new float[channels];
        float[] shifts = new float[channels];
        double epsilon = node.number("epsilon", EPSILON);
        for (int c = 0; c < channels; c++) {
            double factor = values.get(0)[c] / Math.sqrt(values.get(3)[c] + epsilon);
            factors[c] = (float) factor;
            shifts[c] = (float) (values.get(1)[c] - factor * values.get(2)[c]);
            if (!Float.isFinite(factors[c]) || !Float.isFinite(shifts[c])) {
                return Read.none("divides by the root of " + (values.get(3)[c] + epsilon));
            }
        }
        return new Read(
                Conv2d.depthwise(channels, 1, 1, 0),
                ImmutableMap.of(
                        "weight",
                        Tensor.of(Shape.of(channels, 1, 1, 1), factors),
                        "bias",
                        Tensor.of(Shape.of(channels), shifts)),
                "");
    }

    private Read instanceNormalization() {
        List<float[]> values = perChannel(2);
        float epsilon = node.number("epsilon", EPSILON);
        if (values.isEmpty() || !(epsilon > 0)) {
            return Read.none("takes other than two constants for each channel, which is no layer here");
        }
        int channels = values.get(0).length;
        return new Read(
                new InstanceNorm2d(channels, epsilon),
                ImmutableMap.of(
                        "weight",
                        Tensor.of(Shape.of(channels), values.get(0)),
                        "bias",
                        Tensor.of(Shape.of(channels), values.get(1))),
                "");
    }

    /** The constants behind the image, as many as are asked for and of one length; none if they are others. */
    private List<float[]> perChannel(int count) {
        List<float[]> values = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ForeignGraph.Constant constant = constant(i);
            if (constant == null || constant.dims.size() != 1 || constant.dims.get(0) < 1) {
                return List.of();
            }
            values.add(constant.floats());
        }
        int length = values.get(0).length;
        boolean fits = node.inputs.size() == count + 1 && values.stream().allMatch(each -> each.length == length);
        return fits ? values : List.of();
    }

    private Read maxPool() {
        Long size = node.each("kernel_shape", 0);
        Long stride = node.each("strides", 1);
        return size != null && stride != null && size >= 2 && stride >= 1 && stride <= size && isUnpadded()
                ? Read.of(new MaxPool2d(Ints.saturatedCast(size), Ints.saturatedCast(size - stride)))
                : Read.none("has padding, dilation or gaps between tiles, which is no layer here");
    }

    private Read averagePool() {
        Long size = node.each("kernel_shape", 0);
        Long stride = node.each("strides", 1);
        return size != null && size >= 2 && size.equals(stride) && isUnpadded()
                ? Read.of(new AvgPool2d(Ints.saturatedCast(size)))
                : Read.none("has padding, or tiles that are not side by side, which is no layer here");
    }

    private boolean isUnpadded() {
        Long padding = node.each("pads", 0);
        return padding != null && padding == 0 && node.integer("ceil_mode", 0) == 0 && isPlain();
    }

    private ForeignGraph.@Nullable Constant constant(int input) {
        return input < node.inputs.size() ? constants.get(node.inputs.get(input)) : null;
    }
}
