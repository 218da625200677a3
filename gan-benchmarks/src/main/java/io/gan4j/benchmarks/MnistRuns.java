package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.game.Adam;
import java.util.ArrayList;
import java.util.List;

/** What the page of MNIST trains: six recipes, two seeds each, five of the recommended one. */
final class MnistRuns {
    private static final List<String> RECIPES =
            List.of("vanilla", "dcgan", "dcgan-packed", "wgan", "wgan-gp", "modern");
    private static final String RECOMMENDED = "modern";
    private static final int SEEDS = 2;
    private static final int RECOMMENDED_SEEDS = 5;
    /** Half of the presets' width: on two cores more steps are worth more than wider networks. */
    static final int FEATURES = 32;

    private static final int THREADS = 1;

    private MnistRuns() {}

    /**
     * A run.
     *
     * @param recipe what is trained
     * @param seed of the training
     * @param steps how many; 0 for as many as fit into the time
     */
    record Run(String recipe, long seed, long steps) {
        /** Reads {@code recipe:seed} or {@code recipe:seed:steps}. */
        static Run parse(String text) {
            String[] parts = text.split(":", -1);
            if (parts.length < 2 || parts.length > 3 || !RECIPES.contains(parts[0])) {
                throw new IllegalArgumentException(
                        "a run is recipe:seed or recipe:seed:steps with a recipe of " + RECIPES + ", was " + text);
            }
            return new Run(parts[0], Long.parseLong(parts[1]), parts.length == 3 ? Long.parseLong(parts[2]) : 0);
        }

        /** What tells it from all other runs; the name of its files. */
        String key() {
            return key(recipe, seed);
        }

        static String key(String recipe, long seed) {
            return recipe + "-" + seed;
        }

        /** All settings but the number of steps. */
        GanBuilder settings() {
            return MnistRuns.settings(recipe).seed(seed).threads(THREADS);
        }
    }

    static List<Run> all() {
        List<Run> runs = new ArrayList<>();
        for (int seed = 1; seed <= RECOMMENDED_SEEDS; seed++) {
            for (String recipe : RECIPES) {
                if (seed <= SEEDS || recipe.equals(RECOMMENDED)) {
                    runs.add(new Run(recipe, seed, 0));
                }
            }
        }
        return runs;
    }

    /** The settings of a recipe, but for seed, steps and threads. */
    static GanBuilder settings(String recipe) {
        return switch (recipe) {
            case "vanilla" -> Gan.vanilla();
            case "dcgan" -> narrow(Gan.dcgan());
            case "dcgan-packed" ->
                narrow(Gan.dcgan()).packing(2).optimizer(Adam.of(4e-4).betas(0.5, 0.999));
            case "wgan" -> narrow(Gan.wgan());
            case "wgan-gp" -> narrow(Gan.wganGp());
            case "modern" -> narrow(Gan.modern());
            default -> throw new IllegalArgumentException("there is no recipe '" + recipe + "'");
        };
    }

    private static GanBuilder narrow(GanBuilder preset) {
        return preset.generatorFeatures(FEATURES).discriminatorFeatures(FEATURES);
    }
}
