package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/** Several inputs one after the other along their first axis: channels of images, features of vectors. */
public record Concat() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.isEmpty() || inputs.get(0).rank() == 0) {
            throw new ShapeException(kind(), "inputs with at least one axis", inputs.toString());
        }
        int[] extents = inputs.get(0).toArray();
        extents[0] = 0;
        for (Shape input : inputs) {
            if (!sameButFirst(input, inputs.get(0))) {
                throw new ShapeException(kind(), "inputs that differ in their first extent only", inputs.toString());
            }
            extents[0] += input.extent(0);
        }
        return Shape.of(extents);
    }

    private static boolean sameButFirst(Shape a, Shape b) {
        if (a.rank() != b.rank()) {
            return false;
        }
        for (int axis = 1; axis < a.rank(); axis++) {
            if (a.extent(axis) != b.extent(axis)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.JOIN);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.concat(this);
    }
}
