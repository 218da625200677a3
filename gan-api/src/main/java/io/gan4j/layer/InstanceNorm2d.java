package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Instance normalisation (Ulyanov, Vedaldi and Lempitsky 2016), {@code y = weight (x - mean) / sqrt(variance + epsilon) +
 * bias}, with the mean and the (biased) variance of each channel of each image of its own, in training and in evaluation
 * alike. Shape {@code (channels, H, W)} of more than one pixel.
 *
 * @param channels channels of the image
 * @param epsilon added to the variance; PyTorch's 1e-5
 * @param affine whether there are a weight and a bias
 */
@CheckReturnValue
public record InstanceNorm2d(int channels, float epsilon, Affine affine) implements Layer {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public InstanceNorm2d {
        Checks.atLeast(1, channels, "channels");
        checkArgument(epsilon > 0, "epsilon must be above 0, was %s", epsilon);
    }

    /**
     * With a weight and a bias.
     *
     * @throws IllegalArgumentException if a setting is out of range
     */
    public InstanceNorm2d(int channels, float epsilon) {
        this(channels, epsilon, Affine.LEARNED);
    }

    /**
     * The same layer without weight and bias, which is PyTorch's default: {@code y = (x - mean) / sqrt(variance + epsilon)}.
     */
    public InstanceNorm2d withoutAffine() {
        return new InstanceNorm2d(channels, epsilon, Affine.NONE);
    }

    /** With an epsilon of 1e-5, weight 1 and bias 0. */
    public static InstanceNorm2d of(int channels) {
        return new InstanceNorm2d(channels, 1e-5f);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.image(this, channels, inputs);
        if (input.height() * input.width() < 2) {
            throw new ShapeException(kind(), "an image of more than one pixel", input.toString());
        }
        return input;
    }

    @Override
    public List<Parameter> parameters() {
        return affine == Affine.NONE
                ? ImmutableList.of()
                : ImmutableList.of(
                        Parameter.weight("weight", Shape.of(channels), Init.constant(1)),
                        Parameter.weight("bias", Shape.of(channels), Init.constant(0)));
    }

    /** The settings; those that a layer had from the beginning alone where the others are at their defaults. */
    @Override
    public String toString() {
        return Checks.text(this, Affine.LEARNED.equals(affine) ? 2 : 3);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.NORMALIZATION);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.instanceNorm2d(this);
    }
}
