package io.gan4j.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.game.Expr;
import org.junit.jupiter.api.Test;

class RegularizerTest {
    private static final Expr REAL = Expr.input("real");
    private static final Expr FAKE = Expr.input("fake");

    @Test
    void gradientPenalty_byDefault_hasThePapersWeight() {
        assertThat(GradientPenalty.standard()).isEqualTo(new GradientPenalty(10));
    }

    /** {@code 10 mean((|grad s(y)| - 1)^2)} at {@code y = fake + e (real - fake)}, one norm a sample. */
    @Test
    void gradientPenalty_isThePapersExpression() {
        Expr penalty = GradientPenalty.standard().penalty(critic(), REAL, FAKE);
        Expr.Variable between =
                FAKE.plus(REAL.minus(FAKE).times(Expr.uniform(REAL))).variable();
        Expr norm = Expr.apply("discriminator", between).gradient(between).sampleNorm();
        assertThat(penalty).isEqualTo(norm.minus(1).square().mean().times(10));
    }

    /** The score must be taken of the variable itself, or its gradient would be nothing. */
    @Test
    void gradientPenalty_takesTheGradientWhereItScores() {
        Expr penalty = GradientPenalty.standard().penalty(critic(), REAL, FAKE);
        Expr.Gradient gradient = gradientIn(penalty);
        assertThat(gradient.of().operands().get(0)).isSameAs(gradient.at());
    }

    private static Expr.Gradient gradientIn(Expr expr) {
        return expr instanceof Expr.Gradient gradient
                ? gradient
                : gradientIn(expr.operands().get(0));
    }

    @Test
    void weightClipping_byDefault_hasThePapersLimit() {
        assertThat(WeightClipping.standard()).isEqualTo(new WeightClipping(0.01f));
    }

    @Test
    void number_notAboveZero_isRefused() {
        assertThatThrownBy(() -> new GradientPenalty(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weight must be above 0, was 0.0");
        assertThatThrownBy(() -> new WeightClipping(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be above 0, was -1.0");
    }

    private static Critic critic() {
        return new Critic() {
            @Override
            public Expr score(Expr x) {
                return Expr.apply("discriminator", x);
            }

            @Override
            public Expr features(Expr x) {
                return score(x);
            }
        };
    }
}
