package io.gan4j;

import io.gan4j.game.GradientClipping;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.loss.Labels;
import io.gan4j.training.TrainingStrategy;
import java.util.function.UnaryOperator;

/**
 * The settings of how networks are trained, whatever they are trained for: {@link GanBuilder} adds what a GAN is. Immutable: each
 * setting returns a new value.
 *
 * @param <B> the builder itself
 */
public abstract class TrainingBuilder<B extends TrainingBuilder<B>> {
    /** Only this package's builders are ones. */
    TrainingBuilder() {}

    /** The builder with a setting of its strategy changed, whose argument is checked at once. */
    abstract B strategy(UnaryOperator<TrainingStrategy> change);

    /** The strategy, with the single settings that were made. */
    public abstract TrainingStrategy strategy();

    /**
     * Sets the samples in a batch. Default 64.
     *
     * @throws IllegalArgumentException if below 1
     */
    public B batch(int samples) {
        return strategy(s -> s.batch(samples));
    }

    /**
     * Sets the number of passes over the data.
     *
     * @throws IllegalArgumentException if below 1
     */
    public B epochs(int number) {
        return strategy(s -> s.epochs(number));
    }

    /**
     * Sets the number of updates of the generator.
     *
     * @throws IllegalArgumentException if below 1
     */
    public B steps(long number) {
        return strategy(s -> s.steps(number));
    }

    /**
     * Sets the updates of the discriminator for one of the generator.
     *
     * @throws IllegalArgumentException if below 1
     */
    public B discriminatorSteps(int number) {
        return strategy(s -> s.discriminatorSteps(number));
    }

    /** Sets the updates of the generator in a step. Default 1. See {@link TrainingStrategy#generatorSteps(int)}. */
    public B generatorSteps(int number) {
        return strategy(s -> s.generatorSteps(number));
    }

    /** Sets the number of batches whose mean gradient makes an update. Default 1. See {@link TrainingStrategy#accumulation(int)}. */
    public B accumulation(int batches) {
        return strategy(s -> s.accumulation(batches));
    }

    /** Multiplies both players' learning rates by a number that changes. Default 1. See {@link TrainingStrategy#rate(Schedule)}. */
    public B rate(Schedule factor) {
        return strategy(s -> s.rate(factor));
    }

    /** Multiplies the generator's learning rate by a number that changes. Default 1. See {@link TrainingStrategy#generatorRate(Schedule)}. */
    public B generatorRate(Schedule factor) {
        return strategy(s -> s.generatorRate(factor));
    }

    /** Multiplies the discriminator's learning rate by a number that changes. Default 1. See {@link TrainingStrategy#discriminatorRate(Schedule)}. */
    public B discriminatorRate(Schedule factor) {
        return strategy(s -> s.discriminatorRate(factor));
    }

    /** Sets the targets of the discriminator. Default hard. See {@link TrainingStrategy#labels(Labels)}. */
    public B labels(Labels told) {
        return strategy(s -> s.labels(told));
    }

    /** Sets whether real and fake samples are scored separately, the default, or in one batch. See {@link TrainingStrategy#scoring(TrainingStrategy.Scoring)}. */
    public B scoring(TrainingStrategy.Scoring how) {
        return strategy(s -> s.scoring(how));
    }

    /** Adds noise to all that the discriminator sees. Default none. See {@link TrainingStrategy#instanceNoise(Schedule)}. */
    public B instanceNoise(Schedule standardDeviation) {
        return strategy(s -> s.instanceNoise(standardDeviation));
    }

    /** Shows the discriminator fakes of earlier steps. Default none. See {@link TrainingStrategy#replay(Replay)}. */
    public B replay(Replay buffer) {
        return strategy(s -> s.replay(buffer));
    }

    /** Sets the number of samples that the discriminator judges as one. Default 1. See {@link TrainingStrategy#packing(int)}. */
    public B packing(int samples) {
        return strategy(s -> s.packing(samples));
    }

    /** Sets the number of updates of the discriminator that the generator looks ahead. Default 0. See {@link TrainingStrategy#unrolledSteps(int)}. */
    public B unrolledSteps(int number) {
        return strategy(s -> s.unrolledSteps(number));
    }

    /** Keeps a moving average of the generator, which is what generates. Default none. See {@link TrainingStrategy#ema(double)}. */
    public B ema(double decay) {
        return strategy(s -> s.ema(decay));
    }

    /** Computes the generator's batch statistics anew after training. Default 0, off. See {@link TrainingStrategy#standingStatistics(int)}. */
    public B standingStatistics(int batches) {
        return strategy(s -> s.standingStatistics(batches));
    }

    /** Bounds both players' gradients. Default none. See {@link TrainingStrategy#gradientClipping(GradientClipping)}. */
    public B gradientClipping(GradientClipping bound) {
        return strategy(s -> s.gradientClipping(bound));
    }

    /** Sets the reference batch of virtual batch normalisation. Default 0, none. See {@link TrainingStrategy#referenceBatch(int)}. */
    public B referenceBatch(int samples) {
        return strategy(s -> s.referenceBatch(samples));
    }

    /** Sets the optimizers of both players. */
    public B optimizer(Optimizer optimizer) {
        return strategy(s -> s.optimizer(optimizer));
    }

    /** Sets the generator's optimizer. */
    public B generatorOptimizer(Optimizer optimizer) {
        return strategy(s -> s.generatorOptimizer(optimizer));
    }

    /** Sets the discriminator's optimizer. */
    public B discriminatorOptimizer(Optimizer optimizer) {
        return strategy(s -> s.discriminatorOptimizer(optimizer));
    }

    /** Sets the seed from which everything random is derived. Default 0. */
    public B seed(long seed) {
        return strategy(s -> s.seed(seed));
    }
}
