package io.gan4j.evaluation;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.metric.Features;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.GeneratorState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A number that says how good a generator is, in the course of its training and after it:
 *
 * <pre>{@code
 * Metric distance = Metric.slicedWasserstein().samples(1_000);
 * Gan.dcgan().evaluateEvery(500, distance, Metric.coverage()).train(data);
 * Evaluation.of(generator).against(data).metrics(distance, Metric.frechetDistance()).run();
 * }</pre>
 *
 * <p>MetricConditions that are set here hold wherever the metric measures. Those that are not are the {@link Evaluation}'s, or else
 * 5,000 samples of each, or all of the data if it has fewer, the seed 0 and the features that {@linkplain
 * io.gan4j.feature.FeatureExtractors#fitting fit the samples}. The same generator, data and conditions give the same number.
 * Metrics of one run or evaluation share their work: features of the data are computed once, those of the generated samples once
 * a measurement.
 *
 * <p>Immutable: each setting returns a new value. Extractors and classifiers are closed by whoever made them, when the run is
 * over.
 */
@CheckReturnValue
public final class Metric implements GeneratorMetric {
    private final Measure measure;
    private final MetricConditions conditions;

    private Metric(Measure measure, MetricConditions conditions) {
        this.measure = measure;
        this.conditions = conditions;
    }

    private static Metric of(Measure measure) {
        return new Metric(measure, MetricConditions.NONE);
    }

    private Metric with(MetricConditions other) {
        return new Metric(measure, other);
    }

    /**
     * The {@linkplain io.gan4j.metric.SlicedWasserstein sliced Wasserstein distance} of the samples themselves, along 128
     * directions; lower is better. For data of any kind.
     */
    public static Metric slicedWasserstein() {
        return of(StandardMeasure.SLICED_WASSERSTEIN);
    }

    /**
     * The {@linkplain io.gan4j.metric.PyramidWasserstein sliced Wasserstein distance of patches} of images, the mean over their
     * resolutions; lower is better. An evaluation lists each resolution beside it.
     */
    public static Metric pyramidWasserstein() {
        return of(StandardMeasure.PYRAMID_WASSERSTEIN);
    }

    /**
     * The {@linkplain io.gan4j.metric.MultiScaleSsim multi-scale structural similarity} of pairs of generated images. Near the
     * data's own is best, so that it cannot choose the best state; an evaluation lists the data's beside it.
     */
    public static Metric multiScaleSsim() {
        return of(StandardMeasure.MS_SSIM);
    }

    /**
     * The {@linkplain io.gan4j.metric.FrechetDistance Fréchet distance} of features; lower is better. In the course of training
     * it has no interval.
     */
    public static Metric frechetDistance() {
        return of(StandardMeasure.FRECHET_DISTANCE);
    }

    /** The {@linkplain io.gan4j.metric.KernelDistance kernel distance} of features; lower is better. */
    public static Metric kernelDistance() {
        return of(StandardMeasure.KERNEL_DISTANCE);
    }

    /**
     * The mean over the classes of the {@linkplain io.gan4j.metric.FrechetDistance Fréchet distance} of the generated samples
     * of a class from the data's of that class (the intra-class FID of Miyato and Koyama 2018, section 4); lower is better. An
     * evaluation lists each class beside it, or the 20 farthest of more. For conditional generators and data with labels. As a
     * class has few samples, it is further above the true distance than the one over all: {@link #classKernelDistance} is not.
     */
    public static Metric classFrechetDistance() {
        return of(StandardMeasure.CLASS_FRECHET_DISTANCE);
    }

    /**
     * The mean over the classes of the {@linkplain io.gan4j.metric.KernelDistance kernel distance} of the generated samples of a
     * class from the data's of that class; lower is better. Listed as those of {@link #classFrechetDistance}.
     */
    public static Metric classKernelDistance() {
        return of(StandardMeasure.CLASS_KERNEL_DISTANCE);
    }

    /**
     * The {@linkplain io.gan4j.metric.PrecisionRecall precision}: the share of generated samples among the data; higher is
     * better.
     */
    public static Metric precision() {
        return of(StandardMeasure.PRECISION);
    }

    /**
     * The {@linkplain io.gan4j.metric.PrecisionRecall recall}: the share of the data among generated samples; higher is better.
     */
    public static Metric recall() {
        return of(StandardMeasure.RECALL);
    }

    /** The {@linkplain io.gan4j.metric.DensityCoverage density} of generated samples about the data; higher is better. */
    public static Metric density() {
        return of(StandardMeasure.DENSITY);
    }

    /** The {@linkplain io.gan4j.metric.DensityCoverage coverage} of the data by generated samples; higher is better. */
    public static Metric coverage() {
        return of(StandardMeasure.COVERAGE);
    }

    /**
     * The share of {@linkplain io.gan4j.metric.DifferentBins bins} that differ; lower is better. An evaluation lists the
     * divergence of the bins beside it.
     */
    public static Metric differentBins() {
        return of(StandardMeasure.DIFFERENT_BINS);
    }

    /** The {@linkplain io.gan4j.metric.PerceptualPathLength perceptual path length}; lower is better. */
    public static Metric perceptualPathLength() {
        return of(StandardMeasure.PERCEPTUAL_PATH_LENGTH);
    }

    /** The ratio of {@linkplain io.gan4j.metric.Memorisation distances to the data}: about 1 is good, near 0 are copies. */
    public static Metric memorisation() {
        return of(StandardMeasure.MEMORISATION);
    }

    /** The {@linkplain io.gan4j.metric.InceptionScore inception score} of the given classifier; higher is better. */
    public static Metric inceptionScore() {
        return of(StandardMeasure.INCEPTION_SCORE);
    }

    /**
     * The number of {@linkplain io.gan4j.metric.ClassCoverage classes} that are generated; higher is better. An evaluation lists
     * how unevenly beside it.
     */
    public static Metric classCoverage() {
        return of(StandardMeasure.CLASS_COVERAGE);
    }

    /**
     * The share of generated images that a classifier reads as the class that was asked for, as many of each class; higher is
     * better. For conditional generators.
     */
    public static Metric classAccuracy() {
        return of(StandardMeasure.CLASS_ACCURACY);
    }

    /**
     * The share of generated images that a classifier reads as the class that their category stands for, as many of each
     * category; higher is better. Each category is given another class, so that the share is the largest there is. For
     * generators whose categories were found without labels (InfoGAN; Chen et al. 2016, section 7.2).
     */
    public static Metric matchedAccuracy() {
        return of(StandardMeasure.MATCHED_ACCURACY);
    }

    /**
     * The {@linkplain io.gan4j.metric.CategoryInformation information} that the category of a real sample's nearest neighbor gives
     * about the sample's own category, as a share of the most there can be; higher is better. It needs no labels, so that it can
     * choose the best state of a generator whose categories were found without them.
     */
    public static Metric categoryInformation() {
        return of(StandardMeasure.CATEGORY_INFORMATION);
    }

    /**
     * The share of real images, which no network has seen, that a classifier reads right which learns from generated ones alone;
     * higher is better. It takes minutes. See {@link ClassificationAccuracy}.
     */
    public static Metric classificationAccuracy() {
        return of(StandardMeasure.CLASSIFICATION_ACCURACY);
    }

    /**
     * A metric of features that is computed by a function.
     *
     * @param name what it measures, in a few words
     * @param better which values are better
     * @param function gives the number of the data's features, first, and the generated ones
     */
    public static Metric of(String name, Better better, BiFunction<Features, Features, Estimate> function) {
        return of(new OwnMeasure(name, better, function));
    }

    /** All metrics but those of {@link #of}, without conditions. */
    public static ImmutableList<Metric> all() {
        return Arrays.stream(StandardMeasure.values()).map(Metric::of).collect(toImmutableList());
    }

    /**
     * The metric of a name, as {@link #key} gives it.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static Metric named(String key) {
        return all().stream()
                .filter(metric -> metric.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no metric '" + key + "'; there are "
                        + all().stream().map(Metric::key).collect(Collectors.joining(", "))));
    }

    /**
     * Sets the number of samples to generate, and to draw from the data, or all if it has fewer.
     *
     * @throws IllegalArgumentException if below 2
     */
    public Metric samples(int number) {
        return with(conditions.samples(number));
    }

    /** Sets the seed of the latents, of the draw from the data and of whatever else is drawn. */
    public Metric seed(long seed) {
        return with(conditions.seed(seed));
    }

    /** Sets what sees the samples. */
    public Metric features(FeatureExtractor extractor) {
        return with(conditions.extractor(extractor));
    }

    /** Sets what tells the classes of images. */
    public Metric classifier(ClassReader reader) {
        return with(conditions.reader(reader));
    }

    /** Sets a classifier that tells the classes of images. */
    public Metric classifier(Classifier classifier) {
        return classifier(ClassReader.of(classifier));
    }

    /** Sets data of the same kind that the generator is not trained on. */
    public Metric heldOut(Dataset data) {
        return with(conditions.heldOut(data));
    }

    @Override
    public String name() {
        return measure.title();
    }

    /** Its name on a command line: {@code "frechet-distance"}. */
    public String key() {
        return measure.key();
    }

    @Override
    public Better better() {
        return measure.better();
    }

    /** True if it needs a network that tells the classes of images. */
    public boolean needsClassifier() {
        return measure.needsClassifier();
    }

    boolean takesLong() {
        return measure.takesLong();
    }

    boolean isShare() {
        return measure.isShare();
    }

    @Override
    public double of(Generator generator, Dataset data) {
        return measure(generator, data).value();
    }

    @Override
    public Measurement measure(Generator generator, Dataset data) {
        return measure(GeneratorState.of(generator, data));
    }

    @Override
    public Measurement measure(GeneratorState state) {
        return measure.numbers(new Subject(state, conditions).withoutSlowIntervals())
                .get(0);
    }

    @Override
    public Optional<String> problem(Dataset data) {
        return measure.missing(data, conditions);
    }

    /** What is missing under these conditions, where none are set here. */
    Optional<String> problem(Dataset data, MetricConditions others) {
        return measure.missing(data, conditions.over(others));
    }

    /** Its number, and after it those that say more, under these conditions where none are set here. */
    List<Measurement> numbers(GeneratorState state, MetricConditions others) {
        return measure.numbers(new Subject(state, conditions.over(others)));
    }

    /** The same without intervals that take ten times as long as their numbers. */
    List<Measurement> quickNumbers(GeneratorState state, MetricConditions others) {
        return measure.numbers(new Subject(state, conditions.over(others)).withoutSlowIntervals());
    }

    boolean comparesSamples() {
        return measure.comparesSamples();
    }

    boolean comparesClasses() {
        return measure.comparesClasses();
    }

    /** What its number says, in a plain sentence; empty for a metric that a user has written. */
    public String meaning() {
        return measure.meaning();
    }

    /**
     * A metric as it is recorded.
     *
     * @param metric its key
     */
    record Recorded(
            String metric,
            @Nullable Integer samples,
            @Nullable Long seed) {
        Metric metricUnderConditions() {
            return named(metric).with(new MetricConditions(samples, seed, null, null, null));
        }
    }

    /** What is recorded of it; null if it has parts that cannot be. */
    @Nullable
    Recorded recorded() {
        MetricConditions plain = new MetricConditions(conditions.samples(), conditions.seed(), null, null, null);
        return measure instanceof StandardMeasure && plain.equals(conditions)
                ? new Recorded(key(), conditions.samples(), conditions.seed())
                : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Metric metric && measure.equals(metric.measure) && conditions.equals(metric.conditions);
    }

    @Override
    public int hashCode() {
        return Objects.hash(measure, conditions);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name();
    }
}
