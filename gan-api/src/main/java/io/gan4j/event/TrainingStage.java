package io.gan4j.event;

/**
 * A stage of a run that plays several games one after another, such as that of networks which grow with their images. Each begins
 * with what the one before it learned, and with new optimizers.
 *
 * @param name what is played, in a few words: {@code "16 px"}, or {@code "8 to 16 px"} while layers are faded in
 * @param number its place among the stages of the run, from 1
 * @param count how many stages the run has
 * @param firstStep its first step, from 1
 * @param lastStep its last step
 */
public record TrainingStage(String name, int number, int count, long firstStep, long lastStep) {
    /** The number of its steps. */
    public long steps() {
        return lastStep - firstStep + 1;
    }
}
