package io.gan4j.game;

/** What is made of many elements. */
public enum Reduction {
    /** The mean of all elements of all samples, a scalar. */
    MEAN,
    /** The sum of all elements of all samples, a scalar. */
    SUM,
    /** The sum of each sample's elements, {@code (N, 1)}. */
    SAMPLE_SUM,
    /** The Euclidean norm of each sample's elements, {@code (N, 1)}; its gradient at zero is zero. */
    SAMPLE_NORM,
    /** {@code log(sum e^x)} of each sample's elements, exact for scores of any size, {@code (N, 1)}. */
    SAMPLE_LOG_SUM_EXP,
    /** The mean over the samples of each element: a single sample, which goes with every sample of a batch. */
    BATCH_MEAN
}
