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
import java.util.stream.IntStream;

/**
 * What metrics give of the data itself: one half of it instead of a generator's samples, held against the other. It is what
 * a perfect generator would score, and so what a generator's number is to be read beside.
 */
final class RealScores {
    private static final long STREAM = 23;
    /** The least samples of a half; with fewer, hardly any metric gives a number. */
    private static final int LEAST = 20;

    private final GeneratorState halves;
    private final MetricConditions conditions;

    private RealScores(GeneratorState halves, MetricConditions conditions) {
        this.halves = halves;
        this.conditions = conditions;
    }

    /**
     * The numbers of those metrics that compare samples with samples; of a metric that cannot be measured on halves there is
     * none.
     *
     * @param metrics what was measured of the generator
     * @param conditions those of the generator; if the data has fewer than twice the samples, each half has as many as there
     *     are
     */
    static List<Measurement> of(List<Metric> metrics, Dataset data, MetricConditions conditions) {
        int half = data.size() / 2;
        if (half < LEAST) {
            return List.of();
        }
        int samples = Math.min(conditions.generated(), half);
        int[] order = RandomStream.of(conditions.seedOrZero(), STREAM).permutation(data.size());
        Dataset reference = half(data, Arrays.copyOfRange(order, half, data.size()));
        int[] standIn = Arrays.copyOf(order, samples);
        try (Generator stand = standIn(data, standIn)) {
            GeneratorState state = GeneratorState.of(stand, reference);
            state.ofData(FeatureCache.class, FeatureCache.class, FeatureCache::inMemory);
            RealScores scores = new RealScores(state, conditions.samples(samples));
            List<Measurement> numbers = new ArrayList<>();
            metrics.stream().filter(Metric::comparesSamples).forEach(metric -> scores.measure(metric, numbers));
            numbers.addAll(ofClasses(metrics, reference, half(data, standIn), conditions.samples(samples)));
            return numbers;
        }
    }

    private static Dataset half(Dataset data, int... places) {
        return Datasets.named(Datasets.select(data, places), "a half of " + data.name());
    }

    /** Those of metrics that ask for classes: each is asked for as often, so that the rarest decides how often. */
    private static List<Measurement> ofClasses(
            List<Metric> metrics, Dataset reference, Dataset standIn, MetricConditions conditions) {
        List<Metric> comparing =
                metrics.stream().filter(Metric::comparesClasses).toList();
        int[][] places = places(standIn);
        int rarest = Arrays.stream(places).mapToInt(of -> of.length).min().orElse(0);
        List<Measurement> numbers = new ArrayList<>();
        if (comparing.isEmpty() || rarest == 0) {
            return numbers;
        }
        try (Generator stand = standIn(standIn, places)) {
            GeneratorState state = GeneratorState.of(stand, reference);
            state.ofData(FeatureCache.class, FeatureCache.class, FeatureCache::inMemory);
            int samples = Math.min(conditions.generated(), rarest * places.length);
            RealScores scores = new RealScores(state, conditions.samples(Math.max(2, samples)));
            comparing.forEach(metric -> scores.measure(metric, numbers));
        }
        return numbers;
    }

    /** The samples of each class. */
    private static int[][] places(Dataset data) {
        return IntStream.range(0, data.classes().size())
                .mapToObj(place -> IntStream.range(0, data.size())
                        .filter(i -> data.label(i) == place)
                        .toArray())
                .toArray(int[][]::new);
    }

    /** A generator that gives samples of the class that it is asked for one after the other, whatever the latents. */
    private static Generator standIn(Dataset data, int[][] places) {
        ModelCard card = ModelCard.generator(1, Prior.NORMAL, data.shape()).conditional("y", data.classes());
        int[] next = new int[places.length];
        return Generator.of(card, new Runner() {
            @Override
            public synchronized List<float[]> run(List<float[]> inputs, int count) {
                float[] classes = inputs.get(1);
                int[] now = new int[count];
                for (int i = 0; i < count; i++) {
                    int place = 0;
                    while (classes[i * places.length + place] == 0) {
                        place++;
                    }
                    now[i] = places[place][next[place]++ % places[place].length];
                }
                return List.of(Datasets.values(data, now));
            }

            @Override
            public void close() {
                // holds nothing
            }
        });
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
