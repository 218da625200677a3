package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * Adam (Kingma and Ba, ICLR 2015, algorithm 1), with bias correction.
 *
 * @param learningRate above 0; DCGAN's is 2e-4
 * @param beta1 decay of the first moment, in [0, 1); DCGAN's is 0.5
 * @param beta2 decay of the second moment, in [0, 1); 0.999
 * @param epsilon added to the root of the second moment; 1e-8
 */
@CheckReturnValue
public record Adam(float learningRate, float beta1, float beta2, float epsilon) implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Adam {
        Optimizers.checkRate(learningRate);
        Optimizers.checkDecay(beta1, "beta1");
        Optimizers.checkDecay(beta2, "beta2");
        checkArgument(epsilon > 0, "epsilon must be above 0, was %s", epsilon);
    }

    /** With the betas of Adam's paper, 0.9 and 0.999. */
    public static Adam of(double learningRate) {
        return new Adam((float) learningRate, 0.9f, 0.999f, 1e-8f);
    }

    /** The same with other betas. */
    public Adam betas(double first, double second) {
        return new Adam(learningRate, (float) first, (float) second, epsilon);
    }

    @Override
    public Adam learningRate(double rate) {
        return new Adam((float) rate, beta1, beta2, epsilon);
    }

    @Override
    public String describe() {
        return "Adam at " + Numbers.text(learningRate) + ", betas " + Numbers.text(beta1) + " and "
                + Numbers.text(beta2) + " (Kingma and Ba 2015)";
    }
}
