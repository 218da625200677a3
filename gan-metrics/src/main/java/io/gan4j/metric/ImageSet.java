package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.Optional;

/** Images of one shape in {@code (N, C, H, W)} order, at least one, all values finite. The array is not copied. */
record ImageSet(float[] values, Shape shape) {
    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if the shape is not that of an image, there is none, the last one is not whole,
     *     or a value is not finite
     */
    ImageSet {
        checkArgument(
                shape.isImage(), "images have channels, height and width, samples of shape %s are no images", shape);
        int size = shape.size();
        checkArgument(
                values.length > 0 && values.length % size == 0,
                "images of shape %s take %s values each, at least one image, were %s values",
                shape,
                size,
                values.length);
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "images must be finite, value " + i % size + " of image " + i / size + " was " + values[i]);
            }
        }
    }

    int count() {
        return values.length / shape.size();
    }

    /** One channel of an image, {@code (H, W)}, in a new array. */
    double[] plane(int image, int channel) {
        double[] plane = new double[shape.height() * shape.width()];
        int from = image * shape.size() + channel * plane.length;
        for (int i = 0; i < plane.length; i++) {
            plane[i] = values[from + i];
        }
        return plane;
    }

    /** @throws IllegalArgumentException if height or width is below that */
    void checkSide(int least, String what) {
        tooSmall(shape, least, what).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
    }

    /** Why images of a shape are too small; empty if they are not. */
    static Optional<String> tooSmall(Shape shape, int least, String what) {
        return Math.min(shape.height(), shape.width()) >= least
                ? Optional.empty()
                : Optional.of(what + " needs images of at least " + least + " x " + least + " pixels, these have "
                        + shape.height() + " x " + shape.width());
    }
}
