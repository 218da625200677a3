package io.gan4j.layer;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * A two-dimensional convolution (cross-correlation, as the field has it) of an image: {@code (inChannels, H, W)} to {@code
 * (outChannels, (H + 2 padding - kernelHeight) / stride + 1, ...)}, rounded down. Weight {@code (outChannels, inChannels /
 * groups, kernelHeight, kernelWidth)}, bias {@code (outChannels)}.
 *
 * @param inChannels channels of the input
 * @param outChannels channels of the output
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param stride rows and columns from one place of the kernel to the next; 2 halves the image
 * @param padding zeros put around the image on each side
 * @param bias whether there is a bias
 * @param weights how the weight is filled
 * @param groups into how many groups the channels are dealt, in order, each of which sees its own inputs alone; 1 for an
 *     ordinary convolution, {@code inChannels} for a depthwise one
 */
@CheckReturnValue
public record Conv2d(
        int inChannels,
        int outChannels,
        int kernelHeight,
        int kernelWidth,
        int stride,
        int padding,
        Bias bias,
        Init weights,
        int groups)
        implements Layer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is below 1, the padding below 0, or the channels cannot be dealt into groups
     */
    public Conv2d {
        Checks.atLeast(1, inChannels, "inChannels");
        Checks.atLeast(1, outChannels, "outChannels");
        Checks.atLeast(1, kernelHeight, "kernelHeight");
        Checks.atLeast(1, kernelWidth, "kernelWidth");
        Checks.atLeast(1, stride, "stride");
        Checks.atLeast(0, padding, "padding");
        Checks.groups(groups, inChannels, outChannels);
    }

    /**
     * Makes a layer of one group, in which each output channel sees all input channels.
     *
     * @throws IllegalArgumentException if a size is out of range
     */
    public Conv2d(
            int inChannels,
            int outChannels,
            int kernelHeight,
            int kernelWidth,
            int stride,
            int padding,
            Bias bias,
            Init weights) {
        this(inChannels, outChannels, kernelHeight, kernelWidth, stride, padding, bias, weights, 1);
    }

    /** A square convolution with a bias and PyTorch's initial weights, {@link Init#fanIn}. */
    public static Conv2d of(int inChannels, int outChannels, int kernel, int stride, int padding) {
        Init weights = Init.fanIn(inChannels * kernel * kernel);
        return new Conv2d(inChannels, outChannels, kernel, kernel, stride, padding, Bias.ZERO, weights);
    }

    /** The depthwise convolution, each channel by a kernel of its own, with a bias. */
    public static Conv2d depthwise(int channels, int kernel, int stride, int padding) {
        return of(channels, channels, kernel, stride, padding).groups(channels);
    }

    /** The strided convolution that halves height and width, rounding down: kernel 4, stride 2, padding 1. */
    public static Conv2d halving(int inChannels, int outChannels) {
        return of(inChannels, outChannels, 4, 2, 1);
    }

    /** The convolution whose kernel covers the whole image and so makes one number a channel: {@code (out, 1, 1)}. */
    public static Conv2d covering(Shape image, int outChannels) {
        Init weights = Init.fanIn(image.size());
        return new Conv2d(image.channels(), outChannels, image.height(), image.width(), 1, 0, Bias.ZERO, weights);
    }

    /** The same layer without a bias. */
    public Conv2d withoutBias() {
        return new Conv2d(
                inChannels, outChannels, kernelHeight, kernelWidth, stride, padding, Bias.NONE, weights, groups);
    }

    @Override
    public Conv2d withBias() {
        return new Conv2d(
                inChannels, outChannels, kernelHeight, kernelWidth, stride, padding, Bias.ZERO, weights, groups);
    }

    /**
     * The same layer in groups. Initial weights that follow from the number of inputs, {@link Init#fanIn}, follow it.
     *
     * @throws IllegalArgumentException if the channels cannot be dealt into that many
     */
    public Conv2d groups(int number) {
        Checks.groups(number, inChannels, outChannels);
        int kernel = kernelHeight * kernelWidth;
        Init init = weights.equals(Init.fanIn(inChannels / groups * kernel))
                ? Init.fanIn(inChannels / number * kernel)
                : weights;
        return new Conv2d(inChannels, outChannels, kernelHeight, kernelWidth, stride, padding, bias, init, number);
    }

    /** The same layer with other initial weights. */
    public Conv2d weights(Init init) {
        return new Conv2d(inChannels, outChannels, kernelHeight, kernelWidth, stride, padding, bias, init, groups);
    }

    /** True if the kernel covers an input of this shape exactly, without padding: the layer is then a linear one. */
    public boolean covers(Shape input) {
        return groups == 1 && padding == 0 && kernelHeight == input.height() && kernelWidth == input.width();
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.image(this, inChannels, inputs);
        int height = input.height() + 2 * padding - kernelHeight;
        int width = input.width() + 2 * padding - kernelWidth;
        if (height < 0 || width < 0) {
            throw new ShapeException(
                    kind(),
                    "an image of at least " + (kernelHeight - 2 * padding) + "x" + (kernelWidth - 2 * padding),
                    input.toString());
        }
        return Shape.of(outChannels, height / stride + 1, width / stride + 1);
    }

    @Override
    public List<Parameter> parameters() {
        Shape weight = Shape.of(outChannels, inChannels / groups, kernelHeight, kernelWidth);
        return Parameter.ofConvolution(weight, weights, outChannels, bias);
    }

    /** The settings; those that a layer had from the beginning alone where the others are at their defaults. */
    @Override
    public String toString() {
        return Checks.text(this, groups == 1 ? 8 : 9);
    }

    @Override
    public Traits traits() {
        return Traits.weights(0);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.conv2d(this);
    }
}
