package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Minimax;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.Wasserstein;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.TrainingStrategy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The two phases of a step, each played alone. */
class PhasesTest {
    private static final int BATCH = 8;
    private static final int LATENT = 5;
    private static final Shape IMAGE = Shape.of(1, 8, 8);
    private static final int DISCRIMINATORS = 0;
    private static final int GENERATORS = 1;

    static Stream<LossStrategy> losses() {
        return Stream.of(new NonSaturating(), new Minimax(), new Wasserstein());
    }

    @Test
    void discriminatorsPhase_played_changesNothingOfTheGenerator() {
        // 16x16 pixels give both networks batch normalisation
        Game game = game(Dcgan.of(2), Shape.of(1, 16, 16), new NonSaturating(), TrainingStrategy.standard());
        try (HandPlayed played = HandPlayed.of(only(game, DISCRIMINATORS), BATCH)) {
            assertThat(changed(played))
                    .containsExactlyInAnyOrder(
                            "discriminator m",
                            "discriminator weights",
                            "discriminator statistics",
                            "discriminator t",
                            "discriminator v");
        }
    }

    @Test
    void generatorsPhase_played_changesNothingOfTheDiscriminator() {
        Game game = game(Dcgan.of(2), Shape.of(1, 16, 16), new NonSaturating(), TrainingStrategy.standard());
        try (HandPlayed played = HandPlayed.of(only(game, GENERATORS), BATCH)) {
            assertThat(changed(played))
                    .containsExactlyInAnyOrder(
                            "generator m", "generator weights", "generator statistics", "generator t", "generator v");
        }
    }

    @Test
    void wholeStep_played_changesBothPlayers() {
        TrainingStrategy strategy = TrainingStrategy.standard().regularizers(GradientPenalty.standard());
        Game game = game(Dcgan.of(2).withoutCriticNorm(), Shape.of(1, 16, 16), new Wasserstein(), strategy);
        try (HandPlayed played = HandPlayed.of(game, BATCH)) {
            assertThat(changed(played)).isEqualTo(played.byKind().keySet());
        }
    }

