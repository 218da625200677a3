package io.gan4j.watch;

import java.util.Locale;

/**
 * What a {@link TrainingMonitor} has to say of a run.
 *
 * @param kind what seems to go wrong
 * @param step the step at which it was noticed
 * @param message what was seen, with its numbers
 * @param advice what to try: by the names of settings, where those of the run are known, and not what is set already
 */
public record Advice(Kind kind, long step, String message, String advice) {
    /** A way in which the training of a GAN fails. */
    public enum Kind {
        /**
         * The discriminator tells real from fake without error, and the generator falls ever further behind ("D loss goes to
         * 0: failure mode"; Chintala et al., "How to train a GAN?", 2016, rule 10).
         */
        DISCRIMINATOR_WON("Slow the discriminator down: label smoothing, instance noise, R1 as a regularizer, a smaller"
                + " learning rate in discriminatorOptimizer, or fewer discriminatorSteps."),
        /**
         * The players go in circles, each undoing what the other learnt, instead of coming nearer to an equilibrium (Mescheder,
         * Geiger and Nowozin, ICML 2018).
         */
        OSCILLATION("Damp the game: smaller learning rates for both players, R1 or a gradient penalty as a"
                + " regularizer; ema averages the generator over the circle."),
        /**
         * The generator is no longer told where to go, as by a discriminator that is certain (Arjovsky and Bottou, ICLR 2017).
         */
        VANISHING_GRADIENTS("Take a loss that does not saturate, such as NonSaturating or Wasserstein with a gradient"
                + " penalty, or keep the discriminator from being certain: label smoothing, instance noise, R1."),
        /** Updates throw a player's weights about ("norms of gradients over 100: things are screwing up"; rule 10). */
        EXPLODING_GRADIENTS(
                "Bound the gradient by gradientClipping, lower the learning rate of the player, or add R1 or"
                        + " a gradient penalty as a regularizer."),
        /** The generator makes much the same of every latent, where the data is diverse. */
        COLLAPSE(
                "Let the discriminator see several samples together: packing, minibatch standard deviation or"
                        + " minibatch discrimination; R1 or a gradient penalty, and a smaller learning rate of the generator help too."),
        /** The generator makes much the same of every latent for a class, though its classes differ from each other. */
        COLLAPSE_WITHIN_CLASSES(
                "Let the discriminator see several samples together: packing, minibatch standard deviation or"
                        + " minibatch discrimination; Conditioning.projection instead of an auxiliary classifier, or a smaller weight"
                        + " of it, and a smaller learning rate of the generator help too."),
        /** At the end of the run the images still are noise, or nothing can be seen on them. */
        NOISE("Train longer: take more steps or epochs.");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }

        /** What to try against it, whatever is set. */
        public String advice() {
            return advice;
        }
    }

    /** All of it in one line. */
    @Override
    public String toString() {
        String what = kind.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return "Step " + step + ", " + what + ": " + message + ". " + advice;
    }
}
