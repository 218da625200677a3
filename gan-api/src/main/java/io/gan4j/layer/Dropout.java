package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Dropout (Srivastava et al. 2014): while the network is played in training, each element becomes 0 with the given
 * probability and is divided by {@code 1 - probability} otherwise; in evaluation and after export nothing happens. The
 * masks come from the run's seed, so they repeat.
 *
 * @param probability of an element to be dropped, in [0, 1)
 */
public record Dropout(float probability) implements Layer {
    /**
     * Checks the probability.
     *
     * @throws IllegalArgumentException if it is not in [0, 1)
     */
    public Dropout {
        checkArgument(probability >= 0 && probability < 1, "probability must be in [0, 1), was %s", probability);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Checks.single(this, inputs);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.DROPOUT).dropping(probability);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.dropout(this);
    }
}
