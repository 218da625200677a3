package io.gan4j.loss;

/**
 * What is added to a game for the sake of its balance, beside the loss: a {@link Penalty} added to the discriminator's loss, a
 * {@link GeneratorPenalty} or {@link PathLength} added to the generator's, or a bound on weights. Any number of them go
 * together.
 */
public sealed interface Regularizer permits Penalty, GeneratorPenalty, PathLength, WeightClipping, HistoricalAveraging {
    /** It in a phrase, with its numbers and source. By default the words of the class's name and a record's components. */
    default String describe() {
        return Phrases.of(this, "a custom penalty");
    }
}
