package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.game.Adam;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.loss.Labels;
import io.gan4j.loss.Regularizer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How the two players are trained: length, optimizers and the practices that make the game stable, each off unless it is set.
 * Immutable: each setting returns a new value.
 *
 * <p>A step is {@code discriminatorSteps} updates of the discriminator, each on a batch of real and a batch of fake samples,
 * and {@code generatorSteps} of the generator through the frozen discriminator (Goodfellow et al. 2014, algorithm 1). An epoch
 * is one pass over the data, in which the samples that do not fill a batch are left out.
 */
@CheckReturnValue
public final class TrainingStrategy {
    private static final int BATCH = 64;
    private static final int EPOCHS = 10;
    private static final Schedule STEADY = Schedule.constant(1);
    private static final Schedule NONE = Schedule.constant(0);

    private final Draft draft;

    private TrainingStrategy(Draft draft) {
        this.draft = draft;
    }

    /** The settings. Mutated only before the strategy that holds them is published. */
    private static final class Draft {
        private int batch = BATCH;
        private Length length = new Length.Epochs(EPOCHS);
        private int discriminatorSteps = 1;
        private int generatorSteps = 1;
        private Optimizer generatorOptimizer = Adam.of(2e-4).betas(0.5, 0.999);
        private Optimizer discriminatorOptimizer = generatorOptimizer;
        private Schedule generatorRate = STEADY;
        private Schedule discriminatorRate = STEADY;
        private ImmutableList<Regularizer> regularizers = ImmutableList.of();
        private long seed;
        private Labels labels = Labels.hard();
        private Scoring scoring = Scoring.SEPARATE;
        private Fakes fakes = Fakes.ANEW;
        private Schedule instanceNoise = NONE;
        private @Nullable Replay replay;
        private int packing = 1;
        private int unrolledSteps;
        private Schedule.@Nullable Averaging ema;
        private int standingStatistics;
        private @Nullable GradientClipping gradientClipping;
        private int accumulation = 1;
        private int referenceBatch;

        private Draft() {}

        private Draft(Draft other) {
            batch = other.batch;
            length = other.length;
            discriminatorSteps = other.discriminatorSteps;
            generatorSteps = other.generatorSteps;
            generatorOptimizer = other.generatorOptimizer;
            discriminatorOptimizer = other.discriminatorOptimizer;
            generatorRate = other.generatorRate;
            discriminatorRate = other.discriminatorRate;
            regularizers = other.regularizers;
            seed = other.seed;
            labels = other.labels;
            scoring = other.scoring;
            fakes = other.fakes;
            instanceNoise = other.instanceNoise;
            replay = other.replay;
            packing = other.packing;
            unrolledSteps = other.unrolledSteps;
            ema = other.ema;
            standingStatistics = other.standingStatistics;
            gradientClipping = other.gradientClipping;
            accumulation = other.accumulation;
            referenceBatch = other.referenceBatch;
        }
    }

    /** How the discriminator is given real and fake samples. */
    public enum Scoring {
        /** One after the other, so that batch normalisation sees either alone (ganhacks, number 4). */
        SEPARATE,
        /** In one batch. */
        MIXED
    }

    /** DCGAN's defaults, and none of the practices that are off unless they are set. */
    public static TrainingStrategy standard() {
        return new TrainingStrategy(new Draft());
    }

    private TrainingStrategy with(Consumer<Draft> change) {
        Draft copy = new Draft(draft);
        change.accept(copy);
        return new TrainingStrategy(copy);
    }

    private static void atLeast(long least, long value, String what) {
        checkArgument(value >= least, "%s must be at least %s, was %s", what, least, value);
    }

    /** Checks both ends of a schedule: as it only rises or only falls, all its values lie between them. */
    private static void notBelowZero(Schedule schedule, String what) {
        float first = (float) schedule.at(0, 1);
        float last = (float) schedule.at(1, 1);
        checkArgument(first != last || first >= 0, "%s must not be below 0, was %s", what, first);
        checkArgument(
                first >= 0 && last >= 0, "%s must not be below 0 at any time, goes from %s to %s", what, first, last);
    }

