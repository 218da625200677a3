package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A number that changes in the course of a run: a learning rate's factor, the size of instance noise, the weight of a
 * penalty. It depends on the step alone, so that a run that is taken up again goes on with the same numbers.
 */
public sealed interface Schedule {
    /**
     * The number at a step.
     *
     * @param step counted from 0
     * @param steps how many steps the run will play
     */
    double at(long step, long steps);

    /** The number in a phrase: {@code 0.1}, or {@code 0.1 to 0 in a straight line}. */
    String describe();

    /** True if what counts is the step within the present stage of the run, and the number of that stage's steps. */
    default boolean isOfStage() {
        return false;
    }

    /**
     * Returns a schedule that gives the same number at every step.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    static Schedule constant(double value) {
        return new Constant((float) value);
    }

    /**
     * Returns a schedule that goes from one number at the start of the run to another at its end, in a straight line.
     *
     * @throws IllegalArgumentException if one is not finite
     */
    static Ramp linear(double from, double to) {
        return new Ramp(Curve.LINEAR, (float) from, (float) to, 0, 1);
    }

    /**
     * Returns a schedule that goes from one number at the start of the run to another at its end, along half a cosine
     * (Loshchilov and Hutter 2017).
     *
     * @throws IllegalArgumentException if one is not finite
     */
    static Ramp cosine(double from, double to) {
        return new Ramp(Curve.COSINE, (float) from, (float) to, 0, 1);
    }

    /**
     * Always the same number.
     *
     * @param value the number
     */
    record Constant(float value) implements Schedule {
        /**
         * Checks the number.
         *
         * @throws IllegalArgumentException if it is not finite
         */
        public Constant {
            checkArgument(Float.isFinite(value), "a schedule's value must be a finite number, was %s", value);
        }

        @Override
        public double at(long step, long steps) {
            return value;
        }

        @Override
        public String describe() {
            return Numbers.text(value);
        }
    }

    /** How a {@link Ramp} goes from its beginning to its end. */
    enum Curve {
        /** In a straight line. */
        LINEAR("in a straight line") {
            @Override
            double share(double time) {
                return time;
            }
        },
        /** Along half a cosine: slow at both ends. */
        COSINE("along half a cosine (Loshchilov and Hutter 2017)") {
            @Override
            double share(double time) {
                return (1 - StrictMath.cos(Math.PI * time)) / 2;
            }
        };

        private final String phrase;

        Curve(String phrase) {
            this.phrase = phrase;
        }

        abstract double share(double time);
    }

    /**
     * From one number to another; constant before it begins and after it ends.
     *
     * @param curve the way between them
     * @param from the number at the beginning
     * @param to the number at the end
     * @param begin where it begins, a fraction of the run
     * @param end where it ends, a fraction of the run
     */
    record Ramp(Curve curve, float from, float to, float begin, float end) implements Schedule {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is not finite, or unless {@code 0 <= begin < end <= 1}
         */
        public Ramp {
            checkArgument(
                    Float.isFinite(from) && Float.isFinite(to),
                    "a schedule's values must be finite numbers, were %s and %s",
                    from,
                    to);
            checkArgument(
                    begin >= 0 && begin < end && end <= 1,
                    "a schedule must begin and end within the run, 0 <= begin < end <= 1, was %s and %s",
                    begin,
                    end);
        }

        /** The same change within a part of the run: {@code between(0.5, 1)} begins when half of it is done. */
        public Ramp between(double beginning, double ending) {
            return new Ramp(curve, from, to, (float) beginning, (float) ending);
        }

        @Override
        public double at(long step, long steps) {
            double done = (double) step / steps;
            double time = Math.max(0, Math.min(1, (done - begin) / (end - begin)));
            return from + (to - from) * curve.share(time);
        }

        @Override
        public String describe() {
            String way = Numbers.text(from) + " to " + Numbers.text(to) + " " + curve.phrase;
            return begin == 0 && end == 1
                    ? way
                    : way + ", from " + Numbers.text(begin) + " to " + Numbers.text(end) + " of the run";
        }
    }

    /**
     * The share of the present stage of the run that is done: 0 in the first step of the stage, rising in a straight line to 1,
     * which the step after its last would have. A run that has no stages is one stage. It is what {@link io.gan4j.layer.Fade}
     * layers fade by.
     */
    record Progress() implements Schedule {
        @Override
        public double at(long step, long steps) {
            return (double) step / steps;
        }

        @Override
        public boolean isOfStage() {
            return true;
        }

        @Override
        public String describe() {
            return "the share of the stage that is done";
        }
    }

    /**
     * The decay of a moving average, which is smaller at the start, so that the first steps do not weigh on it: {@code
     * min(decay, (1 + step) / (10 + step))}.
     *
     * @param decay in [0, 1): what the average keeps of itself at a step
     */
    record Averaging(float decay) implements Schedule {
        private static final double DELAY = 10;

        /**
         * Checks the decay.
         *
         * @throws IllegalArgumentException if it is not in [0, 1)
         */
        public Averaging {
            checkArgument(decay >= 0 && decay < 1, "the decay of a moving average must be in [0, 1), was %s", decay);
        }

        @Override
        public double at(long step, long steps) {
            return Math.min(decay, (1 + step) / (DELAY + step));
        }

        @Override
        public String describe() {
            return Numbers.text(decay) + ", less in the first steps";
        }
    }
}
