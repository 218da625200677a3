package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.image.Images;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;

/** Makes a dataset of generated images, rounded to 8-bit pixels as they would be in files, some hundreds at a time. */
final class GeneratedImages {
    private static final int AT_ONCE = 500;
    /** The most values that are made or read at a time: 32 MiB. */
    private static final int VALUES_AT_ONCE = 1 << 23;

    private GeneratedImages() {}

    /** How many images of a shape are made or read at a time. */
    static int atOnce(Shape shape) {
        return Memory.samplesAtOnce(AT_ONCE, VALUES_AT_ONCE, shape);
    }

    /** Makes the images from one place to before another. */
    interface Part {
        Images make(int from, int to);
    }

    /** The dataset of a number of images. */
    static Dataset of(Shape shape, int count, Part part) {
        long bytes = Memory.product(count, shape.size());
        if (!Memory.fits(bytes)) {
            throw new IllegalArgumentException(count + " generated images of shape " + shape + " take "
                    + ((bytes >> 20) + 1) + " MiB, Java's heap has " + Memory.mebibytes()
                    + ": take fewer images, or enlarge the heap by -Xmx");
        }
        byte[][] pixels = new byte[count][];
        int step = atOnce(shape);
        for (int from = 0; from < count; from += step) {
            int to = Math.min(count, from + step);
            Images images = part.make(from, to);
            for (int i = from; i < to; i++) {
                pixels[i] = images.get(i - from).toPixels().toBytes();
            }
        }
        return Datasets.named(Datasets.pixels(shape, pixels), count + " generated images");
    }
}
