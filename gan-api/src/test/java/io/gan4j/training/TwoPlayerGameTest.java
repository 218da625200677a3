package io.gan4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.WeightClipping;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoPlayerGameTest {
    private static final Plan PLAN = Plan.of(new FakeBackend(), 12);
    private static final Expr REAL = Expr.apply("discriminator", Expr.input("real"));

    private static List<Expr> all(Expr expr) {
        List<Expr> found = new ArrayList<>(List.of(expr));
        expr.operands().forEach(operand -> found.addAll(all(operand)));
        return found;
    }

    @Test
    void discriminator_learnsFirst_onRealAndDetachedFakes() {
        Phase phase = PLAN.game().phases().get(0);
        Expr fake = Expr.apply(
                "discriminator", Expr.apply("generator", Expr.input("z")).detach());
        assertThat(phase.learner()).isEqualTo("discriminator");
        assertThat(phase.loss())
                .isEqualTo(REAL.negate().softplus().mean().plus(fake.softplus().mean()));
        assertThat(phase.reports().keySet()).containsExactly("real score", "fake score");
        assertThat(phase.reports().values()).containsExactly(REAL.mean(), fake.mean());
    }

    @Test
    void generator_learnsSecond_withItsFakesTakenForReal() {
        Phase phase = PLAN.game().phases().get(1);
        Expr fake = Expr.apply("discriminator", Expr.apply("generator", Expr.input("z")));
        assertThat(phase.learner()).isEqualTo("generator");
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
}
