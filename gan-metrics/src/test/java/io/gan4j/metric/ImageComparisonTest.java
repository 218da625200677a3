package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.image.Images;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The reference values are those of scikit-image 0.26.0 on the same 8-bit pictures, but where a hand has worked them out. */
class ImageComparisonTest {
    private static final Shape SHAPE = Shape.of(3, 20, 24);
    private static final ImageComparison STANDARD = ImageComparison.standard();
    private static final ImageComparison OF_LUMA =
            STANDARD.channels(ImageComparison.Channels.LUMA).border(4);

    /** Byte {@code v} as networks give it. */
    private static float value(int v) {
        return v / 127.5f - 1;
    }

    private static float[] truth() {
        float[] values = new float[SHAPE.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(truth(i / 480, i % 480 / 24, i % 24));
        }
        return values;
    }

    private static int truth(int c, int y, int x) {
        return (c * 53 + y * y * 3 + x * 7 + x * y * 5 / 4) % 256;
    }

    private static float[] made() {
        float[] values = new float[SHAPE.size()];
        for (int i = 0; i < values.length; i++) {
            int c = i / 480;
            int y = i % 480 / 24;
            int x = i % 24;
            values[i] = value(Math.max(0, Math.min(255, truth(c, y, x) + (x * 11 + y * 17 + c * 5) % 41 - 20)));
        }
        return values;
    }

    private static Images images(float[] values) {
        return Images.of(SHAPE, values);
    }

    private static Images grey(int height, int width, int... bytes) {
        float[] values = new float[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            values[i] = value(bytes[i]);
        }
        return Images.of(Shape.of(1, height, width), values);
    }

    @Test
    void psnr_isThatOfScikitImage() {
        assertThat(PeakSignalToNoise.of(images(made()), images(truth()), STANDARD)
                        .value())
                .isCloseTo(26.842571833981424, within(1e-9));
        assertThat(PeakSignalToNoise.of(images(made()), images(truth()), STANDARD.border(4))
                        .value())
                .isCloseTo(26.82858307995875, within(1e-9));
        assertThat(PeakSignalToNoise.of(images(made()), images(truth()), OF_LUMA)
                        .value())
                .isCloseTo(30.281952059113188, within(1e-9));
    }

    @Test
    void ssim_isThatOfScikitImage() {
        assertThat(StructuralSimilarity.of(images(made()), images(truth()), STANDARD)
                        .value())
                .isCloseTo(0.9876729669910373, within(1e-9));
        assertThat(StructuralSimilarity.of(images(made()), images(truth()), OF_LUMA)
                        .value())
                .isCloseTo(0.9830560850601948, within(1e-9));
    }

    @Test
    void psnr_isWorkedOutByHand() {
        // one of four pixels is off by 51, a fifth of the peak: an error of 1/100 of its square
        assertThat(PeakSignalToNoise.each(grey(2, 2, 51, 9, 9, 9), grey(2, 2, 0, 9, 9, 9), STANDARD))
                .containsExactly(10 * Math.log10(100));
        assertThat(PeakSignalToNoise.each(grey(1, 1, 255), grey(1, 1, 0), STANDARD))
                .containsExactly(0);
    }

    @Test
    void psnr_ofEqualImages_is100() {
        assertThat(PeakSignalToNoise.each(grey(1, 2, 3, 4, 5, 6), grey(1, 2, 3, 4, 5, 7), STANDARD))
                .containsExactly(PeakSignalToNoise.MOST, 10 * Math.log10(2 * 255 * 255));
    }

    @Test
    void rounding_isTheFiles() {
        Images halfOff = Images.of(Shape.of(1, 1, 1), value(10) + 0.4f / 127.5f);
        Images outside = Images.of(Shape.of(1, 1, 1), 1.5f);
        ImageComparison exact = STANDARD.rounding(ImageComparison.Rounding.NONE);
        assertThat(PeakSignalToNoise.each(halfOff, grey(1, 1, 10), STANDARD)).containsExactly(100);
        assertThat(PeakSignalToNoise.each(halfOff, grey(1, 1, 10), exact)[0])
                .isCloseTo(20 * Math.log10(255 / 0.4), within(1e-3));
        assertThat(PeakSignalToNoise.each(outside, grey(1, 1, 255), STANDARD)).containsExactly(100);
        assertThat(PeakSignalToNoise.each(outside, grey(1, 1, 255), exact)[0])
                .isCloseTo(20 * Math.log10(4), within(1e-9));
    }

