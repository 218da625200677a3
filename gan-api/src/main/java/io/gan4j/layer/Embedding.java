package io.gan4j.layer;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * A learned vector for each class, without a bias: {@code y = x W}, shape {@code (classes)} to {@code (features)}. The input
 * is one-hot, which picks the class's row, or any mixture of classes, which mixes their rows. Weight {@code (classes,
 * features)}, as PyTorch's {@code nn.Embedding} stores it.
 *
 * @param classes length of the input
 * @param features length of a class's vector
 * @param weights how the weight is filled
 */
@CheckReturnValue
public record Embedding(int classes, int features, Init weights) implements Layer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public Embedding {
        Checks.atLeast(1, classes, "classes");
        Checks.atLeast(1, features, "features");
    }

    /** The layer with PyTorch's initial weights, normal with mean 0 and standard deviation 1. */
    public static Embedding of(int classes, int features) {
        return new Embedding(classes, features, Init.normal(0, 1));
    }

    /** The same layer with other initial weights; the projection discriminator's are {@link Init#glorot}. */
    public Embedding weights(Init init) {
        return new Embedding(classes, features, init);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (!input.equals(Shape.of(classes))) {
            throw new ShapeException(kind(), "(" + classes + ")", input.toString());
        }
        return Shape.of(features);
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(Parameter.weight("weight", Shape.of(classes, features), weights));
    }

    @Override
    public Traits traits() {
        return Traits.weights(1);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.embedding(this);
    }
}
