package io.gan4j.metric;

/**
 * The structural similarity of two planes with values in [0, 1] (Wang, Bovik, Sheikh and Simoncelli 2004, "Image
 * quality assessment", equations 6 and 13): what a Gaussian window sees of both, as means over the places where it is
 * whole.
 *
 * @param similarity in brightness, contrast and structure
 * @param structure in contrast and structure alone
 */
record Ssim(double similarity, double structure) {
    /** Height and width of the window, as in section 3.3. */
    static final int WINDOW = 11;

    private static final double DEVIATION = 1.5;
    private static final double C1 = 0.01 * 0.01;
    private static final double C2 = 0.03 * 0.03;
    private static final double[] TAPS = taps();

    /** @param one {@code (height, width)}, both at least 11 */
    static Ssim of(double[] one, double[] other, int height, int width) {
        double[] ofOne = seen(one, height, width);
        double[] ofOther = seen(other, height, width);
        double[] squares = seen(product(one, one), height, width);
        double[] otherSquares = seen(product(other, other), height, width);
        double[] products = seen(product(one, other), height, width);
        double similarity = 0;
        double structure = 0;
        for (int i = 0; i < products.length; i++) {
            double means = ofOne[i] * ofOther[i];
            double meanSquares = ofOne[i] * ofOne[i] + ofOther[i] * ofOther[i];
            double covariance = products[i] - means;
            double variances = squares[i] - ofOne[i] * ofOne[i] + (otherSquares[i] - ofOther[i] * ofOther[i]);
            double alike = (2 * covariance + C2) / (variances + C2);
            structure += alike;
            similarity += (2 * means + C1) / (meanSquares + C1) * alike;
        }
        return new Ssim(similarity / products.length, structure / products.length);
    }

    private static double[] product(double[] one, double[] other) {
        double[] product = new double[one.length];
        for (int i = 0; i < product.length; i++) {
            product[i] = one[i] * other[i];
        }
        return product;
    }

    /** The window's means at each place: that of rows, then that of columns. */
    private static double[] seen(double[] plane, int height, int width) {
        int columns = width - WINDOW + 1;
        double[] alongRows = new double[height * columns];
        for (int row = 0; row < height; row++) {
            for (int tap = 0; tap < WINDOW; tap++) {
                add(alongRows, row * columns, TAPS[tap], plane, row * width + tap, columns);
            }
        }
        int rows = height - WINDOW + 1;
        double[] seen = new double[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int tap = 0; tap < WINDOW; tap++) {
                add(seen, row * columns, TAPS[tap], alongRows, (row + tap) * columns, columns);
            }
        }
        return seen;
    }

    private static void add(double[] sum, int at, double weight, double[] numbers, int from, int length) {
        for (int i = 0; i < length; i++) {
            sum[at + i] += weight * numbers[from + i];
        }
    }

    private static double[] taps() {
        double[] taps = new double[WINDOW];
        double sum = 0;
        for (int i = 0; i < WINDOW; i++) {
            double distance = i - WINDOW / 2;
            taps[i] = Math.exp(-distance * distance / (2 * DEVIATION * DEVIATION));
            sum += taps[i];
        }
        for (int i = 0; i < WINDOW; i++) {
            taps[i] /= sum;
        }
        return taps;
    }
}
