package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.game.Adam;
import io.gan4j.game.Optimizer;
import io.gan4j.loss.Regularizer;
import java.util.Arrays;

/**
 * How the two players are trained. Immutable: each setting returns a new value.
 *
 * <p>A step is {@code discriminatorSteps} updates of the discriminator, each on a batch of real and a batch of fake samples,
 * scored separately, and one update of the generator through the frozen discriminator (Goodfellow et al. 2014, algorithm 1).
 * An epoch is one pass over the data, in which the samples that do not fill a batch are left out.
 *
 * @param batch samples in a batch; 64
 * @param length how long to train; 10 epochs
 * @param discriminatorSteps updates of the discriminator for one of the generator; 1
 * @param generatorOptimizer by default Adam(2e-4, 0.5, 0.999), DCGAN's
 * @param discriminatorOptimizer by default the same
 * @param regularizers what is added for the discriminator; none
 * @param seed from which everything random is derived; 0
 */
public record TrainingStrategy(
        int batch,
        Length length,
        int discriminatorSteps,
        Optimizer generatorOptimizer,
        Optimizer discriminatorOptimizer,
        ImmutableList<Regularizer> regularizers,
        long seed) {
    private static final int BATCH = 64;
    private static final int EPOCHS = 10;

    /** How long to train: {@link #epochs} or {@link #steps}. */
    public sealed interface Length {
        /** The number of steps with so many of them an epoch, at least 1. */
        long steps(double stepsAnEpoch);
    }

    /**
     * Passes over the data.
     *
     * @param number at least 1
     */
    public record Epochs(int number) implements Length {
        /** Checks the number. */
        public Epochs {
            checkArgument(number >= 1, "epochs must be at least 1, was %s", number);
        }

        @Override
        public long steps(double stepsAnEpoch) {
            return Math.max(1, (long) Math.floor(number * stepsAnEpoch));
        }
    }

    /**
     * Updates of the generator.
     *
     * @param number at least 1
     */
    public record Steps(long number) implements Length {
        /** Checks the number. */
        public Steps {
            checkArgument(number >= 1, "steps must be at least 1, was %s", number);
        }

        @Override
        public long steps(double stepsAnEpoch) {
            return number;
        }
    }

    /** Checks the ranges. @throws IllegalArgumentException if one is out of range */
    public TrainingStrategy {
        checkArgument(batch >= 1, "batch must be at least 1, was %s", batch);
        checkArgument(discriminatorSteps >= 1, "discriminatorSteps must be at least 1, was %s", discriminatorSteps);
    }

    /** DCGAN's defaults. */
    public static TrainingStrategy standard() {
        Adam adam = Adam.of(2e-4).betas(0.5, 0.999);
        return new TrainingStrategy(BATCH, new Epochs(EPOCHS), 1, adam, adam, ImmutableList.of(), 0);
    }

    /** Sets the samples in a batch. @throws IllegalArgumentException if below 1 */
    public TrainingStrategy batch(int samples) {
        return new TrainingStrategy(
                samples, length, discriminatorSteps, generatorOptimizer, discriminatorOptimizer, regularizers, seed);
    }

    /** Trains for so many passes over the data. @throws IllegalArgumentException if below 1 */
    public TrainingStrategy epochs(int number) {
        return length(new Epochs(number));
    }

    /** Trains for so many updates of the generator. @throws IllegalArgumentException if below 1 */
    public TrainingStrategy steps(long number) {
        return length(new Steps(number));
    }

    private TrainingStrategy length(Length other) {
        return new TrainingStrategy(
                batch, other, discriminatorSteps, generatorOptimizer, discriminatorOptimizer, regularizers, seed);
    }

    /** Sets the updates of the discriminator for one of the generator. @throws IllegalArgumentException if below 1 */
    public TrainingStrategy discriminatorSteps(int number) {
        return new TrainingStrategy(
                batch, length, number, generatorOptimizer, discriminatorOptimizer, regularizers, seed);
    }

    /** Sets the optimizers of both players. */
    public TrainingStrategy optimizer(Optimizer optimizer) {
        return generatorOptimizer(optimizer).discriminatorOptimizer(optimizer);
    }

    /** Sets the generator's optimizer. */
    public TrainingStrategy generatorOptimizer(Optimizer optimizer) {
        return new TrainingStrategy(
                batch, length, discriminatorSteps, optimizer, discriminatorOptimizer, regularizers, seed);
    }

    /** Sets the discriminator's optimizer. */
    public TrainingStrategy discriminatorOptimizer(Optimizer optimizer) {
        return new TrainingStrategy(
                batch, length, discriminatorSteps, generatorOptimizer, optimizer, regularizers, seed);
    }

    /** Sets what is added for the discriminator, in the place of what was set before. */
    public TrainingStrategy regularizers(Regularizer... added) {
        return new TrainingStrategy(
                batch,
                length,
                discriminatorSteps,
                generatorOptimizer,
                discriminatorOptimizer,
                ImmutableList.copyOf(Arrays.asList(added)),
                seed);
    }

    /** Sets the seed. */
    public TrainingStrategy seed(long value) {
        return new TrainingStrategy(
                batch, length, discriminatorSteps, generatorOptimizer, discriminatorOptimizer, regularizers, value);
    }
}
