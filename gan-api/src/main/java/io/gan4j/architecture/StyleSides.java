package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The sizes at which style-based networks work: square images of 4 or 7 pixels a side, and of twice that, up to the data's. */
final class StyleSides {
    private static final ImmutableList<Integer> SIDES = ImmutableList.of(16, 28, 32, 56, 64, 112, 128, 224, 256);
    /** An innermost side is below twice the smaller one. */
    private static final int INNERMOST = 8;

    private StyleSides() {}

    /**
     * The sides from the image's inwards, each half of the one before.
     *
     * @param recipe the name of the recipe, for the message
     * @throws IllegalArgumentException if style-based networks cannot make samples of this shape; the message names the nearest
     *     sides
     */
    static List<Integer> of(String recipe, Shape sample) {
        checkArgument(
                sample.isImage(),
                "%s makes square images, the data's samples have shape %s; use modern() for points and vectors",
                recipe,
                sample);
        int longest = Math.max(sample.height(), sample.width());
        checkArgument(
                sample.height() == sample.width() && SIDES.contains(longest),
                "%s makes square images of %s pixels a side, the data's samples have shape %s; the nearest sides are"
                        + " %s: resize them while reading",
                recipe,
                SIDES,
                sample,
                nearest(longest));
        List<Integer> sides = new ArrayList<>(List.of(longest));
        while (sides.get(sides.size() - 1) >= INNERMOST) {
            sides.add(sides.get(sides.size() - 1) / 2);
        }
        return sides;
    }

    /** The two sides that are nearest to one, in order. */
    private static String nearest(int side) {
        List<Integer> sorted = new ArrayList<>(SIDES);
        sorted.sort((a, b) -> Integer.compare(Math.abs(a - side), Math.abs(b - side)));
        int first = Math.min(sorted.get(0), sorted.get(1));
        return first + " and " + Math.max(sorted.get(0), sorted.get(1));
    }
}
