package io.gan4j;

import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.Architecture;
import io.gan4j.data.Dataset;
import io.gan4j.game.Game;
import io.gan4j.inference.ModelCard;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.training.Best;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.TrainingBackend;
import io.gan4j.training.TrainingPlan;
import io.gan4j.training.TrainingRun;
import io.gan4j.training.TrainingStrategy;
import io.gan4j.training.TwoPlayerGame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a plan of settings and data, and finds everything that does not fit before any engine is asked. */
final class Plans {
    private static final long MOST_STEPS_TO_REPORT = 10;
    private static final long REPORTS = 50;

    private final Draft draft;

    Plans(Draft draft) {
        this.draft = draft;
    }

    TrainingPlan plan(Dataset data) {
        List<String> problems = new ArrayList<>();
        Network generator = checked(() -> generator(data.shape()), problems);
        Network discriminator = checked(() -> discriminator(data.shape()), problems);
        TrainingStrategy strategy = draft.strategy();
        Contradictions contradictions = new Contradictions(strategy, draft.loss, problems);
        contradictions.ofSettings(data);
        if (generator != null) {
            checkGenerator(generator, data, problems);
            contradictions.ofGenerator(generator);
        }
        if (discriminator != null) {
            checkDiscriminator(discriminator, data, problems);
            contradictions.ofDiscriminator(discriminator);
        }
        MemoryNeeds needs = MemoryNeeds.here();
        needs.checkThreads(draft.threads, problems);
        if (generator != null && discriminator != null) {
            needs.checkNetworks(generator, discriminator, strategy, draft.checkpoints != null, problems);
        }
        if (data.size() < 1) {
            problems.add(data.name() + " has no samples");
        } else if (strategy.batch() > data.size()) {
            problems.add("a batch of " + strategy.batch() + " is more than the " + data.size()
                    + " samples of the data (" + data.name() + "): set batch(" + data.size() + ") or less");
        }
        if (draft.divergence.goesBack() && draft.checkpoints == null) {
            problems.add("after a divergence there would be no checkpoint to go back to: set"
                    + " checkpoints(Checkpoints.in(folder)) or onDivergence(Divergence.fail())");
        }
        Best best = best(problems);
        if (best != null && data.size() >= 1) {
            checkMetrics(best, data, problems);
        }
        if (!problems.isEmpty() || generator == null || discriminator == null) {
            throw new IllegalStateException("this GAN cannot be trained: " + String.join("; ", problems));
        }
        TrainingBackend backend = draft.backend == null ? TrainingBackend.find() : draft.backend;
        Game game = TwoPlayerGame.of(generator, discriminator, draft.prior, draft.loss, strategy);
        long steps = strategy.length().steps(TrainingRun.stepsAnEpoch(game, data.size(), strategy.batch()));
        return new TrainingPlan(
                game,
                data,
                strategy.batch(),
                steps,
                strategy.seed(),
                draft.reportEvery == null
                        ? Math.max(1, Math.min(MOST_STEPS_TO_REPORT, steps / REPORTS))
                        : draft.reportEvery,
                draft.device,
                draft.threads,
                card(data, latent(generator)),
                strategy.standingStatistics(),
                best,
                draft.checkpoints,
                draft.divergence,
                draft.listeners,
                backend,
                draft.settings());
    }

