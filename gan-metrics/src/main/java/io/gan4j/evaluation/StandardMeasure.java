package io.gan4j.evaluation;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.metric.DensityCoverage;
import io.gan4j.metric.DifferentBins;
import io.gan4j.metric.FrechetDistance;
import io.gan4j.metric.MultiScaleSsim;
import io.gan4j.metric.PrecisionRecall;
import io.gan4j.metric.PyramidWasserstein;
import io.gan4j.tensor.Memory;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The measures that this module has. */
enum StandardMeasure implements Measure {
    SLICED_WASSERSTEIN("sliced Wasserstein distance", Better.LOWER, SampleMeasures::slicedWasserstein),
    PYRAMID_WASSERSTEIN(
            "sliced Wasserstein distance of patches", Better.LOWER, ImageMeasures::pyramidWasserstein, Need.IMAGES),
    MS_SSIM("MS-SSIM of pairs", Better.NEAR_REAL, ImageMeasures::multiScaleSsim, Need.IMAGES),
    FRECHET_DISTANCE("Fréchet distance", Better.LOWER, FeatureMeasures::frechet, Need.FEATURES),
    KERNEL_DISTANCE("kernel distance", Better.LOWER, FeatureMeasures::kernel, Need.FEATURES),
    CLASS_FRECHET_DISTANCE(
            "Fréchet distance within classes", Better.LOWER, ClassDistances::frechet, Need.FEATURES, Need.LABELS),
    CLASS_KERNEL_DISTANCE(
            "kernel distance within classes", Better.LOWER, ClassDistances::kernel, Need.FEATURES, Need.LABELS),
    PRECISION("precision", Better.HIGHER, FeatureMeasures::precision, Need.FEATURES, Need.SHARE),
    RECALL("recall", Better.HIGHER, FeatureMeasures::recall, Need.FEATURES, Need.SHARE),
    DENSITY("density", Better.HIGHER, FeatureMeasures::density, Need.FEATURES, Need.SHARE),
    COVERAGE("coverage", Better.HIGHER, FeatureMeasures::coverage, Need.FEATURES, Need.SHARE),
    DIFFERENT_BINS("different bins", Better.LOWER, FeatureMeasures::differentBins, Need.FEATURES),
    PERCEPTUAL_PATH_LENGTH(
            "perceptual path length", Better.LOWER, FeatureMeasures::perceptualPathLength, Need.FEATURES),
    MEMORISATION("memorisation", Better.NEAR_REAL, FeatureMeasures::memorisation, Need.FEATURES, Need.HELD_OUT_DATA),
    INCEPTION_SCORE("inception score", Better.HIGHER, ClassMeasures::inceptionScore, Need.IMAGES, Need.CLASSIFIER),
    CLASS_COVERAGE("class coverage", Better.HIGHER, ClassMeasures::coverage, Need.IMAGES, Need.CLASSIFIER),
    CLASS_ACCURACY(
            "class accuracy",
            Better.HIGHER,
            ClassMeasures::requested,
            Need.IMAGES,
            Need.CLASSIFIER,
            Need.CONDITIONAL,
            Need.SHARE),
    MATCHED_ACCURACY(
            "matched class accuracy",
            Better.HIGHER,
            ClassMeasures::matched,
            Need.IMAGES,
            Need.CLASSIFIER,
            Need.CONDITIONAL,
            Need.SHARE),
    CATEGORY_INFORMATION(
            "category information",
            Better.HIGHER,
            ClassMeasures::information,
            Need.FEATURES,
            Need.CONDITIONAL,
            Need.SHARE),
    CLASSIFICATION_ACCURACY(
            "classification accuracy score",
            Better.HIGHER,
            ClassMeasures::accuracy,
            Need.IMAGES,
            Need.CLASSIFIER,
            Need.HELD_OUT_LABELS,
            Need.TIME,
            Need.SHARE);

    /** The share of the heap that features, and what is computed of them, may fill. */
    private static final double SHARE_OF_HEAP = 0.9;

    private final String title;
    private final Better better;
    private final Set<Need> needs;
    private final Function<Subject, List<Measurement>> numbers;

    /** What a measure needs beside samples of any kind, and what its number is. */
    enum Need {
        IMAGES,
        FEATURES,
        CLASSIFIER,
        HELD_OUT_DATA,
        /** And labels of it. */
        HELD_OUT_LABELS,
        /** Minutes, so that it is measured only if it is named. */
        TIME,
        /** A generator that is asked for classes. */
        CONDITIONAL,
        /** And data with labels of these classes. */
        LABELS,
        /** Nothing more: its number is a share of 1, or meant to come near 1. */
        SHARE
    }

