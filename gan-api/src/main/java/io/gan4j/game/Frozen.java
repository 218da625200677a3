package io.gan4j.game;

/** No optimizer: the weights of a frozen player stay as they are, and no phase may have it as a learner. */
public record Frozen() implements Optimizer {
    @Override
    public float learningRate() {
        return 0;
    }

    @Override
    public Optimizer learningRate(double rate) {
        return this;
    }

    @Override
    public String describe() {
        return "none: its weights stay as they are";
    }
}
