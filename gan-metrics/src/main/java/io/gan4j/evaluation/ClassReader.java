package io.gan4j.evaluation;

import io.gan4j.classifier.Classifier;
import io.gan4j.metric.Features;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Tells the classes of images, for the metrics that ask how generated images spread over them. Mostly a {@link Classifier} that
 * was trained on the data's labels, see {@link #of}; a network that you bring will do too.
 */
public interface ClassReader {
    /** What it is, in a few words. */
    String name();

    /** Tells it from every other: the SHA-256, in hexadecimal, of all that its answers depend on. */
    String hash();

    /** The shape of the images that it reads. */
    Shape shape();

    /** The names of the classes, in the order of their probabilities; at least two. */
    List<String> classes();

    /**
     * How probable each class is of each image.
     *
     * @param images {@code (N, shape)} in row-major order, in [-1, 1]
     * @return {@code (N, classes)}, each row of numbers that are not negative and add up to 1
     */
    Features probabilities(float[] images);

    /** The reader that a classifier is. Whoever made the classifier closes it. */
    static ClassReader of(Classifier classifier) {
        return new ReadingClassifier(classifier);
    }
}
