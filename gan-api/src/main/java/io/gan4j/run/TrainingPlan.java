package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.TrainingData;
import io.gan4j.engine.Device;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.Precision;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.game.Game;
import io.gan4j.game.Optimizer;
import io.gan4j.game.Player;
import io.gan4j.game.Stages;
import io.gan4j.inference.ModelCard;
import io.gan4j.measurement.Measurement;
import io.gan4j.rules.Model;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Best;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import io.gan4j.training.RunSettings;
import io.gan4j.training.TextToImageRunSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a {@link GameRun} needs to know.
 *
 * @param stages the games that are played one after another, most often one; their models have the same ends
 * @param data all that is learned from
 * @param batch samples in a batch, at most the size of the smallest dataset
 * @param steps how many steps to play
 * @param seed from which everything random is derived
 * @param reportEvery steps from one {@link TrainingProgress} to the next
 * @param device where to compute
 * @param threads how many threads to compute with on a CPU; 0 leaves it to the engine
 * @param precision the numbers in which networks compute while they are trained
 * @param models what is handed over, the principal one first; their steps are filled in
 * @param standingStatistics from how many batches the generator's batch statistics are computed after training; 0 if they
 *     are not
 * @param best which state to keep; the last if null
 * @param checkpoints where and when checkpoints are kept; nowhere if null
 * @param divergence what follows a divergence
 * @param listeners who is told
 * @param backend who computes
 * @param settings what the plan was made of, for run folders to record; null if it is not known: such a run goes on only with
 *     the same plan
 */
public record TrainingPlan(
        Stages stages,
        TrainingData data,
        int batch,
        long steps,
        long seed,
        long reportEvery,
        Device device,
        int threads,
        Precision precision,
        ImmutableList<Model> models,
        int standingStatistics,
        @Nullable Best best,
        @Nullable Checkpoints checkpoints,
        Divergence divergence,
        ImmutableList<TrainingListener> listeners,
        TrainingBackend backend,
        @Nullable RunSettings settings) {
    private static final long INITIAL_STREAM = 10;
    private static final long STAGE_STREAM = 18;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public TrainingPlan {
        checkArgument(
                batch >= 1 && batch <= data.smallest(), "batch must be from 1 to %s, was %s", data.smallest(), batch);
        checkArgument(!models.isEmpty(), "a run must hand over at least one model");
        checkArgument(steps >= 1, "steps must be at least 1, was %s", steps);
        checkArgument(reportEvery >= 1, "reportEvery must be at least 1, was %s", reportEvery);
        checkArgument(threads >= 0, "threads must not be negative, was %s", threads);
        checkArgument(checkpoints != null || !divergence.goesBack(), "there must be checkpoints to go back to");
    }

    /**
     * True if the state before the first step is kept: that of a run that may have to go back, and that of one that begins with
     * a text encoder that has learned before.
     */
    boolean keepsBeginning() {
        return divergence.goesBack() || settings instanceof TextToImageRunSettings;
    }

    /** The game with which the run ends. */
    public Game game() {
        return stages.last();
    }

    /** What the principal model says of itself. */
    ModelCard card() {
        return models.get(0).card();
    }

    /**
     * The models as they are handed over.
     *
     * @param step the step that their weights are of
     * @param measured what was measured of the principal one
     */
    ImmutableList<Model> trained(long step, List<Measurement> measured) {
        ImmutableList.Builder<Model> trained = ImmutableList.builder();
        for (Model model : models) {
            ModelCard card = model.card().step(step);
            trained.add(model.card(model == models.get(0) ? card.measurements(measured) : card));
        }
        return trained.build();
    }

    /**
     * What a backend compiles: the game of a stage, and the values that its networks begin with.
     *
     * @param stage the stage, counted from 0
     * @param rate by what all learning rates are multiplied
     */
    GameSetup setup(int stage, double rate) {
        Game game = stages.all().get(stage).game();
        ImmutableMap.Builder<String, ImmutableMap<String, Tensor>> parameters = ImmutableMap.builder();
        for (int i = 0; i < game.players().size(); i++) {
            Player player = game.players().get(i);
            // what a later stage adds must not begin as what the first one began with
            long initial = stage == 0
                    ? RandomStream.seed(seed, INITIAL_STREAM, i)
                    : RandomStream.seed(seed, STAGE_STREAM, stage, i);
            parameters.put(player.name(), player.initialise(initial));
        }
        return new GameSetup(
                rate == 1 ? game : slower(game, rate),
                batch,
                DataUse.encodings(game, data),
                device,
                threads,
                precision,
                parameters.buildOrThrow());
    }

    private static Game slower(Game game, double rate) {
        List<Player> slower = game.players().stream()
                .map(player -> player.optimizer(slower(player.optimizer(), rate)))
                .toList();
        return game.players(slower);
    }

    /** However often a rate is multiplied, it stays above 0, as a rate must. */
    private static Optimizer slower(Optimizer optimizer, double rate) {
        return optimizer.learningRate(Math.max(Float.MIN_VALUE, optimizer.learningRate() * rate));
    }
}
