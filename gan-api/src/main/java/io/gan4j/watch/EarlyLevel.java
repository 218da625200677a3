package io.gan4j.watch;

/** The median of the first numbers of a series, against which later ones are held. */
final class EarlyLevel {
    private static final int FIRST = 10;

    private final Window first = new Window(FIRST);

    /** Takes note of a number, unless there are enough of them or it is not finite. */
    void add(double value) {
        if (!first.isFull() && Double.isFinite(value)) {
            first.add(value);
        }
    }

    /** NaN until there are enough numbers. */
    double median() {
        return first.isFull() ? first.median() : Double.NaN;
    }
}
