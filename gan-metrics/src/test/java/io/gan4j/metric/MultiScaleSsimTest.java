package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gan4j.measurement.Estimate;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultiScaleSsimTest {
    private static final Shape DIGIT = Shape.of(1, 28, 28);
    private static final double RELATIVE = 1e-7; // of a hundred: 1e-9

    private static float[] filled(Shape shape, double value) {
        float[] image = new float[shape.size()];
        Arrays.fill(image, (float) value);
        return image;
    }

    /** The expected numbers were computed by SciPy with a window in two dimensions. */
    @ParameterizedTest
    @CsvSource({
        "1, 11, 11, 0.898535491354164",
        "1, 28, 28, 0.915605568366402",
        "3, 45, 64, 0.928683861567",
        "3, 176, 180, 0.935113347831098"
    })
    void similarity_isThatOfAnotherImplementation(int channels, int height, int width, double expected) {
        Shape shape = Shape.of(channels, height, width);
        float[] one = LatticeImages.plain(1, 1, shape);
        float[] other = LatticeImages.blended(LatticeImages.plain(2, 1, shape), 0.25, one, shape.size());
        assertThat(MultiScaleSsim.of(one, other, shape)).isCloseTo(expected, withinPercentage(RELATIVE));
    }

    @Test
    void similarityOfASet_isThatOfAnotherImplementation() {
        float[] images = LatticeImages.plain(3, 25, DIGIT);
        float[] alike = LatticeImages.blended(images, 0.25, images, DIGIT.size());
        Estimate similarity = MultiScaleSsim.of(alike, DIGIT, 5);
        assertThat(similarity.value()).isCloseTo(0.90712512291634, withinPercentage(RELATIVE));
        assertThat(similarity.low()).isBetween(0.8, similarity.value());
        assertThat(similarity.high()).isBetween(similarity.value(), 1.0);
    }

    /** Black and white differ in brightness alone: {@code C1 / (1 + C1)}, to the weight of the last scale. */
    @ParameterizedTest
    @CsvSource({"11, 1", "22, 0.8644067797", "44, 0.4759714512"})
    void similarity_ofBlackAndWhite_isThatOfTheirBrightness(int side, double weight) {
        Shape shape = Shape.of(1, side, side);
        assertThat(MultiScaleSsim.of(filled(shape, -1), filled(shape, 1), shape))
                .isCloseTo(Math.pow(0.0001 / 1.0001, weight), withinPercentage(1e-5));
    }

    /** Values 1 and 0.5 of [0, 1]: {@code (2 * 0.5 + C1) / (1 + 0.25 + C1)}. */
    @Test
    void similarity_ofWhiteAndGrey_isWorkedOutByHand() {
        Shape shape = Shape.of(1, 11, 11);
        assertThat(MultiScaleSsim.of(filled(shape, 1), filled(shape, 0), shape))
                .isCloseTo(1.0001 / 1.2501, within(1e-12));
    }

    @Test
    void similarity_ofEqualImages_isOne() {
        float[] image = LatticeImages.plain(1, 1, DIGIT);
        assertThat(MultiScaleSsim.of(image, image.clone(), DIGIT)).isEqualTo(1);
        assertThat(MultiScaleSsim.of(filled(DIGIT, -1), filled(DIGIT, -1), DIGIT))
                .isEqualTo(1);
    }

    @Test
    void similarity_ofAnImageAndItsNegative_isZero() {
        float[] image = LatticeImages.plain(1, 1, DIGIT);
        float[] negative = new float[image.length];
        for (int i = 0; i < image.length; i++) {
            negative[i] = -image[i];
        }
        assertThat(MultiScaleSsim.of(image, negative, DIGIT)).isZero();
    }

    @Test
    void similarity_isSymmetric() {
        float[] one = LatticeImages.plain(1, 1, DIGIT);
        float[] other = LatticeImages.blended(LatticeImages.plain(2, 1, DIGIT), 0.5, one, DIGIT.size());
        assertThat(MultiScaleSsim.of(one, other, DIGIT)).isCloseTo(MultiScaleSsim.of(other, one, DIGIT), within(1e-15));
    }

    /** Each image is in one pair: of four equal ones and a fifth, at most one pair is not alike. */
    @Test
    void pairs_shareNoImage() {
        Shape shape = Shape.of(1, 11, 11);
        float[] images = new float[5 * shape.size()];
        Arrays.fill(images, 4 * shape.size(), images.length, 1);
        double unlike = 1.0001 / 1.2501;
        List<Double> seen = IntStream.range(0, 40)
                .mapToObj(seed -> MultiScaleSsim.of(images, shape, seed).value())
                .toList();
        assertThat(seen)
                .allSatisfy(value -> assertThat(value)
                        .isGreaterThan((1 + unlike) / 2 - 1e-12)
                        .isLessThan(1 + 1e-12))
                .anySatisfy(value -> assertThat(value).isCloseTo((1 + unlike) / 2, within(1e-12)))
                .anySatisfy(value -> assertThat(value).isCloseTo(1, within(1e-12)));
    }

    @Test
    void similarity_ofASingleImageOverAndOver_isOne() {
        float[] image = LatticeImages.plain(1, 1, DIGIT);
        float[] copies = new float[30 * image.length];
        for (int i = 0; i < 30; i++) {
            System.arraycopy(image, 0, copies, i * image.length, image.length);
        }
        assertThat(MultiScaleSsim.of(copies, DIGIT, 0)).isEqualTo(new Estimate(1, 1, 1));
    }

    @Test
    void interval_needs20Images() {
        assertThat(MultiScaleSsim.of(LatticeImages.plain(1, 19, DIGIT), DIGIT, 0)
                        .hasInterval())
                .isFalse();
        assertThat(MultiScaleSsim.of(LatticeImages.plain(1, 20, DIGIT), DIGIT, 0)
                        .hasInterval())
                .isTrue();
    }

    @Test
    void similarity_onAnyNumberOfThreads_hasTheSameBits() throws Exception {
        float[] images = LatticeImages.mixed(40, DIGIT);
        Estimate expected = MultiScaleSsim.of(images, DIGIT, 0);
        for (int threads : new int[] {1, 3, 8}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertThat(pool.submit(() -> MultiScaleSsim.of(images, DIGIT, 0))
                                .get())
                        .as("%s threads", threads)
                        .isEqualTo(expected);
            } finally {
                pool.shutdown();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "11, 11, MS-SSIM of 1 scale",
        "21, 40, MS-SSIM of 1 scale",
        "28, 28, MS-SSIM of 2 scales",
        "32, 32, MS-SSIM of 2 scales",
        "64, 64, MS-SSIM of 3 scales",
        "175, 900, MS-SSIM of 4 scales",
        "176, 176, MS-SSIM of 5 scales",
        "1024, 1024, MS-SSIM of 5 scales"
    })
    void scales_areThoseThatHoldAWindow(int height, int width, String view) {
        assertThat(MultiScaleSsim.view(Shape.of(3, height, width))).isEqualTo(view);
    }

    /**
     * Images of one class, and blurred ones, are more alike than the data's; noisy ones less. The pairs are the same
     * ones.
     */
    @Test
    void similarity_noticesASingleClassBlurAndNoise() {
        Estimate ofData = MultiScaleSsim.of(DrawnDigits.training(), DIGIT, 0);
        Estimate fresh = MultiScaleSsim.of(DrawnDigits.fresh(), DIGIT, 0);
        assertThat(fresh.low()).isLessThan(ofData.high());
        assertThat(fresh.high()).isGreaterThan(ofData.low());
        assertThat(MultiScaleSsim.of(DrawnDigits.ofOneClass(), DIGIT, 0).low()).isGreaterThan(ofData.high());
        assertThat(MultiScaleSsim.of(DrawnDigits.blurred(), DIGIT, 0).value()).isGreaterThan(fresh.value());
        assertThat(MultiScaleSsim.of(DrawnDigits.noisy(), DIGIT, 0).value()).isLessThan(fresh.value());
    }

    @Test
    void misuses_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiScaleSsim.of(new float[200], Shape.of(1, 10, 10), 0))
                .withMessage("MS-SSIM needs images of at least 11 x 11 pixels, these have 10 x 10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiScaleSsim.of(new float[784], DIGIT, 0))
                .withMessage("a similarity of pairs needs at least 2 images, had 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiScaleSsim.of(new float[784], new float[2 * 784], DIGIT))
                .withMessage("one image is compared with one, were 1 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiScaleSsim.of(new float[784], new float[3 * 784 / 2], DIGIT))
                .withMessage("images of shape (1, 28, 28) take 784 values each, at least one image, were 1176 values");
        float[] broken = new float[2 * 784];
        broken[3] = Float.POSITIVE_INFINITY;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MultiScaleSsim.of(broken, DIGIT, 0))
                .withMessage("images must be finite, value 3 of image 0 was Infinity");
    }
}
