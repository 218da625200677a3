package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Layer normalisation (Ba, Kiros and Hinton 2016), {@code y = weight (x - mean) / sqrt(variance + epsilon) + bias}, with the
 * mean and the (biased) variance of all elements of each sample of its own, in training and in evaluation alike, so that a
 * gradient penalty may be used with it (Gulrajani et al. 2017, section 4). Weight and bias have the sample's shape.
 *
 * @param shape the shape of a sample: {@code (features)} or {@code (channels, H, W)}
 * @param epsilon added to the variance; PyTorch's 1e-5
 */
public record LayerNorm(Shape shape, float epsilon) implements Layer {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public LayerNorm {
        checkArgument(shape.rank() >= 1 && shape.size() >= 2, "shape must have at least two elements, was %s", shape);
        checkArgument(epsilon > 0, "epsilon must be above 0, was %s", epsilon);
    }

    /** With PyTorch's epsilon of 1e-5, weight 1 and bias 0. */
    public static LayerNorm of(Shape shape) {
        return new LayerNorm(shape, 1e-5f);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (!input.equals(shape)) {
            throw new ShapeException(kind(), shape.toString(), input.toString());
        }
        return input;
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(
                Parameter.weight("weight", shape, Init.constant(1)), Parameter.weight("bias", shape, Init.constant(0)));
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.NORMALIZATION);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.layerNorm(this);
    }
}
