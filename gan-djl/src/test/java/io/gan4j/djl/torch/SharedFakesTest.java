package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.Precision;
import io.gan4j.game.Adam;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.layer.Concat;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.R1;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Fakes;
import io.gan4j.training.TrainingStrategy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch of fakes that both phases share gives what fakes made anew of the same latents give, and is made once. */
class SharedFakesTest {
    private static final int BATCH = 6;
    private static final Shape SAMPLE = Shape.of(5);

    private enum Kind {
        PLAIN,
        CONDITIONAL
    }

    private static Game game(Kind kind, Fakes fakes) {
        return TwoPlayerGame.of(
                generator(kind),
                discriminator(kind),
                Prior.NORMAL,
                new NonSaturating(),
                TrainingStrategy.standard()
                        .optimizer(Adam.of(1e-2))
                        .regularizers(R1.of(1))
                        .ema(0.9)
                        .fakes(fakes));
    }

    private static NetworkBuilder begin(Kind kind, String input, Shape shape) {
        NetworkBuilder network = Network.from(input, shape);
        return kind == Kind.PLAIN
                ? network
                : network.input("class", Shape.of(3)).join(new Concat(), input, "class");
    }

    private static Network generator(Kind kind) {
        return begin(kind, "z", Shape.of(4))
                .linear(8)
                .batchNorm()
                .relu()
                .dropout(0.5f)
                .linear(5)
                .build();
    }

    private static Network discriminator(Kind kind) {
        return begin(kind, "x", SAMPLE).linear(7).leakyRelu(0.2f).linear(1).build();
    }

    /** The same for equal draws of both phases. */
    private static final Function<PhasePlan.Draw, float[]> FEED = draw -> {
        float[] values = new float[draw.samples(BATCH) * draw.shape().size()];
        if (draw instanceof PhasePlan.ScheduleDraw) {
            return new float[] {0.9f};
        } else if (draw instanceof PhasePlan.MaskDraw) {
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 2 == 0 ? 2 : 0;
            }
        } else if (draw instanceof PhasePlan.InputDraw input) {
            RandomStream.of(input.input().name().hashCode()).fillNormal(values, 0, 1);
        }
        return values;
    };

    private static Map<String, Map<String, Tensor>> begin(Game game) {
        Map<String, Map<String, Tensor>> parameters = new LinkedHashMap<>();
        for (Player player : game.players()) {
            parameters.put(player.name(), HandPlayed.trained(player.network(), 3));
        }
        return parameters;
    }

    @ParameterizedTest
    @EnumSource
    void step_withSharedFakes_isThatOfFakesMadeAnewOfTheSameDraws(Kind kind) {
        Game anew = game(kind, Fakes.ANEW);
        Game shared = game(kind, Fakes.SHARED);
        try (HandPlayed expected = HandPlayed.with(anew, BATCH, begin(anew));
                HandPlayed found = HandPlayed.with(shared, BATCH, begin(shared))) {
            for (int step = 0; step < 3; step++) {
                assertThat(found.step(FEED)).containsExactly(expected.step(FEED), within(1e-5f));
            }
            Map<String, Tensor> state = found.state();
            expected.state()
                    .forEach((name, tensor) -> assertThat(state.get(name).values())
                            .as(name)
                            .containsExactly(tensor.values(), within(2e-5f)));
        }
    }

    @Test
    void fakes_thatAreShared_areMadeOnce_andTheGeneratorsPhaseDrawsNoLatents() {
        Game shared = game(Kind.PLAIN, Fakes.SHARED);
        String source = source(shared, Precision.FLOAT32);
        assertThat(source)
                .containsOnlyOnce("= self.generator_learn(")
                .doesNotContain("= self.generator_frozen(")
                .containsOnlyOnce("    leaves_generator = self.leaves(p_generator)\n")
                .containsOnlyOnce("_ = torch.append(shared_0, ")
                .containsOnlyOnce("    w = leaves_generator\n");
        assertThat(PhasePlan.of(shared, shared.phases().get(1)).draws())
                .isEqualTo(PhasePlan.of(shared, shared.phases().get(1)).draws().stream()
                        .filter(draw -> draw instanceof PhasePlan.ScheduleDraw)
                        .toList());
        assertThat(source(game(Kind.PLAIN, Fakes.ANEW), Precision.FLOAT32))
                .doesNotContain("leaves_generator")
                .doesNotContain("shared_0");
    }

    private static String source(Game game, Precision precision) {
        return Script.of(game, Script.plans(game), GameSetup.encodings(game, Dataset.Encoding.FLOATS), precision);
    }

    @Test
    void sharedFakes_inBfloat16_giveLossesNearThoseOfFloat32() {
        Game game = game(Kind.CONDITIONAL, Fakes.SHARED);
        try (HandPlayed full = HandPlayed.with(game, BATCH, begin(game));
                HandPlayed half = HandPlayed.with(game, BATCH, begin(game), Precision.BFLOAT16)) {
            float[] expected = full.step(FEED);
            float[] found = half.step(FEED);
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(0.05f * (1 + Math.abs(expected[i]))));
            }
        }
    }
}
