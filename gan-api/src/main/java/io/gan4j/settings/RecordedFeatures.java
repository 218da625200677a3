package io.gan4j.settings;

import com.google.common.collect.ImmutableList;
import io.gan4j.loss.LearnedFeatures;
import io.gan4j.network.Network;

/**
 * {@link LearnedFeatures} as they are written: without the weights, which a checkpoint holds.
 *
 * @param name what the network is, for people
 * @param network its layers
 * @param layers those whose outputs are compared
 * @param hash of layers and weights
 */
record RecordedFeatures(String name, Network network, ImmutableList<String> layers, String hash) {
    static RecordedFeatures of(LearnedFeatures features) {
        return new RecordedFeatures(features.name(), features.network(), features.layers(), features.hash());
    }

    LearnedFeatures features() {
        return LearnedFeatures.recorded(name, network, layers, hash);
    }
}
