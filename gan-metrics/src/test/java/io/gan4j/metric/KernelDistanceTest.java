package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.measurement.Estimate;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {
    /** The expected number was computed by NumPy. */
    @Test
    void distance_ofCongruentialNumbers_isThatOfAnotherImplementation() {
        assertThat(KernelDistance.of(Congruential.real(), Congruential.generated()))
                .isCloseTo(0.331398733357, within(5e-13));
    }

    /** 1, 3 against 2: k(1, 3) = 64, k(2, 2) = 125, k(1, 2) = 27, k(3, 2) = 343: 64 + 125 - 370 = -181. */
    @Test
    void distance_ofFewNumbers_isWorkedOutByHand() {
        Features real = Features.of(new double[] {1, 3}, 1);
        Features generated = Features.of(new double[] {2, 2}, 1);
        assertThat(KernelDistance.of(real, generated)).isEqualTo(-181);
    }

    /** Sets that fill more than a tile, and not as many of each, against the plain sums. */
    @Test
    void distance_ofManyTiles_isThatOfThePlainSums() {
        Features real = Congruential.features(3, 1100, 3, 1, 0);
        Features generated = Congruential.features(4, 700, 3, 1, 0.2);
        double expected =
                plain(real, real) * 1100 / 1099 + plain(generated, generated) * 700 / 699 - 2 * plain(real, generated);
        assertThat(KernelDistance.of(real, generated)).isCloseTo(expected, within(1e-10));
    }

    /** The mean over all pairs, with 0 for a sample of one set and itself. */
    private static double plain(Features one, Features other) {
        double sum = 0;
        for (int i = 0; i < one.count(); i++) {
            for (int j = 0; j < other.count(); j++) {
                double product = 0;
                for (int d = 0; d < one.dimensions(); d++) {
                    product += one.at(i, d) * other.at(j, d);
                }
                sum += one == other && i == j ? 0 : Math.pow(product / one.dimensions() + 1, 3);
            }
        }
        return sum / one.count() / other.count();
    }

    @Test
    void distance_onAnyNumberOfThreads_hasTheSameBits() throws Exception {
        Features real = Congruential.features(3, 700, 40, 1, 0);
        Features generated = Congruential.features(4, 600, 40, 1, 0.1);
        double expected = KernelDistance.of(real, generated);
        for (int threads : new int[] {1, 3, 8}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertThat(pool.submit(() -> KernelDistance.of(real, generated)).get())
                        .as("%s threads", threads)
                        .isEqualTo(expected);
            } finally {
                pool.shutdown();
            }
        }
    }

    /** What the blocks of one pair of sets say is what other pairs show: 60 pairs of seeds 100 to 219. */
    @Test
    void interval_isAsWideAsOtherSamplesShow() {
        Estimate[] estimates = IntStream.range(0, 60)
                .mapToObj(i -> KernelDistance.estimate(
                        Congruential.features(100 + 2 * i, 200, 3, 1, 0),
                        Congruential.features(101 + 2 * i, 240, 3, 1, 0.4),
                        0))
                .toArray(Estimate[]::new);
        double[] values = Arrays.stream(estimates).mapToDouble(Estimate::value).toArray();
        double deviation = Resampling.standardErrorOfMean(values) * Math.sqrt(values.length);
        double error = Arrays.stream(estimates)
                .mapToDouble(estimate -> (estimate.high() - estimate.low()) / 2 / 1.96)
                .average()
                .orElseThrow();
        assertThat(error / deviation).isBetween(0.7, 1.4);
    }

    /** Blocks in the order of sorted sets would each compare a part that the other set's block agrees with, and differ more. */
    @Test
    void interval_ofSortedSets_isNotWiderThanThatOfUnsortedOnes() {
        double[] numbers = Congruential.numbers(5, 1000);
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        Features other = Features.of(Congruential.numbers(6, 1000), 1);
        Estimate ofNumbers = KernelDistance.estimate(Features.of(numbers, 1), other, 3);
        Estimate ofSorted = KernelDistance.estimate(Features.of(sorted, 1), other, 3);
        assertThat(ofSorted.high() - ofSorted.low()).isLessThan(3 * (ofNumbers.high() - ofNumbers.low()));
        assertThat(KernelDistance.estimate(Features.of(sorted, 1), other, 3)).isEqualTo(ofSorted);
        assertThat(KernelDistance.estimate(Features.of(sorted, 1), other, 4)).isNotEqualTo(ofSorted);
    }

    @Test
    void estimate_ofFewerThan20Samples_isTheNumberWithoutAnInterval() {
        Features four = Congruential.features(1, 4, 2, 1, 0);
        Features twenty = Congruential.features(2, 20, 2, 1, 0);
        assertThat(KernelDistance.estimate(twenty, four, 0))
                .isEqualTo(Estimate.without(KernelDistance.of(twenty, four)));
        assertThat(KernelDistance.warnings(twenty, four))
                .containsExactly("4 samples are too few for an interval, which takes 20");
        assertThat(KernelDistance.warnings(twenty, twenty)).isEmpty();
    }

    @Test
    void misuses_areRefused() {
        Features four = Congruential.features(1, 4, 2, 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelDistance.of(four, Congruential.features(1, 1, 2, 1, 0)))
                .withMessage("a kernel distance needs at least 2 samples in each set, had 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelDistance.of(four, Congruential.features(1, 4, 3, 1, 0)))
                .withMessage("features of one extractor can be compared, these have 2 and 3 dimensions");
    }
}
