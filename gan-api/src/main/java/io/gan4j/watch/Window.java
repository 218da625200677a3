package io.gan4j.watch;

import java.util.ArrayDeque;
import java.util.Arrays;

/** The newest numbers of a series, up to a fixed count. */
final class Window {
    private final int length;
    private final ArrayDeque<Double> values = new ArrayDeque<>();

    Window(int length) {
        this.length = length;
    }

    void add(double value) {
        if (isFull()) {
            values.removeFirst();
        }
        values.addLast(value);
    }

    boolean isFull() {
        return values.size() == length;
    }

    /** The numbers, oldest first. */
    double[] toArray() {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The upper one of the two in the middle, if there are two; there must be a number. */
    double median() {
        double[] sorted = toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
