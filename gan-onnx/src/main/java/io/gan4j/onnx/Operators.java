package io.gan4j.onnx;

import io.gan4j.error.ModelFileException;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The operators that may be in a file, those that {@link OnnxNode} writes, each with a rule: what it takes and which shape it
 * gives for one sample.
 */
final class Operators {
    static final int MOST_STRIDE = 1024;
    private static final int MOST_INPUTS = 1024;
    /** With that of the batch. */
    private static final int MOST_AXES = 9;
    /** Kernels are as large as their weights, which are in the file. */
    static final int MOST_KERNEL = 1 << 28;

    private Operators() {}

    /**
     * The shape of an operator's output for one sample.
     *
     * @throws ModelFileException if the operator is not allowed, or takes what it cannot take
     */
    static Shape infer(String type, Call call) {
        Shape shape = switch (type) {
            case "Gemm" -> gemm(call);
            case "MatMul" -> call.inputs(2, 2) == 2 && call.isConstant(1) ? matMul(call) : product(call);
            case "Softmax" -> shares(call);
            case "Conv" -> conv(call);
            case "ConvTranspose" -> convTranspose(call);
            case "BatchNormalization" -> batchNormalization(call);
            case "InstanceNormalization" -> instanceNormalization(call);
            case "LayerNormalization" -> layerNormalization(call);
            case "ReduceMean" -> reduceMean(call);
            case "ReduceSum" -> reduceSum(call);
            case "Relu", "Tanh", "Sigmoid", "Identity", "Sqrt" -> same(call);
            case "LeakyRelu" -> leakyRelu(call);
            case "Reshape" -> reshape(call);
            case "Concat" -> concat(call);
            case "Add" -> isOfPixels(call) ? call.data(0) : ofTwo(call);
            case "Mul" -> ofTwo(call);
            case "Sub" -> difference(call);
            case "Div" -> ofReduced(call);
            case "Sum" -> sum(call, MOST_INPUTS);
            case "Pad", "Resize", "DepthToSpace", "AveragePool", "MaxPool", "Slice", "PRelu" ->
                ImageOperators.infer(type, call);
            case "Cast", "Gather", "Transpose", "Min", "ReduceMax" -> TextOperators.infer(type, call);
            default -> throw call.wrong("is none that gan4j writes");
        };
        call.done();
        return shape;
    }

    private static Shape same(Call call) {
        call.inputs(1, 1);
        return call.data(0);
    }

    private static Shape leakyRelu(Call call) {
        float alpha = call.number("alpha");
        call.require(alpha >= 0 && alpha <= 1, "has %s as 'alpha', 0 to 1 are allowed", alpha);
        return same(call);
    }

    private static Shape gemm(Call call) {
        call.inputs(3, 3);
        call.integer("transB", 1, 1);
        Shape input = call.data(0);
        call.require(input.rank() == 1, "takes %s, which is no vector", input);
        long out = extent(call, 1, 2, 0);
        call.weight(1, out, input.extent(0));
        call.weight(2, out);
        return call.shape(out);
    }

    /** A vector and a constant matrix. */
    private static Shape matMul(Call call) {
        call.inputs(2, 2);
        Shape input = call.data(0);
        call.require(input.rank() == 1, "takes %s, which is no vector", input);
        long out = extent(call, 1, 2, 1);
        call.weight(1, input.extent(0), out);
        return call.shape(out);
    }

    /** The product of two matrices that are data. */
    private static Shape product(Call call) {
        Shape first = call.data(0);
        Shape second = call.data(1);
        call.require(
                first.rank() == 2 && second.rank() == 2 && first.extent(1) == second.extent(0),
                "takes %s and %s, which are no matrices that can be multiplied",
                first,
                second);
        return call.shape(first.extent(0), second.extent(1));
    }

    /** Over the rows of a matrix. */
    private static Shape shares(Call call) {
        call.inputs(1, 1);
        call.integer("axis", 1, 1);
        return matrix(call);
    }

    private static Shape matrix(Call call) {
        Shape input = call.data(0);
        call.require(input.rank() == 2, "takes %s, which is no matrix", input);
        return input;
    }

    /** The number of groups, which the channels that come in must be dealt into. */
    private static long groups(Call call, Shape input) {
        long groups = call.integer("group", 1, input.channels(), 1);
        call.require(input.channels() % groups == 0, "has %s groups for %s", groups, input);
        return groups;
    }

