package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.loss.Labels;
import io.gan4j.loss.Regularizer;
import io.gan4j.training.Fakes;
import io.gan4j.training.Length;
import io.gan4j.training.TrainingStrategy;
import org.jspecify.annotations.Nullable;

/** A {@link TrainingStrategy} as it is written. */
record StrategyRecord(
        int batch,
        Length length,
        long seed,
        Optimizer generatorOptimizer,
        Optimizer discriminatorOptimizer,
        Schedule generatorRate,
        Schedule discriminatorRate,
        int discriminatorSteps,
        int generatorSteps,
        int accumulation,
        ImmutableList<Regularizer> regularizers,
        Labels labels,
        TrainingStrategy.Scoring scoring,
        Fakes fakes,
        Schedule instanceNoise,
        @Nullable Replay replay,
        int packing,
        int unrolledSteps,
        Schedule.@Nullable Averaging ema,
        int standingStatistics,
        @Nullable GradientClipping gradientClipping,
        int referenceBatch) {

    static StrategyRecord of(TrainingStrategy strategy) {
        return new StrategyRecord(
                strategy.batch(),
                strategy.length(),
                strategy.seed(),
                strategy.generatorOptimizer(),
                strategy.discriminatorOptimizer(),
                strategy.generatorRate(),
                strategy.discriminatorRate(),
                strategy.discriminatorSteps(),
                strategy.generatorSteps(),
                strategy.accumulation(),
                strategy.regularizers(),
                strategy.labels(),
                strategy.scoring(),
                strategy.fakes(),
                strategy.instanceNoise(),
                strategy.replay(),
                strategy.packing(),
                strategy.unrolledSteps(),
                strategy.ema(),
                strategy.standingStatistics(),
                strategy.gradientClipping(),
                strategy.referenceBatch());
    }

    /** @throws IllegalArgumentException if a number is out of range */
    TrainingStrategy strategy() {
        TrainingStrategy strategy = TrainingStrategy.standard()
                .batch(batch)
                .seed(seed)
                .generatorOptimizer(generatorOptimizer)
                .discriminatorOptimizer(discriminatorOptimizer)
                .generatorRate(generatorRate)
                .discriminatorRate(discriminatorRate)
                .discriminatorSteps(discriminatorSteps)
                .generatorSteps(generatorSteps)
                .accumulation(accumulation)
                .regularizers(regularizers.toArray(Regularizer[]::new))
                .labels(labels)
                .scoring(scoring)
                .fakes(fakes)
                .instanceNoise(instanceNoise)
                .packing(packing)
                .unrolledSteps(unrolledSteps)
                .standingStatistics(standingStatistics)
                .referenceBatch(referenceBatch);
        strategy = length(strategy);
        strategy = replay == null ? strategy : strategy.replay(replay);
        strategy = ema == null ? strategy : strategy.ema(ema.decay());
        return gradientClipping == null ? strategy : strategy.gradientClipping(gradientClipping);
    }

    private TrainingStrategy length(TrainingStrategy strategy) {
        if (length instanceof Length.Epochs epochs) {
            return strategy.epochs(epochs.number());
        }
        checkArgument(length instanceof Length.Steps, "a length must be in epochs or steps, was %s", length);
        return strategy.steps(((Length.Steps) length).number());
    }
}
