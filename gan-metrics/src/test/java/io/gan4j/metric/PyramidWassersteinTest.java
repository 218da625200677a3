package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.gan4j.measurement.Estimate;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PyramidWassersteinTest {
    private static final Shape DIGIT = Shape.of(1, 28, 28);
    private static final Shape STRIPED = Shape.of(1, 14, 14);
    private static final double RELATIVE = 1e-7; // of a hundred: 1e-9

    private static PyramidWasserstein mixed(int count, Shape shape) {
        return PyramidWasserstein.of(LatticeImages.plain(1, count, shape), LatticeImages.mixed(count, shape), shape, 5);
    }

    /** The expected numbers were computed by NumPy and SciPy, with the published filter and order of steps. */
    @ParameterizedTest
    @CsvSource({
        "6, 1, 28, 28, 0.167622373468998, 0.189009187019309, 0.178315780244154",
        "3, 3, 29, 57, 0.244244161045231, 0.222833271333863, 0.233538716189547"
    })
    void distance_isThatOfAnotherImplementation(
            int count, int channels, int height, int width, double fine, double coarse, double mean) {
        PyramidWasserstein distance = mixed(count, Shape.of(channels, height, width));
        assertThat(distance.levels()).hasSize(2);
        assertThat(distance.levels().get(0).distance().value()).isCloseTo(fine, withinPercentage(RELATIVE));
        assertThat(distance.levels().get(1).distance().value()).isCloseTo(coarse, withinPercentage(RELATIVE));
        assertThat(distance.mean().value()).isCloseTo(mean, withinPercentage(RELATIVE));
        assertThat(distance.mean().hasInterval()).isFalse();
    }

    /** And so were these, with the standard errors of the jackknife. */
    @Test
    void interval_isThatOfAnotherImplementation() {
        PyramidWasserstein distance = mixed(24, Shape.of(3, 32, 28));
        check(distance.levels().get(0).distance(), 0.102735101046345, 0.00908817941935698);
        check(distance.levels().get(1).distance(), 0.0985658106322039, 0.00757951300086428);
        check(distance.mean(), 0.100650455839274, 0.00707279110243589);
    }

    private static void check(Estimate estimate, double value, double error) {
        assertThat(estimate.value()).isCloseTo(value, withinPercentage(RELATIVE));
        assertThat((estimate.high() - estimate.low()) / 2 / 1.96).isCloseTo(error, withinPercentage(RELATIVE));
    }

    /**
     * One patch of 7 x 7 pixels is all of an image. Normalised, one set is all 1 and all -1, the other 0: the distance
     * is the mean of {@code |sum of a direction|}, {@code 7 E|u|} of a coordinate in 49 dimensions; within five
     * standard errors of 128 directions.
     */
    @Test
    void distance_ofBlackAndWhiteToGrey_isTheMeanSumOfADirection() {
        Shape shape = Shape.of(1, 7, 7);
        float[] blackAndWhite = new float[98];
        Arrays.fill(blackAndWhite, 0, 49, -1);
        Arrays.fill(blackAndWhite, 49, 98, 1);
        float[] grey = new float[98];
        Arrays.fill(grey, 0.25f);
        PyramidWasserstein distance = PyramidWasserstein.of(blackAndWhite, grey, shape, 0);
        assertThat(distance.levels()).hasSize(1);
        assertThat(distance.mean().value()).isCloseTo(0.802, within(0.27));
    }

    @Test
    void distance_ofASetToItself_isZero() {
        float[] images = LatticeImages.plain(1, 30, DIGIT);
        PyramidWasserstein distance = PyramidWasserstein.of(images, images.clone(), DIGIT, 3);
        assertThat(distance.mean()).isEqualTo(new Estimate(0, 0, 0));
        assertThat(distance.levels())
                .extracting(PyramidWasserstein.Level::distance)
                .containsOnly(new Estimate(0, 0, 0));
    }

    /** Each set is normalised by itself. */
    @Test
    void distance_ofPalerImages_isZero() {
        float[] images = LatticeImages.plain(1, 4, DIGIT);
        float[] paler = new float[images.length];
        for (int i = 0; i < paler.length; i++) {
            paler[i] = images[i] / 2 + 0.25f;
        }
        assertThat(PyramidWasserstein.of(images, paler, DIGIT, 3).mean().value())
                .isCloseTo(0, within(1e-6));
    }

    /** What varies by rounding alone is not made as large as an image. */
    @Test
    void distance_ofConstantChannels_isZero() {
        Shape shape = Shape.of(4, 57, 57);
        float[] images = LatticeImages.plain(1, 2, shape);
        float[] others = images.clone();
        for (int image = 0; image < 2; image++) {
            int alpha = image * shape.size() + 3 * 57 * 57;
            Arrays.fill(images, alpha, alpha + 57 * 57, 1);
            Arrays.fill(others, alpha, alpha + 57 * 57, 0.7f);
        }
        assertThat(PyramidWasserstein.of(images, others, shape, 3).mean().value())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"7, 1", "26, 1", "27, 2", "28, 2", "32, 2", "64, 3", "1024, 7"})
    void levels_areHalvedDownToTwoPatches(int side, int levels) {
        assertThat(PyramidWasserstein.levels(side)).isEqualTo(levels);
    }

    @Test
    void levels_sayHowLargeTheyAre() {
        assertThat(mixed(1, Shape.of(1, 29, 58)).levels())
                .extracting(level -> level.height() + " x " + level.width())
                .containsExactly("29 x 58", "15 x 29");
    }

    @Test
    void distance_onAnyNumberOfThreads_hasTheSameBits() throws Exception {
        PyramidWasserstein expected = mixed(24, DIGIT);
        for (int threads : new int[] {1, 3, 8}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertThat(pool.submit(() -> mixed(24, DIGIT)).get())
                        .as("%s threads", threads)
                        .isEqualTo(expected);
            } finally {
                pool.shutdown();
            }
        }
    }

    @Test
    void distance_dependsOnTheSeed() {
        float[] images = LatticeImages.plain(1, 4, DIGIT);
        float[] others = LatticeImages.mixed(4, DIGIT);
        assertThat(PyramidWasserstein.of(images, others, DIGIT, 1))
                .isEqualTo(PyramidWasserstein.of(images, others, DIGIT, 1))
                .isNotEqualTo(PyramidWasserstein.of(images, others, DIGIT, 2));
    }

    /**
     * What the tenths of one pair of sets say is what other pairs show: 40 pairs of sets of images with stripes of
     * their own.
     */
    @Test
    void interval_isAsWideAsOtherSamplesShow() {
        Estimate[] estimates = IntStream.range(0, 40)
                .mapToObj(i -> PyramidWasserstein.of(striped(2 * i, 0.5), striped(2 * i + 1, 0.8), STRIPED, 0)
                        .mean())
                .toArray(Estimate[]::new);
        double[] values = Arrays.stream(estimates).mapToDouble(Estimate::value).toArray();
        double deviation = Resampling.standardErrorOfMean(values) * Math.sqrt(values.length);
        double error = Arrays.stream(estimates)
                .mapToDouble(estimate -> (estimate.high() - estimate.low()) / 2 / 1.96)
                .average()
                .orElseThrow();
        assertThat(error / deviation).isBetween(0.7, 1.4);
    }

    /** 60 images of noise, with stripes whose contrast is drawn for each. */
    private static float[] striped(int seed, double most) {
        RandomStream random = RandomStream.of(11, seed);
        float[] images = new float[60 * 196];
        random.fillNormal(images, 0, 0.2);
        for (int image = 0; image < 60; image++) {
            double contrast = most * random.nextDouble();
            for (int i = 0; i < 196; i++) {
                images[image * 196 + i] += (float) (i / 14 % 4 < 2 ? contrast : -contrast);
            }
        }
        return images;
    }

    @Test
    void distance_noticesNoiseBlurAndASingleClass() {
        double fresh = distance(DrawnDigits.fresh());
        assertThat(distance(DrawnDigits.noisy())).isGreaterThan(2 * fresh);
        assertThat(distance(DrawnDigits.blurred())).isGreaterThan(2 * fresh);
        assertThat(distance(DrawnDigits.ofOneClass())).isGreaterThan(2 * fresh);
    }

    private static double distance(float[] images) {
        return PyramidWasserstein.of(DrawnDigits.training(), images, DIGIT, 0)
                .mean()
                .value();
    }

    /** Noise of single pixels is lost by halving. */
    @Test
    void noise_isSeenInTheFinestLevel() {
        PyramidWasserstein noisy = PyramidWasserstein.of(DrawnDigits.training(), DrawnDigits.noisy(), DIGIT, 0);
        assertThat(noisy.levels().get(0).distance().low())
                .isGreaterThan(2 * noisy.levels().get(1).distance().high());
    }

    @Test
    void misuses_areRefused() {
        Shape small = Shape.of(1, 9, 6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PyramidWasserstein.of(new float[54], new float[54], small, 0))
                .withMessage("a distance of patches needs images of at least 7 x 7 pixels, these have 9 x 6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PyramidWasserstein.of(new float[784], new float[2 * 784], DIGIT, 0))
                .withMessage("the sets must hold equally many images, were 1 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PyramidWasserstein.of(new float[784], new float[3 * 784 - 1], DIGIT, 0))
                .withMessage("images of shape (1, 28, 28) take 784 values each, at least one image, were 2351 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PyramidWasserstein.of(new float[0], new float[784], DIGIT, 0))
                .withMessage("images of shape (1, 28, 28) take 784 values each, at least one image, were 0 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PyramidWasserstein.of(new float[4], new float[4], Shape.of(2), 0))
                .withMessage("images have channels, height and width, samples of shape (2) are no images");
        float[] broken = new float[2 * 784];
        broken[784 + 3] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PyramidWasserstein.of(new float[2 * 784], broken, DIGIT, 0))
                .withMessage("images must be finite, value 3 of image 1 was NaN");
    }
}
