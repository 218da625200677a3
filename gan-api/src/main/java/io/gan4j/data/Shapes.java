package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Coloured shapes with captions, for training on labels or words: one shape of one colour on a plain background, RGB, shape
 * {@code (3, height, width)}, smooth edges.
 *
 * <pre>{@code
 * Dataset shapes = Shapes.of(10_000).size(32).seed(7).draw();
 * shapes.caption(0); // such as "a large red circle on a blue background at the top left"
 * }</pre>
 *
 * <p>The label is the kind: circle, square, triangle, star, ring, cross, heart. A caption has the form <em>a SIZE COLOUR KIND
 * on a COLOUR background PLACE</em>, and every word of it is true of the picture:
 *
 * <ul>
 *   <li>size: small (half the extent is 13 to 17 % of the frame's shorter side) or large (24 to 28 %);
 *   <li>colour: red, orange, yellow, green, blue, purple, white, black; the background's differs from the shape's;
 *   <li>place: "at the top left", "at the top", "at the top right", "at the left", "in the centre", "at the right", "at the
 *       bottom left", "at the bottom", "at the bottom right": which of nine equal parts of the frame holds the middle of the
 *       shape's outline.
 * </ul>
 *
 * <p>Sample {@code i} shows kind {@code i % 7} and depends on seed, size and {@code i} alone: not on the count, the platform
 * or the number of processors. Immutable: each setting returns a new value.
 *
 * @param count how many pictures; at least 1
 * @param height the height in pixels; 16 to 256, default 32
 * @param width the width in pixels; 16 to 256, default 32
 * @param seed the seed of all randomness; default 0
 * @param combinations which combinations of size, colour, kind, background and place are drawn; default all
 */
@CheckReturnValue
public record Shapes(int count, int height, int width, long seed, Combinations combinations) {
    /**
     * Which of the 7,056 combinations of size, colour, kind, background and place are drawn. One in ten is held out, to find
     * out whether a network that learned from the others understands words that it never saw together; which ones does not
     * depend on the seed.
     */
    public enum Combinations {
        /** All. */
        ALL("shapes"),
        /** The nine in ten that are not held out. */
        SEEN("seen shapes"),
        /** The one in ten that is held out. */
        HELD_OUT("held-out shapes");

        private final String shapes;

        Combinations(String shapes) {
            this.shapes = shapes;
        }

        private boolean has(ShapeScene scene) {
            return this == ALL || this == HELD_OUT == scene.isHeldOut();
        }
    }

    /** The height and width unless set otherwise, CIFAR's. */
    public static final int DEFAULT_SIZE = 32;

    private static final int LEAST_SIZE = 16;
    private static final int MOST_SIZE = 256;
    private static final long STREAM = 0x5EA9E;
    private static final ImmutableList<String> KINDS =
            Arrays.stream(ShapeKind.values()).map(ShapeKind::word).collect(ImmutableList.toImmutableList());

    /**
     * Shapes of all combinations of kind, color, size, place and background.
     *
     * @throws IllegalArgumentException if a value is out of range
     */
    public Shapes(int count, int height, int width, long seed) {
        this(count, height, width, seed, Combinations.ALL);
    }

    /** @throws IllegalArgumentException if a value is out of range */
    public Shapes {
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        checkSize("height", height);
        checkSize("width", width);
    }

    private static void checkSize(String name, int size) {
        checkArgument(
                size >= LEAST_SIZE && size <= MOST_SIZE,
                "%s must be from %s to %s pixels, was %s",
                name,
                LEAST_SIZE,
                MOST_SIZE,
                size);
    }

    /**
     * This many pictures of 32 x 32 pixels, seed 0.
     *
     * @throws IllegalArgumentException if below 1
     */
    public static Shapes of(int count) {
        return new Shapes(count, DEFAULT_SIZE, DEFAULT_SIZE, 0, Combinations.ALL);
    }

    /** The words that captions are made of, in alphabetical order. */
    public static List<String> vocabulary() {
        Stream<String> forms = Stream.of("a an on background");
        Stream<String> values = Stream.of(ShapeScene.Size.values(), ShapeScene.Colour.values())
                .flatMap(Arrays::stream)
                .map(ShapeScene::word);
        return Stream.of(forms, values, KINDS.stream(), ShapeScene.PLACES.stream())
                .flatMap(words -> words)
                .flatMap(words -> Splitter.on(' ').splitToStream(words))
                .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo))
                .asList();
    }

    /**
     * Sets height and width, in pixels.
     *
     * @throws IllegalArgumentException if below 16 or above 256
     */
    public Shapes size(int pixels) {
        return size(pixels, pixels);
    }

    /**
     * Sets height and width, in pixels.
     *
     * @throws IllegalArgumentException if one is below 16 or above 256
     */
    public Shapes size(int newHeight, int newWidth) {
        return new Shapes(count, newHeight, newWidth, seed, combinations);
    }

    /** Sets the seed: another seed, other pictures. */
    public Shapes seed(long newSeed) {
        return new Shapes(count, height, width, newSeed, combinations);
    }

    /** Sets which combinations are drawn: other than all, sample {@code i} shows the first such combination of its stream. */
    public Shapes combinations(Combinations which) {
        return new Shapes(count, height, width, seed, which);
    }

    /**
     * Draws the pictures.
     *
     * @throws IllegalStateException if count and size together exceed the 2 GiB that a dataset in memory may hold
     */
    public Dataset draw() {
        Shape shape = Shape.of(3, height, width);
        byte[] pixels =
                Canvas.paint(count, shape, (index, into, offset) -> scene(index).paint(height, width, into, offset));
        int[] labels = new int[count];
        Arrays.setAll(labels, index -> kind(index).ordinal());
        ImmutableList<String> captions = IntStream.range(0, count)
                .mapToObj(index -> scene(index).caption())
                .collect(ImmutableList.toImmutableList());
        return MemoryDataset.ofPixels(Canvas.name(combinations.shapes, count, shape, seed), shape, pixels)
                .labelled(KINDS, labels)
                .captioned(captions);
    }

    private static ShapeKind kind(int index) {
        return ShapeKind.values()[index % KINDS.size()];
    }

    private ShapeScene scene(int index) {
        RandomStream random = RandomStream.of(seed, STREAM, index);
        ShapeScene scene = ShapeScene.draw(kind(index), random);
        while (!combinations.has(scene)) {
            scene = ShapeScene.draw(kind(index), random);
        }
        return scene;
    }
}
