package io.gan4j.training;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.game.Player;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Penalty;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.Scores;
import io.gan4j.loss.WeightClipping;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The game of two players (Goodfellow et al. 2014, algorithm 1), with its two phases: the discriminator learns to tell real
 * from fake while the generator stands still; then the generator learns to have its fakes taken for real, through the frozen
 * discriminator. Each phase draws its own latents.
 */
public final class TwoPlayerGame {
    /** The generator's name in the game. */
    public static final String GENERATOR = "generator";
    /** The discriminator's name in the game. */
    public static final String DISCRIMINATOR = "discriminator";

    /** The mean score of the real samples, as the discriminator's phase reports it. */
    static final String REAL_SCORE = "real score";
    /** The mean score of the fakes, as the discriminator's phase reports it. */
    static final String FAKE_SCORE = "fake score";

    private static final String REAL = "real";
    private static final String LATENT = "z";

    private TwoPlayerGame() {}

    /** The game of these networks. */
    public static Game of(
            Network generator, Network discriminator, Prior prior, LossStrategy loss, TrainingStrategy strategy) {
        Player g = Player.of(GENERATOR, generator, strategy.generatorOptimizer());
        Player d = Player.of(DISCRIMINATOR, discriminator, strategy.discriminatorOptimizer());
        for (Regularizer regularizer : strategy.regularizers()) {
            if (regularizer instanceof WeightClipping clipping) {
                d = d.weightLimit(clipping.limit());
            }
        }
        List<Game.Input> inputs = List.of(
                new Game.Input(REAL, generator.outputShape(), new Game.Real()),
                new Game.Input(LATENT, generator.inputs().get(0).shape(), new Game.Latent(prior)));
        return Game.of(List.of(g, d), inputs, List.of(discriminatorPhase(loss, strategy), generatorPhase(loss)));
    }

    private static Phase discriminatorPhase(LossStrategy loss, TrainingStrategy strategy) {
        UnaryOperator<Expr> score = samples -> Expr.apply(DISCRIMINATOR, samples);
        Expr real = Expr.input(REAL);
        Expr fake = Expr.apply(GENERATOR, Expr.input(LATENT)).detach();
        Scores scores = new Scores(score.apply(real), score.apply(fake));
        Expr total = loss.discriminator(scores);
        for (Regularizer regularizer : strategy.regularizers()) {
            if (regularizer instanceof Penalty penalty) {
                total = total.plus(penalty.penalty(new AtHand(), real, fake).every(penalty.interval()));
            }
        }
        return new Phase(
                DISCRIMINATOR,
                strategy.discriminatorSteps(),
                total,
                ImmutableMap.of(
                        REAL_SCORE,
                        scores.real().mean(),
                        FAKE_SCORE,
                        scores.fake().mean()));
    }

    private record AtHand() implements io.gan4j.loss.Critic {
        @Override
        public Expr score(Expr samples) {
            return Expr.apply(DISCRIMINATOR, samples);
        }

        @Override
        public Expr features(Expr samples) {
            throw new UnsupportedOperationException();
        }
    }

    private static Phase generatorPhase(LossStrategy loss) {
        Expr fake = Expr.apply(GENERATOR, Expr.input(LATENT));
        Scores scores = new Scores(Expr.apply(DISCRIMINATOR, Expr.input(REAL)), Expr.apply(DISCRIMINATOR, fake));
        return new Phase(GENERATOR, 1, loss.generator(scores), ImmutableMap.of());
    }
}
