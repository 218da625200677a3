package io.gan4j.layer;

/** Whether a normalisation multiplies by a learned weight and adds a learned bias afterwards. */
public enum Affine {
    /** A weight and a bias for each feature or channel. */
    LEARNED,
    /** Neither: as CycleGAN's instance normalisation has it, and wherever {@link Modulate} follows. */
    NONE
}
