package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.image.Kernel;
import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MadePairsTest {
    private static final Shape EIGHT = Shape.of(1, 8, 8);

    /** A picture whose reductions by Pillow 12 are known. */
    private static Dataset pattern() {
        byte[] values = new byte[64];
        for (int i = 0; i < 64; i++) {
            values[i] = (byte) (i / 8 * 37 + i % 8 * 91 + i / 8 * (i % 8) * 13);
        }
        return Datasets.pixels(EIGHT, values);
    }

    @Test
    void lowResolution_byArea_isTheMeanOfSquares() {
        Dataset pairs = Datasets.lowResolution(
                Datasets.pixels(Shape.of(1, 2, 4), new byte[] {0, 1, 10, 20, 2, 3, 30, 42}), 2, Kernel.AREA);
        assertThat(pairs.parts())
                .containsExactly(
                        new Part("target", Shape.of(1, 2, 4), Dataset.Encoding.PIXELS),
                        new Part("input", Shape.of(1, 1, 2), Dataset.Encoding.PIXELS));
        assertThat(PartsOf.pixels(pairs, Part.INPUT, 0)).containsExactly(2, 26); // 1.5 and 25.5, rounded
        assertThat(PartsOf.pixels(pairs, Part.TARGET, 0)).containsExactly(0, 1, 10, 20, 2, 3, 30, 42);
        assertThat(pairs.name()).isEqualTo("1 pair of 1 image with them at low resolution, 1/2 by area");
    }

    @Test
    void lowResolution_byBicubic_isPillowsButForItsRoundingBetweenPasses() {
        int[] half = {85, 134, 112, 129, 138, 148, 136, 145, 136, 147, 136, 181, 132, 122, 130, 159};
        int[] quarter = {127, 135, 135, 151};
        near(Datasets.lowResolution(pattern(), 2, Kernel.BICUBIC), half);
        near(Datasets.lowResolution(pattern(), 4, Kernel.BICUBIC), quarter);
    }

    private static void near(Dataset pairs, int[] expected) {
        int[] input = PartsOf.pixels(pairs, Part.INPUT, 0);
        assertThat(input).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(input[i]).isCloseTo(expected[i], within(1));
        }
    }

    @Test
    void reduction_ofWhatIsTransparent_weighsColorsByAlpha() {
        byte[] values = {100, -56, 0, 0, 0, 0, -1, 0};
        Pixels half = Pixels.of(Shape.of(4, 1, 2), values);
        byte[] tall = new byte[16];
        for (int i = 0; i < 16; i++) {
            tall[i] = values[i / 4 * 2 + i % 2];
        }
        assertThat(Pixels.of(Shape.of(4, 2, 2), tall).reduced(2, Kernel.AREA).toBytes())
                .containsExactly(100, 0, 0, (byte) 128);
        assertThat(half.reduced(1, Kernel.AREA)).isSameAs(half);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> half.reduced(2, Kernel.AREA))
                .withMessage("an image is reduced by a whole factor that divides its height and width, 1 x 2, was 2");
    }

    @Test
    void lowResolution_thatDoesNotDivideTheSize_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.lowResolution(pattern(), 3, Kernel.AREA))
                .withMessage(
                        "the images of 1 image are 8 x 8 (height x width), which scale 3 does not divide: bring them"
                                + " to a multiple of it with Datasets.resized or ImageFolder.size");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.lowResolution(pattern(), 1, Kernel.AREA))
                .withMessage("scale must be at least 2, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.lowResolution(Datasets.points(new float[2]), 2, Kernel.AREA))
                .withMessage("1 point cannot be brought to low resolution: its samples must be images, shape (C, H, W),"
                        + " were (2)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.warped(Datasets.pixels(Shape.of(2, 1, 1), new byte[2])))
                .withMessage("1 image cannot be warped: its images must have 1, 3 or 4 channels, had 2");
    }

    @Test
    void warped_unvaried_isTheImageTwice() {
        Dataset pairs = Datasets.warped(pattern());
        int[] picture = Pictures.pixels(pattern(), 0);
        assertThat(PartsOf.pixels(pairs, Part.INPUT, 0)).containsExactly(picture);
        assertThat(PartsOf.pixels(pairs, Part.TARGET, 0)).containsExactly(picture);
        assertThat(Pictures.pixels(pairs, 0)).containsExactly(picture);
        assertThat(pairs.name()).isEqualTo("1 pair of 1 image with them warped");
    }

    /** Each value is 4 times its column, so that a pixel tells where it came from. */
    private static Dataset ramp() {
        byte[] values = new byte[64 * 64];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i % 64 * 4);
        }
        return Datasets.pixels(Shape.of(1, 64, 64), values, values);
    }

    @Test
    void warped_varied_movesInputAFewPixelsFromTarget() {
        Dataset pairs = Datasets.warped(ramp());
        double squares = 0;
        int most = 0;
        int fromSource = 0;
        int count = 0;
        for (long variation = 1; variation <= 50; variation++) {
            int[] input = PartsOf.pixels(pairs, Part.INPUT, 0, variation);
            int[] target = PartsOf.pixels(pairs, Part.TARGET, 0, variation);
            for (int row = 16; row < 48; row++) {
                for (int column = 16; column < 48; column++) {
                    int off = input[row * 64 + column] - target[row * 64 + column];
                    squares += off * off / 16.0;
                    most = Math.max(most, Math.abs(off));
                    fromSource = Math.max(fromSource, Math.abs(target[row * 64 + column] - 4 * column));
                    count++;
                }
            }
        }
        // 2 pixels at the 25 points, less between them: bilinear weights leave 2/3 of the standard deviation
        assertThat(Math.sqrt(squares / count)).isBetween(1.0, 1.8);
        assertThat(most).isLessThan(4 * 10);
        // at most 3.2 of shift, 1.6 of zoom and 2.8 of turning
        assertThat(fromSource).isBetween(4 * 3, 4 * 8);
    }

    @Test
    void variation_decidesTheWarp_anotherForEachPlace() {
        Dataset pairs = Datasets.warped(ramp());
        byte[] once = PartsOf.bytes(pairs, Part.INPUT, 0, 5);
        assertThat(PartsOf.bytes(pairs, Part.INPUT, 0, 5)).isEqualTo(once);
        assertThat(PartsOf.bytes(pairs, Part.INPUT, 0, 6)).isNotEqualTo(once);
        assertThat(PartsOf.bytes(pairs, Part.INPUT, 1, 5)).isNotEqualTo(once);
    }

    @Test
    void inputsMadeOfVariedImages_fitTheirTargets() {
        Dataset varied = Datasets.part(Datasets.warped(ramp()), Part.TARGET);
        Dataset pairs = Datasets.lowResolution(varied, 2, Kernel.AREA);
        byte[] target = PartsOf.bytes(pairs, Part.TARGET, 1, 3);
        assertThat(target).isNotEqualTo(PartsOf.bytes(pairs, Part.TARGET, 1, 0));
        assertThat(PartsOf.bytes(pairs, Part.INPUT, 1, 3))
                .isEqualTo(Pixels.of(Shape.of(1, 64, 64), target)
                        .reduced(2, Kernel.AREA)
                        .toBytes());
    }

    @Test
    void uniformImage_staysUniformWhenWarped() {
        byte[] values = new byte[3 * 16 * 16];
        Arrays.fill(values, (byte) 77);
        Dataset pairs = Datasets.warped(Datasets.pixels(Shape.of(3, 16, 16), values));
        assertThat(PartsOf.bytes(pairs, Part.INPUT, 0, 9)).isEqualTo(values);
        assertThat(PartsOf.bytes(pairs, Part.TARGET, 0, 9)).isEqualTo(values);
    }

    @Test
    void outlines_areLinesWhereNeighboursDiffer() {
        Dataset pairs = Datasets.outlines(Datasets.pixels(Shape.of(3, 2, 4), new byte[] {
            0, 24, 84, (byte) 200, 0, 24, 84, (byte) 200, // red: steps of 24, 60 and 116
            9, 9, 9, 9, 9, 9, 9, 9,
            0, 0, 0, 0, 0, 0, 0, 36 // blue: one of 36
        }));
        assertThat(pairs.parts())
                .containsExactly(
                        new Part("target", Shape.of(3, 2, 4), Dataset.Encoding.PIXELS),
                        new Part("input", Shape.of(1, 2, 4), Dataset.Encoding.PIXELS));
        // no line, 36 of 72 is half a line, a whole line, 12 of 72 at the edge; below without blue's corner
        assertThat(PartsOf.pixels(pairs, Part.INPUT, 0)).containsExactly(255, 128, 0, 213, 255, 128, 0, 255);
        assertThat(pairs.name()).isEqualTo("1 pair of 1 image with their outlines");
    }

    @Test
    void outlines_ofUniformPictures_areWhite() {
        int[] outline = PartsOf.pixels(Datasets.outlines(Datasets.pixels(EIGHT, new byte[64])), Part.INPUT, 0);
        assertThat(outline).containsOnly(255);
    }
}
