package io.gan4j.tensor;

/** Spherical interpolation (White 2016, "Sampling generative networks"). */
final class Slerp {
    /** Below this angle, in radians, spherical and straight interpolation agree to float precision. */
    private static final double PARALLEL = 1e-4;

    private Slerp() {}

    static float[] between(float[] from, float[] to, double t) {
        double angle = angle(from, to);
        if (angle < PARALLEL || angle > Math.PI - PARALLEL) {
            return weighted(1 - t, from, t, to);
        }
        double a = StrictMath.sin((1 - t) * angle) / StrictMath.sin(angle);
        double b = StrictMath.sin(t * angle) / StrictMath.sin(angle);
        return weighted(a, from, b, to);
    }

    static float[] weighted(double a, float[] from, double b, float[] to) {
        float[] sum = new float[from.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (a * from[i] + b * to[i]);
        }
        return sum;
    }

    private static double angle(float[] a, float[] b) {
        double dot = 0;
        double ofA = 0;
        double ofB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            ofA += (double) a[i] * a[i];
            ofB += (double) b[i] * b[i];
        }
        double norms = StrictMath.sqrt(ofA * ofB);
        return norms == 0 ? 0 : StrictMath.acos(Math.max(-1, Math.min(1, dot / norms)));
    }
}
