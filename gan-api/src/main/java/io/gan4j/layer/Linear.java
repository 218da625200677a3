package io.gan4j.layer;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The fully connected layer {@code y = x W^T + b}: shape {@code (inFeatures)} to {@code (outFeatures)}. Weight {@code
 * (outFeatures, inFeatures)}, bias {@code (outFeatures)}.
 *
 * @param inFeatures length of the input
 * @param outFeatures length of the output
 * @param weights how the weight is filled; the bias is filled with {@link Init#fanIn} as in PyTorch
 */
public record Linear(int inFeatures, int outFeatures, Init weights) implements Layer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public Linear {
        Checks.atLeast(1, inFeatures, "inFeatures");
        Checks.atLeast(1, outFeatures, "outFeatures");
    }

    /** The layer with PyTorch's initial weights, {@link Init#fanIn}. */
    public static Linear of(int inFeatures, int outFeatures) {
        return new Linear(inFeatures, outFeatures, Init.fanIn(inFeatures));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (!input.equals(Shape.of(inFeatures))) {
            throw new ShapeException(kind(), "(" + inFeatures + ")", input.toString());
        }
        return Shape.of(outFeatures);
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(
                Parameter.weight("weight", Shape.of(outFeatures, inFeatures), weights),
                Parameter.weight("bias", Shape.of(outFeatures), Init.fanIn(inFeatures)));
    }

    @Override
    public Traits traits() {
        return Traits.weights(0);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.linear(this);
    }
}
