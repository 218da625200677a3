package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;

/**
 * RMSProp (Hinton, lecture 6e of "Neural networks for machine learning"), not centred: {@code v = decay v + (1 - decay) g^2;
 * w = w - learningRate g / (sqrt(v) + epsilon)}.
 *
 * @param learningRate above 0; WGAN's is 5e-5
 * @param decay of the mean of squares, in [0, 1); 0.99
 * @param epsilon added to the root; 1e-8
 */
@CheckReturnValue
public record RmsProp(float learningRate, float decay, float epsilon) implements Optimizer {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public RmsProp {
        Optimizers.checkRate(learningRate);
        Optimizers.checkDecay(decay, "decay");
        checkArgument(epsilon > 0, "epsilon must be above 0, was %s", epsilon);
    }

    /** With PyTorch's decay of 0.99. */
    public static RmsProp of(double learningRate) {
        return new RmsProp((float) learningRate, 0.99f, 1e-8f);
    }

    /** The same with another decay. */
    public RmsProp decay(double value) {
        return new RmsProp(learningRate, (float) value, epsilon);
    }

    @Override
    public RmsProp learningRate(double rate) {
        return new RmsProp((float) rate, decay, epsilon);
    }

    @Override
    public String describe() {
        return "RMSProp at " + Numbers.text(learningRate) + ", decay " + Numbers.text(decay) + " (Hinton 2012)";
    }
}
