package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The leaky rectifier, {@code x} where positive, {@code slope x} elsewhere, element by element; any shape.
 *
 * @param slope the slope for negative inputs, in [0, 1]; DCGAN's is 0.2
 */
public record LeakyRelu(float slope) implements Layer {
    /**
     * Checks the slope.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public LeakyRelu {
        checkArgument(slope >= 0 && slope <= 1, "slope must be in [0, 1], was %s", slope);
    }

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
        return visitor.leakyRelu(this);
    }
}
