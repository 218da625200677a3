package io.gan4j.game;

/** How a player's weights follow the gradient of its loss. Immutable values with PyTorch's formulas and defaults. */
public sealed interface Optimizer permits Adam, RmsProp, Sgd {
    /** The learning rate: the size of a step. */
    float learningRate();
}
