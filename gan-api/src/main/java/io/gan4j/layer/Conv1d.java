package io.gan4j.layer;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * A one-dimensional convolution (cross-correlation, as the field has it) of a sequence, such as the words of a text: {@code
 * (inChannels, length)} to {@code (outChannels, (length + 2 padding - kernel) / stride + 1)}, rounded down. Weight {@code
 * (outChannels, inChannels, kernel)}, bias {@code (outChannels)}.
 *
 * @param inChannels channels of the input
 * @param outChannels channels of the output
 * @param kernel places that the kernel covers
 * @param stride places from one position of the kernel to the next
 * @param padding zeros put before and behind the sequence
 * @param bias whether there is a bias
 * @param weights how the weight is filled
 */
@CheckReturnValue
public record Conv1d(int inChannels, int outChannels, int kernel, int stride, int padding, Bias bias, Init weights)
        implements Layer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is below 1, or the padding below 0
     */
    public Conv1d {
        Checks.atLeast(1, inChannels, "inChannels");
        Checks.atLeast(1, outChannels, "outChannels");
        Checks.atLeast(1, kernel, "kernel");
        Checks.atLeast(1, stride, "stride");
        Checks.atLeast(0, padding, "padding");
    }

    /** A convolution with a bias and PyTorch's initial weights, {@link Init#fanIn}. */
    public static Conv1d of(int inChannels, int outChannels, int kernel, int stride, int padding) {
        return new Conv1d(inChannels, outChannels, kernel, stride, padding, Bias.ZERO, Init.fanIn(inChannels * kernel));
    }

    /** The same layer without a bias. */
    public Conv1d withoutBias() {
        return new Conv1d(inChannels, outChannels, kernel, stride, padding, Bias.NONE, weights);
    }

    @Override
    public Conv1d withBias() {
        return new Conv1d(inChannels, outChannels, kernel, stride, padding, Bias.ZERO, weights);
    }

    /** The same layer with other initial weights. */
    public Conv1d weights(Init init) {
        return new Conv1d(inChannels, outChannels, kernel, stride, padding, bias, init);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (input.rank() != 2 || input.extent(0) != inChannels) {
            throw new ShapeException(kind(), "(" + inChannels + ", length)", input.toString());
        }
        int left = input.extent(1) + 2 * padding - kernel;
        if (left < 0) {
            throw new ShapeException(
                    kind(), "a sequence of at least " + (kernel - 2 * padding) + " places", input.toString());
        }
        return Shape.of(outChannels, left / stride + 1);
    }

    @Override
    public List<Parameter> parameters() {
        return Parameter.ofConvolution(Shape.of(outChannels, inChannels, kernel), weights, outChannels, bias);
    }

    @Override
    public Traits traits() {
        return Traits.weights(0);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.conv1d(this);
    }
}
