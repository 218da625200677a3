package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * A convolution whose weight each sample scales by its style (Karras et al., "Analyzing and improving the image quality of
 * StyleGAN", CVPR 2020, section 2.2, equations 1 and 3). Inputs: an image {@code (inChannels, H, W)} and a style {@code
 * (inChannels)}, a factor {@code s} for each input channel; output {@code (outChannels, H, W)}, or twice as high and wide. With
 * demodulation each sample's scaled weight is divided by its norm over an output's elements, so that for inputs of variance 1
 * the output has a variance of {@code gain^2} whatever the style.
 *
 * <p>The weight is never multiplied by the style: the input is, and the output is demodulated by {@code d = gain / sqrt(sum of
 * (weight s)^2 + 1e-8)}, which is the same and leaves the batch free after export:
 *
 * <pre>{@code y = d conv(s x, weight) + bias}</pre>
 *
 * <p>{@link Size#DOUBLED} is a transposed convolution of stride 2 without padding, which gives {@code (2 H + 1, 2 W + 1)}, and
 * {@link Fir2d}'s filter times 4 with a padding of 1.
 *
 * <p>Parameters: {@code weight} of shape {@code (outChannels, inChannels, kernel, kernel)}, for {@link Size#DOUBLED} {@code
 * (inChannels, outChannels, kernel, kernel)}; {@code bias} {@code (outChannels)}.
 *
 * @param inChannels channels of the image, and the length of the style
 * @param outChannels channels of the output
 * @param kernel rows and columns of the kernel, an odd number; 3 for {@link Size#DOUBLED}
 * @param size the size of the output
 * @param demodulation whether the scaled weight is divided by its norm
 * @param gain what the output is multiplied by before the bias is added, above 0; the square root of 2 before a rectifier
 * @param bias whether there is a bias
 */
@CheckReturnValue
public record ModulatedConv2d(
        int inChannels, int outChannels, int kernel, Size size, Demodulation demodulation, float gain, Bias bias)
        implements Layer {
    /** What is added to the sum of squares whose root divides the output; that of the paper's equation 3. */
    public static final float EPSILON = 1e-8f;

    private static final int DOUBLING_KERNEL = 3;

    /** The size of the output. */
    public enum Size {
        /** That of the input. */
        SAME,
        /** Twice that of the input, see {@link ModulatedConv2d}. */
        DOUBLED
    }

    /** Whether the scaled weight is divided by its norm. */
    public enum Demodulation {
        /** It is: in the layers of a synthesis network. */
        ON,
        /** It is not: in what makes colors of features. */
        OFF
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public ModulatedConv2d {
        Checks.atLeast(1, inChannels, "inChannels");
        Checks.atLeast(1, outChannels, "outChannels");
        checkArgument(kernel >= 1 && kernel % 2 == 1, "kernel must be odd, was %s", kernel);
        checkArgument(
                size == Size.SAME || kernel == DOUBLING_KERNEL,
                "a modulated convolution that doubles has a kernel of 3, was %s",
                kernel);
        checkArgument(gain > 0 && Float.isFinite(gain), "gain must be above 0, was %s", gain);
    }

    /** The demodulated convolution with a bias, a gain for the rectifier behind it, and an output of the input's size. */
    public static ModulatedConv2d of(int inChannels, int outChannels, int kernel) {
        return new ModulatedConv2d(
                inChannels, outChannels, kernel, Size.SAME, Demodulation.ON, Equalized.RECTIFIED, Bias.ZERO);
    }

    /** The same with a kernel of 3 and an output of twice the input's size. */
    public static ModulatedConv2d doubling(int inChannels, int outChannels) {
        return new ModulatedConv2d(
                inChannels,
                outChannels,
                DOUBLING_KERNEL,
                Size.DOUBLED,
                Demodulation.ON,
                Equalized.RECTIFIED,
                Bias.ZERO);
    }

    /** The convolution with a kernel of 1, a gain of 1 and a bias, without demodulation: what makes colors of features. */
    public static ModulatedConv2d toColors(int inChannels, int colors) {
        return new ModulatedConv2d(inChannels, colors, 1, Size.SAME, Demodulation.OFF, 1, Bias.ZERO);
    }

    /** Returns the same layer without a bias. */
    public ModulatedConv2d withoutBias() {
        return new ModulatedConv2d(inChannels, outChannels, kernel, size, demodulation, gain, Bias.NONE);
    }

    @Override
    public ModulatedConv2d withBias() {
        return new ModulatedConv2d(inChannels, outChannels, kernel, size, demodulation, gain, Bias.ZERO);
    }

    /**
     * Returns the same layer with another gain.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public ModulatedConv2d gain(float factor) {
        return new ModulatedConv2d(inChannels, outChannels, kernel, size, demodulation, factor, bias);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        boolean fits = inputs.size() == 2
                && inputs.get(0).isImage()
                && inputs.get(0).channels() == inChannels
                && inputs.get(1).equals(Shape.of(inChannels));
        if (!fits) {
            throw new ShapeException(
                    kind(),
                    "an image of (" + inChannels + ", height, width) and a style of (" + inChannels + ")",
                    inputs.toString());
        }
        int times = size == Size.DOUBLED ? 2 : 1;
        return Shape.of(
                outChannels,
                times * inputs.get(0).height(),
                times * inputs.get(0).width());
    }

    @Override
    public List<Parameter> parameters() {
        Shape weight = size == Size.DOUBLED
                ? Shape.of(inChannels, outChannels, kernel, kernel)
                : Shape.of(outChannels, inChannels, kernel, kernel);
        Init init = Init.fanIn(inChannels * kernel * kernel);
        return ImmutableList.copyOf(Parameter.ofConvolution(weight, init, outChannels, bias));
    }

    @Override
    public Traits traits() {
        return Traits.weights(size == Size.DOUBLED ? 1 : 0);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.modulatedConv2d(this);
    }
}
