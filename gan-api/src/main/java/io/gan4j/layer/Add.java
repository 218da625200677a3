package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/** The sum of two or more inputs of one shape: what joins a residual branch to its trunk. */
public record Add() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() < 2 || !inputs.stream().allMatch(inputs.get(0)::equals)) {
            throw new ShapeException(kind(), "two or more inputs of one shape", inputs.toString());
        }
        return inputs.get(0);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.JOIN);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.add(this);
    }
}
