package io.gan4j.data;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.RandomStream;
import java.util.Locale;

/**
 * One picture of {@link Shapes}: what is to be seen, and where, as fractions of the frame.
 *
 * @param size small or large
 * @param place the part of the frame that the middle of the shape lies in
 * @param x the shape's middle, from 0, the left edge, to 1
 * @param y the shape's middle, from 0, the upper edge, to 1
 * @param radius half the shape's extent, as a fraction of the frame's shorter side
 */
record ShapeScene(
        ShapeKind kind, Size size, Colour colour, Colour background, int place, double x, double y, double radius) {
    /** The parts of the frame, row by row. */
    static final ImmutableList<String> PLACES = ImmutableList.of(
            "at the top left",
            "at the top",
            "at the top right",
            "at the left",
            "in the centre",
            "at the right",
            "at the bottom left",
            "at the bottom",
            "at the bottom right");

    private static final int COLUMNS = 3;
    private static final double GAP = 0.01;
    private static final double NEAR_EDGE = 0.32;
    private static final double OFF_CENTRE = 0.08;
    private static final int SUBSAMPLES = 6;
    private static final long HELD_OUT_STREAM = 0x4E1D;
    private static final int HELD_OUT_ONE_IN = 10;

    /** The sizes, far enough apart that nothing lies between. */
    enum Size {
        SMALL(0.13, 0.17),
        LARGE(0.24, 0.28);

        private final double least;
        private final double most;

        Size(double least, double most) {
            this.least = least;
            this.most = most;
        }
    }

    /** The colours, as 8-bit RGB. */
    enum Colour {
        RED(226, 35, 35),
        ORANGE(255, 140, 0),
        YELLOW(255, 225, 40),
        GREEN(30, 160, 60),
        BLUE(35, 80, 220),
        PURPLE(140, 45, 180),
        WHITE(255, 255, 255),
        BLACK(0, 0, 0);

        private final int[] channels;

        Colour(int... channels) {
            this.channels = channels;
        }

        int channel(int index) {
            return channels[index];
        }
    }

    /** Draws everything but the kind from the stream. */
    static ShapeScene draw(ShapeKind kind, RandomStream random) {
        Size size = Size.values()[random.nextInt(Size.values().length)];
        int colours = Colour.values().length;
        int colour = random.nextInt(colours);
        int background = (colour + 1 + random.nextInt(colours - 1)) % colours;
        int place = random.nextInt(PLACES.size());
        double radius = size.least + (size.most - size.least) * random.nextDouble();
        double x = middle(place % COLUMNS, radius, random.nextDouble());
        double y = middle(place / COLUMNS, radius, random.nextDouble());
        return new ShapeScene(kind, size, Colour.values()[colour], Colour.values()[background], place, x, y, radius);
    }

    /** A coordinate within the first, second or third part of the frame, so that the shape stays inside the frame. */
    private static double middle(int third, double radius, double share) {
        double fromEdge = radius + GAP + (NEAR_EDGE - radius - GAP) * share;
        return switch (third) {
            case 0 -> fromEdge;
            case 1 -> 0.5 + OFF_CENTRE * (2 * share - 1);
            default -> 1 - fromEdge;
        };
    }

    /** What is to be seen: {@code "a large red circle on a blue background at the top left"}. */
    String caption() {
        String article = background == Colour.ORANGE ? "an" : "a";
        return "a " + word(size) + " " + word(colour) + " " + kind.word() + " on " + article + " " + word(background)
                + " background " + PLACES.get(place);
    }

    /** True for one in ten of the combinations of kind, size, colours and place. */
    boolean isHeldOut() {
        return RandomStream.of(
                                HELD_OUT_STREAM,
                                kind.ordinal(),
                                size.ordinal(),
                                colour.ordinal(),
                                background.ordinal(),
                                place)
                        .nextInt(HELD_OUT_ONE_IN)
                == 0;
    }

    static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }

    /** Paints the picture as three planes, red, green and blue. */
    void paint(int height, int width, byte[] pixels, int offset) {
        int plane = height * width;
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                double cover = cover(row, column, height, width);
                for (int channel = 0; channel < 3; channel++) {
                    double value = cover * colour.channel(channel) + (1 - cover) * background.channel(channel);
                    pixels[offset + channel * plane + row * width + column] = (byte) (int) (value + 0.5);
                }
            }
        }
    }

    /** How much of a pixel the shape covers, counted at 6 x 6 points. */
    private double cover(int row, int column, int height, int width) {
        double perPixel = 1 / (radius * Math.min(height, width));
        double left = (column - x * width) * perPixel;
        double top = (row - y * height) * perPixel;
        if (left > 1 || top > 1 || left + perPixel < -1 || top + perPixel < -1) {
            return 0;
        }
        int hits = 0;
        for (int i = 0; i < SUBSAMPLES; i++) {
            double py = top + (i + 0.5) / SUBSAMPLES * perPixel;
            for (int j = 0; j < SUBSAMPLES; j++) {
                hits += kind.contains(left + (j + 0.5) / SUBSAMPLES * perPixel, py) ? 1 : 0;
            }
        }
        return (double) hits / (SUBSAMPLES * SUBSAMPLES);
    }
}
