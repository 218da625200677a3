package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.data.Datasets;
import io.gan4j.network.Network;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The masks that a run gives to its dropout layers: here the feeds of length 64 x 500. */
class DropoutMasksTest {
    private static final int LENGTH = 64 * 500;

    @Test
    void masks_ofARun_dropTheirShareAndScaleTheRest() {
        for (float[] mask : masks(1)) {
            int zeros = 0;
            for (float factor : mask) {
                zeros += factor == 0 ? 1 : 0;
                assertThat(factor == 0 || factor == 1 / (1 - 0.3f)).isTrue();
            }
            // five standard deviations of a binomial share
            assertThat((double) zeros / LENGTH).isCloseTo(0.3, within(5 * Math.sqrt(0.3 * 0.7 / LENGTH)));
        }
    }

    @Test
    void masks_ofOneSeed_repeat() {
        List<float[]> masks = masks(1);
        List<float[]> again = masks(1);
        // of real and of fake in one phase, of fake in the other; two steps
        assertThat(masks).hasSize(6);
        for (int i = 0; i < masks.size(); i++) {
            assertThat(again.get(i)).containsExactly(masks.get(i));
        }
    }

    @Test
    void masks_ofAnotherSeedOrPlace_differ() {
        List<float[]> masks = masks(1);
        masks.addAll(masks(2));
        for (int i = 0; i < masks.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertThat(masks.get(i)).isNotEqualTo(masks.get(j));
            }
        }
    }

    private static List<float[]> masks(long seed) {
        Network discriminator = Network.from("x", Shape.of(2))
                .linear(500)
                .leakyRelu(0.2f)
                .dropout(0.3f)
                .linear(1)
                .build();
        WatchedBackend backend = new WatchedBackend();
        try (TrainedGan trained = Gan.vanilla()
                .discriminator(discriminator)
                .generatorFeatures(2)
                .latent(3)
                .steps(2)
                .seed(seed)
                .threads(1)
                .backend(backend)
                .train(Datasets.ring(8))) {
            assertThat(trained.step()).isEqualTo(2);
        }
        List<float[]> masks = new ArrayList<>();
        backend.feeds()
                .forEach(feeds ->
                        feeds.stream().filter(feed -> feed.length == LENGTH).forEach(masks::add));
        return masks;
    }
}
