package io.gan4j.layer;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fully connected layer {@code y = x W^T + b}: shape {@code (inFeatures)} to {@code (outFeatures)}. Weight {@code
 * (outFeatures, inFeatures)}, bias {@code (outFeatures)}.
 *
 * @param inFeatures length of the input
 * @param outFeatures length of the output
 * @param weights how the weight is filled
 * @param bias how the bias is filled; null for {@link Init#fanIn}, as in PyTorch
 */
@CheckReturnValue
public record Linear(
        int inFeatures,
        int outFeatures,
        Init weights,
        @Nullable Init bias) implements Layer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public Linear {
        Checks.atLeast(1, inFeatures, "inFeatures");
        Checks.atLeast(1, outFeatures, "outFeatures");
    }

    /**
     * The layer with a bias that is filled as PyTorch's.
     *
     * @throws IllegalArgumentException if a size is below 1
     */
    public Linear(int inFeatures, int outFeatures, Init weights) {
        this(inFeatures, outFeatures, weights, null);
    }

    /** The layer with PyTorch's initial weights, {@link Init#fanIn}. */
    public static Linear of(int inFeatures, int outFeatures) {
        return new Linear(inFeatures, outFeatures, Init.fanIn(inFeatures));
    }

    /**
     * Returns the layer that gives the same for every input at first: its weight begins as 0, its bias as this number. What
     * scales or shifts features by such a layer leaves them as they are, with 1 and 0, until it has learned.
     *
     * @param value the number that every output begins with
     */
    public static Linear constant(int inFeatures, int outFeatures, float value) {
        return new Linear(inFeatures, outFeatures, Init.constant(0), Init.constant(value));
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
                Parameter.weight("bias", Shape.of(outFeatures), bias == null ? Init.fanIn(inFeatures) : bias));
    }

    /** The settings; those that a layer had from the beginning alone where the bias is filled as PyTorch's. */
    @Override
    public String toString() {
        return Checks.text(this, bias == null ? 3 : 4);
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
