package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.feature.FeatureCache;
import io.gan4j.file.Plural;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Latents;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.DensityCoverage;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.metric.LatentPaths;
import io.gan4j.metric.NeighbourComparison;
import io.gan4j.metric.PrecisionRecall;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.GeneratorState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A state of a generator under a metric's conditions, and what metrics ask of it and of the data: each value is computed once
 * for all metrics of the same conditions.
 */
final class Subject {
    private static final int AT_ONCE = 250;
    /** The most values that are generated at a time: 16 MiB. */
    private static final int VALUES_AT_ONCE = 1 << 22;

    private final GeneratorState state;
    private final MetricConditions conditions;
    private final boolean slowIntervals;

    /** What samples depend on. */
    private record Drawn(int samples, long seed) {}

    /** What samples of the data depend on. */
    private record Real(Drawn drawn) {}

    /** What features depend on. */
    private record Seen(FeatureExtractor extractor, Drawn drawn) {}

    /** What probabilities depend on. */
    private record Read(ClassReader reader, Drawn drawn) {}

    /** @throws IllegalArgumentException if the generator makes samples of another shape than the data's */
    Subject(GeneratorState state, MetricConditions conditions) {
        this(state, conditions, true);
        checkSamples(generator().shape(), data());
    }

    private Subject(GeneratorState state, MetricConditions conditions, boolean slowIntervals) {
        this.state = state;
        this.conditions = conditions;
        this.slowIntervals = slowIntervals;
    }

    /** The same without intervals that take ten times as long as their numbers. */
    Subject withoutSlowIntervals() {
        return new Subject(state, conditions, false);
    }

    boolean slowIntervals() {
        return slowIntervals;
    }

    static void checkSamples(Shape made, Dataset data) {
        Shape real = data.shape();
        if (made.equals(real)) {
            return;
        }
        if (!made.isImage() || !real.isImage()) {
            throw new IllegalArgumentException("the generator makes samples of shape " + made + ", those of "
                    + data.name() + " have shape " + real);
        }
        if (made.channels() != real.channels()) {
            throw new IllegalArgumentException("the generator makes images of " + channels(made) + ", those of "
                    + data.name() + " have " + channels(real));
        }
        throw new IllegalArgumentException("the generator makes images of " + size(made) + " pixels, those of "
                + data.name() + " have " + size(real) + ": bring them to its size by Datasets.resized(data, "
                + made.height() + ", " + made.width() + ")");
    }

    private static String channels(Shape shape) {
        return Plural.of(shape.channels(), "channel");
    }

    private static String size(Shape shape) {
        return shape.height() + " x " + shape.width();
    }

    Generator generator() {
        return state.generator();
    }

    Dataset data() {
        return state.data();
    }

    Optional<Dataset> heldOut() {
        return Optional.ofNullable(conditions.heldOut());
    }

    FeatureExtractor extractor() {
        return conditions.features(data());
    }

    Optional<ClassReader> reader() {
        return Optional.ofNullable(conditions.reader());
    }

    ClassReader requiredReader() {
        return reader().orElseThrow(() -> new IllegalStateException("no classifier was given"));
    }

    /** The number of samples that are generated. */
    int samples() {
        return conditions.generated();
    }

    /** The number of samples of the data that are compared. */
    int realSamples() {
        return Math.min(samples(), data().size());
    }

    long seed() {
        return conditions.seedOrZero();
    }

    private Drawn drawn() {
        return new Drawn(samples(), seed());
    }

    /** The generated samples, one after the other, all finite. They are made anew where memory became scarce in between. */
    float[] generated() {
        return state.once(HeldSamples.class, drawn(), HeldSamples::new).of(() -> generate(samples()));
    }

    /** The first samples, as many as are asked for. */
    private float[] generate(int count) {
        int size = data().shape().size();
        float[] all = new float[Math.multiplyExact(count, size)];
        Latents latents = generator().latents(samples(), seed());
        int step = atOnce();
        for (int from = 0; from < count; from += step) {
            float[] part = checked(samples(latents.slice(from, Math.min(count, from + step)), from), from);
            System.arraycopy(part, 0, all, from * size, part.length);
        }
        return all;
    }

    private int atOnce() {
        return Memory.samplesAtOnce(AT_ONCE, VALUES_AT_ONCE, data().shape());
    }

    /** Refuses samples, of which the first has this place, if a value is not finite. */
    private float[] checked(float[] part, int from) {
        int size = data().shape().size();
        for (int i = 0; i < part.length; i++) {
            if (!Float.isFinite(part[i])) {
                throw new IllegalArgumentException("the generator's samples must be finite, value " + i % size
                        + " of sample " + (from + i / size) + " was " + part[i] + ": has its training diverged?");
            }
        }
        return part;
    }

    /** A conditional generator makes sample {@code i} of the class whose place is {@code i} modulo the number of classes. */
    private float[] samples(Latents latents, int from) {
        int classes = generator().classes().size();
        return classes == 0
                ? generator().samples(latents)
                : generator()
                        .samples(
                                latents,
                                Conditions.each(IntStream.range(from, from + latents.count())
                                        .map(i -> i % classes)
                                        .toArray()));
    }

