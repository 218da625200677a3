package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.RandomStream;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics over nearest neighbours. */
class NeighboursTest {
    /** The expected counts were computed by NumPy from all distances. */
    @ParameterizedTest
    @CsvSource({"3, 63, 47, 212, 43", "5, 64, 52, 357, 48"})
    void congruentialNumbers_giveTheCountsOfAnotherImplementation(
            int neighbours, int precise, int recalled, int inBalls, int covered) {
        Features real = Congruential.real();
        Features generated = Congruential.generated();
        PrecisionRecall among = PrecisionRecall.of(real, generated, neighbours, 0);
        DensityCoverage balls = DensityCoverage.of(real, generated, neighbours, 0);
        assertThat(among.precision().value()).isEqualTo(precise / 64.0);
        assertThat(among.recall().value()).isEqualTo(recalled / 64.0);
        assertThat(balls.density().value()).isCloseTo(inBalls / 64.0 / neighbours, within(1e-12));
        assertThat(balls.coverage().value()).isEqualTo(covered / 64.0);
    }

    /** 64 copies of one real sample, hardly moved. */
    @Test
    void collapsedSet_isPreciseButCoversLittle() {
        double[] noise = Congruential.numbers(3, 256);
        double[] copies = new double[256];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = Congruential.real().at(0, i % 4) + 1e-9 * noise[i];
        }
        Features collapsed = Features.of(copies, 4);
        PrecisionRecall among = PrecisionRecall.of(Congruential.real(), collapsed, 5, 0);
        DensityCoverage balls = DensityCoverage.of(Congruential.real(), collapsed, 5, 0);
        assertThat(among.precision().value()).isEqualTo(1);
        assertThat(among.recall().value()).isEqualTo(1 / 64.0);
        assertThat(balls.density().value()).isEqualTo(1);
        assertThat(balls.coverage().value()).isEqualTo(5 / 64.0);
    }

    /** On a line: each real sample's nearest neighbour is 1 away, and a generated one is exactly so far from the last. */
    @Test
    void sampleAtTheRadius_isAmongTheOthersButInNoBall() {
        Features real = Features.of(new float[] {0, 1, 2}, 1);
        Features generated = Features.of(new float[] {3, 9}, 1);
        assertThat(PrecisionRecall.of(real, generated, 1, 0).precision().value()).isEqualTo(0.5);
        DensityCoverage balls = DensityCoverage.of(real, generated, 1, 0);
        assertThat(balls.density().value()).isZero();
        assertThat(balls.coverage().value()).isZero();
    }

    /** Those of the paper's own check: 0.9688 for 10,000 samples each and 5 neighbours. */
    @Test
    void expectedCoverage_isThatOfItsFormula() {
        assertThat(DensityCoverage.expectedCoverage(10_000, 10_000, 5)).isCloseTo(0.9688, within(5e-5));
        // of two real samples and one generated: the ball of one reaches the other; a third falls in it or not, 1 - 1/2
        assertThat(DensityCoverage.expectedCoverage(2, 1, 1)).isEqualTo(0.5);
    }

    @Test
    void samplesOfOneDistribution_areCoveredAsExpected() {
        DensityCoverage balls = DensityCoverage.of(normal(1, 1000, 8), normal(2, 1000, 8), 0);
        double expected = DensityCoverage.expectedCoverage(1000, 1000, 5);
        assertThat(balls.coverage().value()).isCloseTo(expected, within(0.02));
        assertThat(balls.density().value()).isCloseTo(1, within(0.1));
        assertThat(balls.coverage().low()).isLessThan(balls.coverage().value());
    }

    @Test
    void numbers_ofEveryCountOfThreads_areEqualToTheBit() throws Exception {
        Features real = normal(3, 300, 20);
        Features generated = normal(4, 333, 20);
        String alone = new ForkJoinPool(1).submit(() -> numbers(real, generated)).get();
        assertThat(numbers(real, generated)).isEqualTo(alone);
    }

    private static String numbers(Features real, Features generated) {
        return PrecisionRecall.of(real, generated, 1) + " " + DensityCoverage.of(real, generated, 1) + " "
                + Memorisation.of(real, normal(5, 50, 20), generated, 1);
    }

    /** More samples than a tile has columns, against distances that are added up one by one. */
    @Test
    void distances_ofManyTiles_areThoseOfTheDefinition() {
        Features from = normal(6, 40, 3);
        Features to = normal(7, 600, 3);
        Distances.visit(from, to, (row, squared) -> {
            for (int j = 0; j < to.count(); j++) {
                double sum = 0;
                for (int d = 0; d < 3; d++) {
                    double difference = from.at(row, d) - to.at(j, d);
                    sum += difference * difference;
                }
                assertThat(squared[j]).isEqualTo(sum);
            }
        });
    }

    @Test
    void tooFewSamples_areRefusedWithTheNumberNeeded() {
        Features few = normal(8, 5, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DensityCoverage.of(normal(9, 9, 2), few, 0))
                .withMessage("5 nearest neighbours need at least 6 samples in each set, had 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionRecall.of(few, few, 0, 0))
                .withMessage("neighbours must be at least 1, was 0");
    }

    @Test
    void otherDimensions_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrecisionRecall.of(normal(1, 9, 2), normal(1, 9, 3), 0))
                .withMessage("features of one extractor can be compared, these have 2 and 3 dimensions");
    }

    /** Training data at 0 and 10; held-out samples are 2 away, the generated ones 1 and 0. */
    @Test
    void memorisation_isTheRatioOfMeanDistances() {
        Features training = Features.of(new float[] {0, 0, 10, 0}, 2);
        Features heldOut = Features.of(new float[] {0, 2, 10, 2}, 2);
        Features generated = Features.of(new float[] {1, 0, 10, 0}, 2);
        Estimate ratio = Memorisation.of(training, heldOut, generated, 0);
        assertThat(ratio.value()).isEqualTo(0.25);
        assertThat(ratio.low()).isZero();
        assertThat(ratio.high()).isEqualTo(0.5);
    }

    private static Features normal(long seed, int count, int dimensions) {
        float[] values = new float[count * dimensions];
        RandomStream.of(seed).fillNormal(values, 0, 1);
        return Features.of(values, dimensions);
    }
}
