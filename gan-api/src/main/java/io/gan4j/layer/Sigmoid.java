package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/** The logistic function {@code 1 / (1 + exp(-x))}, element by element; any shape. */
public record Sigmoid() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Checks.single(this, inputs);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.ACTIVATION);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.sigmoid(this);
    }
}
