package io.gan4j;

import io.gan4j.game.GradientClipping;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Schedule;
import io.gan4j.training.TrainingStrategy;

/**
 * The settings of how a generator and a discriminator are trained against each other, whatever they make: {@link GanBuilder}
 * adds what a GAN is. Immutable: each setting returns a new value.
 *
 * @param <B> the builder itself
 */
public abstract class TrainingBuilder<B extends TrainingBuilder<B>> extends RunBuilder<B> {
    /** Only this package's builders are ones. */
    TrainingBuilder() {}

    /**
     * Sets the number of batches whose mean gradient makes an update. Default 1. See {@link
     * TrainingStrategy#accumulation(int)}.
     */
    public B accumulation(int batches) {
        return strategy(s -> s.accumulation(batches));
    }

    /**
     * Multiplies both players' {@linkplain #learningRate learning rates} by a factor that changes; it is not the rate itself.
     * Default 1. See {@link TrainingStrategy#rate(Schedule)}.
     */
    public B rate(Schedule factor) {
        return strategy(s -> s.rate(factor));
    }

    /**
     * Multiplies the generator's learning rate by a number that changes. Default 1. See {@link
     * TrainingStrategy#generatorRate(Schedule)}.
     */
    public B generatorRate(Schedule factor) {
        return strategy(s -> s.generatorRate(factor));
    }

    /**
     * Multiplies the discriminator's learning rate by a number that changes. Default 1. See {@link
     * TrainingStrategy#discriminatorRate(Schedule)}.
     */
    public B discriminatorRate(Schedule factor) {
        return strategy(s -> s.discriminatorRate(factor));
    }

    /**
     * Keeps a moving average of the generator, which is what generates. Default: the preset's, for most none. See {@link
     * TrainingStrategy#ema(double)}.
     *
     * @throws IllegalArgumentException if the decay is not in [0, 1)
     */
    public B ema(double decay) {
        return strategy(s -> s.ema(decay));
    }

    /** Bounds both players' gradients. Default none. See {@link TrainingStrategy#gradientClipping(GradientClipping)}. */
    public B gradientClipping(GradientClipping bound) {
        return strategy(s -> s.gradientClipping(bound));
    }

    /**
     * Sets the learning rate of both players' optimizers, which keep all else that they have, such as the preset's betas.
     * Default: the preset's, for most 2e-4. To let it change in the course of the run see {@link #rate}.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public B learningRate(double rate) {
        return strategy(s -> s.generatorOptimizer(s.generatorOptimizer().learningRate(rate))
                .discriminatorOptimizer(s.discriminatorOptimizer().learningRate(rate)));
    }

    /**
     * Sets the learning rate of the generator's optimizer alone. See {@link #learningRate}.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public B generatorLearningRate(double rate) {
        return strategy(s -> s.generatorOptimizer(s.generatorOptimizer().learningRate(rate)));
    }

    /**
     * Sets the learning rate of the discriminator's optimizer alone: a faster discriminator instead of several steps (TTUR,
     * Heusel et al. 2017). See {@link #learningRate}.
     *
     * @throws IllegalArgumentException if it is not a finite number above 0
     */
    public B discriminatorLearningRate(double rate) {
        return strategy(s -> s.discriminatorOptimizer(s.discriminatorOptimizer().learningRate(rate)));
    }

    /**
     * Sets the optimizers of both players, with all that they have: {@code Adam.of(1e-4)} has the betas of Adam's paper, 0.9
     * and 0.999, and not the preset's; {@link #learningRate} changes the rate alone. Default: the preset's, for most {@code
     * Adam.of(2e-4).betas(0.5, 0.999)}.
     */
    public B optimizer(Optimizer optimizer) {
        return strategy(s -> s.optimizer(optimizer));
    }

    /** Sets the generator's optimizer. Default: the preset's. See {@link #optimizer} and {@link #learningRate}. */
    public B generatorOptimizer(Optimizer optimizer) {
        return strategy(s -> s.generatorOptimizer(optimizer));
    }

    /** Sets the discriminator's optimizer. Default: the preset's. See {@link #optimizer} and {@link #learningRate}. */
    public B discriminatorOptimizer(Optimizer optimizer) {
        return strategy(s -> s.discriminatorOptimizer(optimizer));
    }
}