    /** The first generated samples; where all of them are too many to be held, these are made on their own. */
    float[] generated(int count) {
        if (!HeldSamples.fit(samples(), data().shape())) {
            return generate(count);
        }
        return count == samples()
                ? generated()
                : Arrays.copyOf(generated(), count * data().shape().size());
    }

    /** The samples of the data that are compared, those whose features {@link #realFeatures} are. */
    float[] real() {
        return state.once(HeldSamples.class, new Real(drawn()), HeldSamples::new)
                .of(() -> Datasets.values(data(), FeatureCache.draw(data(), samples(), seed())));
    }

    /** The first samples of the data that are compared. */
    float[] real(int count) {
        if (!HeldSamples.fit(realSamples(), data().shape())) {
            return Datasets.values(data(), Arrays.copyOf(FeatureCache.draw(data(), samples(), seed()), count));
        }
        return count == realSamples()
                ? real()
                : Arrays.copyOf(real(), count * data().shape().size());
    }

    Features realFeatures() {
        return cache().of(data(), samples(), seed(), extractor());
    }

    private FeatureCache cache() {
        return state.ofData(FeatureCache.class, FeatureCache.class, FeatureCache::inMemory);
    }

    /** The features of all of a dataset. */
    Features allFeatures(Dataset of) {
        return cache().of(of, of.size(), seed(), extractor());
    }

    Features generatedFeatures() {
        FeatureExtractor extractor = extractor();
        return state.once(Features.class, new Seen(extractor, drawn()), () -> parts(extractor::features));
    }

    NeighbourComparison neighbours() {
        return state.once(
                NeighbourComparison.class,
                new Seen(extractor(), drawn()),
                () -> NeighbourComparison.of(realFeatures(), generatedFeatures()));
    }

    /** Precision and recall; computed alone where a set is too small for the neighbours that density asks for. */
    PrecisionRecall precisionRecall() {
        return realSamples() > DensityCoverage.NEIGHBOURS
                ? neighbours().precisionRecall()
                : state.once(
                        PrecisionRecall.class,
                        new Seen(extractor(), drawn()),
                        () -> PrecisionRecall.of(realFeatures(), generatedFeatures()));
    }

    /** The probabilities of the generated samples' classes. */
    Features probabilities() {
        ClassReader reading = requiredReader();
        return state.once(
                Features.class,
                new Read(reading, drawn()),
                () -> parts((values, count) -> reading.probabilities(values)));
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

    /** Samples too many to be held are made part by part, and forgotten once they have been seen. */
    private Features parts(Seeing seeing) {
        int size = data().shape().size();
        boolean held = HeldSamples.fit(samples(), data().shape());
        float[] all = held ? generated() : new float[0];
        Latents latents = generator().latents(samples(), seed());
        List<Features> parts = new ArrayList<>();
        int step = atOnce();
        for (int from = 0; from < samples(); from += step) {
            int to = Math.min(samples(), from + step);
            float[] part = held
                    ? Arrays.copyOfRange(all, from * size, to * size)
                    : checked(samples(latents.slice(from, to), from), from);
            parts.add(seeing.see(part, to - from));
        }
        return Features.concat(parts);
    }

    /** The protocol of a number over the extractor's features. */
    Protocol protocol() {
        return extractor().protocol(realSamples(), samples(), data().name(), seed());
    }

    /** The protocol of a number over the features of all of the data and of what was held out. */
    Protocol protocolOfAll(Dataset of) {
        return extractor().protocol(data().size(), samples(), data().name() + " and " + of.name(), seed());
    }

    /** The protocol of a number over steps between latents, of two samples each. */
    Protocol protocolOfPaths(LatentPaths paths) {
        String how = ", all " + samples() + " steps of " + paths.epsilon() + " by "
                + (paths.prior() == Prior.NORMAL ? "slerp" : "lerp");
        return new Protocol(
                0,
                2 * samples(),
                data().name(),
                extractor().resizing(),
                extractor().name() + how,
                extractor().hash(),
                seed());
    }

    /** The protocol of a number over the samples themselves. */
    Protocol protocolOfSamples(int ofReal, int ofGenerated) {
        return new Protocol(ofReal, ofGenerated, data().name(), "none", "none: the samples themselves", "", seed());
    }

    /** The protocol of a number over images, which are seen in a metric's own way. */
    Protocol protocolOfImages(int ofReal, int ofGenerated, String view) {
        return new Protocol(ofReal, ofGenerated, data().name(), "none", view, "", seed());
    }

    /** The protocol of a number over the classes that a network reads. */
    Protocol protocolOfClasses(int ofReal) {
        ClassReader reading = requiredReader();
        return new Protocol(ofReal, samples(), data().name(), "none", reading.name(), reading.hash(), seed());
    }
}
