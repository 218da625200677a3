package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.Modern;
import io.gan4j.architecture.Normalization;
import io.gan4j.data.Points;
import io.gan4j.game.Adam;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.HistoricalAveraging;
import io.gan4j.loss.Labels;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.tensor.Prior;
import io.gan4j.training.TrainingStrategy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What the study of mode collapse trains: protocol A1 (batch 512, networks 128 wide), ring of 8 and grid of 25. */
final class ModeCollapseRuns {
    /** What is recommended, five seeds. */
    static final String RECOMMENDED = "recommended";
    /** The other recipes, two seeds. */
    static final String RECIPES = "recipes";
    /** The plain GAN with each practice added alone, on the grid, one seed. */
    static final String PRACTICES = "practices";

    private static final int WIDTH = 128;
    private static final int BATCH = 512;
    private static final long STEPS = 25_000;
    private static final long PRACTICE_STEPS = 10_000;
    private static final int RECOMMENDED_SEEDS = 5;
    private static final int OTHER_SEEDS = 2;
    /** For two-dimensional data; Gulrajani et al. 2017 have it in their toy experiments. */
    private static final float TOY_PENALTY = 0.1f;

    private static final double TOY_GAMMA = 0.02;
    /** At first the penalties let the discriminator slope towards far modes alone, and then for sharp ones let it go. */
    private static final Schedule FALLING_GAMMA = Schedule.cosine(1, 0.0005).between(0, 0.5);

    private ModeCollapseRuns() {}

    /**
     * A run.
     *
     * @param part which part of the study it belongs to
     * @param name what is trained
     * @param mixture the name of the data: {@code ring} or {@code grid}
     * @param seed the run's seed
     * @param settings all settings but the seed
     */
    record Run(String part, String name, String mixture, long seed, GanBuilder settings) {
        /** The data. */
        Points.Mixture data() {
            return mixture.equals("ring") ? Points.ring(8) : Points.grid(5);
        }

        /** What tells it from all other runs. */
        String key() {
            return part + "/" + name + "/" + mixture + "/" + seed;
        }
    }

    /** The runs of all parts, in the order of the page. */
    static List<Run> all() {
        return Stream.of(RECOMMENDED, RECIPES, PRACTICES)
                .flatMap(part -> of(part).stream())
                .toList();
    }

    /** All runs of a part. */
    static List<Run> of(String part) {
        List<Run> runs = new ArrayList<>();
        switch (part) {
            case RECOMMENDED -> {
                for (int seed = 1; seed <= RECOMMENDED_SEEDS; seed++) {
                    runs.add(new Run(part, "modern", "ring", seed, modern().steps(STEPS)));
                    runs.add(new Run(part, "modern", "grid", seed, modern().steps(STEPS)));
                }
            }
            case RECIPES ->
                recipes().forEach((name, settings) -> {
                    for (int seed = 1; seed <= OTHER_SEEDS; seed++) {
                        runs.add(new Run(part, name, "ring", seed, settings.steps(STEPS)));
                        runs.add(new Run(part, name, "grid", seed, settings.steps(STEPS)));
                    }
                });
            case PRACTICES ->
                practices()
                        .forEach((name, change) -> runs.add(new Run(
                                part,
                                name,
                                "grid",
                                1,
                                change.apply(sized(Gan.vanilla())).steps(PRACTICE_STEPS))));
            default -> throw new IllegalArgumentException("there is no part '" + part + "'");
        }
        return runs;
    }

    /** The settings that the library recommends for points of the plane. */
    static GanBuilder modern() {
        return sized(Gan.modern())
                .optimizer(Adam.of(1.2e-3).betas(0, 0.99))
                .rate(Schedule.cosine(1, 0).between(0.5, 1))
                .regularizers(R1.of(FALLING_GAMMA), R2.of(FALLING_GAMMA))
                .ema(0.999);
    }

    private static GanBuilder sized(GanBuilder preset) {
        return preset.architecture(Modern.of(WIDTH)).latent(2).batch(BATCH).threads(1);
    }

