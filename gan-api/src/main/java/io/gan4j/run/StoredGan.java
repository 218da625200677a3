package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import io.gan4j.checkpoint.Checkpoint;
import io.gan4j.checkpoint.CheckpointFile;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.Device;
import io.gan4j.engine.HostedNetworks;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.error.CheckpointException;
import io.gan4j.event.TrainingProgress;
import io.gan4j.file.Reason;
import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.layer.Parameter;
import io.gan4j.measurement.Measurement;
import io.gan4j.rules.Model;
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
        TwoPlayerGame rules = rules(strategy);
        Game played = rules.game();
        // as many threads as in training, for the same bits
        int threads = Math.min(config.settings().threads(), Runtime.getRuntime().availableProcessors());
        List<Player> frozen = played.players().stream().map(this::frozen).toList();
        HostedNetworks networks = backend.host(frozen, Device.AUTOMATIC, threads);
        try {
            ImmutableList<Model> models = models(rules);
            StandingBatches.compute(
                    networks,
                    TwoPlayerGame.GENERATOR,
                    Generator.of(models.get(0).card(), networks.evaluator(TwoPlayerGame.GENERATOR)),
                    strategy.standingStatistics(),
                    strategy.batch(),
                    strategy.seed());
            List<TrainingProgress> history =
                    facts.history().stream().map(RunFacts.Report::progress).toList();
            return new TrainedGan(new TrainedGame(
                    played, models, networks, history, new TrainedGame.Origin(backend, threads, ImmutableMap.of())));
        } catch (RuntimeException | Error e) {
            networks.close();
            throw e;
        }
    }

    /** A player as it is used after training, with the parameters that the checkpoint holds. */
    private Player frozen(Player player) {
        ImmutableMap.Builder<String, Tensor> weights = ImmutableMap.builder();
        for (Parameter parameter : player.network().parameters()) {
            weights.put(parameter.name(), CompiledGame.used(checkpoint.tensors(), player.name(), parameter.name()));
        }
        return Player.frozen(player.name(), player.network(), weights.buildOrThrow());
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

    private TwoPlayerGame rules(TrainingStrategy strategy) {
        RunConfig.Networks networks = config.networks();
        GanSettings settings = config.settings();
        return TwoPlayerGame.rules(
                networks.generator(), networks.discriminator(), settings.prior(), settings.loss(), strategy);
    }

    private ImmutableList<Model> models(TwoPlayerGame rules) {
        RunConfig.Data data = config.data();
        RunFacts.BestFacts best = facts.best();
        List<Measurement> measured = best != null && (kind == CheckpointFile.Kind.BEST || best.step() == facts.step())
                ? best.measurements()
                : ImmutableList.of();
        ImmutableList.Builder<Model> models = ImmutableList.builder();
        for (Model model : rules.models(data.classes())) {
            ModelCard card = model.card()
                    .provenance(
                            facts.machine().getOrDefault(RunFacts.LIBRARY, ""),
                            data.name(),
                            data.fingerprint(),
                            configuration())
                    .step(checkpoint.step());
            models.add(model.card(model.name().equals(TwoPlayerGame.GENERATOR) ? card.measurements(measured) : card));
        }
        return models.build();
    }

    /** The settings that the exported file would carry. */
    private Map<String, String> configuration() {
        return Maps.filterKeys(facts.settings(), name -> !RunFacts.OF_THE_RUN.contains(name));
    }
}
