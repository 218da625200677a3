package io.gan4j.metric;

import static io.gan4j.metric.NormalFeatures.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.measurement.Estimate;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrechetDistanceTest {

    private static double[] diagonal(double... values) {
        double[] matrix = new double[values.length * values.length];
        for (int i = 0; i < values.length; i++) {
            matrix[i * values.length + i] = values[i];
        }
        return matrix;
    }

    private static double[] same(int size, double value) {
        double[] values = new double[size];
        Arrays.fill(values, value);
        return values;
    }

    /** The expected numbers were computed by NumPy and by SciPy's {@code sqrtm}. */
    @Test
    void distance_ofCongruentialNumbers_isThatOfAnotherImplementation() {
        FrechetDistance distance = FrechetDistance.of(Congruential.real(), Congruential.generated());
        assertThat(distance.value()).isCloseTo(0.529059380417, within(5e-13));
        assertThat(distance.meanTerm()).isCloseTo(0.445123883427, within(5e-13));
        assertThat(distance.covarianceTerm()).isCloseTo(0.083935496990, within(5e-13));
        assertThat(distance.warnings()).isEmpty();
    }

    /** {@code N(0, I)} and {@code N(1, 4 I)} in four dimensions: {@code 4 + 4 (1 + 4 - 2 * 2) = 8}. */
    @Test
    void distance_ofKnownDistributions_isExact() {
        Moments one = Moments.of(1000, same(4, 0), diagonal(1, 1, 1, 1));
        Moments other = Moments.of(1000, same(4, 1), diagonal(4, 4, 4, 4));
        assertThat(FrechetDistance.of(one, other).value()).isEqualTo(8);
    }

    @Test
    void distance_ofAUnitShift_isTheNumberOfDimensions() {
        double[] identity = diagonal(same(2048, 1));
        Moments one = Moments.of(50_000, same(2048, 0), identity);
        Moments other = Moments.of(50_000, same(2048, 1), identity);
        assertThat(FrechetDistance.of(one, other).value()).isEqualTo(2048);
    }

    /** Covariances that do not commute: {@code (S1 S2)^(1/2)} has the trace {@code sqrt(tr + 2 sqrt(det))} in the plane. */
    @Test
    void distance_inThePlane_followsItsClosedForm() {
        Moments one = Moments.of(100, new double[] {1, 2}, new double[] {2, 1, 1, 3});
        Moments other = Moments.of(100, new double[] {0, 4}, new double[] {5, -2, -2, 1});
        // tr(S1 S2) = 10 - 2 - 2 + 3 = 9, det(S1 S2) = 5 * 1
        double expected = 1 + 4 + 5 + 6 - 2 * Math.sqrt(9 + 2 * Math.sqrt(5));
        assertThat(FrechetDistance.of(one, other).value()).isCloseTo(expected, within(1e-12));
        assertThat(FrechetDistance.of(other, one).value()).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 20, 100, 300})
    void distance_ofASetToItself_isZeroOfAnyRank(int count) {
        Features features = normal(count, count, 100);
        assertThat(FrechetDistance.of(features, features).value()).isCloseTo(0, within(1e-9));
    }

    /** Features of 3 dimensions in 40, as {@code x A}: rounding leaves the other 37 a little above 0 or below. */
    @Test
    void distance_ofDependentFeatures_isThatOfTheIndependentOnes() {
        Features small = normal(1, 200, 3);
        Features other = normal(2, 200, 3);
        // (A A' = 2 I), so that all distances double
        double expected = 2 * FrechetDistance.of(small, other).value();
        assertThat(FrechetDistance.of(spread(small), spread(other)).value()).isCloseTo(expected, within(1e-9));
        assertThat(FrechetDistance.of(spread(small), spread(small)).value()).isCloseTo(0, within(1e-9));
    }

    /** Each of three features is shared by two others: {@code y_k = x_k / sqrt(2)} four times over, with either sign. */
    private static Features spread(Features features) {
        double[] values = new double[features.count() * 40];
        for (int i = 0; i < features.count(); i++) {
            for (int k = 0; k < 3; k++) {
                for (int copy = 0; copy < 4; copy++) {
                    values[i * 40 + k * 12 + copy * 3] = (copy % 2 == 0 ? 1 : -1) * features.at(i, k) / Math.sqrt(2);
                }
            }
        }
        return Features.of(values, 40);
    }

    /** One of them varies along the first axis alone, the other along the second: nothing of the root is left. */
    @Test
    void distance_ofSetsThatShareNoDirection_isTheSumOfTheirVariances() {
        Moments one = Moments.of(100, same(3, 0), diagonal(2, 0, 0));
        Moments other = Moments.of(100, same(3, 0), diagonal(0, 5, 0));
        assertThat(FrechetDistance.of(one, other).value()).isEqualTo(7);
    }

    @Test
    void distance_ofConstantFeatures_isThatOfTheirMeans() {
        Features one = Features.of(new float[] {1, 1, 1, 1, 1, 1}, 2);
        Features other = Features.of(new float[] {4, 5, 4, 5}, 2);
        assertThat(FrechetDistance.of(one, other).value()).isEqualTo(25);
    }

    @Test
    void distance_ofFewSamples_warnsOfTheBias() {
        assertThat(FrechetDistance.of(normal(1, 4, 4), normal(2, 15, 4)).warnings())
                .containsExactly(
                        "4 samples of the data leave a covariance of 4 features without full rank: the Fréchet distance is"
                                + " far too high; it takes at least 5, and 16 for a small bias",
                        "15 samples of the generator are few for 4 features: the Fréchet distance is too high; compare it"
                                + " with numbers of as many samples only, or take 16");
    }

    @Test
    void distance_onAnyNumberOfThreads_hasTheSameBits() throws Exception {
        Features one = normal(1, 700, 90);
        Features other = normal(2, 650, 90);
        double expected = FrechetDistance.of(one, other).value();
        for (int threads : new int[] {1, 3, 8}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                double value = pool.submit(() -> FrechetDistance.of(one, other).value())
                        .get();
                assertThat(value).as("%s threads", threads).isEqualTo(expected);
            } finally {
                pool.shutdown();
            }
        }
    }

    /** What the jackknife says of one pair of sets is what other pairs show: 40 pairs of seeds 100 to 179. */
    @Test
    void interval_isAsWideAsOtherSamplesShow() {
        double[] values = IntStream.range(0, 40)
                .mapToDouble(i -> FrechetDistance.of(normal(100 + 2 * i, 300, 5), shifted(101 + 2 * i))
                        .value())
                .toArray();
        double mean = Resampling.mean(values);
        double deviation = Math.sqrt(
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / 39);
        double error = 0;
        for (int i = 0; i < 10; i++) {
            Estimate estimate = FrechetDistance.estimate(normal(100 + 2 * i, 300, 5), shifted(101 + 2 * i));
            assertThat(estimate.value()).isCloseTo(values[i], within(1e-12));
            error += (estimate.high() - estimate.low()) / 2 / 1.96 / 10;
        }
        assertThat(error / deviation).isBetween(0.7, 1.4);
    }

    private static Features shifted(long seed) {
        float[] values = normal(seed, 300, 5).toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.5f;
        }
        return Features.of(values, 5);
    }

    @Test
    void estimate_ofFewerThan20Samples_isTheNumberWithoutAnInterval() {
        Features few = normal(1, 19, 3);
        assertThat(FrechetDistance.estimate(normal(2, 20, 3), few))
                .isEqualTo(Estimate.without(
                        FrechetDistance.of(normal(2, 20, 3), few).value()));
        assertThat(FrechetDistance.warnings(normal(2, 20, 3), few))
                .last()
                .isEqualTo("19 samples are too few for an interval, which takes 20");
    }

    @Test
    void interval_ofEqualSets_doesNotGoBelowZero() {
        Features features = normal(3, 50, 3);
        assertThat(FrechetDistance.estimate(features, features).low()).isZero();
    }

    /** Features that are constant cost rank, not correctness: with them the sets have fewer samples than features. */
    private static Features padded(Features features, int constants) {
        int width = features.dimensions() + constants;
        double[] values = new double[features.count() * width];
        for (int i = 0; i < features.count(); i++) {
            for (int d = 0; d < features.dimensions(); d++) {
                values[i * width + d] = features.at(i, d);
            }
        }
        return Features.of(values, width);
    }

    @Test
    void fewSamples_haveTheDistanceAndIntervalOfTheirCovariances() {
        Features one = normal(5, 40, 6);
        Features other = normal(6, 30, 6);
        FrechetDistance expected = FrechetDistance.of(one, other);
        FrechetDistance few = FrechetDistance.of(padded(one, 50), padded(other, 50));
        assertThat(few.value()).isCloseTo(expected.value(), within(1e-6));
        assertThat(few.meanTerm()).isCloseTo(expected.meanTerm(), within(1e-12));
        Estimate interval = FrechetDistance.estimate(one, other);
        Estimate ofFew = FrechetDistance.estimate(padded(one, 50), padded(other, 50));
        assertThat(ofFew.value()).isCloseTo(interval.value(), within(1e-6));
        assertThat(ofFew.low()).isCloseTo(interval.low(), within(1e-5));
        assertThat(ofFew.high()).isCloseTo(interval.high(), within(1e-5));
    }

    /** Pixels of 64 x 64 in colour: a covariance alone would take 1.2 GB. */
    @Test
    void fewSamplesOfManyFeatures_needNoCovariance() {
        assertThat(FrechetDistance.bytes(500, 500, 12_288)).isLessThan(200L << 20);
        assertThat(FrechetDistance.bytes(20_000, 20_000, 12_288)).isGreaterThan(10L << 30);
        Features many = normal(7, 25, 12_288);
        assertThat(FrechetDistance.estimate(many, many).value()).isCloseTo(0, within(1e-4));
    }

    @Test
    void misuses_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrechetDistance.of(normal(1, 5, 3), normal(1, 5, 4)))
                .withMessage("features of one extractor can be compared, these have 3 and 4 dimensions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FrechetDistance.of(normal(1, 1, 3), normal(1, 5, 3)))
                .withMessage("a covariance needs at least 2 samples, there was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Moments.of(9, new double[2], new double[] {1, 2, 3, 4}))
                .withMessage("covariance must be symmetric, was 3.0 at (1, 0) but not across");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Moments.of(9, new double[] {0, Double.NaN}, new double[4]))
                .withMessage("mean must be finite, was NaN at 1");
    }
}
