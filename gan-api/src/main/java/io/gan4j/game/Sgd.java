package io.gan4j.game;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * Stochastic gradient descent with momentum: {@code b = momentum b + g; w = w - learningRate b}.
 *
 * @param learningRate above 0
 * @param momentum in [0, 1); 0 is plain descent
 */
@CheckReturnValue
public record Sgd(float learningRate, float momentum) implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Sgd {
        Optimizers.checkRate(learningRate);
        Optimizers.checkDecay(momentum, "momentum");
    }

    /** Without momentum. */
    public static Sgd of(double learningRate) {
        return new Sgd((float) learningRate, 0);
    }

    /** The same with a momentum. */
    public Sgd momentum(double value) {
        return new Sgd(learningRate, (float) value);
    }

    @Override
    public Sgd learningRate(double rate) {
        return new Sgd((float) rate, momentum);
    }

    @Override
    public String describe() {
        return "gradient descent at " + Numbers.text(learningRate)
                + (momentum == 0 ? "" : ", momentum " + Numbers.text(momentum));
    }
}
