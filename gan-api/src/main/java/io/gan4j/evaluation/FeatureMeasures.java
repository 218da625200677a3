package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.metric.Better;
import io.gan4j.metric.DensityCoverage;
import io.gan4j.metric.Estimate;
import io.gan4j.metric.Features;
import io.gan4j.metric.FrechetDistance;
import io.gan4j.metric.KernelDistance;
import io.gan4j.metric.Measurement;
import io.gan4j.metric.Memorisation;
import io.gan4j.metric.PrecisionRecall;
import java.util.List;

/** The metrics over an extractor's features. */
final class FeatureMeasures {
    private FeatureMeasures() {}

    static List<Measurement> frechet(Subject subject) {
        Features real = subject.realFeatures();
        Features generated = subject.generatedFeatures();
        List<String> warnings = FrechetDistance.warnings(real, generated);
        return List.of(Measurement.of(
                Metric.FRECHET_DISTANCE.title(),
                FrechetDistance.estimate(real, generated),
                Better.LOWER,
                subject.protocol(),
                warnings.toArray(String[]::new)));
    }

    static List<Measurement> kernel(Subject subject) {
        Estimate distance =
                KernelDistance.estimate(subject.realFeatures(), subject.generatedFeatures(), subject.seed());
        return List.of(Measurement.of(Metric.KERNEL_DISTANCE.title(), distance, Better.LOWER, subject.protocol()));
    }

    static List<Measurement> precisionRecall(Subject subject) {
        PrecisionRecall both = subject.neighbours().precisionRecall();
        return List.of(
                Measurement.of("precision", both.precision(), Better.HIGHER, subject.protocol()),
                Measurement.of("recall", both.recall(), Better.HIGHER, subject.protocol()));
    }

    static List<Measurement> densityCoverage(Subject subject) {
        DensityCoverage both = subject.neighbours().densityCoverage();
        return List.of(
                Measurement.of("density", both.density(), Better.HIGHER, subject.protocol()),
                Measurement.of("coverage", both.coverage(), Better.HIGHER, subject.protocol()));
    }

    static List<Measurement> memorisation(Subject subject) {
        Dataset heldOut = subject.heldOut().orElseThrow();
        Estimate ratio = Memorisation.of(
                subject.allFeatures(subject.data()),
                subject.allFeatures(heldOut),
                subject.generatedFeatures(),
                subject.seed());
        return List.of(
                Measurement.of(Metric.MEMORISATION.title(), ratio, Better.NEAR_REAL, subject.protocolOfAll(heldOut)));
    }
}
