package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Takes some of the channels of an image, or of the features of a vector: {@code (C, H, W)} to {@code (to - from, H, W)}. The
 * last frame of several that are stacked on channels is taken this way.
 *
 * @param from the first channel that is taken, counted from 0
 * @param to the first channel after it that is not taken
 */
public record Channels(int from, int to) implements Layer {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it begins below 0 or is empty
     */
    public Channels {
        checkArgument(
                from >= 0 && from < to, "channels must be taken from at least 0 to above it, were %s to %s", from, to);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.vectorOrImage(this, inputs);
        if (input.extent(0) < to) {
            throw new ShapeException(kind(), "at least " + Plural.of(to, "channel"), input.toString());
        }
        int[] extents = input.toArray();
        extents[0] = to - from;
        return Shape.of(extents);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.channels(this);
    }
}
