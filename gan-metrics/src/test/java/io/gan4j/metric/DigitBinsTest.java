package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.tensor.RandomStream;
import io.gan4j.testing.RealData;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * MNIST's pixels in 100 bins of 10,000 training digits drawn at random. Skipped without MNIST.
 *
 * <p>Richardson and Weiss (2018) have 4 bins beyond three standard errors and a divergence of 0.0041 for the test digits, 11 and
 * 0.016 for digits without nines, in bins of more digits.
 */
class DigitBinsTest {
    private static final int COUNT = 10_000;
    private static final long SEED = 0;

    private static Dataset training;
    private static Dataset test;
    private static int[] drawn;
    private static Clusters clusters;
    private static int[] real;

    @BeforeAll
    static void read() throws IOException {
        training = Datasets.mnist(RealData.find("mnist"));
        test = Datasets.mnistTest(RealData.find("mnist"));
        drawn = RandomStream.of(SEED, 1).permutation(training.size());
        Features digits = features(training, Arrays.copyOf(drawn, COUNT));
        clusters = Clusters.of(digits, DifferentBins.BINS, SEED);
        real = clusters.count(digits);
    }

    private static Features features(Dataset data, int[] places) {
        return Features.of(Datasets.values(data, places), data.shape().size());
    }

    private static DifferentBins bins(Dataset data, int... places) {
        return DifferentBins.ofCounts(real, clusters.count(features(data, places)), SEED);
    }

    private static DifferentBins ofTest(IntPredicate label) {
        return bins(
                test,
                IntStream.range(0, test.size())
                        .filter(i -> label.test(test.label(i)))
                        .toArray());
    }

    private static DifferentBins moreTraining() {
        return bins(training, Arrays.copyOfRange(drawn, COUNT, 2 * COUNT));
    }

    /** Five of 100 by chance at this level, with a standard deviation of two: eleven are three deviations more. */
    @Test
    void otherTrainingDigits_areWithinChance() {
        DifferentBins bins = moreTraining();
        assertThat(bins.different().value()).isLessThanOrEqualTo(11);
        assertThat(bins.beyond(3)).isLessThanOrEqualTo(2);
        assertThat(bins.divergence().value() / bins.expectedDivergence()).isBetween(0.6, 1.4);
    }

    /** They are by other writers. */
    @Test
    void testDigits_areALittleDifferent() {
        DifferentBins bins = ofTest(label -> true);
        assertThat(bins.different().value()).isBetween(6.0, 25.0);
        assertThat(bins.beyond(3)).isLessThanOrEqualTo(8);
        assertThat(bins.divergence().value()).isBetween(0.0035, 0.0060);
    }

    @Test
    void withoutNines_isNoticed() {
        DifferentBins fresh = ofTest(label -> true);
        DifferentBins bins = ofTest(label -> label != 9);
        assertThat(bins.different().value()).isGreaterThan(fresh.different().value());
        assertThat(bins.beyond(3)).isBetween(8, 20);
        assertThat(bins.divergence().value()).isBetween(0.013, 0.020);
    }

    @Test
    void oneClass_isNoticed() {
        DifferentBins bins = ofTest(label -> label == 3);
        assertThat(bins.different().value()).isGreaterThan(60);
        assertThat(bins.divergence().value()).isGreaterThan(0.3);
    }

    @Test
    void copies_areNoticed() {
        DifferentBins bins = bins(training, Arrays.copyOf(drawn, COUNT));
        assertThat(bins.different().value()).isZero();
        assertThat(bins.warnings()).hasSize(1);
    }

    /** Those in the file's order are of few writers. */
    @Test
    void digitsInFileOrder_lookMoreDifferentThanThoseDrawnAtRandom() {
        DifferentBins inOrder = bins(training, IntStream.range(0, COUNT).toArray());
        assertThat(inOrder.divergence().value())
                .isGreaterThan(1.3 * moreTraining().divergence().value());
    }
}
