package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.FeatureCache;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.metric.LatentPaths;
import io.gan4j.metric.NeighbourComparison;
import io.gan4j.tensor.Prior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A generator that is evaluated, and what several metrics ask of it and of the data, each computed once, when it is asked for. */
final class Subject {
    private static final int AT_ONCE = 250;

    private final Generator generator;
    private final Dataset data;
    private final @Nullable Dataset heldOut;
    private final FeatureExtractor extractor;
    private final @Nullable ClassReader reader;
    private final FeatureCache cache;
    private final int samples;
    private final long seed;
    private float @Nullable [] generated;
    private float @Nullable [] real;
    private @Nullable Features generatedFeatures;
    private @Nullable NeighbourComparison neighbours;
    private @Nullable Features probabilities;

    Subject(
            Generator generator,
            Dataset data,
            @Nullable Dataset heldOut,
            FeatureExtractor extractor,
            @Nullable ClassReader reader,
            FeatureCache cache,
            int samples,
            long seed) {
        this.generator = generator;
        this.data = data;
        this.heldOut = heldOut;
        this.extractor = extractor;
        this.reader = reader;
        this.cache = cache;
        this.samples = samples;
        this.seed = seed;
    }

    Generator generator() {
        return generator;
    }

    Dataset data() {
        return data;
    }

    Optional<Dataset> heldOut() {
        return Optional.ofNullable(heldOut);
    }

    FeatureExtractor extractor() {
        return extractor;
    }

    Optional<ClassReader> reader() {
        return Optional.ofNullable(reader);
    }

    ClassReader requiredReader() {
        return reader().orElseThrow(() -> new IllegalStateException("no classifier was given"));
    }

    /** How many samples are generated. */
    int samples() {
        return samples;
    }

    /** How many of the data are compared. */
    int realSamples() {
        return Math.min(samples, data.size());
    }

    long seed() {
        return seed;
    }

    /** The generated samples, one after the other, all finite. */
    float[] generated() {
        float[] known = generated;
        if (known == null) {
            known = generate();
            generated = known;
        }
        return known;
    }

    private float[] generate() {
        int size = data.shape().size();
        float[] all = new float[Math.multiplyExact(samples, size)];
        Latents latents = generator.latents(samples, seed);
        for (int from = 0; from < samples; from += AT_ONCE) {
            float[] part = generator.samples(latents.slice(from, Math.min(samples, from + AT_ONCE)));
            System.arraycopy(part, 0, all, from * size, part.length);
        }
        for (int i = 0; i < all.length; i++) {
            if (!Float.isFinite(all[i])) {
                throw new IllegalArgumentException("the generator's samples must be finite, value " + i % size
                        + " of sample " + i / size + " was " + all[i] + ": has its training diverged?");
            }
        }
        return all;
    }

    /** The first generated samples. */
    float[] generated(int count) {
        return Arrays.copyOf(generated(), count * data.shape().size());
    }

    /** The samples of the data that are compared, those whose features {@link #realFeatures} are. */
    float[] real() {
        float[] known = real;
        if (known == null) {
            known = Datasets.values(data, FeatureCache.draw(data, samples, seed));
            real = known;
        }
        return known;
    }

    /** The first samples of the data that are compared. */
    float[] real(int count) {
        return Arrays.copyOf(real(), count * data.shape().size());
    }

    Features realFeatures() {
        return cache.of(data, samples, seed, extractor);
    }

    /** The features of all of a dataset. */
    Features allFeatures(Dataset of) {
        return cache.of(of, of.size(), seed, extractor);
    }

    Features generatedFeatures() {
        Features known = generatedFeatures;
        if (known == null) {
            known = parts(extractor::features);
            generatedFeatures = known;
        }
        return known;
    }

    NeighbourComparison neighbours() {
        NeighbourComparison known = neighbours;
        if (known == null) {
            known = NeighbourComparison.of(realFeatures(), generatedFeatures());
            neighbours = known;
        }
        return known;
    }

    /** The probabilities of the generated samples' classes. */
    Features probabilities() {
        Features known = probabilities;
        if (known == null) {
            ClassReader reading = requiredReader();
            known = parts((values, count) -> reading.probabilities(values));
            probabilities = known;
        }
        return known;
    }

    /** The most probable class of each generated sample. */
    int[] generatedClasses() {
        return largest(probabilities());
    }

    static int[] largest(Features probabilities) {
        int[] largest = new int[probabilities.count()];
        for (int i = 0; i < largest.length; i++) {
            double[] row = probabilities.row(i);
            for (int k = 1; k < row.length; k++) {
                if (row[k] > row[largest[i]]) {
                    largest[i] = k;
                }
            }
        }
        return largest;
    }

    private interface Seeing {
        Features see(float[] values, int count);
    }

    private Features parts(Seeing seeing) {
        int size = data.shape().size();
        float[] all = generated();
        List<Features> parts = new ArrayList<>();
        for (int from = 0; from < samples; from += AT_ONCE) {
            int to = Math.min(samples, from + AT_ONCE);
            parts.add(seeing.see(Arrays.copyOfRange(all, from * size, to * size), to - from));
        }
        return Features.concat(parts);
    }

    /** Of a number over the extractor's features. */
    Protocol protocol() {
        return extractor.protocol(realSamples(), samples, data.name(), seed);
    }

    /** Of a number over the features of all of the data and of what was held out. */
    Protocol protocolOfAll(Dataset of) {
        return extractor.protocol(data.size(), samples, data.name() + " and " + of.name(), seed);
    }

    /** Of a number over steps between latents, of two samples each. */
    Protocol protocolOfPaths(LatentPaths paths) {
        String how = ", all " + samples + " steps of " + paths.epsilon() + " by "
                + (paths.prior() == Prior.NORMAL ? "slerp" : "lerp");
        return new Protocol(
                0, 2 * samples, data.name(), extractor.resizing(), extractor.name() + how, extractor.hash(), seed);
    }

    /** Of a number over the samples themselves. */
    Protocol protocolOfSamples(int ofReal, int ofGenerated) {
        return new Protocol(ofReal, ofGenerated, data.name(), "none", "none: the samples themselves", "", seed);
    }

    /** Of a number over images, which are seen in a metric's own way. */
    Protocol protocolOfImages(int ofReal, int ofGenerated, String view) {
        return new Protocol(ofReal, ofGenerated, data.name(), "none", view, "", seed);
    }

    /** Of a number over the classes that a network reads. */
    Protocol protocolOfClasses(int ofReal) {
        ClassReader reading = requiredReader();
        return new Protocol(ofReal, samples, data.name(), "none", reading.name(), reading.hash(), seed);
    }
}
