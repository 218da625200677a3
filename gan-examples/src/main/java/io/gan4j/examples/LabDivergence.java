package io.gan4j.examples;

/**
 * How far generated points are from real ones on a grid of bins, in nats. The divergence of Jensen and Shannon is 0 for equal
 * shares and {@code ln 2} for points that share no bin. That of Kullback and Leibler, of the generated from the real points, is
 * infinite where a point lies in a bin without real ones, so half a point is added to each bin (Krichevsky and Trofimov). As
 * many points of the same distribution do not reach 0, so both have a floor: what real points reach against other real ones.
 * What lies outside the grid is a bin of its own.
 */
final class LabDivergence {
    private static final int BINS = 20;

    private final double[] real;
    private final double floor;
    private final double leaningFloor;
    private final int count;
    private final float left;
    private final float bottom;
    private final float side;

    LabDivergence(float[] real, float[] others, float left, float bottom, float side) {
        this.left = left;
        this.bottom = bottom;
        this.side = side;
        this.real = shares(real);
        double[] asReal = shares(others);
        this.floor = between(this.real, asReal);
        this.leaningFloor = leaning(asReal, this.real, others.length / 2, real.length / 2);
        this.count = real.length / 2;
    }

    /** What as many real points reach. */
    double floor() {
        return floor;
    }

    /** The divergence of points from the real ones. */
    double of(float[] points) {
        return between(real, shares(points));
    }

    /** The floor of {@link #leaningOf}. */
    double leaningFloor() {
        return leaningFloor;
    }

    /** The divergence of Kullback and Leibler of points from the real ones. */
    double leaningOf(float[] points) {
        return leaning(shares(points), real, points.length / 2, count);
    }

    /** The divergence of Kullback and Leibler of shares from others, given of how many points each of both are. */
    static double leaning(double[] one, double[] other, int ofOne, int ofOther) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double share = (one[i] * ofOne + 0.5) / (ofOne + 0.5 * one.length);
            sum += share * Math.log(share / ((other[i] * ofOther + 0.5) / (ofOther + 0.5 * one.length)));
        }
        return Math.max(0, sum);
    }

    private double[] shares(float[] points) {
        double[] shares = new double[BINS * BINS + 1];
        double each = 2.0 / points.length;
        for (int i = 0; i < points.length; i += 2) {
            int column = (int) Math.floor(BINS * (points[i] - left) / side);
            int row = (int) Math.floor(BINS * (points[i + 1] - bottom) / side);
            boolean inside = column >= 0 && column < BINS && row >= 0 && row < BINS;
            shares[inside ? row * BINS + column : BINS * BINS] += each;
        }
        return shares;
    }

    static double between(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double middle = (one[i] + other[i]) / 2;
            sum += part(one[i], middle) + part(other[i], middle);
        }
        return Math.max(0, sum / 2);
    }

    private static double part(double share, double middle) {
        return share == 0 ? 0 : share * Math.log(share / middle);
    }
}