    private static Shape conv(Call call) {
        int inputs = call.inputs(2, 3);
        if (call.data(0).rank() == 2) {
            return TextOperators.conv(call, inputs);
        }
        Shape input = call.image(0);
        long[] kernel = call.integers("kernel_shape", 2, 1, MOST_KERNEL);
        long[] strides = call.integers("strides", 2, 1, MOST_STRIDE);
        long[] pads = call.integers("pads", 4, 0, MOST_STRIDE);
        long out = extent(call, 1, 4, 0);
        long groups = groups(call, input);
        call.require(out % groups == 0, "has %s groups for %s outputs", groups, out);
        call.weight(1, out, input.channels() / groups, kernel[0], kernel[1]);
        if (inputs == 3) {
            call.weight(2, out);
        }
        long height = input.height() + pads[0] + pads[2] - kernel[0];
        long width = input.width() + pads[1] + pads[3] - kernel[1];
        call.require(height >= 0 && width >= 0, "has a kernel larger than its input %s", input);
        return call.shape(out, height / strides[0] + 1, width / strides[1] + 1);
    }

    private static Shape convTranspose(Call call) {
        int inputs = call.inputs(2, 3);
        Shape input = call.image(0);
        long[] kernel = call.integers("kernel_shape", 2, 1, MOST_KERNEL);
        long[] strides = call.integers("strides", 2, 1, MOST_STRIDE);
        long[] pads = call.integers("pads", 4, 0, MOST_STRIDE);
        long[] more = call.integers("output_padding", 2, 0, MOST_STRIDE);
        call.require(more[0] < strides[0] && more[1] < strides[1], "has an output padding not below its stride");
        long ofGroup = extent(call, 1, 4, 1);
        OnnxFile.Initializer weight = call.weight(1, input.channels(), ofGroup, kernel[0], kernel[1]);
        long out = ofGroup * groups(call, input);
        if (inputs == 3) {
            call.weight(2, out);
        }
        // ONNX Runtime multiplies first and adds up the overlaps afterwards: it holds the product.
        long columns = weight.bytes.remaining() / Float.BYTES / input.channels();
        call.scratch(columns * input.height() * input.width());
        return call.shape(
                out,
                (input.height() - 1L) * strides[0] - pads[0] - pads[2] + kernel[0] + more[0],
                (input.width() - 1L) * strides[1] - pads[1] - pads[3] + kernel[1] + more[1]);
    }

    private static Shape batchNormalization(Call call) {
        call.inputs(5, 5);
        epsilon(call);
        Shape input = featured(call);
        for (int i = 1; i < 4; i++) {
            call.weight(i, input.extent(0));
        }
        for (float variance : Initializers.floats(call.weight(4, input.extent(0)))) {
            call.require(variance >= 0, "has a variance of %s", variance);
        }
        return input;
    }

    private static Shape instanceNormalization(Call call) {
        call.inputs(3, 3);
        epsilon(call);
        Shape input = call.image(0);
        call.require(input.height() * input.width() > 1, "takes %s, an image of one pixel", input);
        call.weight(1, input.channels());
        call.weight(2, input.channels());
        return input;
    }

    private static Shape layerNormalization(Call call) {
        call.inputs(3, 3);
        call.integer("axis", 1, 1);
        epsilon(call);
        Shape input = call.data(0);
        call.require(input.size() > 1, "takes %s, which is one number", input);
        long[] sample = Arrays.stream(input.toArray()).asLongStream().toArray();
        call.weight(1, sample);
        call.weight(2, sample);
        return input;
    }

    private static void epsilon(Call call) {
        float epsilon = call.number("epsilon");
        call.require(epsilon > 0, "has %s as 'epsilon', it must be above 0", epsilon);
    }

    /** Over the features or channels, or over an image's pixels. */
    private static Shape reduceMean(Call call) {
        call.inputs(1, 1);
        call.integer("keepdims", 1, 1);
        if (call.length("axes") == 1) {
            call.integers("axes", 1, 1, 1);
            Shape input = featured(call);
            return input.isImage() ? call.shape(1, input.height(), input.width()) : call.shape(1);
        }
        long[] axes = call.integers("axes", 2, 2, 3);
        call.require(axes[0] == 2 && axes[1] == 3, "has %s as 'axes', not 2 and 3", Arrays.toString(axes));
        return call.shape(call.image(0).channels(), 1, 1);
    }

    /**
     * Over a vector's features, which leaves one, or over the pixels of an image or the places of a sequence, which leaves a
     * vector of its channels.
     */
    private static Shape reduceSum(Call call) {
        call.inputs(2, 2);
        if (call.data(0).rank() == 2) {
            return TextOperators.reduceSum(call);
        }
        Shape input = featured(call);
        long[] axes = call.indices(1, 2);
        long[] taken = input.isImage() ? new long[] {2, 3} : new long[] {1};
        call.require(Arrays.equals(axes, taken), "sums %s over %s", input, Arrays.toString(axes));
        long left = input.isImage() ? 0 : 1;
        call.integer("keepdims", left, left);
        return call.shape(input.isImage() ? input.channels() : 1);
    }

