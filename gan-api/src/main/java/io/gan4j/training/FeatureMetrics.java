package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.metric.DensityCoverage;
import io.gan4j.metric.FeatureCache;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.metric.FrechetDistance;
import io.gan4j.metric.KernelDistance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Metrics that compare generated samples with the data as an extractor sees both. Those of one value share their work: the
 * features of the data are computed once in a run, those of the generated samples once a measurement.
 *
 * <pre>{@code
 * FeatureMetrics seen = FeatureMetrics.over(FeatureExtractors.random(data.shape(), 0), 2_000, 0);
 * Gan.dcgan().evaluateEvery(500, seen.frechetDistance(), seen.coverage()).train(data);
 * }</pre>
 *
 * <p>Whoever made the extractor closes it, when the run is over. Immutable but for its cache; thread-safe if the extractor is.
 */
public final class FeatureMetrics {
    private static final int AT_ONCE = 250;

    private final FeatureExtractor extractor;
    private final int samples;
    private final long seed;
    private final FeatureCache cache;

    private FeatureMetrics(FeatureExtractor extractor, int samples, long seed, FeatureCache cache) {
        this.extractor = extractor;
        this.samples = samples;
        this.seed = seed;
        this.cache = cache;
    }

    /**
     * Metrics over an extractor.
     *
     * @param extractor sees samples of the data's shape
     * @param samples how many of the data and of the generator, at least 2; of the data all, if it has fewer. Each metric says
     *     how many it needs
     * @param seed of the latents and of the choice from the data: the same for every generator
     */
    public static FeatureMetrics over(FeatureExtractor extractor, int samples, long seed) {
        checkArgument(samples >= 2, "samples must be at least 2, was %s", samples);
        return new FeatureMetrics(extractor, samples, seed, FeatureCache.inMemory());
    }

    /** The same metrics with the features of the data in another cache. Default: one of their own, in memory. */
    public FeatureMetrics cached(FeatureCache other) {
        return new FeatureMetrics(extractor, samples, seed, other);
    }

    /** The {@linkplain FrechetDistance Fréchet distance}, without an interval, which would take ten times as long. */
    public GeneratorMetric frechetDistance() {
        return metric(
                "Fréchet distance",
                Better.LOWER,
                (real, generated) ->
                        Estimate.without(FrechetDistance.of(real, generated).value()));
    }

    /** The {@linkplain KernelDistance kernel distance}; it needs 20 samples of each. */
    public GeneratorMetric kernelDistance() {
        return metric(
                "kernel distance", Better.LOWER, (real, generated) -> KernelDistance.estimate(real, generated, seed));
    }

    /** The coverage of the data with 5 neighbours, see {@link DensityCoverage}. */
    public GeneratorMetric coverage() {
        return metric(
                "coverage",
                Better.HIGHER,
                (real, generated) -> DensityCoverage.of(real, generated).coverage());
    }

    /**
     * A metric of one's own over the same features.
     *
     * @param name what it measures, in a few words
     * @param better which values are better
     * @param function gives the number of the data's features, first, and the generated ones
     */
    public GeneratorMetric metric(String name, Better better, BiFunction<Features, Features, Estimate> function) {
        return new FeatureMetric(name, better, this, function);
    }

    FeatureExtractor extractor() {
        return extractor;
    }

    long seed() {
        return seed;
    }

    Features real(Dataset data) {
        return cache.of(data, samples, seed, extractor);
    }

    Features generated(Generator generator) {
        Latents latents = generator.latents(samples, seed);
        List<Features> parts = new ArrayList<>();
        for (int from = 0; from < samples; from += AT_ONCE) {
            int to = Math.min(samples, from + AT_ONCE);
            parts.add(extractor.features(generator.samples(latents.slice(from, to)), to - from));
        }
        return Features.concat(parts);
    }
}
