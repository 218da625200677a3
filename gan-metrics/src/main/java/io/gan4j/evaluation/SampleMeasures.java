package io.gan4j.evaluation;

import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.metric.SlicedWasserstein;
import java.util.List;

/** The metrics over the samples themselves. */
final class SampleMeasures {
    private static final int DIRECTIONS = 128;

    private SampleMeasures() {}

    /** The sliced Wasserstein distance of equally many real and generated samples. */
    static List<Measurement> slicedWasserstein(Subject subject) {
        int count = subject.realSamples();
        double distance = SlicedWasserstein.of(
                subject.real(count),
                subject.generated(count),
                subject.data().shape().size(),
                DIRECTIONS,
                subject.seed());
        return List.of(Measurement.of(
                StandardMeasure.SLICED_WASSERSTEIN.title(),
                Estimate.without(distance),
                Better.LOWER,
                subject.protocolOfSamples(count, count)));
    }
}
