package io.gan4j;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;
import java.util.OptionalDouble;

/** The color that nearly all images of a dataset have along their border, if they have one: black for digits on black. */
final class BorderColor {
    /** The share of the border's values that must be of the color. */
    private static final double MOST = 0.75;

    private static final int LEVELS = 256;
    /** How many of 256 levels a value may differ: compressed images do not keep theirs to the letter. */
    private static final int NEAR = 8;

    private static final int LOOKED_AT = 256;
    /** The most values that are looked at; fewer images are, where each is large. */
    private static final int MOST_VALUES = 1 << 22;

    private BorderColor() {}

    /** Finds it in up to 256 images that are evenly spread over the dataset; empty for samples that are no images. */
    static OptionalDouble of(Dataset data) {
        Shape shape = data.shape();
        if (!shape.isImage() || data.size() == 0) {
            return OptionalDouble.empty();
        }
        int count = Math.min(data.size(), Memory.samplesAtOnce(LOOKED_AT, MOST_VALUES, shape));
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = (int) ((long) i * data.size() / count);
        }
        return of(histogram(Datasets.values(data, places), shape));
    }

    private static int[] histogram(float[] values, Shape shape) {
        int[] histogram = new int[LEVELS];
        for (int i = 0; i < values.length; i++) {
            int row = i / shape.width() % shape.height();
            int column = i % shape.width();
            if (row == 0 || column == 0 || row == shape.height() - 1 || column == shape.width() - 1) {
                int level = Math.round((values[i] + 1) / 2 * (LEVELS - 1));
                histogram[Math.max(0, Math.min(LEVELS - 1, level))]++;
            }
        }
        return histogram;
    }

    private static OptionalDouble of(int[] histogram) {
        int mode = 0;
        long all = 0;
        for (int level = 0; level < LEVELS; level++) {
            all += histogram[level];
            mode = histogram[level] > histogram[mode] ? level : mode;
        }
        long near = 0;
        for (int level = Math.max(0, mode - NEAR); level <= Math.min(LEVELS - 1, mode + NEAR); level++) {
            near += histogram[level];
        }
        return near >= MOST * all ? OptionalDouble.of(2.0 * mode / (LEVELS - 1) - 1) : OptionalDouble.empty();
    }
}