    /** The generator's optimizer. */
    public Optimizer generatorOptimizer() {
        return draft.generatorOptimizer;
    }

    /** Sets the generator's optimizer. Default Adam(2e-4, 0.5, 0.999), DCGAN's. */
    public TrainingStrategy generatorOptimizer(Optimizer optimizer) {
        return with(d -> d.generatorOptimizer = optimizer);
    }

    /** The discriminator's optimizer. */
    public Optimizer discriminatorOptimizer() {
        return draft.discriminatorOptimizer;
    }

    /**
     * Sets the discriminator's optimizer. Default Adam(2e-4, 0.5, 0.999), DCGAN's. With another learning rate than the
     * generator's: two time-scale updates (TTUR, Heusel et al. 2017, theorem 1), a faster discriminator instead of several
     * steps.
     */
    public TrainingStrategy discriminatorOptimizer(Optimizer optimizer) {
        return with(d -> d.discriminatorOptimizer = optimizer);
    }

    /** The factor of the generator's learning rate. */
    public Schedule generatorRate() {
        return draft.generatorRate;
    }

    /**
     * Multiplies the generator's learning rate by a number that changes. Default 1.
     *
     * @throws IllegalArgumentException if it is below 0 at any time
     */
    public TrainingStrategy generatorRate(Schedule factor) {
        notBelowZero(factor, "generatorRate");
        return with(d -> d.generatorRate = factor);
    }

    /** The factor of the discriminator's learning rate. */
    public Schedule discriminatorRate() {
        return draft.discriminatorRate;
    }

    /**
     * Multiplies the discriminator's learning rate by a number that changes. Default 1.
     *
     * @throws IllegalArgumentException if it is below 0 at any time
     */
    public TrainingStrategy discriminatorRate(Schedule factor) {
        notBelowZero(factor, "discriminatorRate");
        return with(d -> d.discriminatorRate = factor);
    }

    /** The number of updates of the discriminator in a step. */
    public int discriminatorSteps() {
        return draft.discriminatorSteps;
    }

    /**
     * Sets the number of updates of the discriminator in a step. Default 1; Wasserstein critics take 5 (Arjovsky et al. 2017).
     *
     * @throws IllegalArgumentException if below 1
     */
    public TrainingStrategy discriminatorSteps(int number) {
        atLeast(1, number, "discriminatorSteps");
        return with(d -> d.discriminatorSteps = number);
    }

    /** The number of updates of the generator in a step. */
    public int generatorSteps() {
        return draft.generatorSteps;
    }

    /**
     * Sets the number of updates of the generator in a step. Default 1; more where the discriminator wins (PacGAN's DCGAN takes
     * 2).
     *
     * @throws IllegalArgumentException if below 1
     */
    public TrainingStrategy generatorSteps(int number) {
        atLeast(1, number, "generatorSteps");
        return with(d -> d.generatorSteps = number);
    }

    /** The number of samples in a batch. */
    public int batch() {
        return draft.batch;
    }

    /**
     * Sets the number of samples in a batch. Default 64.
     *
     * @throws IllegalArgumentException if below 1
     */
    public TrainingStrategy batch(int samples) {
        atLeast(1, samples, "batch");
        return with(d -> d.batch = samples);
    }

    /** The number of batches whose mean gradient makes an update. */
    public int accumulation() {
        return draft.accumulation;
    }

    /**
     * Takes the mean gradient of several batches for each update, for a batch larger than memory. Default 1. Batch
     * normalisation still sees one batch at a time.
     *
     * @throws IllegalArgumentException if below 1
     */
    public TrainingStrategy accumulation(int batches) {
        atLeast(1, batches, "accumulation");
        return with(d -> d.accumulation = batches);
    }

    /** How long to train. */
    public Length length() {
        return draft.length;
    }

    /** The seed. */
    public long seed() {
        return draft.seed;
    }