    @Test
    void ssim_ofEqualImages_isOne_andOfNegativesIsBelowZero() {
        float[] negative = truth();
        for (int i = 0; i < negative.length; i++) {
            negative[i] = -negative[i];
        }
        assertThat(StructuralSimilarity.of(images(truth()), images(truth()), STANDARD)
                        .value())
                .isEqualTo(1);
        assertThat(StructuralSimilarity.of(images(negative), images(truth()), STANDARD)
                        .value())
                .isLessThan(-0.5);
    }

    @Test
    void multiScale_ofOnePair_isThatOfTwoImages() {
        Shape shape = Shape.of(1, 28, 28);
        float[] one = LatticeImages.plain(1, 1, shape);
        float[] other = LatticeImages.blended(LatticeImages.plain(2, 1, shape), 0.5, one, shape.size());
        assertThat(MultiScaleSsim.between(
                                Images.of(shape, one),
                                Images.of(shape, other),
                                STANDARD.rounding(ImageComparison.Rounding.NONE))
                        .value())
                .isCloseTo(MultiScaleSsim.of(one, other, shape), within(1e-9));
    }

    @Test
    void gradientEnergy_isWorkedOutByHand() {
        // steps of 10 twice to the right, 30 twice down: 2 * 100 + 2 * 900; half of each is a quarter
        Images truth = grey(2, 2, 0, 10, 30, 40);
        Images blurred = grey(2, 2, 10, 15, 25, 30);
        assertThat(GradientEnergy.ratio(blurred, truth, STANDARD).value()).isEqualTo(0.25);
        assertThat(GradientEnergy.ratio(truth, truth, STANDARD).value()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradientEnergy.ratio(truth, grey(2, 2, 5, 5, 5, 5), STANDARD))
                .withMessage("the true images have no gradients: each of them is of one color throughout");
    }

    @Test
    void colors_areThoseOfScikitImage() {
        int[][] rgb = {{255, 0, 0}, {0, 128, 255}, {12, 10, 8}, {255, 255, 255}, {10, 200, 90}};
        double[][] lab = {
            {53.2405879437449, 80.0923082256922, 67.2027510444287},
            {54.7145387915421, 18.773463797434996, -70.91376436569962},
            {2.825345600963516, 0.2741872314553917, 0.9518308212297433},
            {100.0, -0.0024549378620508655, 0.004653421154054982},
            {70.94577274512491, -64.90031246237527, 43.05170639509179}
        };
        for (int i = 0; i < rgb.length; i++) {
            double[] color = Cielab.of(rgb[i][0] / 255.0, rgb[i][1] / 255.0, rgb[i][2] / 255.0);
            assertThat(color).containsExactly(lab[i], within(1e-9));
        }
    }

    @Test
    void colorAgreement_isTheShareOfColorsInCommon() {
        Shape four = Shape.of(3, 1, 4);
        float lit = 1;
        float dark = -1;
        // red, red, white, black beside red, white, white, white
        Images made = Images.of(four, lit, lit, lit, dark, dark, dark, lit, dark, dark, dark, lit, dark);
        Images truth = Images.of(four, lit, lit, lit, lit, dark, lit, lit, lit, dark, lit, lit, lit);
        ColorAgreement agreement = ColorAgreement.of(made, truth, STANDARD);
        assertThat(agreement.lightness()).isEqualTo(0.5);
        // black and white are both without color: red once too often, grey once too few
        assertThat(agreement.greenToRed()).isEqualTo(0.75);
        assertThat(agreement.blueToYellow()).isEqualTo(0.75);
        assertThat(ColorAgreement.of(truth, truth, STANDARD)).isEqualTo(new ColorAgreement(1, 1, 1));
    }

