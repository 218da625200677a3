package io.gan4j.game;

/** What is done to each element. */
public enum UnaryOp {
    /** {@code -x}. */
    NEGATE,
    /** {@code |x|}. */
    ABS,
    /** {@code x^2}. */
    SQUARE,
    /** The square root. */
    SQRT,
    /** {@code e^x}. */
    EXP,
    /** The natural logarithm. */
    LOG,
    /** {@code log(1 + e^x)}, exact for scores of any size. */
    SOFTPLUS,
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code max(x, 0)}. */
    RELU
}
