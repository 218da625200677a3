package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * The part of a run in which a phase is played: from the step nearest to one fraction of the run up to, but without, the step
 * nearest to another.
 *
 * @param begin where it begins, a fraction of the run
 * @param end where it ends, a fraction of the run
 */
public record Span(float begin, float end) {
    /** The whole run. */
    public static final Span WHOLE = new Span(0, 1);

    /**
     * Checks the fractions.
     *
     * @throws IllegalArgumentException unless {@code 0 <= begin < end <= 1}
     */
    public Span {
        checkArgument(
                begin >= 0 && begin < end && end <= 1,
                "a span must be within the run, 0 <= begin < end <= 1, was %s and %s",
                begin,
                end);
    }

    /** True if it is all of the run. */
    public boolean isWhole() {
        return equals(WHOLE);
    }

    /** The share of the run that it is. */
    public double share() {
        return (double) end - begin;
    }

    /** Its first step, counted from 0, in a run of this number of steps. */
    public long firstStep(long steps) {
        return Math.round(begin * (double) steps);
    }

    /** The step that follows its last one; beyond all steps if it lasts to the end of the run. */
    public long endStep(long steps) {
        return end == 1 ? Long.MAX_VALUE : Math.round(end * (double) steps);
    }

    /** True if a step, counted from 0, belongs to it. */
    public boolean contains(long step, long steps) {
        return step >= firstStep(steps) && step < endStep(steps);
    }

    /** The number of its steps before this one. */
    public long stepsBefore(long step, long steps) {
        return Math.max(0, Math.min(step, endStep(steps)) - firstStep(steps));
    }
}
