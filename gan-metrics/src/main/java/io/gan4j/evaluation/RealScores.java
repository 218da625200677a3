package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.feature.FeatureCache;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Measurement;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.training.GeneratorState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What metrics give of the data itself: one half of it instead of a generator's samples, held against the other. It is what
 * a perfect generator would score, and so what a generator's number is to be read beside.
 */
final class RealScores {
    private static final long STREAM = 23;
    /** Of fewer samples hardly any metric gives a number. */
    private static final int LEAST = 20;

    private final GeneratorState halves;
    private final MetricConditions conditions;

    private RealScores(GeneratorState halves, MetricConditions conditions) {
        this.halves = halves;
        this.conditions = conditions;
    }

    /**
     * The numbers of those metrics that compare samples with samples; of a metric that cannot be measured on halves there is none.
     *
     * @param metrics what was measured of the generator
     * @param conditions those of the generator; if the data has fewer than twice the samples, of so many fewer
     */
    static List<Measurement> of(List<Metric> metrics, Dataset data, MetricConditions conditions) {
        int half = data.size() / 2;
        if (half < LEAST) {
            return List.of();
        }
        int samples = Math.min(conditions.generated(), half);
        int[] order = RandomStream.of(conditions.seedOrZero(), STREAM).permutation(data.size());
        Dataset reference = new HalfOfData(data, Arrays.copyOfRange(order, half, data.size()));
        int[] standIn = Arrays.copyOf(order, samples);
        try (Generator stand = standIn(data, standIn)) {
            GeneratorState state = GeneratorState.of(stand, reference);
            state.ofData(FeatureCache.class, FeatureCache.class, FeatureCache::inMemory);
            RealScores scores = new RealScores(state, conditions.samples(samples));
            List<Measurement> numbers = new ArrayList<>();
            metrics.stream().filter(Metric::comparesSamples).forEach(metric -> scores.measure(metric, numbers));
            return numbers;
        }
    }

    private void measure(Metric metric, List<Measurement> numbers) {
        try {
            numbers.addAll(metric.quickNumbers(halves, conditions));
        } catch (IllegalArgumentException | OutOfMemoryError e) {
            // what can be measured of the generator alone has nothing to be read beside
            return;
        }
    }

    /** A generator that gives samples of the data one after the other, whatever the latents. */
    private static Generator standIn(Dataset data, int[] places) {
        ModelCard card = ModelCard.generator(1, Prior.NORMAL, data.shape());
        return Generator.of(card, new Runner.Single() {
            private int next;

            @Override
            public synchronized float[] run(float[] input, int count) {
                int[] now = new int[count];
                for (int i = 0; i < count; i++) {
                    now[i] = places[next];
                    next = (next + 1) % places.length;
                }
                return Datasets.values(data, now);
            }

            @Override
            public void close() {
                // holds nothing
            }
        });
    }
}
