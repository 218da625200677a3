package io.gan4j.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.file.Plural;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * The classification accuracy score (Ravuri and Vinyals 2019; GAN-train of Shmelkov et al. 2018): a {@link Classifier} learns
 * from generated images and their classes alone, and the score is the share of real test images that it then reads right. It
 * falls when images are unlike real ones, when classes are confused or missing, and when the images of a class are all alike.
 * Real training images instead of generated ones give its upper bound.
 *
 * <p>Published numbers on MNIST are of 60,000 images, rounded to 8 bits as here, and 10 epochs of another network, of which the
 * best was chosen on 5,000 generated images (Bie et al. 2023: 97.1 % for a conditional DCGAN); here the last epoch counts. The
 * interval is Wilson's (1927) at 95 % for the number of test images: it does not hold what another training would change.
 *
 * <p>Immutable: each setting returns a new value.
 *
 * @param images how many are generated, at least 128; default 20,000, which take a few minutes on two cores
 * @param epochs of the classifier, at least 1; default 4
 * @param seed of the latents and of the training; default 0
 * @param threads how many compute; default 0, which leaves it to the engine
 */
@CheckReturnValue
public record ClassificationAccuracy(int images, int epochs, long seed, int threads) {
    private static final String NAME = "classification accuracy score";
    private static final int LEAST_IMAGES = 128;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public ClassificationAccuracy {
        checkArgument(images >= LEAST_IMAGES, "images must be at least %s, was %s", LEAST_IMAGES, images);
        checkArgument(epochs >= 1, "epochs must be at least 1, was %s", epochs);
        checkArgument(threads >= 0, "threads must not be negative, was %s", threads);
    }

    /** The defaults. */
    public static ClassificationAccuracy standard() {
        return new ClassificationAccuracy(20_000, 4, 0, 0);
    }

    /** The same with another number of generated images. */
    public ClassificationAccuracy images(int number) {
        return new ClassificationAccuracy(number, epochs, seed, threads);
    }

    /** The same with another number of passes over the generated images. */
    public ClassificationAccuracy epochs(int number) {
        return new ClassificationAccuracy(images, number, seed, threads);
    }

    /** The same with another seed. */
    public ClassificationAccuracy seed(long number) {
        return new ClassificationAccuracy(images, epochs, number, threads);
    }

    /** The same with another number of threads. */
    public ClassificationAccuracy threads(int number) {
        return new ClassificationAccuracy(images, epochs, seed, number);
    }

    /**
     * Measures a source of labelled images; it takes a training.
     *
     * @param test real images that no network has seen, with labels
     * @return the share of them that is read right, 0 to 1; it warns of classes of which no image was generated
     * @throws IllegalArgumentException if the test images have no labels, or are of another shape or other classes
     */
    public Measurement of(LabelledSource source, Dataset test) {
        checkArgument(!test.classes().isEmpty(), "%s has no labels to test against", test.name());
        Dataset generated = source.draw(images, seed);
        checkArgument(
                generated.shape().equals(test.shape()) && generated.classes().equals(test.classes()),
                "generated are images of shape %s and the classes %s, %s has %s and %s",
                generated.shape(),
                generated.classes(),
                test.name(),
                test.shape(),
                test.classes());
        try (Classifier classifier = Classifier.train(generated, epochs, seed, threads)) {
            Protocol protocol = new Protocol(
                    test.size(),
                    images,
                    test.name(),
                    "none",
                    "classifier of " + Plural.of(epochs, "epoch") + "; " + source.name(),
                    source.hash(),
                    seed);
            return Measurement.of(
                    NAME,
                    Estimate.ofShare(classifier.accuracy(test), test.size()),
                    Better.HIGHER,
                    protocol,
                    missing(generated).toArray(String[]::new));
        }
    }

    private static List<String> missing(Dataset generated) {
        boolean[] found = new boolean[generated.classes().size()];
        for (int i = 0; i < generated.size(); i++) {
            found[generated.label(i)] = true;
        }
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (!found[i]) {
                warnings.add("No generated image is of the class "
                        + generated.classes().get(i) + ".");
            }
        }
        return warnings;
    }
}
