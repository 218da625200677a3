package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Enlarges an image by repeating each pixel: {@code (C, H, W)} to {@code (C, factor H, factor W)}, where the pixel at {@code
 * (y, x)} is that of the input at {@code (y / factor, x / factor)}, rounded down. Before a convolution it replaces a
 * transposed one, whose uneven overlaps show as a checkerboard (Odena, Dumoulin and Olah, "Deconvolution and checkerboard
 * artifacts", Distill 2016).
 *
 * @param factor by how much height and width grow
 */
public record UpsampleNearest2d(int factor) implements Layer {
    /**
     * Checks the factor.
     *
     * @throws IllegalArgumentException if it is below 2
     */
    public UpsampleNearest2d {
        Checks.atLeast(2, factor, "factor");
    }

    /** Returns the layer that doubles height and width. */
    public static UpsampleNearest2d doubling() {
        return new UpsampleNearest2d(2);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.image(this, inputs);
        return Shape.of(input.channels(), factor * input.height(), factor * input.width());
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.upsampleNearest2d(this);
    }
}
