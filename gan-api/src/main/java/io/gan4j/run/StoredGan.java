package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.Device;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.error.CheckpointException;
import io.gan4j.event.TrainingProgress;
import io.gan4j.file.Reason;
import io.gan4j.game.Game;
import io.gan4j.game.Schedule;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.layer.Parameter;
import io.gan4j.loss.HistoricalAveraging;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.Regularizer;
import io.gan4j.measurement.Measurement;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.GanSettings;
import io.gan4j.training.TrainingStrategy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes a {@link TrainedGan} of a checkpoint, without the data. */
final class StoredGan {
    /** A gigabyte; usual is a thousandth of it. */
    private static final int MOST_LATENT_VALUES = 1 << 28;

    private final Checkpoint checkpoint;
    private final RunFacts facts;
    private final RunConfig config;
    private final CheckpointFile.Kind kind;

    /** @param kind why the checkpoint is kept: the facts of the best are those of the step at which it was written */
    private StoredGan(Checkpoint checkpoint, RunFacts facts, RunConfig config, CheckpointFile.Kind kind) {
        this.checkpoint = checkpoint;
        this.facts = facts;
        this.config = config;
        this.kind = kind;
    }

    /** @throws CheckpointException if the checkpoint does not hold a GAN that can be made of it */
    static TrainedGan load(Checkpoint checkpoint, CheckpointFile.Kind kind, Path where, TrainingBackend backend) {
        RunConfig config = RecordedRun.config(checkpoint, where).value();
        try {
            return new StoredGan(checkpoint, RunFacts.parse(checkpoint.facts()), config, kind).load(backend);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new CheckpointException(
                    "the checkpoint of step " + checkpoint.step() + " in " + where + " does not hold a trained GAN: "
                            + Reason.of(e),
                    e);
        }
    }

    private TrainedGan load(TrainingBackend backend) {
        TrainingStrategy strategy = config.settings().strategy();
        checkBatches(strategy);
        Game frozen = frozen(strategy);
        Game played = game(strategy);
        // as many threads as in training, for the same bits
        int threads = Math.min(config.settings().threads(), Runtime.getRuntime().availableProcessors());
        CompiledGame compiled = backend.compile(GameSetup.of(
                frozen, strategy.batch(), config.data().encoding(), Device.AUTOMATIC, threads, unfilled(frozen)));
        try {
            compiled.restore(Maps.filterKeys(
                    checkpoint.tensors(), name -> name != null && !name.startsWith(CompiledGame.REPLAYS)));
            ModelCard card = card();
            StandingBatches.compute(
                    compiled,
                    Generator.of(card, compiled.evaluator(TwoPlayerGame.GENERATOR)),
                    strategy.standingStatistics(),
                    strategy.batch(),
                    strategy.seed());
            List<TrainingProgress> history =
                    facts.history().stream().map(RunFacts.Report::progress).toList();
            return new TrainedGan(played, card, compiled, history);
        } catch (RuntimeException | Error e) {
            compiled.close();
            throw e;
        }
    }

    /** A file from elsewhere must not take all memory. */
    private void checkBatches(TrainingStrategy strategy) {
        double values = (double) strategy.standingStatistics() * strategy.batch() * latent();
        if (values > MOST_LATENT_VALUES) {
            throw new IllegalArgumentException("standing statistics of " + strategy.standingStatistics()
                    + " batches of " + strategy.batch() + " need more memory than is taken for a file");
        }
    }

    private int latent() {
        return config.networks().generator().inputs().get(0).shape().size();
    }

    private Game game(TrainingStrategy strategy) {
        RunConfig.Networks networks = config.networks();
        GanSettings settings = config.settings();
        return TwoPlayerGame.of(
                networks.generator(), networks.discriminator(), settings.prior(), settings.loss(), strategy);
    }

    /**
     * A game with the same state but for replay buffers, which is never played: what only decides how the state changes is left
     * out of it.
     */
    private Game frozen(TrainingStrategy strategy) {
        Regularizer[] kept = strategy.regularizers().stream()
                .filter(HistoricalAveraging.class::isInstance)
                .toArray(Regularizer[]::new);
        TrainingStrategy still = TrainingStrategy.standard()
                .batch(strategy.batch())
                .generatorOptimizer(strategy.generatorOptimizer())
                .discriminatorOptimizer(strategy.discriminatorOptimizer())
                .packing(strategy.packing())
                .referenceBatch(strategy.referenceBatch())
                .regularizers(kept);
        Schedule.Averaging ema = strategy.ema();
        RunConfig.Networks networks = config.networks();
        return TwoPlayerGame.of(
                networks.generator(),
                networks.discriminator(),
                config.settings().prior(),
                new NonSaturating(),
                ema == null ? still : still.ema(ema.decay()));
    }

    /** Zeros to begin with; refused before they are made if the checkpoint cannot fill them. */
    private ImmutableMap<String, ImmutableMap<String, Tensor>> unfilled(Game game) {
        long held = checkpoint.tensors().values().stream()
                .mapToLong(tensor -> tensor.values().length)
                .sum();
        long needed = game.players().stream()
                .flatMap(player -> player.network().parameters().stream())
                .mapToLong(parameter -> parameter.shape().size())
                .sum();
        if (needed > held) {
            throw new IllegalArgumentException("its networks have " + needed + " parameters, it holds " + held);
        }
        ImmutableMap.Builder<String, ImmutableMap<String, Tensor>> all = ImmutableMap.builder();
        game.players().forEach(player -> all.put(player.name(), zeros(player.network())));
        return all.buildOrThrow();
    }

    private static ImmutableMap<String, Tensor> zeros(Network network) {
        ImmutableMap.Builder<String, Tensor> zeros = ImmutableMap.builder();
        for (Parameter parameter : network.parameters()) {
            zeros.put(parameter.name(), Tensor.zeros(parameter.shape()));
        }
        return zeros.buildOrThrow();
    }

    private ModelCard card() {
        RunConfig.Data data = config.data();
        RunFacts.BestFacts best = facts.best();
        List<Measurement> measured = best != null && (kind == CheckpointFile.Kind.BEST || best.step() == facts.step())
                ? best.measurements()
                : ImmutableList.of();
        ModelCard card = ModelCard.generator(latent(), config.settings().prior(), data.shape());
        return TwoPlayerGame.generatorCard(config.networks().generator(), card, data.classes())
                .provenance(
                        facts.machine().getOrDefault(RunFacts.LIBRARY, ""),
                        data.name(),
                        data.fingerprint(),
                        configuration())
                .step(checkpoint.step())
                .measurements(measured);
    }

    /** The settings that the exported file would carry. */
    private Map<String, String> configuration() {
        return Maps.filterKeys(facts.settings(), name -> !RunFacts.OF_THE_RUN.contains(name));
    }
}