    StandardMeasure(String title, Better better, Function<Subject, List<Measurement>> numbers, Need... needs) {
        this.title = title;
        this.better = better;
        this.needs = needs.length == 0 ? EnumSet.noneOf(Need.class) : EnumSet.copyOf(Arrays.asList(needs));
        this.numbers = numbers;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Better better() {
        return better;
    }

    @Override
    public boolean needsClassifier() {
        return needs.contains(Need.CLASSIFIER);
    }

    @Override
    public boolean takesLong() {
        return needs.contains(Need.TIME);
    }

    @Override
    public boolean isShare() {
        return needs.contains(Need.SHARE);
    }

    @Override
    public boolean comparesSamples() {
        return this != PERCEPTUAL_PATH_LENGTH
                && this != MEMORISATION
                && this != CLASS_ACCURACY
                && this != MATCHED_ACCURACY
                && this != CATEGORY_INFORMATION
                && this != CLASSIFICATION_ACCURACY
                && !comparesClasses();
    }

    @Override
    public boolean comparesClasses() {
        return needs.contains(Need.LABELS);
    }

    @Override
    public String meaning() {
        return switch (this) {
            case SLICED_WASSERSTEIN ->
                "How far values must be moved to turn the generated samples into real ones, seen from"
                        + " many directions.";
            case PYRAMID_WASSERSTEIN -> "The same of small patches of the images, from coarse to fine.";
            case MS_SSIM -> "How alike two generated images are; more than two real ones means that variety is lost.";
            case FRECHET_DISTANCE -> "How far mean and spread of the generated samples' features are from the data's.";
            case KERNEL_DISTANCE ->
                "How far the generated samples' features are from the data's by a kernel; around 0, also"
                        + " below, where they are alike.";
            case CLASS_FRECHET_DISTANCE ->
                "The Fréchet distance of each class's images from the data's of that class, and the mean: it rises"
                        + " where classes are mixed up or lose variety.";
            case CLASS_KERNEL_DISTANCE ->
                "The same by the kernel distance, whose mean does not depend on the number of samples.";
            case PRECISION -> "The share of generated samples that have a real one near: quality, not variety.";
            case RECALL -> "The share of real samples that have a generated one near: variety, not quality.";
            case DENSITY ->
                "How many real samples have a generated one near, counted several times where they crowd: quality,"
                        + " not variety; it may be above 1.";
            case COVERAGE -> "The share of real samples whose neighborhood holds a generated one: variety and quality.";
            case DIFFERENT_BINS ->
                "Of groups of like real samples, how many the generator makes clearly too often or too"
                        + " seldom; some 5 of 100 by chance.";
            case PERCEPTUAL_PATH_LENGTH ->
                "How much samples change for a small step of the latent; a generator that makes one"
                        + " image alone has 0, so read it with coverage.";
            case MEMORISATION -> "Whether samples lie nearer to the training data than other real ones do.";
            case INCEPTION_SCORE ->
                "How surely each image is of one class and how evenly classes occur; 1 is the worst.";
            case CLASS_COVERAGE -> "Which classes the images are read as.";
            case CLASS_ACCURACY -> "The share of images that are read as the class that was asked for.";
            case MATCHED_ACCURACY ->
                "The share of images that are read as the class that their category stands for, each category for another"
                        + " class, as fits best.";
            case CATEGORY_INFORMATION ->
                "How well the generator's categories divide the real samples where these are sparse; 1 is the best, and it needs"
                        + " no labels.";
            case CLASSIFICATION_ACCURACY ->
                "How well a classifier that learnt from generated images alone reads real ones.";
        };
    }

    @Override
    public List<Measurement> numbers(Subject subject) {
        return numbers.apply(subject);
    }

    @Override
    public Optional<String> missing(Dataset data, MetricConditions conditions) {
        if (needs.contains(Need.IMAGES) && !data.shape().isImage()) {
            return Optional.of("it is of images, the samples have shape " + data.shape());
        }
        if (needs.contains(Need.CLASSIFIER) && conditions.reader() == null) {
            return Optional.of(withoutClassifier(data));
        }
        boolean labels = needs.contains(Need.HELD_OUT_LABELS);
        Optional<String> unlabelled = needs.contains(Need.LABELS) ? ClassDistances.missing(data) : Optional.empty();
        if (unlabelled.isPresent()) {
            return unlabelled;
        }
        Dataset heldOut = conditions.heldOut();
        if ((labels || needs.contains(Need.HELD_OUT_DATA)) && heldOut == null) {
            return Optional.of("it needs data that the generator was not trained on: set heldOut(data)");
        }
        if (labels && heldOut != null && heldOut.classes().size() < 2) {
            return Optional.of(heldOut.name() + " has no labels of two classes or more");
        }
        Optional<String> few = tooFew(data, conditions.generated()).or(() -> tooLarge(data, conditions));
        return few.isPresent() || !needs.contains(Need.FEATURES) ? few : FeatureMeasures.missing(data, conditions);
    }

    private static String withoutClassifier(Dataset data) {
        if (data.classes().isEmpty()) {
            return data.name() + " has no labels to train a classifier on, and none was given: set classifier(...)";
        }
        if (data.size() < Classifier.LEAST_IMAGES) {
            return "it needs a network that tells the classes: a classifier learns of " + Classifier.LEAST_IMAGES
                    + " images or more, " + data.name() + " has " + data.size() + ": set classifier(...)";
        }
        return "it needs a network that tells the classes: set classifier(Classifier.train(data))";
    }

    /** What can be known of numbers and sizes before the work. */
    private Optional<String> tooFew(Dataset data, int generated) {
        int real = Math.min(generated, data.size());
        return switch (this) {
            case FRECHET_DISTANCE,
                    KERNEL_DISTANCE,
                    CLASS_FRECHET_DISTANCE,
                    CLASS_KERNEL_DISTANCE,
                    CATEGORY_INFORMATION -> least(2, real, generated);
            case PRECISION, RECALL -> least(PrecisionRecall.NEIGHBOURS + 1, real, generated);
            case DENSITY, COVERAGE -> least(DensityCoverage.NEIGHBOURS + 1, real, generated);
            case DIFFERENT_BINS -> DifferentBins.missing(real, generated);
            case PYRAMID_WASSERSTEIN -> PyramidWasserstein.missing(data.shape());
            case MS_SSIM -> MultiScaleSsim.missing(data.shape());
            case SLICED_WASSERSTEIN,
                    PERCEPTUAL_PATH_LENGTH,
                    MEMORISATION,
                    INCEPTION_SCORE,
                    CLASS_COVERAGE,
                    CLASS_ACCURACY,
                    MATCHED_ACCURACY,
                    CLASSIFICATION_ACCURACY -> Optional.empty();
        };
    }

    /** What is known before the work of the memory that it takes. */
    private Optional<String> tooLarge(Dataset data, MetricConditions conditions) {
        long heap = Runtime.getRuntime().maxMemory();
        return switch (this) {
            case SLICED_WASSERSTEIN, PYRAMID_WASSERSTEIN, MS_SSIM -> tooManySamples(data, conditions, heap);
            default -> needs.contains(Need.FEATURES) ? tooManyFeatures(data, conditions, heap) : Optional.empty();
        };
    }

    /** The sets that a metric of the samples themselves sees as a whole. */
    static Optional<String> tooManySamples(Dataset data, MetricConditions conditions, long heap) {
        int most = HeldSamples.most(data.shape(), heap);
        return conditions.generated() <= most
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "it sees all samples at once: two sets of %,d samples of shape %s take %,d MiB, Java's heap has"
                                + " %,d: set samples to %,d or less, or enlarge the heap by -Xmx",
                        conditions.generated(),
                        data.shape(),
                        (2L * conditions.generated() * data.shape().size() * Float.BYTES >> 20) + 1,
                        heap >> 20,
                        most));
    }

    private Optional<String> tooManyFeatures(Dataset data, MetricConditions conditions, long heap) {
        int generated = conditions.generated();
        int real = Math.min(generated, data.size());
        int dimensions = conditions.features(data).dimensions();
        // both sets, and once more the larger one, which is put together of parts
        long bytes = Memory.product(Float.BYTES, dimensions, real + 2L * generated)
                + (this == FRECHET_DISTANCE ? FrechetDistance.bytes(real, generated, dimensions) : 0);
        return bytes < heap * SHARE_OF_HEAP
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "it takes about %,d MiB with %,d features, Java's heap has %,d: take features of fewer dimensions"
                                + " (FeatureExtractors.random has 128) or fewer samples, or enlarge the heap by -Xmx",
                        bytes >> 20,
                        dimensions,
                        heap >> 20));
    }

    private static Optional<String> least(int least, int real, int generated) {
        return Math.min(real, generated) >= least
                ? Optional.empty()
                : Optional.of("it needs at least " + least
                        + " samples of the data and as many generated ones, there are " + real + " and " + generated);
    }
}
