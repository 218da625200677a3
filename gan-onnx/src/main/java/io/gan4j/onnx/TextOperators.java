package io.gan4j.onnx;

import io.gan4j.tensor.Shape;
import java.util.Arrays;

/** The rules of those operators that look up words and work on sequences; see {@link Operators}. */
final class TextOperators {
    private TextOperators() {}

    static Shape infer(String type, Call call) {
        return switch (type) {
            case "Cast" -> cast(call);
            case "Gather" -> gather(call);
            case "Transpose" -> transpose(call);
            case "Min" -> min(call);
            default -> reduceMax(call);
        };
    }

    /** To whole numbers, which are for looking up, or from them. */
    private static Shape cast(Call call) {
        call.inputs(1, 1);
        long type = call.integer("to", Long.MIN_VALUE, Long.MAX_VALUE);
        boolean whole = type == Initializers.INT64;
        call.require(
                whole || type == Initializers.FLOAT,
                "gives numbers of the type %s, %s for floats and %s for whole numbers are allowed",
                type,
                Initializers.FLOAT,
                Initializers.INT64);
        Shape input = whole ? call.data(0) : call.wholeNumbers(0);
        call.require(input.rank() == 1, "takes %s, which is no vector", input);
        if (whole) {
            call.givesWholeNumbers();
        }
        return input;
    }

    /** The rows of a table of the file. ONNX Runtime refuses numbers beyond its rows. */
    private static Shape gather(Call call) {
        call.inputs(2, 2);
        call.integer("axis", 0, 0);
        long rows = Operators.extent(call, 0, 2, 0);
        long features = Operators.extent(call, 0, 2, 1);
        call.weight(0, rows, features);
        Shape numbers = call.wholeNumbers(1);
        return call.shape(numbers.size(), features);
    }

    private static Shape transpose(Call call) {
        call.inputs(1, 1);
        long[] order = call.integers("perm", 3, 0, 2);
        Shape input = call.data(0);
        call.require(input.rank() == 2, "takes %s, which is no matrix", input);
        call.require(
                Arrays.equals(order, new long[] {0, 2, 1}),
                "has %s as 'perm', which does not exchange rows and columns",
                Arrays.toString(order));
        return call.shape(input.extent(1), input.extent(0));
    }

    /** The smaller of each element of a vector and one number. */
    private static Shape min(Call call) {
        call.inputs(2, 2);
        Shape input = call.data(0);
        call.require(input.rank() == 1, "takes %s, which is no vector", input);
        call.weight(1, 1);
        return input;
    }

    private static Shape reduceMax(Call call) {
        call.inputs(1, 1);
        call.integers("axes", 1, 2, 2);
        call.integer("keepdims", 0, 0);
        return channels(call);
    }

    static Shape reduceSum(Call call) {
        long[] axes = call.indices(1, 1);
        call.require(axes[0] == 2, "sums %s over %s", call.data(0), Arrays.toString(axes));
        call.integer("keepdims", 0, 0);
        return channels(call);
    }

    private static Shape channels(Call call) {
        Shape input = call.data(0);
        call.require(input.rank() == 2, "takes %s, which is no sequence", input);
        return call.shape(input.extent(0));
    }

    /** Over the places of a sequence. */
    static Shape conv(Call call, int inputs) {
        Shape input = call.data(0);
        long[] kernel = call.integers("kernel_shape", 1, 1, Operators.MOST_KERNEL);
        long[] strides = call.integers("strides", 1, 1, Operators.MOST_STRIDE);
        long[] pads = call.integers("pads", 2, 0, Operators.MOST_STRIDE);
        long out = Operators.extent(call, 1, 3, 0);
        call.weight(1, out, input.extent(0), kernel[0]);
        if (inputs == 3) {
            call.weight(2, out);
        }
        long left = input.extent(1) + pads[0] + pads[1] - kernel[0];
        call.require(left >= 0, "has a kernel larger than its input %s", input);
        return call.shape(out, left / strides[0] + 1);
    }
}