    /** Sets the seed from which everything random is derived. Default 0. */
    public TrainingStrategy seed(long value) {
        return with(d -> d.seed = value);
    }

    /** The targets of the discriminator for real and fake samples. */
    public Labels labels() {
        return draft.labels;
    }

    /**
     * Sets the targets of the discriminator: hard (default), smoothed on the real side, soft, or flipped at random. For
     * losses that judge sample by sample ({@link io.gan4j.loss.LabelledLoss}).
     */
    public TrainingStrategy labels(Labels told) {
        return with(d -> d.labels = told);
    }

    /** How the discriminator is given real and fake samples. */
    public Scoring scoring() {
        return draft.scoring;
    }

    /**
     * Sets how the discriminator is given real and fake samples. Default {@link Scoring#SEPARATE}; it matters only to a
     * discriminator whose layers look at the whole batch.
     */
    public TrainingStrategy scoring(Scoring how) {
        return with(d -> d.scoring = how);
    }

    /** Which fakes the generator learns from. */
    public Fakes fakes() {
        return draft.fakes;
    }

    /**
     * Sets which fakes the generator learns from. Default {@link Fakes#ANEW}. Shared ones need one update of each player a
     * step.
     */
    public TrainingStrategy fakes(Fakes which) {
        return with(d -> d.fakes = which);
    }

    /** The standard deviation of the noise that is added to what the discriminator sees. */
    public Schedule instanceNoise() {
        return draft.instanceNoise;
    }

    /**
     * Adds normal noise of this standard deviation to all that the discriminator sees, real and fake, in both phases (Sonderby
     * et al. 2017, section 3; Arjovsky and Bottou 2017), so that their distributions overlap. Default none; commonly {@code
     * Schedule.linear(0.1, 0)}.
     */
    public TrainingStrategy instanceNoise(Schedule standardDeviation) {
        notBelowZero(standardDeviation, "instanceNoise");
        return with(d -> d.instanceNoise = standardDeviation);
    }

    /** What shows the discriminator earlier fakes, if anything does. */
    public @Nullable Replay replay() {
        return draft.replay;
    }

    /**
     * Shows the discriminator fakes of earlier steps among the present ones. Default none. See {@link Replay}.
     */
    public TrainingStrategy replay(Replay buffer) {
        return with(d -> d.replay = buffer);
    }

    /** Shows the discriminator present fakes alone, as by default. */
    public TrainingStrategy withoutReplay() {
        return with(d -> d.replay = null);
    }

    /** How many samples the discriminator judges as one. */
    public int packing() {
        return draft.packing;
    }

    /**
     * Lets the discriminator judge several samples as one, joined along their channels or features (PacGAN, Lin et al. 2018,
     * section 3): samples that lack variety are seen as such. Default 1; the paper's are 2 to 4. It must divide the batch.
     *
     * @throws IllegalArgumentException if below 1
     */
    public TrainingStrategy packing(int samples) {
        atLeast(1, samples, "packing");
        return with(d -> d.packing = samples);
    }

    /** How many updates of the discriminator the generator looks ahead. */
    public int unrolledSteps() {
        return draft.unrolledSteps;
    }

    /**
     * Lets the generator learn against the discriminator as it will be after some further updates, through which the gradient
     * flows (Metz et al. 2017, equations 7 to 10). Default 0; the paper's are 1 to 10, each about as costly as a step of the
     * discriminator. Of the discriminator's penalties that need a gradient those at the fakes do not reach the generator, and
     * its historical averaging does not change the updates ahead.
     *
     * @throws IllegalArgumentException if negative
     */
    public TrainingStrategy unrolledSteps(int number) {
        atLeast(0, number, "unrolledSteps");
        return with(d -> d.unrolledSteps = number);
    }

    /** The decay of the moving average of the generator, if one is kept. */
    public Schedule.@Nullable Averaging ema() {
        return draft.ema;
    }

