package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The sum of each sample's features: {@code (features)} to {@code (1)}. Behind {@link Multiply} it makes the inner product
 * with which a projection discriminator adds the condition to its score (Miyato and Koyama, ICLR 2018, equation 3).
 */
public record SampleSum() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (input.rank() != 1) {
            throw new ShapeException(kind(), "(features)", input.toString());
        }
        return Shape.of(1);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.sampleSum(this);
    }
}
