package io.gan4j.evaluation;

import io.gan4j.measurement.Measurement;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What can be measured of a generator. */
public enum Metric {
    /** The sliced Wasserstein distance of the samples themselves; lower is better. */
    SLICED_WASSERSTEIN("sliced Wasserstein distance", SampleMeasures::slicedWasserstein),
    /** Of patches of images at several resolutions, see {@link io.gan4j.metric.PyramidWasserstein}; lower is better. */
    PYRAMID_WASSERSTEIN("sliced Wasserstein distance of patches", ImageMeasures::pyramidWasserstein, Need.IMAGES),
    /** How alike generated images are, and the data's; the same is best. See {@link io.gan4j.metric.MultiScaleSsim}. */
    MS_SSIM("MS-SSIM of pairs", ImageMeasures::multiScaleSsim, Need.IMAGES),
    /** See {@link io.gan4j.metric.FrechetDistance}; lower is better. */
    FRECHET_DISTANCE("Fréchet distance", FeatureMeasures::frechet),
    /** See {@link io.gan4j.metric.KernelDistance}; lower is better. */
    KERNEL_DISTANCE("kernel distance", FeatureMeasures::kernel),
    /** See {@link io.gan4j.metric.PrecisionRecall}; higher is better. */
    PRECISION_RECALL("precision and recall", FeatureMeasures::precisionRecall),
    /** See {@link io.gan4j.metric.DensityCoverage}; higher is better. */
    DENSITY_COVERAGE("density and coverage", FeatureMeasures::densityCoverage),
    /** See {@link io.gan4j.metric.DifferentBins}; lower is better. */
    DIFFERENT_BINS("different bins", FeatureMeasures::differentBins),
    /** See {@link io.gan4j.metric.PerceptualPathLength}; lower is better. */
    PERCEPTUAL_PATH_LENGTH("perceptual path length", FeatureMeasures::perceptualPathLength),
    /** See {@link io.gan4j.metric.Memorisation}; about 1 is good, near 0 are copies. */
    MEMORISATION("memorisation", FeatureMeasures::memorisation, Need.HELD_OUT_DATA),
    /** See {@link io.gan4j.metric.InceptionScore}, of the given classifier's probabilities; higher is better. */
    INCEPTION_SCORE("inception score", ClassMeasures::inceptionScore, Need.IMAGES, Need.CLASSIFIER),
    /** How many classes are generated, and how unevenly. */
    CLASS_COVERAGE("class coverage", ClassMeasures::coverage, Need.IMAGES, Need.CLASSIFIER),
    /**
     * How well a classifier that learns from generated images alone reads real ones that no network has seen; higher is better.
     * See {@link ClassificationAccuracy}.
     */
    CLASSIFICATION_ACCURACY(
            "classification accuracy score",
            ClassMeasures::accuracy,
            Need.IMAGES,
            Need.CLASSIFIER,
            Need.HELD_OUT_LABELS,
            Need.TIME);

    private final String title;
    private final Set<Need> needs;
    private final Function<Subject, List<Measurement>> measure;

    /** What a metric needs beside samples of any kind. */
    enum Need {
        IMAGES,
        CLASSIFIER,
        HELD_OUT_DATA,
        /** And labels of it. */
        HELD_OUT_LABELS,
        /** Minutes, so that it is measured only if it is named. */
        TIME
    }

    Metric(String title, Function<Subject, List<Measurement>> measure, Need... needs) {
        this.title = title;
        this.needs = needs.length == 0 ? EnumSet.noneOf(Need.class) : EnumSet.copyOf(Arrays.asList(needs));
        this.measure = measure;
    }

    /** What it measures, in a few words: {@code "Fréchet distance"}. */
    public String title() {
        return title;
    }

    /** Its name on a command line: {@code "frechet-distance"}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The metric of a name, as {@link #key} gives it.
     *
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static Metric named(String key) {
        for (Metric metric : values()) {
            if (metric.key().equals(key)) {
                return metric;
            }
        }
        throw new IllegalArgumentException("there is no metric '" + key + "'; there are "
                + String.join(", ", Arrays.stream(values()).map(Metric::key).toList()));
    }

    /** True if it needs a network that tells the classes of images. */
    public boolean needsClassifier() {
        return needs.contains(Need.CLASSIFIER);
    }

    boolean takesLong() {
        return needs.contains(Need.TIME);
    }

    List<Measurement> measure(Subject subject) {
        return measure.apply(subject);
    }

    /** What is missing to measure it; nothing if it can be. */
    Optional<String> missing(Subject subject) {
        boolean images = subject.data().shape().isImage();
        if (needs.contains(Need.IMAGES) && !images) {
            return Optional.of(
                    "it is of images, the samples have shape " + subject.data().shape());
        }
        if (needs.contains(Need.CLASSIFIER) && subject.reader().isEmpty()) {
            return Optional.of(
                    subject.data().classes().isEmpty()
                            ? subject.data().name() + " has no labels to train a classifier on, and none was given:"
                                    + " set classifier(...)"
                            : "it needs a network that tells the classes: set classifier(Classifier.train(data))");
        }
        boolean labels = needs.contains(Need.HELD_OUT_LABELS);
        if ((labels || needs.contains(Need.HELD_OUT_DATA)) && subject.heldOut().isEmpty()) {
            return Optional.of("it needs data that the generator was not trained on: set heldOut(data)");
        }
        return subject.heldOut()
                .filter(data -> labels && data.classes().size() < 2)
                .map(data -> data.name() + " has no labels of two classes or more");
    }
}
