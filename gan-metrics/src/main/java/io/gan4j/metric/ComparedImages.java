package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;
import io.gan4j.tensor.Shape;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Images and their true ones as an {@link ImageComparison} sees them: planes of numbers from 0 to 255. */
final class ComparedImages {
    /** Fewer pairs have no interval. */
    static final int FEWEST_WITH_INTERVAL = 10;

    private final Shape shape;
    private final float[] made;
    private final float[] truth;
    private final ImageComparison how;

    /**
     * @param leastSide height and width that must be left of an image, for {@code what}
     * @throws IllegalArgumentException if the two are not as many images of one shape of 1 or 3 channels, they are too small,
     *     or a value is not finite
     */
    ComparedImages(Images made, Images truth, ImageComparison how, int leastSide, String what) {
        this.shape = made.shape();
        this.how = how;
        checkArgument(
                shape.equals(truth.shape()) && made.count() == truth.count(),
                "images are compared with as many true ones of one shape, but were %s of %s and %s of %s",
                made.count(),
                shape,
                truth.count(),
                truth.shape());
        checkArgument(
                shape.channels() == 1 || shape.channels() == 3,
                "images must be grey or RGB, 1 or 3 channels, had %s",
                shape.channels());
        checkArgument(
                height() >= leastSide && width() >= leastSide,
                "%s needs at least %s x %s pixels, but of %s x %s a border of %s leaves %s x %s",
                what,
                leastSide,
                leastSide,
                shape.height(),
                shape.width(),
                how.border(),
                Math.max(0, height()),
                Math.max(0, width()));
        this.made = finite("images", made);
        this.truth = finite("true images", truth);
    }

    private static float[] finite(String what, Images images) {
        float[] values = images.toFloats();
        int size = images.shape().size();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        what + " must be finite, value " + i % size + " of image " + i / size + " was " + values[i]);
            }
        }
        return values;
    }

    int count() {
        return made.length / shape.size();
    }

    int height() {
        return shape.height() - 2 * how.border();
    }

    int width() {
        return shape.width() - 2 * how.border();
    }

    int channels() {
        return how.channels() == ImageComparison.Channels.LUMA ? 1 : shape.channels();
    }

    /** A number for each pair, computed in parallel. */
    double[] each(IntToDoubleFunction number) {
        return IntStream.range(0, count()).parallel().mapToDouble(number).toArray();
    }

    /** The mean over pairs, with an interval by 1,000 resamplings of them if there are enough. */
    static Estimate mean(double[] each) {
        return each.length < FEWEST_WITH_INTERVAL
                ? Estimate.without(Resampling.mean(each))
                : Resampling.ofMean(each, 0);
    }

    double[] made(int image, int channel) {
        return plane(made, image, channel);
    }

    double[] truth(int image, int channel) {
        return plane(truth, image, channel);
    }

    private double[] plane(float[] images, int image, int channel) {
        double[] plane = new double[height() * width()];
        int area = shape.height() * shape.width();
        for (int i = 0; i < plane.length; i++) {
            int at = image * shape.size() + (i / width() + how.border()) * shape.width() + i % width() + how.border();
            plane[i] = shape.channels() == channels()
                    ? value(images[at + channel * area])
                    : luma(value(images[at]), value(images[at + area]), value(images[at + 2 * area]));
        }
        return plane;
    }

    private double value(float x) {
        double value = (x + 1.0) * 127.5;
        return how.rounding() == ImageComparison.Rounding.NONE ? value : Math.max(0, Math.min(255, Math.rint(value)));
    }

    /** ITU-R Rec. 601, in the numbers of Matlab. */
    private static double luma(double red, double green, double blue) {
        return 16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255;
    }
}
