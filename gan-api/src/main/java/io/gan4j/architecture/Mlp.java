package io.gan4j.architecture;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;

/**
 * The fully connected GAN (Goodfellow et al., "Generative adversarial nets", 2014), in the form of the digits lesson: a
 * generator of three hidden layers that widen, {@code f, 2f, 4f}, a discriminator of two that narrow, {@code 2f, f}, all
 * with LeakyReLU of slope 0.2, and tanh where the samples are images. Takes samples of any shape; points and other vectors
 * leave the generator unbounded.
 *
 * @param generatorFeatures width of the generator's first hidden layer; 256 by default
 * @param discriminatorFeatures width of the discriminator's last hidden layer; 256 by default
 */
@CheckReturnValue
public record Mlp(int generatorFeatures, int discriminatorFeatures) implements Architecture {
    private static final float SLOPE = 0.2f;

    /**
     * Checks the widths.
     *
     * @throws IllegalArgumentException if one is below 1 or above 1,048,576
     */
    public Mlp {
        Widths.check(generatorFeatures, discriminatorFeatures);
    }

    /** The recipe with one width for both networks. */
    public static Mlp of(int features) {
        return new Mlp(features, features);
    }

    @Override
    public Mlp features(int ofGenerator, int ofDiscriminator) {
        return new Mlp(ofGenerator, ofDiscriminator);
    }

    @Override
    public Network generator(int latent, Shape sample) {
        NetworkBuilder network = Network.from("z", Shape.of(latent))
                .linear(generatorFeatures)
                .leakyRelu(SLOPE)
                .linear(2 * generatorFeatures)
                .leakyRelu(SLOPE)
                .linear(4 * generatorFeatures)
                .leakyRelu(SLOPE)
                .linear(sample.size());
        return sample.isImage()
                ? network.tanh().reshape(sample).build()
                : network.reshape(sample).build();
    }

    @Override
    public Network discriminator(Shape sample) {
        return Network.from("x", sample)
                .flatten()
                .linear(2 * discriminatorFeatures)
                .leakyRelu(SLOPE)
                .linear(discriminatorFeatures)
                .leakyRelu(SLOPE)
                .linear(1)
                .build();
    }
}
