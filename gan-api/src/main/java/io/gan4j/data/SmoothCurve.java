package io.gan4j.data;

/**
 * A smooth curve through points of the plane, each with a third value that runs along: the centripetal Catmull-Rom spline
 * (Catmull and Rom 1974; Yuksel, Schaefer and Keyser, "Parameterization and applications of Catmull-Rom curves", 2011),
 * which makes no loops or cusps of its own. At a corner one curve ends and another begins.
 *
 * <p>Only sums, products, quotients and square roots, so every platform gets the same numbers.
 */
final class SmoothCurve {
    /** Straight pieces between two neighbouring points: too short to be seen even at 256 pixels. */
    static final int PIECES = 8;

    private static final double LEAST_KNOT = 1e-4;

    private final double[][] points;
    private final boolean[] corner;

    /** The curve through {@code points[i] = {x, y, value}}. */
    SmoothCurve(double[][] points, boolean[] corner) {
        this.points = points;
        this.corner = corner;
    }

    /** Adds the curve's points to the ink, with the third value as radius. */
    void flattenInto(Ink ink) {
        add(ink, points[0], true);
        for (int i = 0; i + 1 < points.length; i++) {
            double[] from = points[i];
            double[] to = points[i + 1];
            double[] before = i == 0 || corner[i] ? mirrored(to, from) : points[i - 1];
            double[] after = i + 2 == points.length || corner[i + 1] ? mirrored(from, to) : points[i + 2];
            span(before, from, to, after, ink);
        }
    }

    private static double[] mirrored(double[] point, double[] centre) {
        return new double[] {2 * centre[0] - point[0], 2 * centre[1] - point[1], centre[2]};
    }

    private static void add(Ink ink, double[] point, boolean penDown) {
        ink.add(point[0], point[1], point[2], penDown);
    }

    private static void span(double[] p0, double[] p1, double[] p2, double[] p3, Ink ink) {
        double t01 = knot(p0, p1);
        double t12 = knot(p1, p2);
        double t23 = knot(p2, p3);
        double[] start = new double[3];
        double[] end = new double[3];
        for (int k = 0; k < 3; k++) {
            double chord = (p2[k] - p1[k]) / t12;
            start[k] = t12 * ((p1[k] - p0[k]) / t01 - (p2[k] - p0[k]) / (t01 + t12) + chord);
            end[k] = t12 * (chord - (p3[k] - p1[k]) / (t12 + t23) + (p3[k] - p2[k]) / t23);
        }
        double[] at = new double[3];
        for (int piece = 1; piece <= PIECES; piece++) {
            double u = (double) piece / PIECES;
            for (int k = 0; k < 3; k++) {
                at[k] = hermite(u, p1[k], start[k], p2[k], end[k]);
            }
            add(ink, at, false);
        }
    }

    /** The square root of the distance: the centripetal spacing of knots. */
    private static double knot(double[] a, double[] b) {
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        return Math.max(LEAST_KNOT, Math.sqrt(Math.sqrt(dx * dx + dy * dy)));
    }

    private static double hermite(double u, double p, double tangentP, double q, double tangentQ) {
        double v = 1 - u;
        return v * v * ((1 + 2 * u) * p + u * tangentP) + u * u * ((3 - 2 * u) * q - v * tangentQ);
    }
}
