package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Expr;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.loss.CycleConsistency;
import io.gan4j.loss.GradientDifference;
import io.gan4j.loss.IdentityMapping;
import io.gan4j.loss.MaskPenalty;
import io.gan4j.loss.TotalVariation;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a translator's loss adds for the images themselves, against numbers worked out by hand. */
class ReconstructionsTest {
    private static final Shape IMAGE = Shape.of(1, 2, 3);
    private static final float[] X = {1, 2, -3, 0, 0.5f, -1, 4, 0, 0, 0, 0, 2};

    /**
     * The generator multiplies by a number, so that there and back is its square. {@code mean |x|} is 13.5 / 12, the cycle costs
     * 10 |g g - 1| of that and the identity 5 |g - 1|; nothing where g is 1, nor for the cycle where it is -1.
     */
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "-1, 0, 11.25", "2, 33.75, 5.625", "0, 11.25, 5.625"})
    void cycleAndIdentity_ofAMultiple_areKnown(float multiple, float cycle, float identity) {
        Expr x = Expr.input("x");
        Expr there = Expr.apply("p", x);
        Expr back = Expr.apply("p", there);
        assertThat(loss(multiple, CycleConsistency.standard().loss(back, x))).isEqualTo(cycle, within(1e-5f));
        assertThat(loss(multiple, IdentityMapping.standard().loss(there, x))).isEqualTo(identity, within(1e-5f));
    }

    private static float loss(float multiple, Expr loss) {
        Network network = Network.from("x", IMAGE)
                .add(new Conv2d(1, 1, 1, 1, 1, 0, Bias.NONE, Init.constant(multiple)))
                .build();
        Player player = Player.of("p", network, Sgd.of(1e-3));
        try (HandPlayed played = HandPlayed.of(HandPlayed.onePlayer(player, Map.of("x", IMAGE), loss), 2)) {
            return played.step(Map.of("x", X))[0];
        }
    }

    /**
     * Truth (0 2 2 / 0 0 4): down the columns 0, -2, 2, along the rows 2, 0 and 0, 4. Made (1 1 4 / 1 3 2): down the columns
     * 0, 2, -2, along the rows 0, 3 and 2, -1. Absolute values differ by 0, 0, 0 and by 2, 3, 2, 3, whose mean is 2.5.
     */
    @Test
    void gradientDifference_ofAKnownImage_isThatByHand() {
        float[] truth = {0, 2, 2, 0, 0, 4};
        float[] made = {1, 1, 4, 1, 3, 2};
        assertThat(gradientDifference(made, truth, 1)).isEqualTo(2.5f * 2, within(1e-6f));
        assertThat(gradientDifference(truth, truth, 1)).isZero();
    }

    /**
     * (0 2 2 / 0 0 4): down the columns 0, 2, 2, whose mean is 4/3, along the rows 2, 0, 0, 4, whose mean is 3/2. The mean is
     * 4/3.
     */
    @Test
    void totalVariationAndMaskPenalty_ofAKnownImage_areThoseByHand() {
        float[] image = {0, 2, 2, 0, 0, 4};
        float[] other = {1, 1, 1, 1, 1, 1};
        Map<String, Expr> losses = Map.of(
                "variation", TotalVariation.of(3).loss(Expr.input("made"), Expr.input("truth")),
                "mask", MaskPenalty.of(0.5, 2).loss(Expr.input("made"), Expr.input("truth")));
        Map<String, Float> values = HandPlayed.values(losses, IMAGE, 1, Map.of("made", image, "truth", other));
        float variation = 4f / 3 + 3f / 2;
        assertThat(values.get("variation")).isEqualTo(3 * variation, within(1e-5f));
        assertThat(values.get("mask")).isEqualTo(0.5f * (1 - 4f / 3) + 2 * variation, within(1e-5f));
        Map<String, Float> open = HandPlayed.values(losses, IMAGE, 1, Map.of("made", other, "truth", image));
        assertThat(open.get("variation")).isZero();
        assertThat(open.get("mask")).isZero();
    }

    /** Neither a constant nor a change of sign is seen; two images are each compared with their own truth. */
    @Test
    void gradientDifference_ofABatch_comparesAbsoluteDifferences() {
        float[] truth = {0, 2, 2, 0, 0, 4, 1, 1, 1, 1, 1, 1};
        float[] shifted = {7, 5, 5, 7, 7, 3, 0, 0, 0, 0, 0, 0};
        assertThat(gradientDifference(shifted, truth, 2)).isZero();
        float[] stepped = {0, 2, 2, 0, 0, 4, 1, 1, 1, 4, 4, 4};
        // three of six differences down the columns are off by 3
        assertThat(gradientDifference(stepped, truth, 2)).isEqualTo(1.5f * 2, within(1e-6f));
    }

    private static float gradientDifference(float[] made, float[] truth, int count) {
        Expr loss = GradientDifference.of(2).loss(Expr.input("made"), Expr.input("truth"));
        return HandPlayed.values(Map.of("loss", loss), IMAGE, count, Map.of("made", made, "truth", truth))
                .get("loss");
    }
}