    /**
     * Keeps a moving average of the generator's weights and running statistics, which is what generates and is exported (Yazici
     * et al. 2019; Karras et al. 2018). {@code average = decay average + (1 - decay) weights} after each update of the
     * generator, with a smaller decay in the first steps ({@link Schedule.Averaging}). Default none; commonly 0.999.
     *
     * @throws IllegalArgumentException if not in [0, 1)
     */
    public TrainingStrategy ema(double decay) {
        return with(d -> d.ema = new Schedule.Averaging((float) decay));
    }

    /** Keeps no moving average, as by default: the generator's weights are those of the last step. */
    public TrainingStrategy withoutEma() {
        return with(d -> d.ema = null);
    }

    /** From how many batches the generator's batch statistics are computed after training; 0 if they are not. */
    public int standingStatistics() {
        return draft.standingStatistics;
    }

    /**
     * Computes the generator's batch statistics anew after training, from some batches of latents (Brock et al., BigGAN, 2019,
     * appendix D): those of an averaged generator are then its own. Default 0, off; the paper's are 50 and more.
     *
     * @throws IllegalArgumentException if negative
     */
    public TrainingStrategy standingStatistics(int batches) {
        atLeast(0, batches, "standingStatistics");
        return with(d -> d.standingStatistics = batches);
    }

    /** The bound of both players' gradients, if there is one. */
    public @Nullable GradientClipping gradientClipping() {
        return draft.gradientClipping;
    }

    /** Bounds both players' gradients, by value or by norm. Default none. */
    public TrainingStrategy gradientClipping(GradientClipping bound) {
        return with(d -> d.gradientClipping = bound);
    }

    /** Leaves both players' gradients as they are, as by default. */
    public TrainingStrategy withoutGradientClipping() {
        return with(d -> d.gradientClipping = null);
    }

    /** The samples of the reference batch of virtual batch normalisation; 0 if there is none. */
    public int referenceBatch() {
        return draft.referenceBatch;
    }

    /**
     * Sets the samples of the reference batch of virtual batch normalisation, drawn from data and prior. Default 0: none.
     *
     * @throws IllegalArgumentException if negative
     */
    public TrainingStrategy referenceBatch(int samples) {
        atLeast(0, samples, "referenceBatch");
        return with(d -> d.referenceBatch = samples);
    }

    /**
     * Sets the number of passes over the data. Default 10.
     *
     * @throws IllegalArgumentException if below 1
     */
    public TrainingStrategy epochs(int number) {
        return with(d -> d.length = new Length.Epochs(number));
    }

    /**
     * Sets the number of steps.
     *
     * @throws IllegalArgumentException if below 1
     */
    public TrainingStrategy steps(long number) {
        return with(d -> d.length = new Length.Steps(number));
    }

    /** Sets the optimizers of both players. */
    public TrainingStrategy optimizer(Optimizer optimizer) {
        return generatorOptimizer(optimizer).discriminatorOptimizer(optimizer);
    }

    /** Multiplies both players' learning rates by a number that changes. Default 1. */
    public TrainingStrategy rate(Schedule factor) {
        notBelowZero(factor, "rate");
        return generatorRate(factor).discriminatorRate(factor);
    }

    /** The regularizers: penalties that are added to the losses. */
    public ImmutableList<Regularizer> regularizers() {
        return draft.regularizers;
    }

    /** Sets the penalties that are added to the losses, instead of those set before. Default none. */
    public TrainingStrategy regularizers(Regularizer... added) {
        return with(d -> d.regularizers = ImmutableList.copyOf(Arrays.asList(added)));
    }

    /** True if noise is added to what the discriminator sees. */
    public boolean hasInstanceNoise() {
        return !draft.instanceNoise.equals(NONE);
    }

    /** Every setting by name, in words that two equal settings share; some only where they are not the default. */
    public ImmutableMap<String, String> settings() {
        return StrategySettings.of(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrainingStrategy strategy && settings().equals(strategy.settings());
    }

    @Override
    public int hashCode() {
        return settings().hashCode();
    }

    /** Every setting. */
    @Override
    public String toString() {
        return "TrainingStrategy" + settings();
    }
}
