package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.architecture.StyleGan2;
import io.gan4j.layer.StyleMixing;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StyleMixingTest {
    /** Styles in use that are those of the samples, tenfold. */
    private static final Network TENFOLD = Network.from("w", Shape.of(2))
            .scale(10)
            .name("in_use")
            .join(new StyleMixing(0.5f), "in_use", "w")
            .build();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.49})
    void firstSamplesNumber_belowTheProbability_switchesTheWholeBatchToTheNextSamples(double first) {
        try (Applied applied = Applied.of(TENFOLD, Map.of()).drawn(3, first, 0.9, 0.9)) {
            for (Mode mode : new Mode[] {Mode.LEARN, Mode.FROZEN}) {
                assertThat(applied.value(mode, 3, 1, 2, 3, 4, 5, 6)).containsExactly(3, 4, 5, 6, 1, 2);
            }
        }
    }

    @Test
    void firstSamplesNumber_notBelowTheProbability_leavesTheStylesInUse() {
        try (Applied applied = Applied.of(TENFOLD, Map.of()).drawn(3, 0.5, 0, 0)) {
            assertThat(applied.value(Mode.LEARN, 3, 1, 2, 3, 4, 5, 6)).containsExactly(10, 20, 30, 40, 50, 60);
        }
    }

    @Test
    void styles_inEvaluation_areThoseInUse() {
        try (Applied applied = Applied.of(TENFOLD, Map.of())) {
            for (Mode mode : new Mode[] {Mode.FIXED, Mode.EVALUATE}) {
                assertThat(applied.value(mode, 2, 1, 2, 3, 4)).containsExactly(10, 20, 30, 40);
            }
        }
    }

    /** In a chain of five with a probability of 0.9 each place has 0.18, and none 0.1. */
    @Test
    void chain_switchesAtPlacesThatAreEquallyLikely() {
        int runs = 20_000;
        double[] share = new double[6];
        Random random = new Random(3);
        for (int run = 0; run < runs; run++) {
            int place = 0;
            while (place < 5
                    && random.nextDouble() >= StyleMixing.chain(place, 5, 0.9).probability()) {
                place++;
            }
            share[place] += 1.0 / runs;
        }
        assertThat(share).containsExactly(new double[] {0.18, 0.18, 0.18, 0.18, 0.18, 0.1}, within(0.01));
        assertThat(StyleMixing.chain(4, 5, 1).probability()).isEqualTo(1);
    }

    /** What training alone draws does not change what a generator makes of a latent. */
    @Test
    void generatorWithMixing_inEvaluation_isTheOneWithout() {
        StyleGan2 plain = StyleGan2.of(2).mapping(4, 2);
        Network network = plain.generator(4, Shape.of(1, 16, 16));
        Network mixing = plain.mixing(0.9).generator(4, Shape.of(1, 16, 16));
        float[] z = HandPlayed.normal(3 * 4, 5);
        try (HandPlayed one = HandPlayed.evaluating(network, network.initialise(3));
                HandPlayed other = HandPlayed.evaluating(mixing, network.initialise(3))) {
            assertThat(other.evaluate("evaluated", z, 3)).containsExactly(one.evaluate("evaluated", z, 3));
        }
    }

    /** Colors take the style of the next size's first convolution, as where an exported file is mixed. */
    @Test
    void generatorWithMixing_hasAPlaceToSwitchBeforeEachLayerButTheFirst() {
        Network plain = StyleGan2.of(2).mapping(4, 2).generator(4, Shape.of(1, 16, 16));
        Network mixing = StyleGan2.of(2).mapping(4, 2).mixing(1).generator(4, Shape.of(1, 16, 16));
        assertThat(mixing.nodes().stream().filter(node -> node.layer() instanceof StyleMixing))
                .extracting(Network.Node::name)
                .containsExactly("w_1", "w_2", "w_3", "w_4", "w_5");
        assertThat(mixing.nodes().stream()
                        .filter(node -> node.name().endsWith("_style"))
                        .map(node -> node.name() + " of " + node.inputs().get(0)))
                .containsExactly(
                        "conv_4_style of w",
                        "colors_4_style of w_1",
                        "up_8_style of w_1",
                        "conv_8_style of w_2",
                        "colors_8_style of w_3",
                        "up_16_style of w_3",
                        "conv_16_style of w_4",
                        "colors_16_style of w_5");
        assertThat(mixing.parameters()).isEqualTo(plain.parameters());
    }
}
