package io.gan4j.layer;

import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The same elements in the same row-major order under another shape.
 *
 * @param shape the shape of the output, of as many elements as the input
 */
public record Reshape(Shape shape) implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (input.size() != shape.size()) {
            throw new ShapeException(kind(), Plural.of(shape.size(), "element") + " for " + shape, input.toString());
        }
        return shape;
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.RESHAPE);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.reshape(this);
    }
}
