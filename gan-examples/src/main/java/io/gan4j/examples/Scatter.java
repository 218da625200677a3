package io.gan4j.examples;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A picture of real points and generated ones: the first two numbers of each sample as places on a plane that shows all real
 * points; grey are the real ones, orange the generated ones on top of them. Samples of one number lie in rows by their order.
 */
final class Scatter {
    static final int SIDE = 512;
    private static final int MOST = 2_000;
    private static final double MARGIN = 0.1;
    private static final float WHITE = 1;
    private static final float[] REAL = {0.35f, 0.35f, 0.35f};
    private static final float[] GENERATED = {0.9f, 0.1f, -0.8f};

    private final float[] pixels = new float[3 * SIDE * SIDE];
    private final double[] low = new double[2];
    private final double[] high = new double[2];

    private Scatter(float[][] shown) {
        Arrays.fill(pixels, WHITE);
        for (int axis = 0; axis < 2; axis++) {
            int which = axis;
            double least = Arrays.stream(shown)
                    .mapToDouble(point -> point[which])
                    .min()
                    .orElse(0);
            double most = Arrays.stream(shown)
                    .mapToDouble(point -> point[which])
                    .max()
                    .orElse(1);
            double margin = most > least ? MARGIN * (most - least) : 1;
            low[axis] = least - margin;
            high[axis] = most + margin;
        }
    }

    /**
     * Draws up to 2,000 points of the data and as many of a generator.
     *
     * @param data points or rows of a table, of which the generator has learnt to make more
     * @param seed the seed of the latents
     */
    static Images of(Dataset data, Generator generator, long seed) {
        // drawn, because every tenth sample would be of a few classes alone where classes take turns
        int[] places = data.size() <= MOST
                ? IntStream.range(0, data.size()).toArray()
                : RandomStream.of(seed).ints(MOST, 0, data.size()).toArray();
        int count = places.length;
        int width = data.shape().size();
        float[][] real = points(Datasets.values(data, places), width);
        Scatter plot = new Scatter(real);
        plot.draw(real, REAL);
        plot.draw(points(generator.samples(generator.latents(count, seed)), width), GENERATED);
        return Images.of(Shape.of(3, SIDE, SIDE), plot.pixels);
    }

    private static float[][] points(float[] values, int width) {
        int count = values.length / width;
        float[][] points = new float[count][];
        for (int i = 0; i < count; i++) {
            float second = width > 1 ? values[i * width + 1] : (float) i / count;
            points[i] = new float[] {values[i * width], second};
        }
        return points;
    }

    private void draw(float[][] points, float[] colour) {
        for (float[] point : points) {
            int column = place(point[0], 0);
            int row = SIDE - 1 - place(point[1], 1);
            for (int y = Math.max(0, row - 1); y <= Math.min(SIDE - 1, row + 1); y++) {
                for (int x = Math.max(0, column - 1); x <= Math.min(SIDE - 1, column + 1); x++) {
                    paint(x, y, colour);
                }
            }
        }
    }

    /** Outside the picture for what lies far outside the data. */
    private int place(float value, int axis) {
        double share = (value - low[axis]) / (high[axis] - low[axis]);
        return share < 0 || share >= 1 ? -2 * SIDE : (int) (share * SIDE);
    }

    private void paint(int x, int y, float[] colour) {
        for (int channel = 0; channel < 3; channel++) {
            pixels[(channel * SIDE + y) * SIDE + x] = colour[channel];
        }
    }
}
