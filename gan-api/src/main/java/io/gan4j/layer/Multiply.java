package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/** The elementwise product of two inputs of one shape. With {@link SampleSum} behind it, their inner product. */
public record Multiply() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() != 2 || !inputs.get(0).equals(inputs.get(1))) {
            throw new ShapeException(kind(), "two inputs of one shape", inputs.toString());
        }
        return inputs.get(0);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.JOIN);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.multiply(this);
    }
}
