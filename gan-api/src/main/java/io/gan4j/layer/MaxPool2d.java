package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Reduces an image to the largest number of each of its tiles: {@code (C, H, W)} to {@code (C, H / size, W / size)}, rounded
 * down; rows and columns that do not fill a tile are left out. Where several numbers of a tile are the largest, the gradient
 * goes to the first of them in reading order.
 *
 * @param size height and width of a tile
 */
public record MaxPool2d(int size) implements Layer {
    /**
     * Checks the size.
     *
     * @throws IllegalArgumentException if it is below 2
     */
    public MaxPool2d {
        Checks.atLeast(2, size, "size");
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Checks.tiled(this, size, inputs);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.maxPool2d(this);
    }
}
