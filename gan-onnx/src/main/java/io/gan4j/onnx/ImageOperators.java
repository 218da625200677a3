package io.gan4j.onnx;

import io.gan4j.tensor.Shape;
import java.util.Arrays;

/** The rules of those operators that pad, enlarge, reduce or pick; see {@link Operators}. */
final class ImageOperators {
    /** The largest padding, and the most pixels a side that become one or that one becomes. */
    private static final int MOST = 1024;

    private static final int AXES = 4;

    private ImageOperators() {}

    static Shape infer(String type, Call call) {
        return switch (type) {
            case "Pad" -> pad(call);
            case "Resize" -> resize(call);
            case "DepthToSpace" -> depthToSpace(call);
            case "AveragePool" -> averagePool(call);
            case "MaxPool" -> maxPool(call);
            case "Slice" -> slice(call);
            default -> pRelu(call);
        };
    }

    /** Padding with an image's own pixels, of which there must be enough on each side. */
    private static Shape pad(Call call) {
        call.inputs(2, 2);
        call.word("mode", "reflect");
        Shape input = call.image(0);
        long[] pads = call.indices(1, 2 * AXES);
        String all = Arrays.toString(pads);
        call.require(pads.length == 2 * AXES, "has %s as its padding, not two numbers for each of 4 axes", all);
        long padding = pads[2];
        long[] expected = {0, 0, padding, padding, 0, 0, padding, padding};
        call.require(Arrays.equals(pads, expected), "has %s as its padding, not one for the four sides", all);
        long most = Math.min(MOST, Math.min(input.height(), input.width()) - 1L);
        call.require(padding >= 1 && padding <= most, "pads %s by %s, 1 to %s are allowed", input, padding, most);
        return call.shape(input.channels(), input.height() + 2 * padding, input.width() + 2 * padding);
    }

    private static Shape resize(Call call) {
        call.inputs(3, 3);
        call.word("mode", "nearest");
        call.word("coordinate_transformation_mode", "asymmetric");
        call.word("nearest_mode", "floor");
        Shape input = call.image(0);
        call.absent(1);
        float[] scales = Initializers.floats(call.weight(2, AXES));
        long factor = (long) scales[2];
        float[] expected = {1, 1, factor, factor};
        call.require(
                Arrays.equals(scales, expected) && factor >= 2 && factor <= MOST,
                "scales by %s, not height and width by one whole number of 2 to %s",
                Arrays.toString(scales),
                MOST);
        return call.shape(input.channels(), factor * input.height(), factor * input.width());
    }

    private static Shape depthToSpace(Call call) {
        call.inputs(1, 1);
        call.word("mode", "CRD");
        long factor = call.integer("blocksize", 2, MOST);
        Shape input = call.image(0);
        call.require(input.channels() % (factor * factor) == 0, "makes blocks of %s of %s", factor, input);
        return call.shape(input.channels() / (factor * factor), factor * input.height(), factor * input.width());
    }

    /** Pooling of tiles that may overlap, but leave no gaps. */
    private static Shape maxPool(Call call) {
        call.inputs(1, 1);
        Shape input = call.image(0);
        long[] size = call.integers("kernel_shape", 2, 2, MOST);
        long[] strides = call.integers("strides", 2, 1, MOST);
        call.require(
                size[0] == size[1] && strides[0] == strides[1] && strides[0] <= size[0],
                "has tiles of %s at a distance of %s, not square ones without gaps",
                Arrays.toString(size),
                Arrays.toString(strides));
        return tiles(call, input, size[0], strides[0]);
    }

    /** Pooling of tiles that neither overlap nor leave gaps. */
    private static Shape averagePool(Call call) {
        call.inputs(1, 1);
        Shape input = call.image(0);
        long[] size = call.integers("kernel_shape", 2, 2, MOST);
        long[] strides = call.integers("strides", 2, 2, MOST);
        call.require(
                size[0] == size[1] && Arrays.equals(size, strides),
                "has tiles of %s at a distance of %s, not square ones side by side",
                Arrays.toString(size),
                Arrays.toString(strides));
        return tiles(call, input, size[0], size[0]);
    }

    private static Shape tiles(Call call, Shape input, long size, long stride) {
        call.require(Math.min(input.height(), input.width()) >= size, "has tiles of %s larger than %s", size, input);
        return call.shape(input.channels(), (input.height() - size) / stride + 1, (input.width() - size) / stride + 1);
    }

    /** A slice of the channels or features. */
    private static Shape slice(Call call) {
        call.inputs(4, 4);
        Shape input = Operators.featured(call);
        long[] from = call.indices(1, 1);
        long[] to = call.indices(2, 1);
        long[] axes = call.indices(3, 1);
        call.require(axes[0] == 1, "picks along axis %s, not along 1", axes[0]);
        call.require(
                from[0] >= 0 && from[0] < to[0] && to[0] <= input.extent(0),
                "picks %s to %s of %s",
                from[0],
                to[0],
                input);
        return input.isImage()
                ? call.shape(to[0] - from[0], input.height(), input.width())
                : call.shape(to[0] - from[0]);
    }

    private static Shape pRelu(Call call) {
        call.inputs(2, 2);
        return Operators.ofFeatures(call);
    }
}
