package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.layer.Equalized;
import io.gan4j.layer.Linear;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.StyleMixing;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;

/**
 * What style-based generators begin with (Karras et al., StyleGAN, CVPR 2019, section 2): linear layers that make a style of
 * the normalised latent, with a hundredth of the learning rate of others, and mixing regularization behind them.
 *
 * @param style the length of the style and the width of the layers
 * @param layers how many there are
 * @param mixing the probability with which a batch is made of the styles of two latents
 */
record StyleMapping(int style, int layers, float mixing) {
    private static final float RATE = 0.01f;

    /**
     * Checks the settings, by the names that recipes give them.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    static void check(int style, int layers, float mixing) {
        checkArgument(style >= 1, "style must be at least 1, was %s", style);
        checkArgument(layers >= 1, "mappingLayers must be at least 1, was %s", layers);
        checkArgument(mixing >= 0 && mixing <= 1, "mixing must be in [0, 1], was %s", mixing);
    }

    /**
     * Begins a generator with the layers.
     *
     * @param latent the length of the latent
     * @param slope of the LeakyReLU behind each layer
     * @param styled the number of layers that take a style
     */
    NetworkBuilder begin(int latent, float slope, int styled) {
        NetworkBuilder network = Network.from("z", Shape.of(latent)).add(PixelNorm.standard());
        for (int layer = 0; layer < layers; layer++) {
            Linear linear = Linear.of(network.shape().size(), style);
            network.add(Equalized.of(linear).rate(RATE).rectified()).leakyRelu(slope);
        }
        network.name(StyleGan2.STYLE);
        if (mixing > 0) {
            mix(network, styled - 1);
        }
        return network;
    }

    /** Adds what the styles of the layers behind the first are taken from. */
    private void mix(NetworkBuilder network, int further) {
        String inUse = StyleGan2.STYLE;
        for (int layer = 1; layer <= further; layer++) {
            network.joinAs(style(layer), StyleMixing.chain(layer - 1, further, mixing), inUse, StyleGan2.STYLE);
            inUse = style(layer);
        }
    }

    /** The name of the layer that gives the style of a layer of the synthesis. */
    String style(int layer) {
        return mixing > 0 && layer > 0 ? StyleGan2.STYLE + "_" + layer : StyleGan2.STYLE;
    }
}
