package io.gan4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.layer.Channels;
import io.gan4j.layer.Parameter;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The two halves of a style-based generator. */
class StyledNetworkTest {
    private static final Shape IMAGE = Shape.of(3, 32, 32);

    /** 4 sizes, 4 to 32: two layers of styles each. */
    @Test
    void halves_haveTheParametersOfTheWhole() {
        Network whole = StyleGan2.of(2).mapping(6, 2).generator(5, IMAGE);
        StyledNetwork halves = StyledNetwork.of(whole).orElseThrow();
        assertThat(halves.layers()).isEqualTo(8);
        assertThat(halves.size()).isEqualTo(6);
        assertThat(halves.mapping().inputs()).isEqualTo(whole.inputs());
        assertThat(halves.mapping().outputShape()).isEqualTo(Shape.of(6));
        assertThat(halves.synthesis().inputs()).containsExactly(new Network.Input(StyledNetwork.STYLES, Shape.of(48)));
        assertThat(halves.synthesis().outputShape()).isEqualTo(IMAGE);
        List<Parameter> both = new ArrayList<>(halves.mapping().parameters());
        both.addAll(halves.synthesis().parameters());
        assertThat(both).containsExactlyInAnyOrderElementsOf(whole.parameters());
    }

    @ParameterizedTest
    @CsvSource({
        "conv_4_style, 0",
        "colors_4_style, 1",
        "up_8_style, 1",
        "conv_8_style, 2",
        "colors_8_style, 3",
        "up_16_style, 3",
        "conv_32_style, 6",
        "colors_32_style, 7"
    })
    void layer_takesItsOwnStyle_alsoWhereStylesWereMixed(String name, int layer) {
        for (double mixing : new double[] {0, 0.9}) {
            Network synthesis = StyledNetwork.of(
                            StyleGan2.of(2).mapping(6, 2).mixing(mixing).generator(5, IMAGE))
                    .orElseThrow()
                    .synthesis();
            String source = node(synthesis, name).inputs().get(0);
            assertThat(node(synthesis, source).layer()).isEqualTo(new Channels(6 * layer, 6 * layer + 6));
        }
    }

    private static Network.Node node(Network network, String name) {
        return network.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void otherGenerator_hasNoHalves() {
        assertThat(StyledNetwork.of(Dcgan.of(2).generator(5, Shape.of(3, 28, 28))))
                .isEmpty();
    }
}