    @Test
    void colorAgreement_noticesWhatIsGreyedOut() {
        float[] greyed = truth();
        for (int i = 0; i < 480; i++) {
            float mean = (greyed[i] + greyed[480 + i] + greyed[960 + i]) / 3;
            for (int c = 0; c < 3; c++) {
                greyed[480 * c + i] = mean + 0.2f * (greyed[480 * c + i] - mean);
            }
        }
        ColorAgreement agreement = ColorAgreement.of(images(greyed), images(truth()), STANDARD);
        ColorAgreement ofMade = ColorAgreement.of(images(made()), images(truth()), STANDARD);
        assertThat(agreement.greenToRed()).isLessThan(0.5).isLessThan(ofMade.greenToRed());
        assertThat(agreement.blueToYellow()).isLessThan(0.5).isLessThan(ofMade.blueToYellow());
    }

    @Test
    void intervals_needTenPairs() {
        float[] made = new float[10 * 4];
        float[] truth = new float[10 * 4];
        for (int i = 0; i < 40; i++) {
            made[i] = value(i * 7 % 100);
            truth[i] = value(i * 7 % 100 + i % 5);
        }
        Shape shape = Shape.of(1, 2, 2);
        assertThat(PeakSignalToNoise.of(Images.of(shape, made), Images.of(shape, truth), STANDARD)
                        .hasInterval())
                .isTrue();
        assertThat(PeakSignalToNoise.of(
                                Images.of(shape, Arrays.copyOf(made, 36)),
                                Images.of(shape, Arrays.copyOf(truth, 36)),
                                STANDARD)
                        .hasInterval())
                .isFalse();
        assertThat(GradientEnergy.ratio(Images.of(shape, made), Images.of(shape, truth), STANDARD)
                        .hasInterval())
                .isTrue();
    }

    @Test
    void protocol_isNamed() {
        assertThat(STANDARD).hasToString("all channels, whole images, 8 bits");
        assertThat(OF_LUMA.rounding(ImageComparison.Rounding.NONE))
                .hasToString("luma, border of 4 left out, not rounded");
    }

    @Test
    void misuses_areRefused() {
        refused(() -> STANDARD.border(-1), "border must be at least 0, was -1");
        refused(
                () -> PeakSignalToNoise.of(images(made()), grey(1, 1, 0), STANDARD),
                "images are compared with as many true ones of one shape, but were 1 of (3, 20, 24) and 1 of (1, 1, 1)");
        refused(
                () -> PeakSignalToNoise.of(images(made()), images(truth()), STANDARD.border(10)),
                "PSNR needs at least 1 x 1 pixels, but of 20 x 24 a border of 10 leaves 0 x 4");
        refused(
                () -> StructuralSimilarity.of(images(made()), images(truth()), STANDARD.border(5)),
                "SSIM needs at least 11 x 11 pixels, but of 20 x 24 a border of 5 leaves 10 x 14");
        refused(
                () -> ColorAgreement.of(grey(1, 1, 0), grey(1, 1, 0), STANDARD),
                "colors need images of 3 channels, red, green and blue, had 1");
        refused(
                () -> ColorAgreement.of(images(made()), images(truth()), OF_LUMA),
                "colors cannot be compared by their luma, use all channels");
        Images alpha = Images.of(Shape.of(4, 1, 1), new float[4]);
        refused(
                () -> PeakSignalToNoise.of(alpha, alpha, STANDARD),
                "images must be grey or RGB, 1 or 3 channels, had 4");
        Images broken = Images.of(Shape.of(1, 1, 1), 0, Float.NaN);
        refused(
                () -> PeakSignalToNoise.of(broken, grey(1, 1, 0, 0), STANDARD),
                "images must be finite, value 0 of image 1 was NaN");
        refused(
                () -> PeakSignalToNoise.of(grey(1, 1, 0, 0), broken, STANDARD),
                "true images must be finite, value 0 of image 1 was NaN");
    }

    private static void refused(Runnable use, String message) {
        assertThatIllegalArgumentException().isThrownBy(use::run).withMessage(message);
    }
}
