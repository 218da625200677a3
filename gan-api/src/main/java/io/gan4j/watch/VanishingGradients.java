package io.gan4j.watch;

import io.gan4j.event.TrainingProgress;
import io.gan4j.rules.TwoPlayerGame;
import org.jspecify.annotations.Nullable;

/** Sees the generator's gradient all but gone, in itself or against its beginnings. */
final class VanishingGradients implements Watch {
    /** A norm below this moves nothing. */
    private static final double GONE = 1e-6;
    /** So small a share of the median of the first reports. */
    private static final double FALL = 1e-4;

    private final EarlyLevel early = new EarlyLevel();

    @Override
    public Advice.Kind kind() {
        return Advice.Kind.VANISHING_GRADIENTS;
    }

    @Override
    public @Nullable String look(TrainingProgress report) {
        Float norm = Watch.gradient(report, TwoPlayerGame.GENERATOR);
        if (norm == null) {
            return null;
        }
        early.add(norm);
        if (norm < early.median() * FALL) {
            return Watch.text("the generator's gradient has fallen from a norm of %.3g to %.3g", early.median(), norm);
        }
        return norm < GONE ? Watch.text("the generator's gradient has a norm of %.3g", norm) : null;
    }
}
