package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Multiplies its input by one learned number, element by element; shape {@code (features)} or {@code (C, H, W)}. A branch that
 * begins with 0 is learned only as far as it helps: the attention of {@link io.gan4j.architecture.SelfAttention} is scaled so
 * (Zhang et al., ICML 2019, section 3, equation 3). Weight {@code (1)}.
 *
 * @param first the number before the first step
 */
public record LearnedScale(float first) implements Layer {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public LearnedScale {
        checkArgument(Float.isFinite(first), "first must be a finite number, was %s", first);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Checks.vectorOrImage(this, inputs);
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(Parameter.weight("weight", Shape.of(1), Init.constant(first)));
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.learnedScale(this);
    }
}
