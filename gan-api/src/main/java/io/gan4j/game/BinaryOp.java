package io.gan4j.game;

/** What is done to two elements. */
public enum BinaryOp {
    /** {@code a + b}. */
    PLUS,
    /** {@code a - b}. */
    MINUS,
    /** {@code a b}. */
    TIMES,
    /** {@code a / b}. */
    OVER,
    /** The smaller. */
    MINIMUM,
    /** The larger. */
    MAXIMUM,
    /** 1 where {@code a < b} and 0 elsewhere; no gradient flows through it. */
    LESS_THAN
}
