package io.gan4j.djl;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Every preset, and one with dropout, so small that a step takes milliseconds; images of 16x16 pixels. */
enum Presets {
    VANILLA(Gan.vanilla().generatorFeatures(8).discriminatorFeatures(8)),
    DCGAN(Gan.dcgan().generatorFeatures(4).discriminatorFeatures(4)),
    WGAN(Gan.wgan().generatorFeatures(4).discriminatorFeatures(4).discriminatorSteps(2)),
    WGAN_GP(Gan.wganGp().generatorFeatures(4).discriminatorFeatures(4).discriminatorSteps(2)),
    DROPOUT(Gan.vanilla()
            .generatorFeatures(8)
            .discriminator(Network.from("x", Shape.of(1, 16, 16))
                    .flatten()
                    .linear(32)
                    .leakyRelu(0.2f)
                    .dropout(0.3f)
                    .linear(16)
                    .leakyRelu(0.2f)
                    .dropout(0.5f)
                    .linear(1)
                    .build()));

    static final Dataset DATA = Datasets.resized(Datasets.digits(64), 16, 16);

    @SuppressWarnings("ImmutableEnumChecker") // immutable, though it does not say so in a way that is checked
    private final GanBuilder settings;

    Presets(GanBuilder settings) {
        this.settings = settings.latent(6).batch(8).steps(4).threads(2);
    }

    GanBuilder settings() {
        return settings;
    }

    /** All parameters of both players, as text of their bits. */
    static Map<String, String> bits(TrainedGan trained) {
        Map<String, String> bits = new LinkedHashMap<>();
        Stream.of(TwoPlayerGame.GENERATOR, TwoPlayerGame.DISCRIMINATOR)
                .forEach(player -> trained.parameters(player).forEach((name, tensor) -> {
                    StringBuilder text = new StringBuilder();
                    for (float value : tensor.values()) {
                        text.append(Integer.toHexString(Float.floatToRawIntBits(value)))
                                .append(' ');
                    }
                    bits.put(player + " " + name, text.toString());
                }));
        return bits;
    }
}
