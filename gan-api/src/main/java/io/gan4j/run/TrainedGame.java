package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.engine.Device;
import io.gan4j.engine.HostedNetworks;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.error.BackendException;
import io.gan4j.error.ModelFileException;
import io.gan4j.event.TrainingProgress;
import io.gan4j.game.Game;
import io.gan4j.game.Player;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Measurement;
import io.gan4j.rules.Model;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * What came of a game: its models, ready to be run and to be exported. It holds native memory: close it. Safe for use by many
 * threads.
 */
public final class TrainedGame implements Trained {
    private final Game game;
    private final HostedNetworks networks;
    private final LiveModels models;
    private final ImmutableList<TrainingProgress> history;
    private final Origin origin;
    /** Held for reading by what uses the networks, because native code must never see memory that was freed under it. */
    private final ReentrantReadWriteLock lease = new ReentrantReadWriteLock();

    private boolean closed;

    /**
     * What it takes to make other networks of these.
     *
     * @param backend who computes
     * @param threads how many threads compute; 0 leaves it to the engine
     * @param pretrained by player, the weights that it had when a phase of its ended before the run
     */
    record Origin(
            TrainingBackend backend, int threads, ImmutableMap<String, ImmutableMap<String, Tensor>> pretrained) {}

    TrainedGame(
            Game game,
            ImmutableList<Model> trained,
            HostedNetworks networks,
            List<TrainingProgress> history,
            Origin origin) {
        this.origin = origin;
        this.game = game;
        this.networks = networks;
        this.models = new LiveModels(game, trained, this::leased);
        this.history = ImmutableList.copyOf(history);
    }

    /**
     * Takes networks that were trained before, on the training backend that is on the class path.
     *
     * @param players frozen players with their weights
     * @param models which of them are models
     * @param threads the number of threads that compute; 0 leaves it to the engine
     * @throws IllegalArgumentException if a player learns, or a model is of a player that there is not
     * @throws BackendException if no training backend is on the class path
     */
    public static TrainedGame of(List<Player> players, List<Model> models, int threads) {
        return of(players, models, List.of(), new Origin(TrainingBackend.find(), threads, ImmutableMap.of()));
    }

    static TrainedGame of(List<Player> players, List<Model> models, List<TrainingProgress> history, Origin origin) {
        Game game = Game.of(players, List.of(), List.of());
        HostedNetworks networks = origin.backend().host(players, Device.AUTOMATIC, origin.threads());
        try {
            return new TrainedGame(game, ImmutableList.copyOf(models), networks, history, origin);
        } catch (RuntimeException | Error e) {
            networks.close();
            throw e;
        }
    }

    /** The names of the models, the principal one first. */
    public ImmutableList<String> models() {
        return models.names();
    }

    /**
     * What a model says of itself.
     *
     * @throws IllegalArgumentException if there is no such model
     */
    public ModelCard card(String model) {
        return models.model(model).card();
    }

    /**
     * Evaluates a model; of use until this is closed.
     *
     * @throws IllegalArgumentException if there is no such model
     */
    public Runner runner(String model) {
        return models.runner(model);
    }

    Origin origin() {
        return origin;
    }

    LiveModels live() {
        return models;
    }

    /** What was measured of the principal model in the course of the run; nothing if no metric was set. */
    public List<Measurement> measurements() {
        return models.principal().card().origin().measurements();
    }

    /** The game that was played. */
    public Game game() {
        return game;
    }

    /** The step that the weights are of: the last, or that of the best state, if it was asked for. */
    public long step() {
        return models.principal().card().origin().step();
    }

    /** The reports of the run, in order. */
    public List<TrainingProgress> history() {
        return history;
    }

    /**
     * The parameters of a player, copied, by their full names.
     *
     * @param player the name of one of the game's players
     */
    public Map<String, Tensor> parameters(String player) {
        return used(() -> networks.parameters(player));
    }

    /**
     * Exports a model as one file, in the format on the class path, ONNX. Before the file appears it is run, and its outputs
     * compared with this model's on 1,000 inputs, or on 100 images where images are what it is given and makes.
     *
     * @return what the file says of itself
     * @throws IllegalArgumentException if there is no such model
     * @throws IOException if the file cannot be written; an older file of this name is then untouched
     * @throws ModelFileException if the file's outputs differ by more than 1e-4; no file is left then
     * @throws BackendException if no format is on the class path
     */
    public ModelCard export(String model, Path file) throws IOException {
        return export(model, file, "", List.of());
    }

    /**
     * Exports a model with a licence and with what was measured of it, beside what was measured in the course of the run.
     *
     * @param licence under which the model may be used: an SPDX identifier or a sentence; empty if it is not stated
     * @param measured numbers with their protocols
     */
    public ModelCard export(String model, Path file, String licence, List<Measurement> measured) throws IOException {
        Model exported = models.model(model);
        List<Measurement> all = new ArrayList<>(exported.card().origin().measurements());
        all.addAll(measured);
        return export(model, file, exported.card().licence(licence).measurements(all));
    }

    /**
     * Exports a model with a card that was changed: with other names of where it comes from, say.
     *
     * @param card what the file is to say of itself; its ends must be the model's
     */
    public ModelCard export(String model, Path file, ModelCard card) throws IOException {
        Model exported = models.model(model);
        checkArgument(
                card.inputs().equals(exported.card().inputs())
                        && card.outputs().equals(exported.card().outputs()),
                "the card has other ends than the model %s",
                model);
        lease.readLock().lock();
        try {
            checkOpen();
            return new Export(new ModelNetwork(game, exported), networks, exported.name(), card).to(file);
        } finally {
            lease.readLock().unlock();
        }
    }

    /** An evaluator that no close interrupts. */
    private Runner leased(String player) {
        Runner evaluator = networks.evaluator(player);
        return new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                return used(() -> evaluator.run(inputs, count));
            }

            @Override
            public void close() {
                evaluator.close();
            }
        };
    }

    private <T> T used(Supplier<T> use) {
        lease.readLock().lock();
        try {
            checkOpen();
            return use.get();
        } finally {
            lease.readLock().unlock();
        }
    }

    private void checkOpen() {
        checkState(!closed, "these trained networks are closed");
    }

    /** Frees the networks, once what is under way is done. */
    @Override
    public void close() {
        // before the lease is taken, since a model that is in use waits for it
        models.close();
        lease.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                networks.close();
            }
        } finally {
            lease.writeLock().unlock();
        }
    }
}
