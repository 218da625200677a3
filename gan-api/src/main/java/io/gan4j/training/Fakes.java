package io.gan4j.training;

/** Which fakes the generator learns from. */
public enum Fakes {
    /** Others than the discriminator was just shown, of new latents (Goodfellow et al. 2014, algorithm 1). */
    ANEW,
    /** Those that the discriminator was just shown, which spares a forward pass of the generator. */
    SHARED
}
