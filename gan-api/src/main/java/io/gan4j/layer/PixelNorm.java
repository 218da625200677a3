package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Pixelwise feature normalisation (Karras et al., "Progressive growing of GANs", ICLR 2018, section 4.2): {@code y = x /
 * sqrt(mean of x^2 over the channels + epsilon)} at each pixel; without parameters. A vector {@code (features)} is one pixel.
 *
 * @param epsilon added to the mean of squares; the paper's 1e-8
 */
public record PixelNorm(float epsilon) implements Layer {
    /**
     * Checks the epsilon.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public PixelNorm {
        checkArgument(epsilon > 0, "epsilon must be above 0, was %s", epsilon);
    }

    /** With the paper's epsilon of 1e-8. */
    public static PixelNorm standard() {
        return new PixelNorm(1e-8f);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (input.rank() != 1 && !input.isImage()) {
            throw new ShapeException(kind(), "(features) or (channels, height, width)", input.toString());
        }
        return input;
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.NORMALIZATION);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.pixelNorm(this);
    }
}
