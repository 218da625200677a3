package io.gan4j.architecture;

import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;

/**
 * A recipe for the networks of a GAN that makes images of sentences: sizes in, networks out. What a caption says comes as a
 * sentence vector, which a {@code TextEncoder} makes. Implementations are immutable.
 */
public interface TextArchitecture {
    /** The name of the generator's first input, the latent. */
    String LATENT = "z";
    /** The name of the input of generator and head that takes the sentence vector. */
    String SENTENCE = "sentence";
    /** The name of the head's first input. */
    String FEATURES = "features";

    /**
     * The generator, with the inputs {@link #LATENT} and {@link #SENTENCE}, in this order: an image {@code (C, H, W)}.
     *
     * @param latent the length of the latent
     * @param sentence the length of a sentence vector
     * @throws IllegalArgumentException if the recipe cannot make samples of this shape; the message says which it can
     */
    Network generator(int latent, int sentence, Shape sample);

    /**
     * The part of the discriminator that sees the image alone, with one input, {@code x}: its features.
     *
     * @throws IllegalArgumentException if the recipe cannot take samples of this shape; the message says which it can
     */
    Network trunk(Shape sample);

    /**
     * The part of the discriminator that judges whether features are those of a real image and go with a sentence, with the
     * inputs {@link #FEATURES} and {@link #SENTENCE}: one score, {@code (1)}.
     *
     * @param sentence the length of a sentence vector
     * @param sample the shape of the image that the trunk saw
     * @throws IllegalArgumentException if the recipe cannot take samples of this shape
     */
    Network head(int sentence, Shape sample);

    /**
     * The same recipe with other widths.
     *
     * @param generatorFeatures channels of the generator's narrowest hidden layer
     * @param discriminatorFeatures channels of the discriminator's narrowest hidden layer
     */
    TextArchitecture features(int generatorFeatures, int discriminatorFeatures);
}
