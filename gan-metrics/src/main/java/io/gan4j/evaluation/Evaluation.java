package io.gan4j.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.feature.FeatureCache;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Measurement;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;
import io.gan4j.training.GeneratorState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A generator held against the data that it should imitate, by several metrics:
 *
 * <pre>{@code
 * EvaluationReport report = Evaluation.of(generator).against(Datasets.mnist(dir)).run();
 * System.out.print(report.table());
 * report.writeHtml(Path.of("report.html"));
 * }</pre>
 *
 * <p>Immutable: each setting returns a new value. Default: all metrics that fit the samples, need nothing that is not set and
 * do not take minutes; 5,000 samples of each, seed 0, over features that fit the samples. The same settings give the same
 * numbers. A number says under what conditions it was measured; numbers of different conditions cannot be compared.
 */
@CheckReturnValue
public final class Evaluation {
    /** The share of the heap that samples may fill. */
    private static final double SHARE_OF_HEAP = 0.9;

    private final Generator generator;
    private final Settings settings;

    private Evaluation(Generator generator, Settings settings) {
        this.generator = generator;
        this.settings = settings;
    }

    /** What is set; written only while it is nobody else's yet. */
    private static final class Settings implements Cloneable {
        private @Nullable Dataset data;
        private @Nullable ImmutableSet<Metric> metrics;
        private FeatureCache cache = FeatureCache.inMemory();
        private Consumer<EvaluationProgress> progress = event -> {};
        private Duration before = Duration.ZERO;
        private MetricConditions conditions = MetricConditions.NONE;

        Settings copy() {
            try {
                return (Settings) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("settings can be cloned", e);
            }
        }
    }

    /** An evaluation of a generator, which its owner closes. */
    public static Evaluation of(Generator generator) {
        return new Evaluation(generator, new Settings());
    }

    private Evaluation with(Consumer<Settings> change) {
        Settings copy = settings.copy();
        change.accept(copy);
        return new Evaluation(generator, copy);
    }

    /** Sets the data that the generator should imitate, mostly what it was trained on. Required. */
    public Evaluation against(Dataset data) {
        return with(s -> s.data = data);
    }

    /** Sets data of the same kind that the generator was not trained on, to tell memorising from learning. Default none. */
    public Evaluation heldOut(Dataset data) {
        return with(s -> s.conditions = s.conditions.heldOut(data));
    }

    /**
     * Sets which metrics to measure. Default: see above.
     *
     * @throws IllegalArgumentException if none is named
     */
    public Evaluation metrics(Metric... metrics) {
        checkArgument(metrics.length > 0, "metrics must name at least one, was empty");
        return with(s -> s.metrics = ImmutableSet.copyOf(metrics));
    }

    /**
     * Sets which metrics to measure, by {@linkplain Metric#key their names}.
     *
     * @throws IllegalArgumentException if a name is of no metric, or none is given
     */
    public Evaluation metrics(String... keys) {
        return metrics(Arrays.stream(keys).map(Metric::named).toArray(Metric[]::new));
    }

    /**
     * Sets how many samples to generate, and how many to draw from the data, or all if it has fewer. Default 5,000.
     *
     * @throws IllegalArgumentException if below 2
     */
    public Evaluation samples(int number) {
        return with(s -> s.conditions = s.conditions.samples(number));
    }

    /** Sets the seed of the latents, of the draw from the data and of whatever else a metric draws. Default 0. */
    public Evaluation seed(long seed) {
        return with(s -> s.conditions = s.conditions.seed(seed));
    }

    /**
     * Sets what sees the samples; its owner closes it. Default: what {@linkplain FeatureExtractors#fitting fits them}, that is
     * their values as they are, or a random network for larger images.
     */
    public Evaluation features(FeatureExtractor extractor) {
        return with(s -> s.conditions = s.conditions.extractor(extractor));
    }

    /** Sets what tells the classes of images; its owner closes it. Default none. */
    public Evaluation classifier(ClassReader reader) {
        return with(s -> s.conditions = s.conditions.reader(reader));
    }

    /** Sets a classifier that tells the classes of images; its owner closes it. Default none. */
    public Evaluation classifier(Classifier classifier) {
        return classifier(ClassReader.of(classifier));
    }

    /**
     * Sets a folder in which features of the data are kept, so that another evaluation need not compute them; created if it is
     * missing. Default: they are kept in memory, for evaluations that come of this one.
     */
    public Evaluation cache(Path folder) {
        return with(s -> s.cache = FeatureCache.in(folder));
    }

    /**
     * Sets the time that was taken before, as to train a classifier for it, which then is part of what the report says it took.
     * Default none.
     *
     * @throws IllegalArgumentException if negative
     */
    public Evaluation after(Duration preparation) {
        checkArgument(!preparation.isNegative(), "after must not be negative, was %s", preparation);
        return with(s -> s.before = preparation);
    }

    /** Sets who is told what is about to be done, on the calling thread. Default nobody. */
    public Evaluation progress(Consumer<EvaluationProgress> listener) {
        return with(s -> s.progress = listener);
    }

