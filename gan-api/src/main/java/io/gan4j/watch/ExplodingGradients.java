package io.gan4j.watch;

import io.gan4j.event.TrainingProgress;
import io.gan4j.rules.TwoPlayerGame;
import org.jspecify.annotations.Nullable;

/** Detects a player's gradient that is large both absolutely and relative to the first reports, or NaN. */
final class ExplodingGradients implements Watch {
    /** "Check norms of gradients: if they are over 100 things are screwing up" (Chintala et al. 2016, rule 10). */
    private static final double LARGE = 100;
    /** How many times the median of the first reports is too large; penalties have large gradients by nature. */
    private static final double GROWTH = 10;

    private final EarlyLevel generator = new EarlyLevel();
    private final EarlyLevel discriminator = new EarlyLevel();

    @Override
    public Advice.Kind kind() {
        return Advice.Kind.EXPLODING_GRADIENTS;
    }

    @Override
    public @Nullable String look(TrainingProgress report) {
        String ofGenerator = look(report, TwoPlayerGame.GENERATOR, generator);
        String ofDiscriminator = look(report, TwoPlayerGame.DISCRIMINATOR, discriminator);
        return ofDiscriminator == null ? ofGenerator : ofDiscriminator;
    }

    private static @Nullable String look(TrainingProgress report, String player, EarlyLevel early) {
        Float norm = Watch.gradient(report, player);
        if (norm == null) {
            return null;
        }
        early.add(norm);
        if (!Float.isFinite(norm)) {
            return "the " + player + "'s gradient is not finite";
        }
        return norm > LARGE && norm > GROWTH * early.median()
                ? Watch.text("the %s's gradient has grown from a norm of %.3g to %.3g", player, early.median(), norm)
                : null;
    }
}
