package io.gan4j.architecture;

import com.google.common.collect.ImmutableList;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;

/**
 * A recipe whose networks grow in the course of a run, from a small image to that of the data. What a stage's networks have in
 * common with those of the stage before it has the same name in both, and is carried over; the last stage's are the recipe's
 * networks. Implementations are immutable.
 */
public interface GrowingArchitecture extends Architecture {
    /**
     * The stages, in order; the last one is at the full size, and nothing is faded in there.
     *
     * @throws IllegalArgumentException if the recipe cannot make samples of this shape; the message says which it can
     */
    ImmutableList<Growth> growth(Shape sample);

    /** The generator of a stage: a latent {@code (latent)} to a sample of the full size. */
    Network generator(int latent, Shape sample, Growth at);

    /** The discriminator of a stage: a sample of the full size to its score {@code (1)}. */
    Network discriminator(Shape sample, Growth at);

    @Override
    default Network generator(int latent, Shape sample) {
        return generator(latent, sample, last(sample));
    }

    @Override
    default Network discriminator(Shape sample) {
        return discriminator(sample, last(sample));
    }

    private Growth last(Shape sample) {
        ImmutableList<Growth> all = growth(sample);
        return all.get(all.size() - 1);
    }
}
