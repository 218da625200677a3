package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Datasets;
import io.gan4j.inference.FeatureExtractors;
import io.gan4j.metric.ClassCoverage;
import io.gan4j.metric.Diversity;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.metric.SlicedWasserstein;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Classifier;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Metrics rank spoilt sets of real digits worse than a fresh sample, each by those that should notice. Skipped without MNIST. */
class MetricsSanityTest {
    private static final Shape IMAGE = Shape.of(1, 28, 28);
    private static final long SEED = 5;

    private static SpoiltDigits digits;
    /** Of the training images, by a random network. */
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
