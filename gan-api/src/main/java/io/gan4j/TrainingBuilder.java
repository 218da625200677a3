package io.gan4j;

import io.gan4j.game.GradientClipping;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Schedule;
import io.gan4j.training.TrainingStrategy;

/**
 * The settings of how a generator and a discriminator are trained against each other, whatever they make: {@link GanBuilder} adds
 * what a GAN is. Immutable: each setting returns a new value.
 *
 * @param <B> the builder itself
 */
public abstract class TrainingBuilder<B extends TrainingBuilder<B>> extends RunBuilder<B> {
    /** Only this package's builders are ones. */
    TrainingBuilder() {}

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

    /** Keeps a moving average of the generator, which is what generates. Default none. See {@link TrainingStrategy#ema(double)}. */
    public B ema(double decay) {
        return strategy(s -> s.ema(decay));
    }

    /** Bounds both players' gradients. Default none. See {@link TrainingStrategy#gradientClipping(GradientClipping)}. */
    public B gradientClipping(GradientClipping bound) {
        return strategy(s -> s.gradientClipping(bound));
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
}
