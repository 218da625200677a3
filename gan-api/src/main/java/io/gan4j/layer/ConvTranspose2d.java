package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * A two-dimensional transposed convolution, the gradient of {@link Conv2d} with respect to its input: {@code (inChannels,
 * H, W)} to {@code (outChannels, (H - 1) stride - 2 padding + kernelHeight + outputPaddingHeight, ...)}. Weight {@code
 * (inChannels, outChannels / groups, kernelHeight, kernelWidth)}, bias {@code (outChannels)}.
 *
 * @param inChannels channels of the input
 * @param outChannels channels of the output
 * @param kernelHeight rows of the kernel
 * @param kernelWidth columns of the kernel
 * @param stride by how much the image grows
 * @param padding rows and columns cut off on each side
 * @param outputPaddingHeight rows added at the bottom: 1 reaches an odd height with stride 2
 * @param outputPaddingWidth columns added at the right
 * @param bias whether there is a bias
 * @param weights how the weight is filled
 * @param groups into how many groups the channels are dealt, in order, each of which sees its own inputs alone; 1 for an
 *     ordinary one, {@code inChannels} for a depthwise one
 */
@CheckReturnValue
public record ConvTranspose2d(
        int inChannels,
        int outChannels,
        int kernelHeight,
        int kernelWidth,
        int stride,
        int padding,
        int outputPaddingHeight,
        int outputPaddingWidth,
        Bias bias,
        Init weights,
        int groups)
        implements Layer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is below 1, a padding below 0, an output padding not below the stride, or the
     *     channels cannot be dealt into groups
     */
    public ConvTranspose2d {
        Checks.atLeast(1, inChannels, "inChannels");
        Checks.atLeast(1, outChannels, "outChannels");
        Checks.atLeast(1, kernelHeight, "kernelHeight");
        Checks.atLeast(1, kernelWidth, "kernelWidth");
        Checks.atLeast(1, stride, "stride");
        Checks.atLeast(0, padding, "padding");
        Checks.atLeast(0, outputPaddingHeight, "outputPaddingHeight");
        Checks.atLeast(0, outputPaddingWidth, "outputPaddingWidth");
        checkArgument(
                Math.max(outputPaddingHeight, outputPaddingWidth) < stride,
                "output padding must be below the stride %s, was %s and %s",
                stride,
                outputPaddingHeight,
                outputPaddingWidth);
        Checks.groups(groups, inChannels, outChannels);
    }

    /**
     * Makes a layer of one group, in which each output channel sees all input channels.
     *
     * @throws IllegalArgumentException if a size is out of range
     */
    public ConvTranspose2d(
            int inChannels,
            int outChannels,
            int kernelHeight,
            int kernelWidth,
            int stride,
            int padding,
            int outputPaddingHeight,
            int outputPaddingWidth,
            Bias bias,
            Init weights) {
        this(
                inChannels,
                outChannels,
                kernelHeight,
                kernelWidth,
                stride,
                padding,
                outputPaddingHeight,
                outputPaddingWidth,
                bias,
                weights,
                1);
    }

    /** A square transposed convolution with a bias and PyTorch's initial weights. */
    public static ConvTranspose2d of(int inChannels, int outChannels, int kernel, int stride, int padding) {
        Init weights = Init.fanIn(outChannels * kernel * kernel);
        return new ConvTranspose2d(inChannels, outChannels, kernel, kernel, stride, padding, 0, 0, Bias.ZERO, weights);
    }

    /** The layer that doubles height and width: kernel 4, stride 2, padding 1. */
    public static ConvTranspose2d doubling(int inChannels, int outChannels) {
        return of(inChannels, outChannels, 4, 2, 1);
    }

    /** The layer that makes of one number a channel, {@code (in, 1, 1)}, a whole image {@code (out, height, width)}. */
    public static ConvTranspose2d spreading(int inChannels, Shape image) {
        Init weights = Init.fanIn(image.size());
        return new ConvTranspose2d(
                inChannels, image.channels(), image.height(), image.width(), 1, 0, 0, 0, Bias.ZERO, weights);
    }

    /** The same layer with rows and columns added at the bottom and at the right. */
    public ConvTranspose2d outputPadding(int height, int width) {
        return new ConvTranspose2d(
                inChannels,
                outChannels,
                kernelHeight,
                kernelWidth,
                stride,
                padding,
                height,
                width,
                bias,
                weights,
                groups);
    }

    /** The same layer without a bias. */
    public ConvTranspose2d withoutBias() {
        return new ConvTranspose2d(
                inChannels,
                outChannels,
                kernelHeight,
                kernelWidth,
                stride,
                padding,
                outputPaddingHeight,
                outputPaddingWidth,
                Bias.NONE,
                weights,
                groups);
    }

    @Override
    public ConvTranspose2d withBias() {
        return new ConvTranspose2d(
                inChannels,
                outChannels,
                kernelHeight,
                kernelWidth,
                stride,
                padding,
                outputPaddingHeight,
                outputPaddingWidth,
                Bias.ZERO,
                weights,
                groups);
    }

    /**
     * The same layer in groups. Initial weights that follow from the number of outputs as {@link #of} makes them follow it.
     *
     * @throws IllegalArgumentException if the channels cannot be dealt into that many
     */
    public ConvTranspose2d groups(int number) {
        Checks.groups(number, inChannels, outChannels);
        int kernel = kernelHeight * kernelWidth;
        Init init = weights.equals(Init.fanIn(outChannels / groups * kernel))
                ? Init.fanIn(outChannels / number * kernel)
                : weights;
        return new ConvTranspose2d(
                inChannels,
                outChannels,
                kernelHeight,
                kernelWidth,
                stride,
                padding,
                outputPaddingHeight,
                outputPaddingWidth,
                bias,
                init,
                number);
    }

    /** The same layer with other initial weights. */
    public ConvTranspose2d weights(Init init) {
        return new ConvTranspose2d(
                inChannels,
                outChannels,
                kernelHeight,
                kernelWidth,
                stride,
                padding,
                outputPaddingHeight,
                outputPaddingWidth,
                bias,
                init,
                groups);
    }

    /** True if an input of this shape is one number a channel and nothing is cut off: the layer is then a linear one. */
    public boolean spreads(Shape input) {
        return groups == 1
                && padding == 0
                && outputPaddingHeight == 0
                && outputPaddingWidth == 0
                && input.height() == 1
                && input.width() == 1;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.image(this, inChannels, inputs);
        int height = (input.height() - 1) * stride - 2 * padding + kernelHeight + outputPaddingHeight;
        int width = (input.width() - 1) * stride - 2 * padding + kernelWidth + outputPaddingWidth;
        if (height < 1 || width < 1) {
            throw new ShapeException(
                    kind(), "an image that leaves something after a padding of " + padding, input.toString());
        }
        return Shape.of(outChannels, height, width);
    }

    @Override
    public List<Parameter> parameters() {
        Shape weight = Shape.of(inChannels, outChannels / groups, kernelHeight, kernelWidth);
        return Parameter.ofConvolution(weight, weights, outChannels, bias);
    }

    /** The settings; those that a layer had from the beginning alone where the others are at their defaults. */
    @Override
    public String toString() {
        return Checks.text(this, groups == 1 ? 10 : 11);
    }

    @Override
    public Traits traits() {
        return Traits.weights(1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.convTranspose2d(this);
    }
}
