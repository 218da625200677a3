package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Datasets;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.measurement.Diversity;
import io.gan4j.measurement.Estimate;
import io.gan4j.metric.ClassCoverage;
import io.gan4j.metric.DensityCoverage;
import io.gan4j.metric.DifferentBins;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.metric.FrechetDistance;
import io.gan4j.metric.KernelDistance;
import io.gan4j.metric.Memorisation;
import io.gan4j.metric.MultiScaleSsim;
import io.gan4j.metric.PrecisionRecall;
import io.gan4j.metric.PyramidWasserstein;
import io.gan4j.metric.SlicedWasserstein;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Metrics rank spoilt sets of real digits worse than a fresh sample, each by those that should notice. Skipped without MNIST. */
class MetricsSanityTest {
    private static final Shape IMAGE = Shape.of(1, 28, 28);
    private static final long SEED = 5;

    private static SpoiltDigits digits;
    /** Features of the training images by a random network. */
    private static Features training;

    @BeforeAll
    static void read() throws IOException {
        digits = new SpoiltDigits();
        training = features(digits.training());
    }

    private static Features features(float[] images) {
        try (FeatureExtractor extractor = FeatureExtractors.random(IMAGE, SEED)) {
            return extractor.features(images, SpoiltDigits.COUNT);
        }
    }

    private static double distance(float[] images) {
        Features features = features(images);
        return SlicedWasserstein.of(training.toFloats(), features.toFloats(), features.dimensions(), 128, SEED);
    }

    @Test
    void frechetDistance_noticesAllButCopies() {
        double fresh = frechet(digits.fresh());
        assertThat(frechet(digits.withoutNines())).isGreaterThan(fresh);
        assertThat(frechet(digits.blurred())).isGreaterThan(1.5 * fresh);
        assertThat(frechet(digits.noisy())).isGreaterThan(1.5 * fresh);
        assertThat(frechet(digits.ofOneClass())).isGreaterThan(1.5 * fresh);
        assertThat(frechet(digits.copied())).isLessThan(fresh);
    }

    private static double frechet(float[] images) {
        return FrechetDistance.of(training, features(images)).value();
    }

    @Test
    void kernelDistance_noticesAllButCopies() {
        Estimate fresh = KernelDistance.estimate(training, features(digits.fresh()), SEED);
        for (float[] spoilt : List.of(digits.blurred(), digits.noisy(), digits.ofOneClass(), digits.withoutNines())) {
            assertThat(KernelDistance.estimate(training, features(spoilt), SEED).value())
                    .isGreaterThan(fresh.value());
        }
    }

    /** Precision falls with noise, recall with blur and with digits that are missing, coverage with those. */
    @Test
    void neighbours_noticeWhatIsBadAndWhatIsMissing() {
        Features fresh = features(digits.fresh());
        Features oneClass = features(digits.ofOneClass());
        double expected = DensityCoverage.expectedCoverage(SpoiltDigits.COUNT, SpoiltDigits.COUNT, 5);
        DensityCoverage balls = DensityCoverage.of(training, fresh);
        // MNIST's test digits are of other writers than the training digits, and covered less than those by each other
        assertThat(balls.coverage().value()).isLessThan(expected);
        DensityCoverage same = DensityCoverage.of(training, features(digits.moreTraining()));
        assertThat(same.coverage().value()).isCloseTo(expected, within(0.03));
        assertThat(same.density().value()).isCloseTo(1, within(0.1));
        assertThat(DensityCoverage.of(training, oneClass).coverage().value()).isLessThan(0.3);
        assertThat(DensityCoverage.of(training, features(digits.withoutNines()))
                        .coverage()
                        .high())
                .isLessThan(balls.coverage().low());
        PrecisionRecall among = PrecisionRecall.of(training, fresh);
        assertThat(PrecisionRecall.of(training, oneClass).recall().value())
                .isLessThan(0.6 * among.recall().value());
        assertThat(PrecisionRecall.of(training, features(digits.noisy()))
                        .precision()
                        .value())
                .isLessThan(0.8 * among.precision().value());
        // blurred images lie in the middle of all others: precise, but nothing is among them
        assertThat(PrecisionRecall.of(training, features(digits.blurred()))
                        .recall()
                        .value())
                .isLessThan(0.6 * among.recall().value());
    }

    /** With twenty samples a bin, a missing class shows in the divergence more than in the number of bins. */
    @Test
    void differentBins_noticeAll() {
        DifferentBins fresh = bins(digits.fresh());
        for (float[] spoilt : List.of(digits.blurred(), digits.noisy(), digits.ofOneClass())) {
            assertThat(bins(spoilt).different().value())
                    .isGreaterThan(fresh.different().high());
        }
        assertThat(bins(digits.withoutNines()).divergence().value())
                .isGreaterThan(1.2 * fresh.divergence().value());
        assertThat(bins(digits.copied()).divergence().value())
                .isLessThan(0.4 * fresh.divergence().value());
        assertThat(bins(digits.copied()).warnings()).hasSize(1);
    }

