package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where and when the state of a run is kept, so that it can go on exactly after a stop or a crash. Immutable.
 *
 * <pre>{@code
 * GanBuilder gan = Gan.dcgan().seed(7);
 * gan.checkpoints(Checkpoints.in(folder).everySteps(500)).train(data);       // is killed
 * gan.checkpoints(Checkpoints.resume(folder).everySteps(500)).train(data);   // plays the rest: the same bits
 * Gan.resume(folder).train(data);                                            // so does this, without the settings
 * }</pre>
 *
 * <p>The folder says what the run is and how it went: {@code config.json} has all settings and both networks, {@code
 * history.jsonl} a line for each report and measurement ({@link io.gan4j.run.HistoryFile}), and for images
 * {@code samples-STEP.png} show what becomes of the same latents, at most 21 sheets of up to 64 images. These are for people
 * and other programs; a run goes on from its checkpoints alone, and goes on too where these cannot be written.
 *
 * <p>A checkpoint is written from a copy, on a thread of its own, while training goes on; the newest {@link #keep} and the
 * {@linkplain Best best} are kept. One more is written when the run ends or is stopped. A state that holds NaN or infinity is
 * never written. A checkpoint that cannot be written ends the run at the next step; the older ones stay.
 *
 * @param folder the run folder
 * @param everySteps how many steps there are between two checkpoints; 0 if steps do not count
 * @param everyTime how much time there is between two at least; zero if time does not count
 * @param keep how many of the newest are kept; 3 by default
 * @param beginning whether the run is a new one
 * @param changes which settings may differ from those that were recorded
 */
@CheckReturnValue
public record Checkpoints(
        Path folder, long everySteps, Duration everyTime, int keep, Beginning beginning, ImmutableSet<Change> changes) {
    private static final int KEPT = 3;

    /** How a run begins. */
    public enum Beginning {
        /** At step 0, in a folder without checkpoints. */
        NEW,
        /** At the newest checkpoint of the folder. */
        RESUMED
    }

    /** A setting that may be changed when a run is resumed. The result then differs from that of an uninterrupted run. */
    public enum Change {
        /** The length of the run, and with it the schedules. */
        LENGTH("length"),
        /**
         * The optimizers, their schedules, and what follows a divergence. Their state is kept, so they must be of the same kind
         * as before.
         */
        LEARNING_RATE(
                "generatorOptimizer", "discriminatorOptimizer", "generatorRate", "discriminatorRate", "onDivergence"),
        /**
         * The data, for fine-tuning: samples of the same shape and classes. Weights, optimizers and the number of the step
         * stay, what was the best state so far is measured anew. A run that is finished needs {@link #LENGTH} as well. To begin
         * at step 0 with nothing but the weights, see {@code GanBuilder.weightsFrom}.
         */
        DATA("dataset", "datasetFingerprint", "columns");

        private final List<String> settings;

        Change(String... settings) {
            this.settings = List.of(settings);
        }

        /** Returns true if this change covers a setting, by the name that the exported file gives it. */
        public boolean covers(String setting) {
            return settings.contains(setting);
        }
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Checkpoints {
        checkArgument(everySteps >= 0, "everySteps must be at least 0, was %s", everySteps);
        checkArgument(!everyTime.isNegative(), "everyTime must not be negative, was %s", everyTime);
        checkArgument(keep >= 1, "keep must be at least 1, was %s", keep);
    }

    /** Keeps the checkpoints of a new run in a folder, which is created if it is missing: one a minute. */
    public static Checkpoints in(Path folder) {
        return new Checkpoints(folder, 0, Duration.ofMinutes(1), KEPT, Beginning.NEW, ImmutableSet.of());
    }

    /**
     * Lets a run go on from the newest intact checkpoint of a folder, and keeps its checkpoints there: one a minute. All
     * settings that decide what is learnt must be the recorded ones, but for changes that are asked for by name, and so must be
     * the data, whose samples count and not their name or place; on other software or another processor the bits may differ,
     * which is logged.
     *
     * @param changes what may differ
     */
    public static Checkpoints resume(Path folder, Change... changes) {
        return new Checkpoints(
                folder, 0, Duration.ofMinutes(1), KEPT, Beginning.RESUMED, Sets.immutableEnumSet(List.of(changes)));
    }

    /**
     * Takes a checkpoint whenever this many steps are done, instead of once a minute.
     *
     * @param steps at least 1
     */
    public Checkpoints everySteps(long steps) {
        checkArgument(steps >= 1, "everySteps must be at least 1, was %s", steps);
        return new Checkpoints(folder, steps, Duration.ZERO, keep, beginning, changes);
    }

    /**
     * Takes a checkpoint after the first step that ends this much time after the last checkpoint, instead of once a minute.
     *
     * @param time more than zero
     */
    public Checkpoints every(Duration time) {
        checkArgument(!time.isNegative() && !time.isZero(), "every must be more than zero, was %s", time);
        return new Checkpoints(folder, 0, time, keep, beginning, changes);
    }

    /** Keeps this number of the newest checkpoints, at least 1, and the best one besides. */
    public Checkpoints keep(int newest) {
        return new Checkpoints(folder, everySteps, everyTime, newest, beginning, changes);
    }
}
