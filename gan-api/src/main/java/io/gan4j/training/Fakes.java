package io.gan4j.training;

/** Which fakes the generator learns from. */
public enum Fakes {
    /** New fakes of new latents, not those that the discriminator was just shown (Goodfellow et al. 2014, algorithm 1). */
    ANEW,
    /** The fakes that the discriminator was just shown, which saves a forward pass of the generator. */
    SHARED
}