    private static DifferentBins bins(float[] images) {
        return DifferentBins.of(training, features(images), SEED);
    }

    /** Half of the fresh sample is what was held out. */
    @Test
    void memorisation_noticesCopiesAlone() {
        Features fresh = features(digits.fresh());
        Features heldOut = fresh.slice(0, SpoiltDigits.COUNT / 2);
        Features others = fresh.slice(SpoiltDigits.COUNT / 2, SpoiltDigits.COUNT);
        Estimate ratio = Memorisation.of(training, heldOut, others, SEED);
        assertThat(ratio.value()).isCloseTo(1, within(0.05));
        assertThat(Memorisation.of(training, heldOut, features(digits.copied()), SEED)
                        .high())
                .isLessThan(0.5);
    }

    /** What is copied from the training images is no farther from them: another metric must notice. */
    @Test
    void slicedWasserstein_ofRandomFeatures_noticesAllButCopies() {
        double fresh = distance(digits.fresh());
        assertThat(distance(digits.withoutNines())).isGreaterThan(fresh);
        assertThat(distance(digits.blurred())).isGreaterThan(1.5 * fresh);
        assertThat(distance(digits.noisy())).isGreaterThan(1.5 * fresh);
        assertThat(distance(digits.ofOneClass())).isGreaterThan(2 * fresh);
        assertThat(distance(digits.copied())).isLessThan(fresh);
    }

    /** Nines that are missing are made of strokes that other digits have too, so that patches do not show it. */
    @Test
    void pyramidWasserstein_noticesBlurNoiseAndASingleClass() {
        Estimate fresh = patches(digits.fresh());
        assertThat(patches(digits.blurred()).low()).isGreaterThan(2 * fresh.high());
        assertThat(patches(digits.noisy()).low()).isGreaterThan(2 * fresh.high());
        assertThat(patches(digits.ofOneClass()).low()).isGreaterThan(2 * fresh.high());
        assertThat(patches(digits.copied()).value()).isLessThan(fresh.value());
        assertThat(patches(digits.moreTraining()).value()).isLessThan(fresh.value());
    }

    private static Estimate patches(float[] images) {
        return PyramidWasserstein.of(digits.training(), images, IMAGE, SEED).mean();
    }

    /** Noise is seen least: pairs of digits are little alike without it. */
    @Test
    void multiScaleSsim_noticesASingleClassBlurAndNoise() {
        Estimate ofData = MultiScaleSsim.of(digits.training(), IMAGE, SEED);
        Estimate fresh = MultiScaleSsim.of(digits.fresh(), IMAGE, SEED);
        assertThat(fresh.low()).isLessThan(ofData.high());
        assertThat(fresh.high()).isGreaterThan(ofData.low());
        assertThat(MultiScaleSsim.of(digits.ofOneClass(), IMAGE, SEED).low()).isGreaterThan(1.5 * ofData.high());
        assertThat(MultiScaleSsim.of(digits.blurred(), IMAGE, SEED).low()).isGreaterThan(ofData.high());
        assertThat(MultiScaleSsim.of(digits.noisy(), IMAGE, SEED).value()).isLessThan(0.95 * fresh.value());
    }

    @Test
    void diversity_ofPixels_noticesASingleClassAndBlur() {
        double fresh = Diversity.of(digits.fresh(), SpoiltDigits.SIZE, SEED);
        assertThat(Diversity.of(digits.ofOneClass(), SpoiltDigits.SIZE, SEED)).isLessThan(0.97 * fresh);
        assertThat(Diversity.of(digits.blurred(), SpoiltDigits.SIZE, SEED)).isLessThan(0.9 * fresh);
    }

    /** The classifier learns from a tenth of MNIST. Without the nines, equal shares of the others are off by {@code ln(10/9)}. */
    @Test
    void classCoverage_noticesWhatIsMissing() throws IOException {
        try (Classifier classifier =
                Classifier.train(Datasets.take(Datasets.mnist(RealData.find("mnist")), 6000), 1, SEED, 0)) {
            double fresh = reverseKl(classifier, digits.fresh());
            assertThat(fresh).isLessThan(0.03);
            assertThat(reverseKl(classifier, digits.withoutNines()))
                    .isGreaterThan(2 * fresh)
                    .isCloseTo(Math.log(10.0 / 9), within(0.06));
            assertThat(reverseKl(classifier, digits.ofOneClass())).isGreaterThan(1);
        }
    }

    private static double reverseKl(Classifier classifier, float[] images) {
        return ClassCoverage.ofLabels(classifier.classify(images), classifier.classes())
                .reverseKl();
    }
}
