package io.gan4j.data;

import java.util.Arrays;

/**
 * A line of ink: points with the radius of a round pen at each, some of them where the pen is set down anew. Grows as
 * points are added; not thread-safe.
 */
final class Ink {
    private static final int INITIAL_CAPACITY = 128;

    double[] x = new double[INITIAL_CAPACITY];
    double[] y = new double[INITIAL_CAPACITY];
    double[] radius = new double[INITIAL_CAPACITY];
    boolean[] penDown = new boolean[INITIAL_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    /** Adds a point; {@code penDown} if no ink joins it to the point before. */
    void add(double px, double py, double penRadius, boolean down) {
        if (size == x.length) {
            x = Arrays.copyOf(x, 2 * size);
            y = Arrays.copyOf(y, 2 * size);
            radius = Arrays.copyOf(radius, 2 * size);
            penDown = Arrays.copyOf(penDown, 2 * size);
        }
        x[size] = px;
        y[size] = py;
        radius[size] = penRadius;
        penDown[size] = down;
        size++;
    }

    /** The least of the first {@link #size} values. */
    double least(double[] values) {
        double least = values[0];
        for (int i = 1; i < size; i++) {
            least = Math.min(least, values[i]);
        }
        return least;
    }

    /** The greatest of the first {@link #size} values. */
    double greatest(double[] values) {
        double greatest = values[0];
        for (int i = 1; i < size; i++) {
            greatest = Math.max(greatest, values[i]);
        }
        return greatest;
    }

    /** The mean of a coordinate over the ink: each piece counts by its length and width. */
    double centreOfMass(double[] coordinate) {
        double mass = 1e-9;
        double sum = mass * coordinate[0];
        for (int i = 1; i < size; i++) {
            if (!penDown[i]) {
                double dx = x[i] - x[i - 1];
                double dy = y[i] - y[i - 1];
                double piece = Math.sqrt(dx * dx + dy * dy) * (radius[i] + radius[i - 1]);
                mass += piece;
                sum += piece * 0.5 * (coordinate[i] + coordinate[i - 1]);
            }
        }
        return sum / mass;
    }

    /** Maps every point to {@code (scale * x + shiftX, scale * y + shiftY)}. */
    void scaleThenShift(double scale, double shiftX, double shiftY) {
        for (int i = 0; i < size; i++) {
            x[i] = scale * x[i] + shiftX;
            y[i] = scale * y[i] + shiftY;
        }
    }
}
