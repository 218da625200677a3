package io.gan4j.engine;

/** Where a game is played. */
public enum Device {
    /** A GPU if the engine finds one it can use, the CPU otherwise. */
    AUTOMATIC,
    /** The CPU. The same seed and number of threads give the same weights bit for bit on the same machine. */
    CPU,
    /** The first GPU; an error if the engine finds none. Results may differ in the last bits from run to run. */
    GPU
}
