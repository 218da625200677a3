package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.architecture.StyleGan2;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;

/** How large what flows through fresh style-based networks is. */
class StyleGan2StartTest {
    private static final int COUNT = 16;

    /**
     * A demodulated convolution of independent inputs multiplies their mean square by the square of its gain, 2, but for the zeros
     * that it sees at the border: of an image of side s it sees {@code ((3 s - 2) / (3 s))^2} of its kernel. One that doubles reaches
     * each output by a quarter of its kernel, and the squares of the filter behind it add up to 25/16.
     */
    @Test
    void layersOfTheGenerator_atTheStart_keepTheMeanSquare() {
        Network network = StyleGan2.of(16).mapping(64, 4).generator(64, Shape.of(3, 16, 16));
        float[] z = HandPlayed.normal(COUNT * 64, 5);
        double constant = meanSquare(network, "constant", z);
        double conv4 = meanSquare(network, "conv_4", z);
        double features4 = meanSquare(network, "features_4", z);
        double up8 = meanSquare(network, "up_8", z);
        assertThat(meanSquare(network, StyleGan2.STYLE, z)).isBetween(0.8, 1.25);
        assertThat(constant).isBetween(0.8, 1.25);
        assertThat(conv4 / constant).isCloseTo(2 * 25 / 36.0, within(0.2));
        // half of a symmetric variable's square, and 0.04 of the other half
        assertThat(features4 / conv4).isCloseTo(0.52, within(0.05));
        assertThat(up8 / features4).isCloseTo(2 * 25 / 64.0, within(0.12));
        assertThat(meanSquare(network, "conv_8", z) / meanSquare(network, "grown_8", z))
                .isCloseTo(2 * 121 / 144.0, within(0.25));
    }

    @Test
    void branchesOfTheDiscriminator_atTheStart_haveHalfTheMeanSquareEach() {
        Network network = StyleGan2.of(16).discriminator(Shape.of(3, 16, 16));
        float[] x = HandPlayed.normal(COUNT * 3 * 256, 5);
        double first = meanSquare(network, "leaky_relu_1", x);
        double smoothed = meanSquare(network, "fir2d_1", x);
        assertThat(first).isBetween(0.8, 1.25);
        // a gain of 1 before a rectifier that keeps about a half
        assertThat(meanSquare(network, "equalized_3", x) / smoothed).isBetween(0.75, 1.3);
        assertThat(meanSquare(network, "equalized_4", x) / meanSquare(network, "fir2d_2", x))
                .isBetween(0.4, 0.6);
    }

    private static double meanSquare(Network network, String layer, float[] x) {
        return meanSquare(NetworkPart.upTo(network, layer), x);
    }

    private static double meanSquare(Network network, float[] x) {
        try (HandPlayed played = HandPlayed.evaluating(network, network.initialise(3))) {
            double square = 0;
            float[] y = played.evaluate("evaluated", x, COUNT);
            for (float value : y) {
                square += value * value;
            }
            return square / y.length;
        }
    }
}
