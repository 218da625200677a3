package io.gan4j.event;

import static com.google.common.base.Preconditions.checkArgument;

/**
 * A stage of a run that plays several games one after another, such as that of networks which grow with their images. Each begins
 * with what the one before it learned, and with new optimizers.
 *
 * @param name what is played, in a few words: {@code "16 px"}, or {@code "8 to 16 px"} while layers are faded in
 * @param number its place among the stages of the run, from 1
 * @param count how many stages the run has
 * @param firstStep its first step, from 1
 * @param lastStep its last step
 * @param cost how much one of its steps computes beside one of another stage of the run, by the sizes of its networks; above 0
 */
public record TrainingStage(String name, int number, int count, long firstStep, long lastStep, double cost) {
    /**
     * Checks the cost.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public TrainingStage {
        checkArgument(cost > 0 && cost < Double.POSITIVE_INFINITY, "cost must be above 0 and finite, was %s", cost);
    }

    /** A stage of a run whose steps all cost the same. */
    public TrainingStage(String name, int number, int count, long firstStep, long lastStep) {
        this(name, number, count, firstStep, lastStep, 1);
    }

    /** The number of its steps. */
    public long steps() {
        return lastStep - firstStep + 1;
    }
}
