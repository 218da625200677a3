package io.gan4j.rules;

import com.google.common.collect.ImmutableMap;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.Phase;
import io.gan4j.layer.Ada;
import io.gan4j.layer.AdaptiveAugment;
import io.gan4j.loss.LossStrategy;
import io.gan4j.network.Network;
import java.util.List;
import java.util.Optional;

/**
 * How the probability of {@link Ada} follows the discriminator (Karras et al. 2020, section 3.1): the game keeps the
 * probability, and the sum and the number of the mean signs of the scores of real images since the probability moved last.
 */
final class AugmentationFeedback {
    /** The mean sign of the scores of the real images, as the discriminator's phase reports it. */
    static final String REAL_SIGN = "real sign";
    /** The probability, as the discriminator's phase reports it. */
    static final String REPORT = "augmentation";

    private static final String SUM = "augmentation_sum";
    private static final String COUNT = "augmentation_count";
    /** The probability moves at each step that is a multiple of this. */
    private static final int INTERVAL = 4;

    private final Ada.Followed followed;
    private final float boundary;
    private final int batch;

    private AugmentationFeedback(Ada.Followed followed, float boundary, int batch) {
        this.followed = followed;
        this.boundary = boundary;
        this.batch = batch;
    }

    /**
     * Returns what a discriminator's augmentation follows; empty if nothing follows anything.
     *
     * @param loss gives the score that is neither real nor fake
     * @param batch the number of real images in a batch
     * @throws IllegalArgumentException if the loss gives none
     */
    static Optional<AugmentationFeedback> of(Network discriminator, LossStrategy loss, int batch) {
        return discriminator.nodes().stream()
                .map(Network.Node::layer)
                .filter(AdaptiveAugment.class::isInstance)
                .map(layer -> ((AdaptiveAugment) layer).policy().control())
                .filter(Ada.Followed.class::isInstance)
                .map(Ada.Followed.class::cast)
                .findFirst()
                .map(followed -> new AugmentationFeedback(followed, boundary(loss), batch));
    }

    private static float boundary(LossStrategy loss) {
        return (float) loss.boundary()
                .orElseThrow(() ->
                        new IllegalArgumentException("augmentation cannot follow the signs of scores under the loss '"
                                + loss.describe() + "': fix its probability by Ada.fixed(...)"));
    }

    /** Returns the numbers that the game keeps. */
    static List<Game.Kept> kept() {
        return List.of(new Game.Kept(AdaptiveAugment.PROBABILITY, 0), new Game.Kept(SUM, 0), new Game.Kept(COUNT, 0));
    }

    /** Returns a discriminator's phase that moves the probability, given the scores of its real images. */
    Phase following(Phase phase, Expr real) {
        Expr probability = Expr.kept(AdaptiveAugment.PROBABILITY);
        Expr mean = sign(new Expr.Detached(real).minus(boundary)).mean();
        Expr sum = Expr.kept(SUM).plus(mean);
        Expr count = Expr.kept(COUNT).plus(1);
        // 1 where the probability moves
        Expr moves = Expr.constant(1.0 / INTERVAL).every(INTERVAL);
        Expr stays = Expr.constant(1).minus(moves);
        Expr direction = sign(sum.over(count).minus(followed.target()));
        Expr distance = count.times((double) batch / followed.images());
        Expr next = probability.plus(moves.times(direction).times(distance));
        return phase.reports(ImmutableMap.<String, Expr>builder()
                        .putAll(phase.reports())
                        .put(REPORT, probability)
                        .put(REAL_SIGN, mean)
                        .buildOrThrow())
                .keeping(
                        AdaptiveAugment.PROBABILITY,
                        next.maximum(Expr.constant(0)).minimum(Expr.constant(Ada.MOST)))
                .keeping(SUM, sum.times(stays))
                .keeping(COUNT, count.times(stays));
    }

    /** Returns 1 for numbers above 0, -1 for those below, and 0 for 0. */
    private static Expr sign(Expr numbers) {
        Expr zero = Expr.constant(0);
        return zero.lessThan(numbers).minus(numbers.lessThan(zero));
    }
}
