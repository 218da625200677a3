package io.gan4j.metric;

import io.gan4j.tensor.Shape;

/** Images of congruential numbers, which another language makes bit by bit alike. */
final class LatticeImages {
    private LatticeImages() {}

    static float[] plain(long seed, int count, Shape shape) {
        double[] numbers = Congruential.numbers(seed, count * shape.size());
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    /**
     * Half of those of seed 2, a quarter of these one pixel further to the right, a quarter of seed 1's one further
     * down.
     */
    static float[] mixed(int count, Shape shape) {
        float[] one = plain(1, count, shape);
        float[] two = plain(2, count, shape);
        int height = shape.height();
        int width = shape.width();
        float[] mixed = new float[one.length];
        for (int i = 0; i < mixed.length; i++) {
            int row = i / width * width;
            int plane = i / (height * width) * height * width;
            double left = two[row + (i - row + width - 1) % width];
            double above = one[plane + (i - plane + (height - 1) * width) % (height * width)];
            mixed[i] = (float) (0.5 * two[i] + 0.25 * left + 0.25 * above);
        }
        return mixed;
    }

    /** A share of each image, and the rest of the first of others. */
    static float[] blended(float[] images, double share, float[] others, int size) {
        float[] blended = new float[images.length];
        for (int i = 0; i < blended.length; i++) {
            blended[i] = (float) (share * images[i] + (1 - share) * others[i % size]);
        }
        return blended;
    }
}
