package io.gan4j.loss;

/**
 * Historical averaging (Salimans et al. 2016, section 3.3), for both players: {@code weight |theta - mean of theta over the
 * updates so far|^2} is added to a player's loss, which damps going in circles.
 *
 * @param weight above 0; the paper does not give its own
 */
public record HistoricalAveraging(float weight) implements Regularizer {
    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public HistoricalAveraging {
        Checks.aboveZero(weight, "weight");
    }

    @Override
    public String describe() {
        return "historical averaging of both players, weight " + Phrases.number(weight) + " (Salimans et al. 2016)";
    }
}
