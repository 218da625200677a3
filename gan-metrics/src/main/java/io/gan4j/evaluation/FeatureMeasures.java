package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.error.BackendException;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.metric.DensityCoverage;
import io.gan4j.metric.DifferentBins;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.metric.FrechetDistance;
import io.gan4j.metric.KernelDistance;
import io.gan4j.metric.LatentPaths;
import io.gan4j.metric.Memorisation;
import io.gan4j.metric.PerceptualPathLength;
import io.gan4j.tensor.Memory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The metrics over an extractor's features. */
final class FeatureMeasures {
    /** The most values of ends of steps that are made at a time: 16 MiB. */
    private static final int VALUES_AT_ONCE = 1 << 22;

    private FeatureMeasures() {}

    /** Why the extractor cannot see the data; empty if it can: it is tried on one sample. */
    static Optional<String> missing(Dataset data, MetricConditions conditions) {
        FeatureExtractor extractor = conditions.features(data);
        try {
            extractor.features(Datasets.values(data, 0), 1);
            return Optional.empty();
        } catch (IllegalArgumentException | IllegalStateException | BackendException e) {
            return Optional.of("its features, " + extractor.name() + ", do not fit the data: " + e.getMessage());
        }
    }

    static List<Measurement> frechet(Subject subject) {
        Features real = subject.realFeatures();
        Features generated = subject.generatedFeatures();
        List<String> warnings = FrechetDistance.warnings(real, generated);
        return List.of(Measurement.of(
                StandardMeasure.FRECHET_DISTANCE.title(),
                subject.slowIntervals()
                        ? FrechetDistance.estimate(real, generated)
                        : Estimate.without(FrechetDistance.of(real, generated).value()),
                Better.LOWER,
                subject.protocol(),
                warnings.toArray(String[]::new)));
    }

    static List<Measurement> kernel(Subject subject) {
        Estimate distance =
                KernelDistance.estimate(subject.realFeatures(), subject.generatedFeatures(), subject.seed());
        List<String> warnings = KernelDistance.warnings(subject.realFeatures(), subject.generatedFeatures());
        return List.of(Measurement.of(
                StandardMeasure.KERNEL_DISTANCE.title(),
                distance,
                Better.LOWER,
                subject.protocol(),
                warnings.toArray(String[]::new)));
    }

    static List<Measurement> precision(Subject subject) {
        return share(StandardMeasure.PRECISION, subject.precisionRecall().precision(), subject, List.of());
    }

    static List<Measurement> recall(Subject subject) {
        return share(StandardMeasure.RECALL, subject.precisionRecall().recall(), subject, List.of());
    }

    static List<Measurement> density(Subject subject) {
        DensityCoverage both = subject.neighbours().densityCoverage();
        return share(StandardMeasure.DENSITY, both.density(), subject, both.warnings());
    }

    static List<Measurement> coverage(Subject subject) {
        DensityCoverage both = subject.neighbours().densityCoverage();
        return share(StandardMeasure.COVERAGE, both.coverage(), subject, both.warnings());
    }

    private static List<Measurement> share(Measure measure, Estimate estimate, Subject subject, List<String> warnings) {
        return List.of(Measurement.of(
                measure.title(), estimate, measure.better(), subject.protocol(), warnings.toArray(String[]::new)));
    }

    static List<Measurement> differentBins(Subject subject) {
        DifferentBins bins = DifferentBins.of(subject.realFeatures(), subject.generatedFeatures(), subject.seed());
        String[] warnings = bins.warnings().toArray(String[]::new);
        return List.of(
                Measurement.of(
                        "different bins of " + bins.bins(),
                        bins.different(),
                        Better.LOWER,
                        subject.protocol(),
                        warnings),
                Measurement.of(
                        "Jensen-Shannon divergence of " + bins.bins() + " bins",
                        bins.divergence(),
                        Better.LOWER,
                        subject.protocol(),
                        warnings));
    }

    /**
     * The perceptual path length over as many steps as there are samples; how the steps are made is said beside the extractor.
     */
    static List<Measurement> perceptualPathLength(Subject subject) {
        Generator generator = subject.generator();
        LatentPaths paths = new LatentPaths(
                generator.card().prior(), generator.latentSize(), PerceptualPathLength.EPSILON, subject.seed());
        Estimate length = PerceptualPathLength.of(
                paths,
                subject.samples(),
                Memory.samplesAtOnce(PerceptualPathLength.AT_ONCE, VALUES_AT_ONCE / 2, generator.shape()),
                (latents, count) -> ends(generator, latents(latents, count)),
                subject.extractor());
        return List.of(Measurement.of(
                StandardMeasure.PERCEPTUAL_PATH_LENGTH.title(), length, Better.LOWER, subject.protocolOfPaths(paths)));
    }

    /** Both ends of a step, which are neighbours, are of one class: it is the step whose length is wanted. */
    private static float[] ends(Generator generator, Latents latents) {
        int classes = generator.classes().size();
        if (classes == 0) {
            return generator.samples(latents);
        }
        int[] places = new int[latents.count()];
        Arrays.setAll(places, i -> i / 2 % classes);
        return generator.samples(latents, Conditions.each(places));
    }

    private static Latents latents(float[] values, int count) {
        int size = values.length / count;
        float[][] rows = new float[count][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * size, (i + 1) * size));
        return Latents.of(rows);
    }

    static List<Measurement> memorisation(Subject subject) {
        Dataset heldOut = subject.heldOut().orElseThrow();
        Estimate ratio = Memorisation.of(
                subject.allFeatures(subject.data()),
                subject.allFeatures(heldOut),
                subject.generatedFeatures(),
                subject.seed());
        return List.of(Measurement.of(
                StandardMeasure.MEMORISATION.title(), ratio, Better.NEAR_REAL, subject.protocolOfAll(heldOut)));
    }
}
