package io.gan4j.architecture;

import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;

/** A recipe for the two networks of a GAN: sizes in, networks out. Implementations are immutable. */
public interface Architecture {
    /**
     * The generator: a latent {@code (latent)} to a sample.
     *
     * @throws IllegalArgumentException if the recipe cannot make samples of this shape; the message says which it can
     */
    Network generator(int latent, Shape sample);

    /**
     * The discriminator: a sample to its score {@code (1)}.
     *
     * @throws IllegalArgumentException if the recipe cannot take samples of this shape; the message says which it can
     */
    Network discriminator(Shape sample);

    /**
     * The same recipe with other widths.
     *
     * @param generatorFeatures features or channels of the generator's narrowest hidden layer
     * @param discriminatorFeatures features or channels of the discriminator's narrowest hidden layer
     */
    Architecture features(int generatorFeatures, int discriminatorFeatures);

    /** See {@link #features}. */
    int generatorFeatures();

    /** See {@link #features}. */
    int discriminatorFeatures();
}
