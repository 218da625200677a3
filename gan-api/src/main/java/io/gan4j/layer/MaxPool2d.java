package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Reduces an image to the largest number of each of its tiles: {@code (C, H, W)} to {@code (C, (H - size) / stride + 1, (W -
 * size) / stride + 1)}, rounded down; rows and columns that do not fill a tile are left out. Where several numbers of a tile
 * are the largest, the gradient goes to the first of them in reading order.
 *
 * @param size height and width of a tile
 * @param overlap the number of rows and columns that neighboring tiles share, from 0 to {@code size - 1}; 0 by default, 1 with
 *     tiles of 3 in AlexNet (Krizhevsky et al. 2012, section 3.4) and SqueezeNet
 */
public record MaxPool2d(int size, int overlap) implements Layer {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if the size is below 2, or the overlap not from 0 to one less
     */
    public MaxPool2d {
        Checks.atLeast(2, size, "size");
        Checks.atLeast(0, overlap, "overlap");
        checkArgument(overlap < size, "overlap must be below the size of %s, was %s", size, overlap);
    }

    /**
     * The largest numbers of tiles side by side.
     *
     * @throws IllegalArgumentException if the size is below 2
     */
    public MaxPool2d(int size) {
        this(size, 0);
    }

    /** By how many pixels each tile is moved against the one before. */
    public int stride() {
        return size - overlap;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Checks.tiled(this, size, stride(), inputs);
    }

    /** The settings; those that a layer had from the beginning alone where the others are at their defaults. */
    @Override
    public String toString() {
        return Checks.text(this, overlap == 0 ? 1 : 2);
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
