package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

/** How long to train: {@link Epochs} or {@link Steps}. */
public sealed interface Length {
    /** The number of steps if an epoch has this many, at least 1. */
    long steps(double stepsAnEpoch);

    /**
     * A length in passes over the data.
     *
     * @param number at least 1
     */
    record Epochs(int number) implements Length {
        /** Checks the number. */
        public Epochs {
            checkArgument(number >= 1, "epochs must be at least 1, was %s", number);
        }

        @Override
        public long steps(double stepsAnEpoch) {
            return Math.max(1, (long) Math.floor(number * stepsAnEpoch));
        }
    }

    /**
     * A length in steps, as {@link TrainingStrategy} counts them.
     *
     * @param number at least 1
     */
    record Steps(long number) implements Length {
        /** Checks the number. */
        public Steps {
            checkArgument(number >= 1, "steps must be at least 1, was %s", number);
        }

        @Override
        public long steps(double stepsAnEpoch) {
            return number;
        }
    }
}
