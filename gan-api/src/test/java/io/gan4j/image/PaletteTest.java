package io.gan4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Every image gets a palette, in a time that is known; a cut that leaves one side empty would go on for ever. */
class PaletteTest {
    private static final Duration WATCH = Duration.ofSeconds(120);

    /** An image one pixel high with these colours, {@code 0xRRGGBB}. */
    private static Pixels image(int... colours) {
        byte[] planes = new byte[3 * colours.length];
        for (int i = 0; i < colours.length; i++) {
            planes[i] = (byte) (colours[i] >> 16);
            planes[colours.length + i] = (byte) (colours[i] >> 8);
            planes[2 * colours.length + i] = (byte) colours[i];
        }
        return Pixels.of(Shape.of(3, 1, colours.length), planes);
    }

    /** The root of the mean square of the differences of all values. */
    private static double error(Pixels image, BufferedImage indexed) {
        byte[] before = image.toBytes();
        byte[] after = Pixels.of(indexed, 3).toBytes();
        double squares = 0;
        for (int i = 0; i < before.length; i++) {
            squares += Math.pow((before[i] & 0xFF) - (after[i] & 0xFF), 2);
        }
        return Math.sqrt(squares / before.length);
    }

    private static void assertGoodPalette(Pixels image, double most) {
        BufferedImage indexed = Palette.index(image);

        assertThat(((IndexColorModel) indexed.getColorModel()).getMapSize()).isEqualTo(256);
        assertThat(error(image, indexed)).isLessThanOrEqualTo(most);
    }

    @Test
    void narrowBoxesOfUnequalCounts_areCut() {
        // 129 reds, three pixels of blue 5 and one of blue 6 each: the mean 5.25 rounds down to the smallest value
        int[] colours = new int[516];
        Arrays.setAll(colours, i -> i / 4 << 16 | (i % 4 == 3 ? 6 : 5));

        assertTimeoutPreemptively(WATCH, () -> assertGoodPalette(image(colours), 0.5));
    }

    @Test
    void everyPairOfNeighbours_inEachChannelAndOfUnequalCounts_isCut() {
        assertTimeoutPreemptively(WATCH, () -> {
            for (int shift = 0; shift <= 16; shift += 8) {
                int other = shift == 0 ? 16 : shift - 8;
                for (int v = 0; v < 255; v++) {
                    for (int few : new int[] {1, 3, 7}) {
                        int low = v << shift;
                        int high = v + 1 << shift;
                        // 129 to 132 values of another channel, two colours each: more than a palette holds
                        int[] colours = new int[129 * (few + 1)];
                        for (int i = 0; i < colours.length; i++) {
                            boolean rare = i % (few + 1) == few;
                            colours[i] = i / (few + 1) << other | (rare == (v % 2 == 0) ? high : low);
                        }
                        assertGoodPalette(image(colours), 0.5);
                    }
                }
            }
        });
    }

    @Test
    void tenThousandPictures_ofFewManyCloseAndUnevenColours_areCut() {
        assertTimeoutPreemptively(WATCH, () -> {
            for (int i = 0; i < 10_000; i++) {
                RandomStream random = RandomStream.of(2026, i);
                int[] colours = new int[257 + random.nextInt(300)];
                // how far a channel reaches: from one value to all 256
                int[] least = new int[3];
                int[] width = new int[3];
                for (int c = 0; c < 3; c++) {
                    width[c] = 1 + random.nextInt(1 << random.nextInt(9));
                    least[c] = random.nextInt(257 - width[c]);
                }
                int power = 1 + random.nextInt(6);
                Arrays.setAll(colours, p -> colour(random, least, width, power));
                int widest = Math.max(width[0], Math.max(width[1], width[2]));
                // 256 equal boxes have 6 or 7 a side, whose roots of mean squares are a 22nd of the range
                assertGoodPalette(image(colours), 0.5 + widest / 16.0);
            }
        });
    }

    /** A colour within the ranges; the greater the power, the more of them lie close to the least. */
    private static int colour(RandomStream random, int[] least, int[] width, int power) {
        int colour = 0;
        for (int c = 0; c < 3; c++) {
            double uneven = Math.pow(random.nextDouble(), power);
            colour = colour << 8 | least[c] + (int) (uneven * width[c]);
        }
        return colour;
    }

    @Test
    void lowContrast_large_isCut() {
        int side = 512;
        int[] colours = new int[side * side];
        RandomStream random = RandomStream.of(3);
        Arrays.setAll(colours, i -> {
            int grey = 120 + 8 * (i % side) / side + 8 * (i / side) / side;
            return grey + random.nextInt(3) << 16 | grey + random.nextInt(3) << 8 | grey + random.nextInt(3);
        });

        assertTimeoutPreemptively(WATCH, () -> assertGoodPalette(image(colours), 1.2));
    }

    @Test
    void manyEqualPixels_haveExactlyNoSpread() {
        // two million of one colour: the square of their sum is beyond the whole numbers that a double holds
        int[] colours = new int[1 << 21];
        Arrays.fill(colours, 0xFF_FD_FB);
        for (int i = 0; i < 300; i++) {
            colours[i] = i << 8;
        }

        assertTimeoutPreemptively(WATCH, () -> assertGoodPalette(image(colours), 0.1));
    }
}
