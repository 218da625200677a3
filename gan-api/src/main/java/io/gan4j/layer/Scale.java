package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Multiplies its input by a fixed number, element by element; shape {@code (features)} or {@code (C, H, W)}. ESRGAN's residual
 * branches are scaled by 0.2 so that deep networks without normalization stay stable (Wang et al., ECCV workshops 2018,
 * section 3.1); with -1 and {@link Add} it makes a difference.
 *
 * @param factor the number
 */
public record Scale(float factor) implements Layer {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public Scale {
        checkArgument(Float.isFinite(factor), "factor must be a finite number, was %s", factor);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Checks.vectorOrImage(this, inputs);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.scale(this);
    }
}
