package io.gan4j.training;

import com.google.common.collect.ImmutableMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a strategy by name, in words that two equal settings share. A setting that came later than files with
 * settings did is named only where it is not the default.
 */
final class StrategySettings {
    private StrategySettings() {}

    /** The settings of a strategy. */
    static ImmutableMap<String, String> of(TrainingStrategy strategy) {
        ImmutableMap.Builder<String, String> settings = ImmutableMap.builder();
        settings.put("regularizers", strategy.regularizers().toString());
        settings.put("generatorOptimizer", strategy.generatorOptimizer().toString());
        settings.put("discriminatorOptimizer", strategy.discriminatorOptimizer().toString());
        settings.put("generatorRate", strategy.generatorRate().toString());
        settings.put("discriminatorRate", strategy.discriminatorRate().toString());
        settings.put("discriminatorSteps", Integer.toString(strategy.discriminatorSteps()));
        settings.put("generatorSteps", Integer.toString(strategy.generatorSteps()));
        settings.put("batch", Integer.toString(strategy.batch()));
        settings.put("accumulation", Integer.toString(strategy.accumulation()));
        settings.put("length", strategy.length().toString());
        settings.put("labels", strategy.labels().toString());
        settings.put("scoring", strategy.scoring().toString());
        if (strategy.fakes() == Fakes.SHARED) {
            settings.put("fakes", strategy.fakes().toString());
        }
        settings.put("instanceNoise", strategy.instanceNoise().toString());
        settings.put("replay", orNone(strategy.replay()));
        settings.put("packing", Integer.toString(strategy.packing()));
        settings.put("unrolledSteps", Integer.toString(strategy.unrolledSteps()));
        settings.put("ema", orNone(strategy.ema()));
        settings.put("standingStatistics", Integer.toString(strategy.standingStatistics()));
        settings.put("gradientClipping", orNone(strategy.gradientClipping()));
        settings.put("referenceBatch", Integer.toString(strategy.referenceBatch()));
        settings.put("seed", Long.toString(strategy.seed()));
        return settings.buildOrThrow();
    }

    private static String orNone(@Nullable Object value) {
        return value == null ? "none" : value.toString();
    }
}
