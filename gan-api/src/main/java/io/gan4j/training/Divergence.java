package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.file.Plural;

/**
 * What a run does when a loss, a gradient or anything that it keeps becomes NaN or infinite. Immutable.
 *
 * <pre>{@code
 * Gan.dcgan()
 *         .checkpoints(Checkpoints.in(folder).everySteps(500))
 *         .onDivergence(Divergence.goBack(3).rate(0.5))
 *         .train(data);
 * }</pre>
 *
 * @param times how often a run may go back; 0 if it fails at once
 * @param rate by what both learning rates are multiplied each time, in (0, 1]; 1 where it does not go back
 */
@CheckReturnValue
public record Divergence(int times, double rate) {
    private static final double HALF = 0.5;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Divergence {
        checkArgument(times >= 0, "times must be at least 0, was %s", times);
        checkArgument(rate > 0 && rate <= 1, "rate must be above 0 and at most 1, was %s", rate);
        checkArgument(times > 0 || rate == 1, "a run that fails has no learning rate to go on with: use goBack(times)");
    }

    /** Ends the run with a {@link io.gan4j.error.TrainingDivergedException}. */
    public static Divergence fail() {
        return new Divergence(0, 1);
    }

    /**
     * The run goes back to its last good checkpoint and on from there with half the learning rates and other random numbers:
     * those of a stream that follows from the seed and the number of times, so that the run stays repeatable. Of a run that
     * is to go back, the state of step 0 is a checkpoint as well. When it diverges again before
     * the next checkpoint, it gives that one up for the one before it, if there is one: weights may have been on their way to
     * infinity already. When it diverges once more than it may go back, the run fails. Listeners are told ({@link
     * io.gan4j.event.TrainingListener#wentBack}).
     *
     * @param times how often it may, over the whole run; at least 1
     * @throws IllegalArgumentException if below 1
     */
    public static Divergence goBack(int times) {
        checkArgument(times >= 1, "goBack must be given at least 1 time, was %s", times);
        return new Divergence(times, HALF);
    }

    /**
     * The same with another factor of both learning rates, by which they are multiplied each time it goes back. Default 0.5.
     *
     * @param factor above 0, at most 1
     * @throws IllegalArgumentException if that is not so, or the run would fail at once
     */
    public Divergence rate(double factor) {
        return new Divergence(times, factor);
    }

    /** Returns true if a run goes back to a checkpoint rather than failing. */
    public boolean goesBack() {
        return times > 0;
    }

    /** Returns it in a phrase: {@code back to the last checkpoint with 0.5 times the learning rates, at most 3 times}. */
    public String describe() {
        return goesBack()
                ? "back to the last checkpoint with " + rate + " times the learning rates, at most "
                        + Plural.of(times, "time")
                : "the run fails";
    }
}
