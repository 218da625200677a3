package io.gan4j.benchmarks;

import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Bias;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;

/** The networks that the step is measured on, the same as in {@code dcgan_step.py}: by default 28x28, latent 100. */
final class StepNetworks {
    static final int LATENT = 100;
    static final int BATCH = 64;
    static final int SIDE = 28;
    static final int FEATURES = 64;

    /** Multiplications and additions of one sample in the generator's and the discriminator's products, forwards. */
    private static final double GENERATOR_MACS = LATENT * 256.0 * 49 + 256.0 * 64 * 16 * 49 + 64.0 * 1 * 16 * 196;

    private static final double DISCRIMINATOR_MACS = 1.0 * 64 * 16 * 196 + 64.0 * 128 * 16 * 49 + 128.0 * 49;

    /**
     * Floating-point operations of a step's products: the discriminator's phase takes one pass through the generator and three
     * (one forwards, two backwards) through the discriminator for each of real and fake; the generator's takes three through
     * the generator and two through the frozen discriminator, whose weights need no gradient.
     */
    static final double FLOP_A_STEP = 2 * BATCH * (4 * GENERATOR_MACS + 8 * DISCRIMINATOR_MACS);

    private StepNetworks() {}

    static Network generator() {
        return generator(SIDE, FEATURES, 1);
    }

    static Network discriminator() {
        return discriminator(SIDE, FEATURES, 1);
    }

    /** The generator for other images: of a side that 4 divides, with another width or number of channels. */
    static Network generator(int side, int features, int channels) {
        int wide = 4 * features;
        return Network.from("z", Shape.of(LATENT))
                .weights(Init.DCGAN)
                .reshape(Shape.of(LATENT, 1, 1))
                .add(new ConvTranspose2d(LATENT, wide, side / 4, side / 4, 1, 0, 0, 0, Bias.NONE, Init.DCGAN))
                .add(BatchNorm.of(wide))
                .relu()
                .add(ConvTranspose2d.doubling(wide, features).withoutBias().weights(Init.DCGAN))
                .add(BatchNorm.of(features))
                .relu()
                .convTranspose2d(channels, 4, 2, 1)
                .tanh()
                .build();
    }

    /** The discriminator for other images. */
    static Network discriminator(int side, int features, int channels) {
        return Network.from("x", Shape.of(channels, side, side))
                .weights(Init.DCGAN)
                .conv2d(features, 4, 2, 1)
                .leakyRelu(0.2f)
                .conv2d(2 * features, 4, 2, 1)
                .leakyRelu(0.2f)
                .flatten()
                .linear(1)
                .build();
    }
}
