package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Add;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Linear;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.Tanh;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class RewritingTest {
    private static final Reshape FLAT = new Reshape(Shape.of(4));

    @Test
    void network_whoseLayersStay_isTheSameInstance() {
        Network network = Networks.residual();
        assertThat(Rewriting.replace(network, node -> List.of(node.layer()))).isSameAs(network);
    }

    @Test
    void takers_ofANodeThatIsLeftOut_takeWhatItTook() {
        Network network = Network.from("x", Shape.of(4))
                .dropout(0.5f)
                .name("a")
                .linear(4)
                .name("b")
                .join(new Add(), "a", "b")
                .build();
        Network rewritten =
                Rewriting.replace(network, node -> node.layer() instanceof Dropout ? List.of() : List.of(node.layer()));
        assertThat(rewritten.nodes().get(0).inputs()).containsExactly("x");
        assertThat(rewritten.nodes().get(1).inputs()).containsExactly("x", "b");
    }

    @Test
    void inputs_areAllDeclaredAgain() {
        Network network = Network.from("x", Shape.of(2))
                .input("label", Shape.of(2))
                .join(new Add(), "x", "label")
                .relu()
                .build();
        Network rewritten = Rewriting.replace(
                network, node -> node.layer() instanceof Relu ? List.of(new Tanh()) : List.of(node.layer()));
        assertThat(rewritten.inputs()).isEqualTo(network.inputs());
        assertThat(lines(rewritten)).containsExactly("add_1: Add (2)", "tanh_1: Tanh (2)");
    }

    @Test
    void join_thatIsLeftOut_isRefused() {
        Network network = Network.from("x", Shape.of(2))
                .relu()
                .name("a")
                .join(new Add(), "x", "a")
                .relu()
                .build();
        assertThatThrownBy(() -> Rewriting.replace(
                        network, node -> node.layer() instanceof Add ? List.of() : List.of(node.layer())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("add_1 takes several inputs and cannot be left out");
    }

    /** The builder would call the new layer reshape_2 as well. */
    @Test
    void name_thatTheBuilderNeedsForALaterLayer_isGivenUp() {
        Network network = Network.from("x", Shape.of(1, 2, 2))
                .flatten()
                .reshape(Shape.of(2, 2))
                .flatten()
                .linear(4)
                .build();
        Network rewritten = Rewriting.replace(network, node -> switch (node.name()) {
            case "reshape_1" -> List.of();
            case "linear_1" -> List.of(FLAT, node.layer());
            default -> List.of(node.layer());
        });
        assertThat(lines(rewritten))
                .containsExactly(
                        "reshape_1: Reshape (2, 2)",
                        "reshape_2: Reshape (4)",
                        "reshape_3: Reshape (4)",
                        "linear_1: Linear (4)");
    }

    @Test
    void name_ofOnesOwn_goesToTheLayerThatPlaysThePart() {
        Network network = Network.from("x", Shape.of(4, 1, 1))
                .conv2d(1, 1, 1, 0)
                .name("score")
                .relu()
                .build();
        Network rewritten = Rewriting.replace(
                network,
                node -> node.layer() instanceof Relu
                        ? List.of(node.layer())
                        : List.of(FLAT, Linear.of(4, 1), new Dropout(0.5f), Linear.of(1, 1)));
        assertThat(lines(rewritten))
                .containsExactly(
                        "reshape_1: Reshape (4)",
                        "score: Linear (1)",
                        "dropout_1: Dropout (1)",
                        "linear_2: Linear (1)",
                        "relu_1: Relu (1)");
    }
}
