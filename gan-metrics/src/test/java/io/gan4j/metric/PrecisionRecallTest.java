package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.measurement.Estimate;
import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrecisionRecallTest {
    /** The expected counts were computed by NumPy; no distance of these numbers is one of a ball's edge. */
    @ParameterizedTest
    @CsvSource({"3, 63, 47", "5, 64, 52"})
    void shares_ofCongruentialNumbers_areThoseOfAnotherImplementation(int neighbours, int precise, int recalled) {
        PrecisionRecall shares = PrecisionRecall.of(Congruential.real(), Congruential.generated(), neighbours);
        assertThat(shares.precision().value()).isEqualTo(precise / 64.0);
        assertThat(shares.recall().value()).isEqualTo(recalled / 64.0);
        assertThat(PrecisionRecall.of(Congruential.real(), Congruential.generated())
                        .neighbours())
                .isEqualTo(3);
    }

    /** Copies of one real sample, but for 1e-9: all of them could be real, and one real one could be generated. */
    @Test
    void shares_ofACollapsedGenerator_areAllAndOne() {
        Features real = Congruential.real();
        PrecisionRecall shares = PrecisionRecall.of(real, collapsed(real), 5);
        assertThat(shares.precision().value()).isEqualTo(1);
        assertThat(shares.recall().value()).isEqualTo(1 / 64.0);
    }

    static Features collapsed(Features real) {
        double[] values = Congruential.numbers(3, 64 * Congruential.SIZE);
        for (int i = 0; i < values.length; i++) {
            values[i] = real.at(0, i % Congruential.SIZE) + 1e-9 * values[i];
        }
        return Features.of(values, Congruential.SIZE);
    }

    /**
     * On a line with one neighbour: 0, 1, 3 have balls of 1, 1, 2, and -1, 7, 5.5 have 6.5, 1.5, 1.5. Of the generated ones -1 is
     * at the edge of 0's ball, 5.5 and 7 are in none; of the real ones all are in the ball of -1.
     */
    @Test
    void ball_holdsItsEdge() {
        PrecisionRecall shares = PrecisionRecall.of(
                Features.of(new double[] {0, 1, 3}, 1), Features.of(new double[] {-1, 7, 5.5}, 1), 1);
        assertThat(shares.precision().value()).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(shares.recall().value()).isEqualTo(1);
    }

    /** With as many copies as neighbours the balls are points, which hold the sample itself all the same. */
    @Test
    void shares_ofCopies_areAll() {
        double[] values = new double[40];
        for (int i = 0; i < 20; i++) {
            values[2 * i] = i % 5 * 0.1;
            values[2 * i + 1] = i % 5 * 1e8;
        }
        Features copies = Features.of(values, 2);
        PrecisionRecall shares = PrecisionRecall.of(copies, copies);
        assertThat(shares.precision().value()).isEqualTo(1);
        assertThat(shares.recall().value()).isEqualTo(1);
        assertThat(Neighbours.squaredRadii(copies, 3)).containsOnly(0);
    }

    @Test
    void radii_acrossManyTiles_areThoseOfSortedDistances() {
        Features features = Congruential.features(8, 301, 7, 1, 0);
        double[] radii = Neighbours.squaredRadii(features, 4);
        for (int i = 0; i < 301; i++) {
            double[] squares = new double[301];
            for (int j = 0; j < 301; j++) {
                for (int d = 0; d < 7; d++) {
                    squares[j] += Math.pow(features.at(i, d) - features.at(j, d), 2);
                }
            }
            Arrays.sort(squares);
            assertThat(radii[i]).isCloseTo(squares[4], within(1e-14));
        }
    }

    @Test
    void shares_onAnyNumberOfThreads_areTheSame() throws Exception {
        Features real = Congruential.features(3, 700, 9, 1, 0);
        Features generated = Congruential.features(4, 600, 9, 1, 0.1);
        PrecisionRecall expected = PrecisionRecall.of(real, generated);
        DensityCoverage expectedDensity = DensityCoverage.of(real, generated);
        double[] radii = Neighbours.squaredRadii(real, 3);
        for (int threads : new int[] {1, 3, 8}) {
            ForkJoinPool pool = new ForkJoinPool(threads);
            try {
                assertThat(pool.submit(() -> PrecisionRecall.of(real, generated))
                                .get())
                        .isEqualTo(expected);
                assertThat(pool.submit(() -> DensityCoverage.of(real, generated))
                                .get())
                        .isEqualTo(expectedDensity);
                assertThat(pool.submit(() -> Neighbours.squaredRadii(real, 3)).get())
                        .isEqualTo(radii);
            } finally {
                pool.shutdown();
            }
        }
    }

    /** 47 of 64: two standard errors of a share are {@code 1.96 sqrt(p (1 - p) / n) = 0.108}. */
    @Test
    void interval_isThatOfAShare() {
        Estimate recall = PrecisionRecall.of(Congruential.real(), Congruential.generated())
                .recall();
        assertThat(recall.low()).isCloseTo(recall.value() - 0.108, within(0.03));
        assertThat(recall.high()).isCloseTo(recall.value() + 0.108, within(0.03));
    }

    @Test
    void misuses_areRefused() {
        Features four = Congruential.features(1, 4, 2, 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionRecall.of(four, Congruential.features(1, 3, 2, 1, 0)))
                .withMessage("3 neighbours need a set of at least 4 samples, had 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionRecall.of(four, Congruential.features(1, 4, 3, 1, 0)))
                .withMessage("features of one extractor can be compared, these have 2 and 3 dimensions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionRecall.of(four, four, 0))
                .withMessage("neighbours must be at least 1, was 0");
    }
}
