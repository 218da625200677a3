package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.loss.FeatureLoss;
import io.gan4j.loss.FeatureNetwork;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Features of a network that can be worked out by hand, through which a gradient reaches the translator. */
class FeatureLossTest {
    private static final Shape IMAGE = Shape.of(1, 1, 2);
    private static final float[] X = {1, 2};
    private static final float[] TRUTH = {3, -1};

    private static Conv2d point(float factor) {
        return new Conv2d(1, 1, 1, 1, 1, 0, Bias.NONE, Init.constant(factor));
    }

    /** Three times the pixel, and half of that where it is negative; then something that is never compared. */
    private static FeatureNetwork tripled() {
        Network network = Network.from("image", IMAGE)
                .add(point(3))
                .name("tripled")
                .leakyRelu(0.5f)
                .name("rectified")
                .flatten()
                .linear(7)
                .build();
        return FeatureNetwork.of("by hand", network, network.initialise(1));
    }

    /** A translator {@code g x} against what a loss says, with what plain gradient descent of rate 1 makes of {@code g = 2}. */
    private record Step(float loss, float factor) {}

    private static Step played(FeatureLoss loss) {
        Network translator = Network.from("x", IMAGE).add(point(2)).build();
        Player player = Player.of("p", translator, Sgd.of(1));
        List<Player> players = new ArrayList<>(List.of(player));
        players.addAll(loss.players(IMAGE));
        Game game = Game.of(
                players,
                List.of(new Game.Input("x", IMAGE, new Game.Real()), new Game.Input("y", IMAGE, new Game.Real())),
                List.of(new Phase(
                        "p", 1, loss.loss(Expr.apply("p", Expr.input("x")), Expr.input("y")), ImmutableMap.of())));
        try (HandPlayed hand = HandPlayed.of(game, 1)) {
            Map<String, Tensor> frozen = hand.state();
            float value = hand.step(Map.of("x", X, "y", TRUTH))[0];
            Map<String, Tensor> after = hand.state();
            after.forEach((name, tensor) -> {
                if (!name.startsWith("p.")) {
                    assertThat(tensor).as(name).isEqualTo(frozen.get(name));
                }
            });
            return new Step(value, after.get("p.conv2d_1.weight").values()[0]);
        }
    }

    /**
     * Made (2, 4) of (1, 2), truth (3, -1). Tripled and rectified (6, 12) and (9, -1.5): differences -3 and 13.5, squares 9 and
     * 182.25, mean 95.625. The gradient for g is the mean of 2 (-3) 3 1 = -18 and 2 (13.5) 3 2 = 162: 72.
     */
    @Test
    void squaredDifferences_areThoseByHand_andMoveTheTranslatorAlone() {
        FeatureLoss loss = FeatureLoss.of(tripled()).weight(0.5);
        assertThat(loss.network().layers()).containsExactly("rectified");
        Step step = played(loss);
        assertThat(step.loss()).isEqualTo(95.625f / 2, within(1e-4f));
        assertThat(step.factor()).isEqualTo(2 - 72f / 2, within(1e-4f));
    }

    /** Absolute differences 3 and 13.5, mean 8.25; the gradient is the mean of -3 and 6. */
    @Test
    void absoluteDifferences_areThoseByHand() {
        Step step = played(FeatureLoss.of(tripled()).absolute());
        assertThat(step.loss()).isEqualTo(8.25f, within(1e-4f));
        assertThat(step.factor()).isEqualTo(2 - 1.5f, within(1e-4f));
    }

    /** Tripled, without the rectifier: (6, 12) and (9, -3), differences 3 and 15, mean 9; with it 8.25. */
    @Test
    void severalLayers_areAveraged() {
        Network network = Network.from("image", IMAGE)
                .add(point(3))
                .name("tripled")
                .leakyRelu(0.5f)
                .name("rectified")
                .build();
        FeatureNetwork both = FeatureNetwork.of("both", network, network.initialise(1), "tripled", "rectified");
        assertThat(played(FeatureLoss.of(both).absolute()).loss()).isEqualTo((9 + 8.25f) / 2, within(1e-4f));
    }

    @Test
    void randomNetwork_isTheSameForTheSameSeed_andZeroForEqualImages() {
        Shape image = Shape.of(3, 9, 7);
        Player one = FeatureNetwork.random(4).player(image);
        assertThat(one.weights())
                .isEqualTo(FeatureNetwork.random(4).player(image).weights());
        assertThat(one.weights())
                .isNotEqualTo(FeatureNetwork.random(5).player(image).weights());
        assertThat(one.learns()).isFalse();
        assertThat(one.network().shape("features_3")).isEqualTo(Shape.of(64, 2, 1));
    }

    @Test
    void imagesOfAnotherShape_areRefused() {
        FeatureLoss loss = FeatureLoss.of(tripled());
        assertThatThrownBy(() -> loss.players(Shape.of(1, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the network of features by hand takes images of shape (1, 1, 2), those that are compared have"
                                + " the shape (1, 2, 2): train one on such images, or take FeatureNetwork.random(0)");
    }

    @Test
    void networkThatCannotBeUsed_isRefused() {
        Network vector = Network.from("z", Shape.of(3)).linear(2).build();
        assertThatThrownBy(() -> FeatureNetwork.of("vectors", vector, vector.initialise(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a network of features takes one image, this one takes [");
        Network image = Network.from("x", IMAGE).add(point(1)).build();
        assertThatThrownBy(() -> FeatureNetwork.of("bare", image, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the parameter conv2d_1.weight of the network bare is missing");
        assertThatThrownBy(() -> FeatureNetwork.of("bare", image, image.initialise(0), "relu_9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no input or layer is named 'relu_9'");
        assertThatThrownBy(() -> FeatureLoss.of(FeatureNetwork.random(0)).weight(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight must be a finite number above 0, was 0.0");
    }
}
