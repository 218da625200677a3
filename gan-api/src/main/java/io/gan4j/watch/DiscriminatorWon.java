package io.gan4j.watch;

import io.gan4j.event.TrainingProgress;
import org.jspecify.annotations.Nullable;

/** Sees the discriminator's loss near 0 while the generator's has risen above its lowest level. */
final class DiscriminatorWon implements Watch {
    /** A loss below this is near 0; with the logistic loss real and fake are then told apart with 97.5 % certainty. */
    private static final double NEAR_ZERO = 0.05;

    /** Wasserstein losses are near 0 when a critic tells nothing apart: real and fake must differ by at least so much. */
    private static final double LEAST_GAP = 0.5;
    /** The share of its lowest level by which the generator's loss must have risen. */
    private static final double RISE = 0.1;

    private static final int LEVEL = 5;

    private final Window recent = new Window(LEVEL);
    private double lowest = Double.POSITIVE_INFINITY;

    @Override
    public Advice.Kind kind() {
        return Advice.Kind.DISCRIMINATOR_WON;
    }

    @Override
    public @Nullable String look(TrainingProgress report) {
        double discriminator = report.discriminatorLoss();
        double generator = report.generatorLoss();
        if (!Double.isFinite(generator)) {
            return null;
        }
        recent.add(generator);
        double level = recent.median();
        lowest = Math.min(lowest, level);
        boolean sure = discriminator >= 0 && discriminator < NEAR_ZERO;
        boolean blind = report.realScore() - report.fakeScore() < LEAST_GAP;
        boolean risen = level > lowest + RISE * Math.abs(lowest);
        return sure && !blind && risen
                ? Watch.text(
                        "the discriminator's loss is %.3g, and the generator's has risen from %.3g to %.3g",
                        discriminator, lowest, level)
                : null;
    }
}
