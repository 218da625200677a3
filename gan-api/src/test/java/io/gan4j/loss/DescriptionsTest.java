package io.gan4j.loss;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.game.Expr;
import io.gan4j.game.Schedule;
import io.gan4j.testing.LogisticMargin;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and regularisers in words. */
class DescriptionsTest {
    private record StraightLine() implements Penalty {
        @Override
        public Expr penalty(Critic critic, Expr.Variable real, Expr.Variable fake) {
            return critic.score(fake).mean();
        }
    }

    private static final class PullBack implements GeneratorPenalty {
        @Override
        public Expr penalty(Critic critic, Expr real, Expr fake) {
            return fake.square().mean();
        }
    }

    private static LossStrategy unnamed() {
        return new LossStrategy() {
            @Override
            public Expr discriminator(Scores scores) {
                return scores.fake().mean();
            }

            @Override
            public Expr generator(Scores scores) {
                return scores.fake().mean();
            }
        };
    }

    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of(new NonSaturating(), "non-saturating (Goodfellow et al. 2014)"),
                Arguments.of(new Minimax(), "minimax (Goodfellow et al. 2014)"),
                Arguments.of(new Hinge(), "hinge (Lim and Ye 2017)"),
                Arguments.of(new Wasserstein(), "Wasserstein (Arjovsky et al. 2017)"),
                Arguments.of(
                        LeastSquares.pearson(),
                        "least squares, targets -1 for fakes, 1 for real samples, 0 for the generator (Mao et al. 2017)"),
                Arguments.of(
                        new RelativisticAverage(),
                        "relativistic, against the average of the others (Jolicoeur-Martineau 2018)"),
                Arguments.of(
                        new RelativisticPaired(),
                        "relativistic, in pairs of real and fake (Jolicoeur-Martineau 2018; Huang et al. 2024)"),
                Arguments.of(new LogisticMargin(1), "logistic margin (margin=1.0)"),
                Arguments.of(unnamed(), "a custom loss"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void loss_describesItself(LossStrategy loss, String expected) {
        assertThat(loss.describe()).isEqualTo(expected);
    }

    static Stream<Arguments> regularizers() {
        Penalty lambda = (critic, real, fake) -> critic.score(fake).mean();
        return Stream.of(
                Arguments.of(
                        R1.of(Schedule.linear(1, 0.5)).every(8),
                        "R1 gradient penalty at real samples, gamma 1 to 0.5 in a straight line, every 8 steps"
                                + " (Mescheder et al. 2018)"),
                Arguments.of(R2.standard(), "R2 gradient penalty at fakes, gamma 10 (Mescheder et al. 2018)"),
                Arguments.of(
                        new GradientPenalty(0.1f),
                        "gradient penalty between real samples and fakes, weight 0.1 (Gulrajani et al. 2017)"),
                Arguments.of(
                        MatchingAware.standard().every(2),
                        "matching-aware gradient penalty, weight 2, exponent 6, every 2 steps (Tao et al. 2022)"),
                Arguments.of(new StraightLine(), "straight line"),
                Arguments.of(new PullBack(), "pull back"),
                Arguments.of(lambda, "a custom penalty"));
    }

    @ParameterizedTest
    @MethodSource("regularizers")
    void regularizer_describesItself(Regularizer regularizer, String expected) {
        assertThat(regularizer.describe()).isEqualTo(expected);
    }
}
