package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * A two-dimensional transposed convolution, the gradient of {@link Conv2d} with respect to its input: {@code (inChannels,
 * H, W)} to {@code (outChannels, (H - 1) stride - 2 padding + kernelHeight + outputPaddingHeight, ...)}. Weight {@code
 * (inChannels, outChannels, kernelHeight, kernelWidth)}, bias {@code (outChannels)}.
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
 */
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
        Init weights)
        implements Layer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is below 1, a padding below 0, or an output padding not below the stride
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
                inChannels, outChannels, kernelHeight, kernelWidth, stride, padding, height, width, bias, weights);
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
                weights);
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
                weights);
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
                init);
    }

    /** True if an input of this shape is one number a channel and nothing is cut off: the layer is then a linear one. */
    public boolean spreads(Shape input) {
        return padding == 0
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
        Shape weight = Shape.of(inChannels, outChannels, kernelHeight, kernelWidth);
        return Parameter.ofConvolution(weight, weights, outChannels, bias);
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
