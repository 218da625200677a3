package io.gan4j.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.engine.FakeBackend;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Phase;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.HistoricalAveraging;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.WeightClipping;
import io.gan4j.network.Network;
import io.gan4j.run.Plan;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.training.TrainingStrategy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoPlayerGameTest {
    private static final Plan PLAN = Plan.of(new FakeBackend(), 12);
    private static final Expr REAL =
            Expr.apply("discriminator", Expr.input("real").variable());

    private static List<Expr> all(Expr expr) {
        List<Expr> found = new ArrayList<>(List.of(expr));
        expr.operands().forEach(operand -> found.addAll(all(operand)));
        return found;
    }

    @Test
    void discriminator_learnsFirst_onRealAndOnFakesThatNoGradientFlowsThrough() {
        Phase phase = PLAN.game().phases().get(0);
        Expr fake = Expr.apply(
                "discriminator", Expr.apply("generator", Expr.input("z")).variable());
        assertThat(phase.learners()).containsExactly("discriminator");
        assertThat(phase.loss())
                .isEqualTo(REAL.negate().softplus().mean().plus(fake.softplus().mean()));
        assertThat(phase.reports().keySet()).containsExactly("real score", "fake score");
        assertThat(phase.reports().values()).containsExactly(REAL.mean(), fake.mean());
    }

    @Test
    void generator_learnsSecond_withItsFakesTakenForReal() {
        Phase phase = PLAN.game().phases().get(1);
        Expr fake = Expr.apply("discriminator", Expr.apply("generator", Expr.input("z")));
        assertThat(phase.learners()).containsExactly("generator");
        assertThat(phase.repetitions()).isEqualTo(1);
        assertThat(phase.loss()).isEqualTo(fake.negate().softplus().mean());
        assertThat(phase.reports()).isEmpty();
    }

    @Test
    void criticSteps_repeatTheDiscriminatorsPhaseAlone() {
        Game game = PLAN.strategy(PLAN.strategy().discriminatorSteps(5)).game();
        assertThat(game.phases().stream().map(Phase::repetitions)).containsExactly(5, 1);
    }

    @Test
    void clipping_limitsTheDiscriminatorAlone() {
        Game game = PLAN.strategy(PLAN.strategy().regularizers(new WeightClipping(0.02f)))
                .game();
        assertThat(game.player("discriminator").weightLimit()).isEqualTo(0.02f);
        assertThat(game.player("generator").weightLimit()).isInfinite();
    }

    @Test
    void penalty_isAddedToTheDiscriminatorsLossAlone() {
        Game game = PLAN.strategy(PLAN.strategy().regularizers(GradientPenalty.standard()))
                .game();
        assertThat(all(game.phases().get(0).loss())).hasAtLeastOneElementOfType(Expr.Gradient.class);
        assertThat(all(game.phases().get(1).loss())).doesNotHaveAnyElementsOfTypes(Expr.Gradient.class);
    }

    private static List<PhasePlan> plans(Network discriminator, TrainingStrategy strategy) {
        Network generator = Network.from("z", Shape.of(3)).linear(2).build();
        Game game = TwoPlayerGame.of(generator, discriminator, Prior.NORMAL, new NonSaturating(), strategy);
        return game.phases().stream().map(phase -> PhasePlan.of(game, phase)).toList();
    }

    private static Network dropping(int features) {
        return Network.from("x", Shape.of(features))
                .linear(5)
                .dropout(0.5f)
                .linear(1)
                .build();
    }

    /** How many samples there are in each draw of a kind of the discriminator's phase, of a batch of 12. */
    private static List<Integer> sizes(Network discriminator, TrainingStrategy strategy, Class<?> kind) {
        return plans(discriminator, strategy).get(0).draws().stream()
                .filter(kind::isInstance)
                .map(draw -> draw.samples(12))
                .toList();
    }

    @Test
    void packing_drawsMasksAndNumbersForEachPack() {
        TrainingStrategy strategy = TrainingStrategy.standard().packing(3).regularizers(GradientPenalty.standard());
        // of real, of fake and of what is between them
        assertThat(sizes(dropping(6), strategy, PhasePlan.MaskDraw.class)).containsExactly(4, 4, 4);
        assertThat(sizes(dropping(6), strategy, PhasePlan.RandomDraw.class)).containsExactly(4);
        assertThat(sizes(dropping(6), strategy, PhasePlan.InputDraw.class)).containsExactly(12, 12);
    }

    @Test
    void mixedScoring_drawsMasksForBothHalvesAtOnce() {
        TrainingStrategy mixed = TrainingStrategy.standard().scoring(TrainingStrategy.Scoring.MIXED);
        assertThat(sizes(dropping(2), mixed, PhasePlan.MaskDraw.class)).containsExactly(24);
        assertThat(sizes(dropping(4), mixed.packing(2), PhasePlan.MaskDraw.class))
                .containsExactly(12);
    }

    @Test
    void instanceNoise_isDrawnForRealAndFakeOfBothPhases() {
        TrainingStrategy strategy = TrainingStrategy.standard().instanceNoise(Schedule.linear(0.1, 0));
        List<PhasePlan> plans = plans(dropping(2), strategy);
        assertThat(sizes(dropping(2), strategy, PhasePlan.RandomDraw.class)).containsExactly(12, 12);
        assertThat(plans.get(0).draws()).contains(new PhasePlan.ScheduleDraw(Schedule.linear(0.1, 0)));
        assertThat(plans.get(1).draws().stream()
                        .filter(PhasePlan.RandomDraw.class::isInstance)
                        .map(PhasePlan.Draw::shape))
                .containsExactly(Shape.of(2));
    }

    /** Noise is added after replay: the buffer keeps fakes as they were made. */
    @Test
    void replay_isOfTheDiscriminatorsFakesWithoutTheirNoise() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .replay(Replay.half(7))
                .instanceNoise(Schedule.constant(0.1))
                .packing(2);
        List<PhasePlan> plans = plans(dropping(4), strategy);
        List<Expr.Replayed> replays = plans.get(0).replays();
        assertThat(replays).hasSize(1);
        assertThat(replays.get(0).like()).isNull();
        assertThat(replays.get(0).x()).isEqualTo(Expr.apply("generator", Expr.input("z")));
        assertThat(plans.get(1).replays()).isEmpty();
    }

    @Test
    void unrolling_looksAheadToTheDiscriminatorsWholeLoss() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .unrolledSteps(5)
                .discriminatorRate(Schedule.cosine(1, 0))
                .regularizers(GradientPenalty.standard());
        List<PhasePlan> plans = plans(dropping(2), strategy);
        Phase generators = plans.get(1).phase();
        assertThat(generators.unrolling().player()).isEqualTo("discriminator");
        assertThat(generators.unrolling().steps()).isEqualTo(5);
        assertThat(all(generators.unrolling().loss())).hasAtLeastOneElementOfType(Expr.Gradient.class);
        // the fakes that are scored are no variables: the gradient flows through them
        Expr scored = Expr.apply("discriminator", Expr.apply("generator", Expr.input("z")));
        assertThat(all(generators.unrolling().loss())).contains(scored);
        assertThat(plans.get(0).phase().unrolling()).isNull();
        assertThat(plans.get(1).draws()).contains(new PhasePlan.ScheduleDraw(Schedule.cosine(1, 0)));
    }

    @Test
    void players_haveWhatTheStrategySaysOfThem() {
        TrainingStrategy strategy = PLAN.strategy()
                .ema(0.9)
                .gradientClipping(GradientClipping.value(2))
                .regularizers(new HistoricalAveraging(0.5f))
                .generatorRate(Schedule.linear(1, 0))
                .discriminatorRate(Schedule.cosine(1, 0));
        Game game = PLAN.strategy(strategy).game();
        Player generator = game.player("generator");
        Player discriminator = game.player("discriminator");
        assertThat(generator.average()).isEqualTo(new Schedule.Averaging(0.9f));
        assertThat(discriminator.average()).isNull();
        assertThat(generator.rate()).isEqualTo(Schedule.linear(1, 0));
        assertThat(discriminator.rate()).isEqualTo(Schedule.cosine(1, 0));
        for (Player player : game.players()) {
            assertThat(player.gradientClipping()).isEqualTo(GradientClipping.value(2));
            assertThat(player.historicalAveraging()).isEqualTo(0.5f);
        }
    }

    @Test
    void steps_andBatchesOfEachPlayer_areThoseOfTheStrategy() {
        TrainingStrategy strategy =
                PLAN.strategy().discriminatorSteps(3).generatorSteps(2).accumulation(4);
        Game game = PLAN.strategy(strategy).game();
        assertThat(game.phases().stream().map(Phase::repetitions)).containsExactly(3, 2);
        assertThat(game.phases().stream().map(Phase::batches)).containsExactly(4, 4);
    }

    @Test
    void virtualNormalisation_isGivenItsReference() {
        Network judge = Network.from("x", Shape.of(2))
                .linear(3)
                .virtualBatchNorm(8)
                .linear(1)
                .build();
        TrainingStrategy strategy = TrainingStrategy.standard().referenceBatch(8);
        List<PhasePlan> plans = plans(judge, strategy);
        for (PhasePlan plan : plans) {
            assertThat(plan.draws().stream().filter(draw -> draw.samples(12) == 8))
                    .containsExactly(new PhasePlan.InputDraw(
                            new Game.Input("real_reference", Shape.of(2), new Game.Reference(new Game.Real(), 8))));
        }
        assertThatThrownBy(() -> plans(judge, TrainingStrategy.standard()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("virtual batch normalisation needs a reference batch: set referenceBatch(64)");
    }

    /** Three reference samples of the discriminator are three packs of two samples each; the generator is given no packs. */
    @Test
    void virtualNormalisation_ofPacks_isGivenPacksOfReferences() {
        Network judge = Network.from("x", Shape.of(4))
                .linear(3)
                .virtualBatchNorm(3)
                .linear(1)
                .build();
        for (PhasePlan plan :
                plans(judge, TrainingStrategy.standard().packing(2).referenceBatch(3))) {
            assertThat(plan.draws().stream().filter(draw -> draw.samples(12) == 6))
                    .containsExactly(new PhasePlan.InputDraw(
                            new Game.Input("real_reference", Shape.of(2), new Game.Reference(new Game.Real(), 6))));
        }
    }

    /** Their scores are those of the loss; the generator's phase has none of them. */
    @Test
    void penaltiesAtTheSamples_addNoApplicationOfTheDiscriminator() {
        TrainingStrategy strategy = TrainingStrategy.standard().regularizers(R1.standard(), R2.standard());
        List<PhasePlan> plans = plans(dropping(2), strategy);
        assertThat(plans.get(0).inOrder())
                .filteredOn(Expr.Gradient.class::isInstance)
                .hasSize(2);
        for (PhasePlan plan : plans) {
            assertThat(plan.inOrder())
                    .filteredOn(expr ->
                            expr instanceof Expr.Apply apply && apply.player().equals("discriminator"))
                    .hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void lazyPenalty_isComputedAtItsIntervals() {
        Game game =
                PLAN.strategy(PLAN.strategy().regularizers(R1.of(10).every(16))).game();
        assertThat(all(game.phases().get(0).loss()))
                .filteredOn(Expr.Every.class::isInstance)
                .extracting(expr -> ((Expr.Every) expr).interval())
                .containsExactly(16);
    }
}