    @Test
    void everyWeight_afterAStep_hasMoved() {
        TrainingStrategy strategy = TrainingStrategy.standard().regularizers(GradientPenalty.standard());
        Game game = game(Dcgan.of(2).withoutCriticNorm(), Shape.of(1, 16, 16), new NonSaturating(), strategy);
        try (HandPlayed played = HandPlayed.of(game, BATCH)) {
            Map<String, List<Tensor>> before = played.byKind();
            play(played);
            Map<String, List<Tensor>> after = played.byKind();
            for (String list : List.of("generator weights", "discriminator weights")) {
                for (int i = 0; i < before.get(list).size(); i++) {
                    assertThat(after.get(list).get(i))
                            .as("%s %s", list, i)
                            .isNotEqualTo(before.get(list).get(i));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void generatorsStep_played_raisesTheScoreOfItsFakes(LossStrategy loss) {
        Game game = game(Mlp.of(16), IMAGE, loss, TrainingStrategy.standard());
        float[] latents = HandPlayed.normal(BATCH * LATENT, 1);
        try (HandPlayed played = HandPlayed.of(only(game, GENERATORS), BATCH)) {
            double before = mean(scoreOfFakes(played, latents));
            played.step(Map.of("z", latents));
            assertThat(mean(scoreOfFakes(played, latents))).isGreaterThan(before);
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void discriminatorsStep_played_widensTheGapBetweenRealAndFake(LossStrategy loss) {
        Game game = game(Mlp.of(16), IMAGE, loss, TrainingStrategy.standard());
        float[] latents = HandPlayed.normal(BATCH * LATENT, 1);
        float[] real = HandPlayed.normal(BATCH * IMAGE.size(), 2);
        try (HandPlayed played = HandPlayed.of(only(game, DISCRIMINATORS), BATCH)) {
            double before = gap(played, real, latents);
            float[] outcomes = played.step(Map.of("real", real, "z", latents));
            // the reports: mean score of real, mean score of fake, of before the update
            assertThat((double) outcomes[1] - outcomes[2]).isCloseTo(before, within(1e-5));
            assertThat(gap(played, real, latents)).isGreaterThan(before);
        }
    }

    @Test
    void realAndFake_ofOnePhase_areNormalisedApart() {
        Network generator = Network.from("z", Shape.of(2)).linear(2).build();
        Network discriminator =
                Network.from("x", Shape.of(2)).batchNorm().linear(1).build();
        Game game = TwoPlayerGame.of(
                generator, discriminator, Prior.NORMAL, new NonSaturating(), TrainingStrategy.standard());
        float[] real = {10, 0, 12, 2, 14, 4, 16, 6};
        float[] latents = HandPlayed.normal(8, 3);
        try (HandPlayed played = HandPlayed.of(only(game, DISCRIMINATORS), 4)) {
            float[] fake = played.evaluate(TwoPlayerGame.GENERATOR, latents, 4);
            played.step(Map.of("real", real, "z", latents));
            // two updates, of real and then of fake, each with the weight 0.1
            double apart = 0.9 * (0.1 * 13) + 0.1 * mean(fake, 0);
            double mixed = 0.1 * (13 + mean(fake, 0)) / 2;
            double mean = played.parameter(TwoPlayerGame.DISCRIMINATOR, "batch_norm_1.running_mean")[0];
            assertThat(mean).isCloseTo(apart, within(1e-5));
            assertThat(Math.abs(mean - mixed)).isGreaterThan(0.1);
            // unbiased: 20 / 3 of real
            double variance = 0.9 * (0.9 + 0.1 * 20 / 3) + 0.1 * variance(fake, 0);
            assertThat((double) played.parameter(TwoPlayerGame.DISCRIMINATOR, "batch_norm_1.running_var")[0])
                    .isCloseTo(variance, within(1e-5));
        }
    }

    @Test
    void repeatedPhase_played_takesItsOwnDrawsEachTime() {
        Game game = game(
                Mlp.of(4), IMAGE, new Wasserstein(), TrainingStrategy.standard().discriminatorSteps(3));
        int[] seed = {0};
        try (HandPlayed played = HandPlayed.of(game, BATCH)) {
            float[] outcomes =
                    played.step(draw -> HandPlayed.normal(BATCH * draw.shape().size(), seed[0]++));
            // three times loss, score of real, score of fake, gradient; the generator's loss and gradient
            assertThat(outcomes).hasSize(14);
            assertThat(Set.of(outcomes[1], outcomes[5], outcomes[9])).hasSize(3);
            // three times real and latents; the generator's latents
            assertThat(seed[0]).isEqualTo(7);
            assertThat(played.byKind().get("discriminator t").get(0).values()).containsExactly(3);
            assertThat(played.byKind().get("generator t").get(0).values()).containsExactly(1);
        }
    }

    private static Game game(Architecture recipe, Shape sample, LossStrategy loss, TrainingStrategy strategy) {
        return TwoPlayerGame.of(
                recipe.generator(LATENT, sample), recipe.discriminator(sample), Prior.NORMAL, loss, strategy);
    }

    private static Game only(Game game, int phase) {
        return Game.of(game.players(), game.inputs(), List.of(game.phases().get(phase)));
    }

    private static void play(HandPlayed played) {
        played.step(draw -> draw instanceof PhasePlan.RandomDraw
                ? new float[BATCH]
                : HandPlayed.normal(BATCH * draw.shape().size(), draw.shape().size()));
    }

    /** The lists that a step changes. */
    private static Set<String> changed(HandPlayed played) {
        Map<String, List<Tensor>> before = new HashMap<>(played.byKind());
        play(played);
        Set<String> changed = new TreeSet<>();
        played.byKind().forEach((name, list) -> {
            if (!list.equals(before.get(name))) {
                changed.add(name);
            }
        });
        return changed;
    }

    private static float[] scoreOfFakes(HandPlayed played, float[] latents) {
        float[] fakes = played.evaluate(TwoPlayerGame.GENERATOR, latents, BATCH);
        return played.evaluate(TwoPlayerGame.DISCRIMINATOR, fakes, BATCH);
    }

    private static double gap(HandPlayed played, float[] real, float[] latents) {
        return mean(played.evaluate(TwoPlayerGame.DISCRIMINATOR, real, BATCH)) - mean(scoreOfFakes(played, latents));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The mean of one of the two columns of four rows. */
    private static double mean(float[] rows, int column) {
        return (rows[column] + rows[2 + column] + rows[4 + column] + rows[6 + column]) / 4.0;
    }

    private static double variance(float[] rows, int column) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += Math.pow(rows[2 * i + column] - mean(rows, column), 2);
        }
        return sum / 3;
    }
}
