package io.gan4j.engine;

/**
 * The floating-point numbers in which networks compute while they are trained. Weights, optimizers' moments, running
 * statistics, normalization statistics, losses and updates are float32 under every precision, and so is every network outside a
 * step: samples, evaluations, checkpoints and exported files.
 */
public enum Precision {
    /** 32-bit numbers everywhere. */
    FLOAT32,
    /**
     * 16-bit numbers with the range of float32 and 8 significant bits, for convolutions, linear layers and the layers between
     * them: half of the memory traffic, and twice the speed or more where the processor multiplies matrices of them (Intel's
     * AMX, GPUs). A processor without such instructions computes with them more slowly than with float32.
     */
    BFLOAT16,
    /**
     * {@link #BFLOAT16} where the device is known to be faster with it, {@link #FLOAT32} otherwise. The engine decides when the
     * run starts, by the kind of the device alone, so the same machine always decides alike.
     */
    AUTOMATIC
}
