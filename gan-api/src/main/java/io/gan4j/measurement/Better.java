package io.gan4j.measurement;

/** Which of two values of a number is the better one. */
public enum Better {
    /** The lower one, as of distances. */
    LOWER,
    /** The higher one, as of accuracies. */
    HIGHER,
    /**
     * The one nearer to what samples of the data give, as of the similarity of a generator's images to each other: less than
     * the data's is as wrong as more.
     */
    NEAR_REAL;

    /**
     * True if a value is better than the best one so far; never if it is NaN, and always against NaN otherwise.
     *
     * @throws IllegalStateException if this is {@link #NEAR_REAL}, which two values alone cannot answer
     */
    public boolean improves(double value, double best) {
        if (this == NEAR_REAL) {
            throw new IllegalStateException(
                    "which of two values is better depends on the data's own value: compare their"
                            + " distances from it, of which the lower one is better");
        }
        if (Double.isNaN(value) || Double.isNaN(best)) {
            return !Double.isNaN(value);
        }
        return this == LOWER ? value < best : value > best;
    }
}