    /**
     * Measures, on the calling thread.
     *
     * @throws IllegalStateException if no data is set
     * @throws IllegalArgumentException if data, extractor or classifier do not fit the generator's samples, or if it is known
     *     before the work that a metric that was named cannot be measured: the message says of each why. If that turns out
     *     later, the metric is among the {@linkplain EvaluationReport#skipped skipped}, unless no number is left
     * @throws java.io.UncheckedIOException if the cache's folder cannot be written to
     */
    public EvaluationReport run() {
        long began = System.nanoTime();
        GeneratorState state = state();
        List<EvaluationReport.Skipped> skipped = new ArrayList<>();
        List<Metric> metrics = metrics(state.data(), skipped);
        Numbers numbers = new Numbers();
        int parts = metrics.size() + 2;
        for (int i = 0; i < metrics.size(); i++) {
            settings.progress.accept(new EvaluationProgress(metrics.get(i).name(), i, parts));
            measure(metrics.get(i), state, numbers, skipped);
        }
        if (numbers.all.isEmpty() && settings.metrics != null) {
            EvaluationReport.Skipped first = skipped.get(0);
            throw new IllegalArgumentException(first.metric().name() + ": " + first.reason());
        }
        settings.progress.accept(new EvaluationProgress("pictures", metrics.size(), parts));
        Subject subject = new Subject(state, settings.conditions);
        Shape shape = subject.data().shape();
        Optional<Gallery> gallery = Images.canHold(shape) ? Optional.of(Gallery.of(subject)) : Optional.empty();
        boolean plane = gallery.isEmpty() && shape.size() >= 2;
        Optional<ScatterPlot> scatter = plane ? Optional.of(ScatterPlot.of(subject)) : Optional.empty();
        settings.progress.accept(new EvaluationProgress("real data in the same protocol", metrics.size() + 1, parts));
        List<Measurement> real = RealScores.of(numbers.measured(), state.data(), settings.conditions);
        return new EvaluationReport(
                subject,
                ImmutableList.copyOf(numbers.all),
                ImmutableList.copyOf(numbers.shares),
                new EvaluationReport.Beside(
                        ImmutableList.copyOf(real), ImmutableMap.copyOf(numbers.metrics), gallery, scatter),
                ImmutableList.copyOf(skipped),
                settings.before.plusNanos(System.nanoTime() - began));
    }

    /** What has been measured. */
    private static final class Numbers {
        final List<Measurement> all = new ArrayList<>();
        final List<Measurement> shares = new ArrayList<>();
        /** What each number is of, by its name. */
        final Map<String, Metric> metrics = new LinkedHashMap<>();

        List<Metric> measured() {
            return metrics.values().stream().distinct().toList();
        }
    }

    /** What others have measured is kept where one cannot be measured, or does not fit into memory. */
    private void measure(Metric metric, GeneratorState state, Numbers numbers, List<EvaluationReport.Skipped> skipped) {
        try {
            List<Measurement> measured = metric.numbers(state, settings.conditions);
            numbers.all.addAll(measured);
            measured.forEach(number -> numbers.metrics.putIfAbsent(number.metric(), metric));
            if (metric.isShare()) {
                numbers.shares.add(measured.get(0));
            }
        } catch (IllegalArgumentException e) {
            skipped.add(new EvaluationReport.Skipped(metric, String.valueOf(e.getMessage())));
        } catch (OutOfMemoryError e) {
            long heap = Runtime.getRuntime().maxMemory() >> 20;
            skipped.add(new EvaluationReport.Skipped(
                    metric,
                    "it does not fit into Java's heap of " + heap
                            + " MiB: take fewer samples or features, or enlarge the" + " heap by -Xmx"));
        }
    }

    private GeneratorState state() {
        Dataset data = settings.data;
        if (data == null) {
            throw new IllegalStateException("there is no data to evaluate against: set against(data)");
        }
        Subject.checkSamples(generator.shape(), data);
        Dataset heldOut = settings.conditions.heldOut();
        if (heldOut != null) {
            Subject.checkSamples(generator.shape(), heldOut);
        }
        ClassReader reader = settings.conditions.reader();
        if (reader != null) {
            checkArgument(
                    reader.shape().equals(data.shape()),
                    "the %s reads images of shape %s, the samples have %s",
                    reader.name(),
                    reader.shape(),
                    data.shape());
        }
        checkMemory(
                settings.conditions.generated(),
                data.shape(),
                settings.conditions.features(data).dimensions(),
                Runtime.getRuntime().maxMemory());
        GeneratorState state = GeneratorState.of(generator, data);
        state.ofData(FeatureCache.class, FeatureCache.class, () -> settings.cache);
        return state;
    }

    /**
     * Refuses what cannot fit before the first sample is made: the values of each, or its features, are kept as floats.
     */
    static void checkMemory(int samples, Shape sample, int features, long heap) {
        int kept = Math.min(sample.size(), features);
        long aSample = (long) kept * Float.BYTES;
        long most = Math.min((long) (heap * SHARE_OF_HEAP) / aSample, Memory.LONGEST_ARRAY / kept);
        checkArgument(
                samples <= most,
                "%s%s samples of shape %s take %s MiB, Java's heap has %s MiB, and an array holds 2,147,483,647 numbers: set"
                        + " samples to %s or less, or start Java with a larger heap by -Xmx",
                kept < sample.size() ? "the features of " : "",
                samples,
                sample,
                (samples * aSample) >> 20,
                heap >> 20,
                most);
    }

    /** What can be measured of what is wanted; what cannot is refused if it was named, and listed otherwise. */
    private List<Metric> metrics(Dataset data, List<EvaluationReport.Skipped> skipped) {
        List<Metric> possible = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Metric metric : settings.metrics == null ? Metric.all() : settings.metrics) {
            Optional<String> missing = metric.problem(data, settings.conditions);
            if (missing.isPresent()) {
                problems.add(metric.key() + " cannot be measured: " + missing.get());
                skipped.add(new EvaluationReport.Skipped(metric, missing.get()));
            } else if (settings.metrics == null && metric.takesLong()) {
                skipped.add(new EvaluationReport.Skipped(metric, "it takes minutes and is measured if it is named"));
            } else {
                possible.add(metric);
            }
        }
        if (settings.metrics != null && !problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return possible;
    }
}
