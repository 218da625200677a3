package io.gan4j.game;

import static io.gan4j.game.Games.LATENT;
import static io.gan4j.game.Games.LATENTS;
import static io.gan4j.game.Games.REAL;
import static io.gan4j.game.Games.REALS;
import static io.gan4j.game.Games.fake;
import static io.gan4j.game.Games.phase;
import static io.gan4j.game.Games.score;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.gan4j.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class PhasePlanTest {
    private static PhasePlan plan(Player discriminator, Phase phase) {
        return PhasePlan.of(Games.game(discriminator, phase), phase);
    }

    private static PhasePlan plan(Phase phase) {
        return plan(Games.discriminator(), phase);
    }

    @Test
    void draws_ofAPhase_areItsInputsInTheOrderOfTheirMention() {
        PhasePlan plan = plan(phase(
                "discriminator", score(REAL).mean().minus(score(fake().detach()).mean())));
        assertThat(plan.draws()).containsExactly(new PhasePlan.InputDraw(REALS), new PhasePlan.InputDraw(LATENTS));
    }

    @Test
    void draws_leaveOutWhatIsNotMentioned() {
        assertThat(plan(phase("generator", score(fake()).mean())).draws())
                .containsExactly(new PhasePlan.InputDraw(LATENTS));
    }

    @Test
    void input_mentionedByTwoObjects_isDrawnOnce() {
        Expr again = Expr.input("real");
        assertThat(plan(phase(
                                "discriminator",
                                score(REAL).mean().minus(score(again).mean())))
                        .draws())
                .containsExactly(new PhasePlan.InputDraw(REALS));
    }

    @Test
    void input_mentionedInAReportAlone_isDrawn() {
        Phase phase = new Phase(
                "generator",
                1,
                score(fake()).mean(),
                ImmutableMap.of("real score", score(REAL).mean()));
        assertThat(plan(phase).draws())
                .containsExactly(new PhasePlan.InputDraw(LATENTS), new PhasePlan.InputDraw(REALS));
    }

    @Test
    void uniform_usedTwice_isDrawnOnce() {
        Expr.Random share = (Expr.Random) Expr.uniform(REAL);
        PhasePlan plan = plan(phase(
                "discriminator",
                score(REAL.times(share).plus(REAL.minus(share))).mean()));
        assertThat(plan.draws())
                .containsExactly(
                        new PhasePlan.InputDraw(REALS), new PhasePlan.RandomDraw(share, Shape.of(1), BatchSize.BATCH));
        assertThat(plan.draws().get(1).shape()).isEqualTo(Shape.of(1));
    }

    /** Equal as records, yet two objects: two draws. */
    @Test
    void uniforms_thatAreTwoObjects_areDrawnEach() {
        Expr loss =
                score(REAL).times(Expr.uniform(REAL).plus(Expr.uniform(REAL))).mean();
        assertThat(plan(phase("discriminator", loss)).draws()).hasSize(3);
    }

    @Test
    void gradientPenalty_drawsOneNumberASample() {
        Expr.Random share = (Expr.Random) Expr.uniform(REAL);
        Expr.Variable between = fake().detach().lerp(REAL, share).variable();
        Expr penalty =
                score(between).gradient(between).sampleNorm().minus(1).square().mean();
        assertThat(plan(phase("discriminator", penalty)).draws())
                .containsExactly(
                        new PhasePlan.InputDraw(LATENTS),
                        new PhasePlan.InputDraw(REALS),
                        new PhasePlan.RandomDraw(share, Shape.of(1), BatchSize.BATCH));
    }

    @Test
    void dropout_isDrawnForEachLayerAtEachApplication() {
        Expr.Apply ofReal = (Expr.Apply) score(REAL);
        Expr.Apply ofFake = (Expr.Apply) score(fake().detach());
        Player dropping = Games.droppingDiscriminator();
        PhasePlan plan = plan(dropping, phase("discriminator", ofReal.mean().minus(ofFake.mean())));
        var first = dropping.network().nodes().get(0);
        var second = dropping.network().nodes().get(3);
        assertThat(plan.draws())
                .containsExactly(
                        new PhasePlan.InputDraw(REALS),
                        new PhasePlan.MaskDraw(ofReal, first, BatchSize.BATCH),
                        new PhasePlan.MaskDraw(ofReal, second, BatchSize.BATCH),
                        new PhasePlan.InputDraw(LATENTS),
                        new PhasePlan.MaskDraw(ofFake, first, BatchSize.BATCH),
                        new PhasePlan.MaskDraw(ofFake, second, BatchSize.BATCH));
    }

    @Test
    void dropoutMask_hasTheLayersShapeAndProbability() {
        Expr.Apply apply = (Expr.Apply) score(REAL);
        PhasePlan plan = plan(Games.droppingDiscriminator(), phase("discriminator", apply.mean()));
        PhasePlan.MaskDraw mask = (PhasePlan.MaskDraw) plan.draws().get(2);
        assertThat(mask.shape()).isEqualTo(Shape.of(6));
        assertThat(mask.probability()).isEqualTo(0.5f);
    }

    @Test
    void outcomes_areTheLossThenTheReports() {
        Expr loss = score(fake()).mean();
        Expr first = LATENT.mean();
        Expr second = LATENT.sum();
        PhasePlan plan = plan(new Phase("generator", 1, loss, ImmutableMap.of("b", first, "a", second)));
        assertThat(plan.outcomes()).isEqualTo(List.of(loss, first, second));
        assertThat(plan.names()).containsExactly("loss", "b", "a", "generator gradient");
    }

    @Test
    void expressions_inOrder_comeOnceAndAfterTheirOperands() {
        Expr fake = fake();
        Expr score = score(fake);
        Expr mean = score.mean();
        Expr loss = mean.times(mean);
        PhasePlan plan = plan(phase("generator", loss));
        assertThat(plan.inOrder()).isEqualTo(List.of(LATENT, fake, score, mean, loss));
    }
}
