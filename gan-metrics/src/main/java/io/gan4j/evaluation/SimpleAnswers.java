package io.gan4j.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Part;
import io.gan4j.image.Images;
import io.gan4j.tensor.Shape;
import java.util.Arrays;

/**
 * What can be made of images without learning anything but by heart: the rivals beside which a translator's numbers stand, see
 * {@link TranslationComparison}. Several of them score better than one would think: on sparse films black beats the last frame.
 */
public final class SimpleAnswers {
    private SimpleAnswers() {}

    /**
     * The images themselves; grey ones with three equal channels where the answers are of three.
     *
     * @param given what is translated
     * @param channels of the answers
     * @throws IllegalArgumentException if the channels are others than those of the images and not 3 for 1
     */
    public static Images identity(Images given, int channels) {
        Shape shape = given.shape();
        if (shape.channels() == channels) {
            return given;
        }
        checkArgument(
                shape.channels() == 1 && channels == 3,
                "images of %s channels are no images of %s",
                shape.channels(),
                channels);
        int area = shape.size();
        float[] values = given.toFloats();
        float[] repeated = new float[Math.multiplyExact(3, values.length)];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = values[i / (3 * area) * area + i % area];
        }
        return Images.of(Shape.of(3, shape.height(), shape.width()), repeated);
    }

    /** Every pixel repeated, so that images are enlarged by a factor of at least 1. */
    public static Images repeated(Images given, int scale) {
        return given.enlarged(scale);
    }

    /** Images enlarged by a factor of at least 1 by cubic convolution. */
    public static Images bicubic(Images given, int scale) {
        checkArgument(scale >= 1, "scale must be at least 1, was %s", scale);
        return given.resized(given.shape().height() * scale, given.shape().width() * scale);
    }

    /** As many black images of the same shape. */
    public static Images black(Images like) {
        float[] values = new float[like.toFloats().length];
        Arrays.fill(values, -1);
        return Images.of(like.shape(), values);
    }

    /**
     * The newest frame of each history.
     *
     * @param histories frames stacked on channels, the newest last
     * @param channels of a frame
     * @throws IllegalArgumentException if the histories hold no whole number of frames
     */
    public static Images lastFrame(Images histories, int channels) {
        Shape shape = histories.shape();
        checkArgument(
                channels >= 1 && shape.channels() % channels == 0,
                "histories of %s channels hold no whole number of frames of %s",
                shape.channels(),
                channels);
        Shape frame = Shape.of(channels, shape.height(), shape.width());
        float[] values = histories.toFloats();
        float[] last = new float[histories.count() * frame.size()];
        for (int i = 0; i < histories.count(); i++) {
            System.arraycopy(values, (i + 1) * shape.size() - frame.size(), last, i * frame.size(), frame.size());
        }
        return Images.of(frame, last);
    }

    /**
     * For each image the answer of the training pair whose input is nearest, by the sum of squares over its pixels; of several
     * the first.
     *
     * @param given what is translated
     * @param training the pairs that were learned from
     * @throws IllegalArgumentException if the samples are no pairs, or their inputs have another shape
     */
    public static Images nearestPair(Images given, Dataset training) {
        Part part = Part.given(training.parts())
                .orElseThrow(() -> new IllegalArgumentException("the samples of " + training.name() + " are no pairs"));
        checkArgument(
                part.shape().equals(given.shape()),
                "the inputs of %s have the shape %s, the images that are translated have %s",
                training.name(),
                part.shape(),
                given.shape());
        return nearest(given, Datasets.part(training, part.name()), training);
    }

    /**
     * For each image the answer to the question that is nearest, by the sum of squares over its pixels; of several the first.
     *
     * @param given what is answered
     * @param questions images of the same shape
     * @param answers an image for each question
     * @throws IllegalArgumentException if the questions have another shape, or there are more or fewer answers
     */
    public static Images nearest(Images given, Dataset questions, Dataset answers) {
        checkArgument(
                questions.shape().equals(given.shape()) && questions.size() == answers.size(),
                "the questions must have the shape %s and an answer each, these are %s of shape %s and %s answers",
                given.shape(),
                questions.size(),
                questions.shape(),
                answers.size());
        float[] values = given.toFloats();
        float[] known = Datasets.images(questions, 0, questions.size()).toFloats();
        int size = given.shape().size();
        int[] places = new int[given.count()];
        for (int i = 0; i < places.length; i++) {
            double least = Double.POSITIVE_INFINITY;
            for (int j = 0; j < questions.size(); j++) {
                double distance = distance(values, i * size, known, j * size, size);
                if (distance < least) {
                    least = distance;
                    places[i] = j;
                }
            }
        }
        return Images.of(answers.shape(), Datasets.values(answers, places));
    }

    private static double distance(float[] one, int from, float[] other, int fromOther, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            double d = one[from + i] - other[fromOther + i];
            sum += d * d;
        }
        return sum;
    }
}
