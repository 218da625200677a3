package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.TrainingData;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.Device;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Trains one network on a dataset, for as many steps as it has batches, on the training backend that is on the class path.
 * There are no checkpoints, events or measurements.
 */
public final class PlainTraining {
    private PlainTraining() {}

    /**
     * Trains the learner of a game of one phase.
     *
     * @param game a game whose one phase gives one loss
     * @param data what it learns from: a pass over it is the whole training
     * @param batch the samples of a step
     * @param initial the learner's first parameters
     * @param seed from which the order of the data and everything else random is derived
     * @param threads the number of threads that compute; 0 leaves it to the engine
     * @return the learner's last parameters
     * @throws IllegalArgumentException if the game has several phases
     * @throws TrainingDivergedException if the loss or a parameter becomes NaN or infinite
     * @throws io.gan4j.error.BackendException if no training backend is on the class path
     */
    public static Map<String, Tensor> train(
            Game game, Dataset data, int batch, Map<String, Tensor> initial, long seed, int threads) {
        checkArgument(
                game.phases().size() == 1,
                "plain training is of one phase, the game has %s",
                game.phases().size());
        PhasePlan plan = PhasePlan.of(game, game.phases().get(0));
        String learner = plan.phase().name();
        GameSetup setup = GameSetup.of(
                game,
                batch,
                data.encoding(),
                Device.AUTOMATIC,
                threads,
                ImmutableMap.of(learner, ImmutableMap.copyOf(initial)));
        try (CompiledGame compiled = TrainingBackend.find().compile(setup)) {
            play(compiled, plan, data, batch, seed);
            return compiled.parameters(learner);
        }
    }

    private static void play(CompiledGame game, PhasePlan plan, Dataset data, int batch, long seed) {
        long steps = data.size() / batch;
        StepFeeder feeder = new StepFeeder(ImmutableList.of(plan), TrainingData.of(data), batch, seed, steps);
        try (Prefetcher prefetcher = new Prefetcher(feeder, 0, steps)) {
            for (long step = 0; step < steps; step++) {
                List<ByteBuffer> feeds = prefetcher.take();
                float loss = game.step(feeds)[0];
                prefetcher.release(feeds);
                if (!Float.isFinite(loss)) {
                    throw new TrainingDivergedException(step + 1, plan.phase().name(), loss);
                }
                FiniteState.check(game, step + 1, ImmutableList.of(plan));
            }
        }
    }
}
