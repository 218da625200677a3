package io.gan4j.game;

/** How a player's weights follow the gradient of its loss. Immutable values with PyTorch's formulas and defaults. */
public sealed interface Optimizer permits Adam, Frozen, RmsProp, Sgd {
    /** The learning rate: the size of a step. */
    float learningRate();

    /**
     * The same with another learning rate.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    Optimizer learningRate(double rate);

    /** It and its numbers in a phrase: {@code Adam at 0.0002, betas 0.5 and 0.999 (Kingma and Ba 2015)}. */
    String describe();
}
