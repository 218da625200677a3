package io.gan4j.metric;

/**
 * What an image shows at several resolutions (Burt and Adelson 1983, "The Laplacian pyramid as a compact image code"):
 * each level is half as large as the one before, and holds what is lost by halving once more; the last one holds what
 * is left. The filter is theirs for {@code a = 0.375}, with five taps, and images are mirrored about their outermost
 * pixels, as OpenCV's {@code pyrDown} and {@code pyrUp} do it.
 */
final class LaplacianPyramid {
    private static final double[] TAPS = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};

    private LaplacianPyramid() {}

    /** The height or width of a level: half of that of the level before, rounded up. */
    static int side(int side, int level) {
        int halved = side;
        for (int i = 0; i < level; i++) {
            halved = (halved + 1) / 2;
        }
        return halved;
    }

    /**
     * One level of a plane.
     *
     * @param plane {@code (height, width)}, which have at least 3 pixels at each level
     * @param level from 0, that of the plane's own size
     * @param levels how many there are
     */
    static double[] level(double[] plane, int height, int width, int level, int levels) {
        double[] blurred = plane;
        for (int i = 0; i < level; i++) {
            blurred = down(blurred, side(height, i), side(width, i));
        }
        if (level == levels - 1) {
            return blurred;
        }
        int rows = side(height, level);
        int columns = side(width, level);
        double[] coarse = up(down(blurred, rows, columns), rows, columns);
        double[] lost = new double[coarse.length];
        for (int i = 0; i < lost.length; i++) {
            lost[i] = blurred[i] - coarse[i];
        }
        return lost;
    }

    /** Half of a plane's size, rounded up: every other pixel of what the filter makes of it. */
    static double[] down(double[] plane, int height, int width) {
        double[] filtered = filtered(plane, height, width);
        int columns = side(width, 1);
        double[] half = new double[side(height, 1) * columns];
        for (int i = 0; i < half.length; i++) {
            half[i] = filtered[i / columns * 2 * width + i % columns * 2];
        }
        return half;
    }

    /** A plane of {@code (height, width)} from one of half that size: zeros in between, and the filter over all. */
    static double[] up(double[] half, int height, int width) {
        int columns = side(width, 1);
        double[] sparse = new double[height * width];
        for (int i = 0; i < half.length; i++) {
            // a quarter of the pixels make up for all
            sparse[i / columns * 2 * width + i % columns * 2] = 4 * half[i];
        }
        return filtered(sparse, height, width);
    }

    private static double[] filtered(double[] plane, int height, int width) {
        double[] alongRows = new double[plane.length];
        for (int row = 0; row < height; row++) {
            filter(plane, row * width, 1, width, alongRows);
        }
        double[] filtered = new double[plane.length];
        for (int column = 0; column < width; column++) {
            filter(alongRows, column, width, height, filtered);
        }
        return filtered;
    }

    /** A line of {@code length} numbers, the first at {@code from}. */
    private static void filter(double[] numbers, int from, int step, int length, double[] into) {
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (int tap = 0; tap < TAPS.length; tap++) {
                sum += TAPS[tap] * numbers[from + mirrored(i + tap - TAPS.length / 2, length) * step];
            }
            into[from + i * step] = sum;
        }
    }

    private static int mirrored(int index, int length) {
        int positive = Math.abs(index);
        return positive < length ? positive : 2 * (length - 1) - positive;
    }
}
