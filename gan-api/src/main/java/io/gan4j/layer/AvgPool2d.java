package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Reduces an image to the mean of each of its tiles: {@code (C, H, W)} to {@code (C, H / size, W / size)}, rounded down; rows
 * and columns that do not fill a tile are left out. It makes the smaller pictures of an image pyramid (Mathieu, Couprie and
 * LeCun, ICLR 2016, section 3.1).
 *
 * @param size height and width of a tile
 */
public record AvgPool2d(int size) implements Layer {
    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is below 2
     */
    public AvgPool2d {
        Checks.atLeast(2, size, "size");
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Checks.tiled(this, size, size, inputs);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.avgPool2d(this);
    }
}
