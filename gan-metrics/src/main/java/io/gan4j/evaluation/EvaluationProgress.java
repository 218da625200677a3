package io.gan4j.evaluation;

/**
 * What an evaluation is about to do.
 *
 * @param what in a few words: {@code "Fréchet distance"}
 * @param done how many parts of the work are done
 * @param parts how many there are
 */
public record EvaluationProgress(String what, int done, int parts) {}
