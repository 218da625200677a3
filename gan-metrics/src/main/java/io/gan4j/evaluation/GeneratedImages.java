package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.image.Images;
import io.gan4j.tensor.Shape;

/** Makes a dataset of generated images, rounded to 8-bit pixels as they would be in files, some hundreds at a time. */
final class GeneratedImages {
    static final int AT_ONCE = 500;

    private GeneratedImages() {}

    /** Makes the images from one place to before another. */
    interface Part {
        Images make(int from, int to);
    }

    /** The dataset of a number of images. */
    static Dataset of(Shape shape, int count, Part part) {
        byte[][] pixels = new byte[count][];
        for (int from = 0; from < count; from += AT_ONCE) {
            int to = Math.min(count, from + AT_ONCE);
            Images images = part.make(from, to);
            for (int i = from; i < to; i++) {
                pixels[i] = images.get(i - from).toPixels().toBytes();
            }
        }
        return Datasets.named(Datasets.pixels(shape, pixels), count + " generated images");
    }
}
