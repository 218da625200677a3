package io.gan4j.tensor;

import com.google.common.primitives.ImmutableIntArray;
import java.util.Objects;

/**
 * The extent of one sample along each of its axes, without the batch axis: {@code (100)} for a latent of length 100,
 * {@code (1, 28, 28)} for a grey image as channels, height, width. A shape without axes, {@code ()}, is a scalar's.
 * Immutable.
 */
public final class Shape {
    private static final Shape SCALAR = new Shape(ImmutableIntArray.of());

    private final ImmutableIntArray extents;

    private Shape(ImmutableIntArray extents) {
        this.extents = extents;
    }

    /**
     * The shape with these extents.
     *
     * @throws IllegalArgumentException if an extent is below 1, or the number of elements exceeds {@link
     *     Integer#MAX_VALUE}
     */
    public static Shape of(int... extents) {
        long size = 1;
        for (int extent : extents) {
            if (extent < 1) {
                throw new IllegalArgumentException("an extent of a shape must be at least 1, was " + extent);
            }
            size *= extent;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("a shape holds at most " + Integer.MAX_VALUE
                        + " elements, this one is " + new Shape(ImmutableIntArray.copyOf(extents)));
            }
        }
        return extents.length == 0 ? SCALAR : new Shape(ImmutableIntArray.copyOf(extents));
    }

    /** The shape of a single number. */
    public static Shape scalar() {
        return SCALAR;
    }

    /** The number of axes. */
    public int rank() {
        return extents.length();
    }

    /** The extent along an axis, counted from 0. */
    public int extent(int axis) {
        return extents.get(axis);
    }

    /** The number of elements: the product of the extents, 1 for a scalar. */
    public int size() {
        int size = 1;
        for (int axis = 0; axis < rank(); axis++) {
            size *= extent(axis);
        }
        return size;
    }

    /** The extents, in a new array. */
    public int[] toArray() {
        return extents.toArray();
    }

    /** True for three axes: channels, height, width. */
    public boolean isImage() {
        return rank() == 3;
    }

    /**
     * The channels of an image shape.
     *
     * @throws IllegalStateException if this is not an image's shape
     */
    public int channels() {
        return imageExtent(0);
    }

    /**
     * The height in pixels of an image shape.
     *
     * @throws IllegalStateException if this is not an image's shape
     */
    public int height() {
        return imageExtent(1);
    }

    /**
     * The width in pixels of an image shape.
     *
     * @throws IllegalStateException if this is not an image's shape
     */
    public int width() {
        return imageExtent(2);
    }

    private int imageExtent(int axis) {
        if (!isImage()) {
            throw new IllegalStateException("not the shape of an image (channels, height, width): " + this);
        }
        return extent(axis);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && extents.equals(shape.extents);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(extents);
    }

    /** The extents as the field writes them: {@code (1, 28, 28)}. */
    @Override
    public String toString() {
        String list = extents.toString();
        return "(" + list.substring(1, list.length() - 1) + ")";
    }
}