    private static Shape reshape(Call call) {
        call.inputs(2, 2);
        Shape input = call.data(0);
        OnnxFile.Initializer target = call.constant(1);
        call.require(
                Initializers.is(target, Initializers.INT64, target.dims.get(0)) && target.dims.get(0) <= MOST_AXES,
                "has no list of up to %s whole numbers as its shape",
                MOST_AXES);
        long[] extents = Initializers.longs(target);
        call.require(extents[0] == 0, "does not keep the batch axis");
        long[] rest = new long[extents.length - 1];
        System.arraycopy(extents, 1, rest, 0, rest.length);
        Shape shape = call.shape(rest);
        call.require(shape.size() == input.size(), "makes %s of %s", shape, input);
        return shape;
    }

    private static Shape concat(Call call) {
        int inputs = call.inputs(1, MOST_INPUTS);
        call.integer("axis", 1, 1);
        Shape first = call.data(0);
        call.require(first.rank() >= 1, "takes %s", first);
        long[] extents = new long[first.rank()];
        for (int i = 0; i < inputs; i++) {
            Shape input = call.data(i);
            call.require(input.rank() == first.rank(), "takes %s and %s", first, input);
            extents[0] += input.extent(0);
            for (int axis = 1; axis < first.rank(); axis++) {
                call.require(input.extent(axis) == first.extent(axis), "takes %s and %s", first, input);
                extents[axis] = first.extent(axis);
            }
        }
        return call.shape(extents);
    }

    private static Shape sum(Call call, int most) {
        int inputs = call.inputs(2, most);
        Shape first = call.data(0);
        for (int i = 1; i < inputs; i++) {
            call.require(call.data(i).equals(first), "takes %s and %s", first, call.data(i));
        }
        return first;
    }

    /**
     * The result of two operands: data and data of the same shape or of one reduced from it, or data and a constant that is one
     * number or one for each feature.
     */
    private static Shape ofTwo(Call call) {
        call.inputs(2, 2);
        if (!call.isConstant(1)) {
            return ofReduced(call);
        }
        if (call.constant(1).dims.equals(List.of(1L))) {
            call.weight(1, 1);
            return featured(call);
        }
        return ofFeatures(call);
    }

    /** True for the sum of an image and a constant for each of its pixels, the same for all channels or one for each. */
    private static boolean isOfPixels(Call call) {
        call.inputs(2, 2);
        if (!call.isConstant(1) || !call.data(0).isImage()) {
            return false;
        }
        Shape input = call.data(0);
        OnnxFile.Initializer added = call.constant(1);
        return Initializers.is(added, Initializers.FLOAT, 1, input.height(), input.width())
                || Initializers.is(added, Initializers.FLOAT, input.channels(), input.height(), input.width());
    }

    private static Shape difference(Call call) {
        call.inputs(2, 2);
        return call.isConstant(1) ? ofFeatures(call) : ofReduced(call);
    }

    /** The result of data and a constant for each of its features or channels. */
    static Shape ofFeatures(Call call) {
        Shape input = featured(call);
        if (input.isImage()) {
            call.weight(1, input.channels(), 1, 1);
        } else {
            call.weight(1, input.extent(0));
        }
        return input;
    }

    /**
     * The result of data and data of the same shape, or of a shape that is reduced from it: never the other way, so nothing
     * grows.
     */
    private static Shape ofReduced(Call call) {
        call.inputs(2, 2);
        Shape first = call.data(0);
        Shape second = call.data(1);
        boolean reduced = first.rank() == 1 && second.equals(Shape.of(1))
                || first.isImage() && second.equals(Shape.of(1, first.height(), first.width()))
                || first.isImage() && second.equals(Shape.of(first.channels(), 1, 1))
                || first.rank() == 2 && second.equals(Shape.of(1, first.extent(1)));
        call.require(reduced || second.equals(first), "takes %s and %s", first, second);
        return first;
    }

    /** The shape of the first input, a vector or an image. */
    static Shape featured(Call call) {
        Shape input = call.data(0);
        call.require(input.rank() == 1 || input.isImage(), "takes %s, which is no vector and no image", input);
        return input;
    }

    /** The extent of a weight along an axis. */
    static long extent(Call call, int index, int rank, int axis) {
        OnnxFile.Initializer weight = call.constant(index);
        if (weight.dims.size() != rank) {
            throw call.wrong("takes the tensor '" + Text.shortened(weight.name) + "' of shape " + weight.dims
                    + ", expected " + rank + " axes");
        }
        return weight.dims.get(axis);
    }
}
