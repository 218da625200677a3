package io.gan4j.rules;

import io.gan4j.game.Expr;
import io.gan4j.game.Player;
import io.gan4j.loss.Critic;
import io.gan4j.loss.GeneratorPenalty;
import io.gan4j.loss.HistoricalAveraging;
import io.gan4j.loss.Penalty;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.WeightClipping;
import java.util.List;

/** What regularizers change in a game of a generator and a discriminator. */
final class Regularized {
    private final List<Regularizer> regularizers;

    Regularized(List<Regularizer> regularizers) {
        this.regularizers = regularizers;
    }

    /** A player that generates. */
    Player generating(Player plain) {
        Player player = plain;
        for (Regularizer regularizer : regularizers) {
            if (regularizer instanceof HistoricalAveraging averaging) {
                player = player.historicalAveraging(averaging.weight());
            }
        }
        return player;
    }

    /** A player that judges. */
    Player judging(Player plain) {
        Player player = generating(plain);
        for (Regularizer regularizer : regularizers) {
            if (regularizer instanceof WeightClipping clipping) {
                player = player.weightLimit(clipping.limit());
            }
        }
        return player;
    }

    /** The loss of those that judge, with all penalties. */
    Expr penalized(Expr loss, Critic critic, Expr.Variable real, Expr.Variable fake) {
        Expr total = loss;
        for (Regularizer regularizer : regularizers) {
            if (regularizer instanceof Penalty penalty) {
                total = total.plus(penalty.penalty(critic, real, fake).every(penalty.interval()));
            }
        }
        return total;
    }

    /** The loss of the generator, with all penalties. */
    Expr generating(Expr loss, Critic critic, Expr real, Expr fake) {
        Expr total = loss;
        for (Regularizer regularizer : regularizers) {
            if (regularizer instanceof GeneratorPenalty penalty) {
                total = total.plus(penalty.penalty(critic, real, fake).every(penalty.interval()));
            }
        }
        return total;
    }
}
