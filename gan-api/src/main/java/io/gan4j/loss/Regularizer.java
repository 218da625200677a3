package io.gan4j.loss;

/** What keeps the discriminator in bounds, beside its loss: a {@link Penalty} added to it, or {@link WeightClipping}. */
public sealed interface Regularizer permits Penalty, WeightClipping {}
