package io.gan4j.loss;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.game.Player;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A convolutional network with random weights: three convolutions of kernel 3 and stride 2 to 16, 32 and 64 channels, each with
 * LeakyReLU of slope 0.2 behind it, whose outputs are compared. Weights are normal with the variance of He et al. 2015, so that
 * features have about the size of pixels.
 *
 * @param seed from which the weights are drawn
 */
public record RandomFeatures(long seed) implements FeatureNetwork {
    private static final int CHANNELS = 16;
    private static final int LEVELS = 3;
    private static final float SLOPE = 0.2f;

    private static String layer(int level) {
        return "features_" + level;
    }

    @Override
    public ImmutableList<String> layers() {
        List<String> names = new ArrayList<>();
        for (int level = 1; level <= LEVELS; level++) {
            names.add(layer(level));
        }
        return ImmutableList.copyOf(names);
    }

    @Override
    public String describe() {
        return "random convolutions of seed " + seed;
    }

    @Override
    public String playerName() {
        return "random_features_" + Long.toUnsignedString(seed);
    }

    @Override
    public Player player(Shape image) {
        checkArgument(image.isImage(), "features are compared of images, not of samples of shape %s", image);
        NetworkBuilder network = Network.from("image", image);
        for (int level = 1; level <= LEVELS; level++) {
            int before = network.shape().channels();
            Init he = Init.normal(0, (float) Math.sqrt(2.0 / (9 * before)));
            network.add(Conv2d.of(before, CHANNELS << (level - 1), 3, 2, 1).weights(he))
                    .leakyRelu(SLOPE)
                    .name(layer(level));
        }
        Network whole = network.build();
        return Player.frozen(playerName(), whole, whole.initialise(seed));
    }
}