    private static Map<String, GanBuilder> recipes() {
        Map<String, GanBuilder> recipes = new LinkedHashMap<>();
        recipes.put("vanilla", sized(Gan.vanilla()));
        recipes.put("lsgan", sized(Gan.lsgan()));
        recipes.put("dragan", sized(Gan.dragan()));
        recipes.put("sngan", sized(Gan.sngan()));
        recipes.put("wgan", sized(Gan.wgan()));
        recipes.put("wgan-gp", sized(Gan.wganGp()).regularizers(new GradientPenalty(TOY_PENALTY)));
        return recipes;
    }

    private static Map<String, UnaryOperator<GanBuilder>> practices() {
        Map<String, UnaryOperator<GanBuilder>> practices = new LinkedHashMap<>();
        practices.put("none", gan -> gan);
        practices.put("one-sided label smoothing, 0.9", gan -> gan.labels(Labels.smoothed()));
        practices.put("soft labels", gan -> gan.labels(Labels.soft()));
        practices.put("labels flipped, 0.05", gan -> gan.labels(Labels.hard().flipped(0.05)));
        practices.put("uniform latents", gan -> gan.prior(Prior.UNIFORM));
        practices.put(
                "two time scales, 8e-4 and 2e-4",
                gan -> gan.discriminatorOptimizer(Adam.of(8e-4).betas(0.5, 0.999)));
        practices.put("cosine schedule", gan -> gan.rate(Schedule.cosine(1, 0)));
        practices.put("5 discriminator steps", gan -> gan.discriminatorSteps(5));
        practices.put("2 generator steps", gan -> gan.generatorSteps(2));
        practices.put("dropout 0.3 in the discriminator", gan -> gan.dropout(0.3));
        practices.put("batch norm in the generator", gan -> gan.generatorNorm(Normalization.BATCH));
        practices.put("batch norm in both, separate batches", ModeCollapseRuns::batchNorms);
        practices.put(
                "batch norm in both, one mixed batch", gan -> batchNorms(gan).scoring(TrainingStrategy.Scoring.MIXED));
        practices.put("layer norm in the discriminator", gan -> gan.discriminatorNorm(Normalization.LAYER));
        practices.put("pixel norm in the generator", gan -> gan.generatorNorm(Normalization.PIXEL));
        practices.put(
                "virtual batch norm in the generator",
                gan -> gan.generatorNorm(Normalization.VIRTUAL).referenceBatch(64));
        practices.put("spectral norm", GanBuilder::spectralNorm);
        practices.put("minibatch discrimination, 8 of 3", gan -> gan.minibatchDiscrimination(8, 3));
        practices.put("minibatch standard deviation, 4", gan -> gan.minibatchStdDev(4));
        practices.put("replay, half from 10,000", gan -> gan.replay(Replay.half(10_000)));
        practices.put("replay, pool of 2,000", gan -> gan.replay(Replay.pool(2_000)));
        practices.put("instance noise, 0.1 to 0", gan -> gan.instanceNoise(Schedule.linear(0.1, 0)));
        practices.put("packing 2", gan -> gan.packing(2));
        practices.put("packing 4", gan -> gan.packing(4));
        practices.put("5 unrolled steps", gan -> gan.unrolledSteps(5));
        practices.put("moving average, 0.999", gan -> gan.ema(0.999));
        practices.put("gradient norm at most 1", gan -> gan.gradientClipping(GradientClipping.norm(1)));
        practices.put("gradient values within 0.01", gan -> gan.gradientClipping(GradientClipping.value(0.01)));
        practices.put("gradients of 2 batches", gan -> gan.accumulation(2));
        practices.put("feature matching, 1", gan -> gan.regularizers(FeatureMatching.of(1)));
        practices.put("historical averaging, 0.01", gan -> gan.regularizers(new HistoricalAveraging(0.01f)));
        practices.put("gradient penalty, 0.1", gan -> gan.regularizers(new GradientPenalty(TOY_PENALTY)));
        practices.put("DRAGAN's penalty, 10", gan -> gan.regularizers(Dragan.standard()));
        practices.put("R1, 0.02", gan -> gan.regularizers(R1.of(TOY_GAMMA)));
        practices.put("R1 and R2, 0.02", gan -> gan.regularizers(R1.of(TOY_GAMMA), R2.of(TOY_GAMMA)));
        return practices;
    }

    private static GanBuilder batchNorms(GanBuilder gan) {
        return gan.generatorNorm(Normalization.BATCH).discriminatorNorm(Normalization.BATCH);
    }
}
