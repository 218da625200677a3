package io.gan4j.loss;

/**
 * What is added to a game for the sake of its balance, beside the loss: a {@link Penalty} added to the discriminator's loss, a
 * {@link GeneratorPenalty} added to the generator's, or a bound on weights. Any number of them go together.
 */
public sealed interface Regularizer permits Penalty, GeneratorPenalty, WeightClipping, HistoricalAveraging {}