    private @Nullable Best best(List<String> problems) {
        if (draft.bestBy != null && draft.best == null) {
            problems.add(
                    "keepBestBy chooses among metrics, and nothing is measured: set evaluateEvery(steps, metrics)");
            return null;
        }
        try {
            return draft.chosen();
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static void checkMetrics(Best best, Dataset data, List<String> problems) {
        for (GeneratorMetric metric : best.metrics()) {
            metric.problem(data).ifPresent(why -> problems.add(metric.name() + " cannot be measured: " + why));
        }
    }

    private Architecture architecture() {
        Architecture recipe = draft.architecture;
        int ofGenerator = draft.generatorFeatures == null ? recipe.generatorFeatures() : draft.generatorFeatures;
        int ofDiscriminator =
                draft.discriminatorFeatures == null ? recipe.discriminatorFeatures() : draft.discriminatorFeatures;
        return recipe.features(ofGenerator, ofDiscriminator);
    }

    Network generator(Shape sample) {
        Network plain = draft.generator == null ? architecture().generator(draft.latent, sample) : draft.generator;
        return draft.generatorPractices.generator(plain, reference());
    }

    /** The discriminator for samples of this shape, of which it may be given several as one. */
    Network discriminator(Shape sample) {
        Network plain =
                draft.discriminator == null ? architecture().discriminator(packed(sample)) : draft.discriminator;
        return draft.discriminatorPractices.discriminator(plain, reference());
    }

    /** The size of the reference batch that is set; where none is, or one too small, the one to set, which is reported. */
    private int reference() {
        TrainingStrategy strategy = draft.strategy();
        return Math.max(2, strategy.referenceBatch() == 0 ? strategy.batch() : strategy.referenceBatch());
    }

    private Shape packed(Shape sample) {
        int[] extents = sample.toArray();
        extents[0] *= draft.strategy().packing();
        return Shape.of(extents);
    }

    /** The network, or null and a problem more. */
    private static @Nullable Network checked(Supplier<Network> network, List<String> problems) {
        try {
            return network.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            if (!problems.contains(message)) {
                problems.add(message);
            }
            return null;
        }
    }

    private static void checkGenerator(Network network, Dataset data, List<String> problems) {
        if (network.inputs().size() != 1 || network.inputs().get(0).shape().rank() != 1) {
            problems.add("the generator must take one latent vector, it takes " + network.inputs());
        }
        if (!network.outputShape().equals(data.shape())) {
            problems.add("the generator makes samples of shape " + network.outputShape() + ", those of " + data.name()
                    + " have " + data.shape());
        }
    }

    private void checkDiscriminator(Network network, Dataset data, List<String> problems) {
        Shape given = packed(data.shape());
        if (network.inputs().size() != 1 || !network.inputs().get(0).shape().equals(given)) {
            problems.add("the discriminator takes " + network.inputs() + ", the samples of " + data.name()
                    + " have shape " + data.shape()
                    + (given.equals(data.shape())
                            ? ""
                            : ", and with packing(" + draft.strategy().packing() + ") it is given " + given
                                    + ": build it for " + given + ", or set packing(1)"));
        }
        if (!network.outputShape().equals(Shape.of(1))) {
            problems.add("the discriminator must give one score, shape (1), it gives " + network.outputShape());
        }
    }

    private static int latent(Network generator) {
        return generator.inputs().get(0).shape().size();
    }

    private ModelCard card(Dataset data, int latent) {
        return ModelCard.generator(latent, draft.prior, data.shape())
                .provenance(Version.VERSION, data.name(), data.fingerprint(), configuration());
    }

    ImmutableMap<String, String> configuration() {
        TrainingStrategy strategy = draft.strategy();
        ImmutableMap.Builder<String, String> settings = ImmutableMap.builder();
        settings.put("preset", draft.preset);
        settings.put("architecture", architecture().toString());
        settings.put("generator", draft.generator == null ? "the architecture's" : draft.generator.toString());
        settings.put(
                "discriminator", draft.discriminator == null ? "the architecture's" : draft.discriminator.toString());
        settings.put("latent", Integer.toString(draft.generator == null ? draft.latent : latent(draft.generator)));
        settings.put("prior", draft.prior.toString());
        settings.put("loss", draft.loss.toString());
        settings.put("generatorPractices", draft.generatorPractices.describe().toString());
        settings.put(
                "discriminatorPractices",
                draft.discriminatorPractices.describe().toString());
        settings.putAll(strategy.settings());
        if (draft.divergence.goesBack()) {
            settings.put("onDivergence", draft.divergence.describe());
        }
        return settings.buildOrThrow();
    }
}
