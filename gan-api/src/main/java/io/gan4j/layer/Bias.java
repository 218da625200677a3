package io.gan4j.layer;

/** Whether a layer adds a learned constant to its output. Needless before a {@link BatchNorm}, which adds its own. */
public enum Bias {
    /** A bias, zero at first. */
    ZERO,
    /** No bias. */
    NONE
}
