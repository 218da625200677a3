package io.gan4j.metric;

/** Colors of sRGB (IEC 61966-2-1) in CIELAB, by the white of D65 and the observer of 2 degrees. */
final class Cielab {
    private static final double[] WHITE = {0.95047, 1.0, 1.08883};
    private static final double[][] TO_XYZ = {
        {0.412453, 0.357580, 0.180423}, {0.212671, 0.715160, 0.072169}, {0.019334, 0.119193, 0.950227}
    };

    private Cielab() {}

    /** L, a and b of red, green and blue in [0, 1]. */
    static double[] of(double red, double green, double blue) {
        double[] linear = {linear(red), linear(green), linear(blue)};
        double[] roots = new double[3];
        for (int i = 0; i < 3; i++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                sum += TO_XYZ[i][k] * linear[k];
            }
            roots[i] = root(sum / WHITE[i]);
        }
        return new double[] {116 * roots[1] - 16, 500 * (roots[0] - roots[1]), 200 * (roots[1] - roots[2])};
    }

    private static double linear(double value) {
        return value > 0.04045 ? Math.pow((value + 0.055) / 1.055, 2.4) : value / 12.92;
    }

    private static double root(double value) {
        return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16.0 / 116;
    }
}
