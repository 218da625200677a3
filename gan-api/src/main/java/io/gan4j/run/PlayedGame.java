package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import io.gan4j.engine.CompiledGame;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.game.PhasePlan;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A run's game, and what feeds it. After a divergence it goes on as another game: compiled with smaller learning rates, fed with
 * other random numbers. Whoever holds this one, or an evaluator of it, does not notice. Used like a {@link CompiledGame}.
 */
final class PlayedGame implements CompiledGame {
    private static final long AGAIN_STREAM = 16;

    private final TrainingPlan plan;
    private final ImmutableList<PhasePlan> phases;
    private final Pretrained pretrained;
    private CompiledGame game;
    private @Nullable Prefetcher prefetcher;
    private int time;

    private PlayedGame(TrainingPlan plan) {
        this.plan = plan;
        this.phases = ImmutableList.copyOf(GameRun.phases(plan.game()));
        this.pretrained = new Pretrained(plan.game(), plan.steps());
        this.game = plan.backend().compile(plan.setup(1));
    }

    /** Compiles the game of a plan. Nothing feeds it yet. */
    static PlayedGame compile(TrainingPlan plan) {
        return new PlayedGame(plan);
    }

    List<PhasePlan> phases() {
        return phases;
    }

    /** How many samples of the training data a step uses up. */
    int samplesAStep() {
        return DataUse.of(phases).samplesAStep(plan.batch());
    }

    /** Becomes the game of a run that has gone back. Its state is to be restored, and it is to be fed. */
    void goOnAs(TrainingWentBack newest) {
        stopFeeding();
        time = newest.time();
        game.close();
        game = plan.backend().compile(plan.setup(newest.rate()));
    }

    /** Starts a thread that feeds the steps after this one. */
    void feedAfter(long step) {
        stopFeeding();
        long seed = time == 0 ? plan.seed() : RandomStream.seed(plan.seed(), AGAIN_STREAM, time);
        StepFeeder feeder = new StepFeeder(phases, plan.data(), plan.batch(), seed, plan.seed(), plan.steps());
        prefetcher = new Prefetcher(feeder, step, plan.steps());
    }

    /** Waits for the thread that feeds, so that no two ever read the data. */
    private void stopFeeding() {
        if (prefetcher != null) {
            prefetcher.closeAndWait();
        }
    }

    /** Lets the thread that feeds end. */
    void endFeeding() {
        if (prefetcher != null) {
            prefetcher.close();
        }
    }

    /** Plays the next step; gives its outcomes. */
    float[] play() {
        if (prefetcher == null) {
            throw new IllegalStateException("nothing feeds this game");
        }
        List<ByteBuffer> feeds = prefetcher.take();
        float[] outcomes = game.step(feeds);
        prefetcher.release(feeds);
        return outcomes;
    }

    /**
     * Reads the outcomes of a step that was just played.
     *
     * @throws io.gan4j.error.TrainingDivergedException if a loss, a gradient or something that is kept is not finite
     */
    StepResult result(long step, float[] outcomes) {
        StepResult result = StepResult.of(step, plan.steps(), phases, outcomes);
        FiniteState.check(game, step, phases);
        pretrained.after(step, game);
        return result;
    }

    /** What it takes to make other networks of these. */
    TrainedGame.Origin origin() {
        return new TrainedGame.Origin(plan.backend(), plan.threads(), pretrained.weights());
    }

    @Override
    public String device() {
        return game.device();
    }

    @Override
    public float[] step(List<ByteBuffer> feeds) {
        return game.step(feeds);
    }

    @Override
    public Map<String, Tensor> parameters(String player) {
        return game.parameters(player);
    }

    @Override
    public Map<String, Tensor> state() {
        return pretrained.addedTo(game.state());
    }

    @Override
    public @Nullable String nonFinite() {
        return game.nonFinite();
    }

    @Override
    public void restore(Map<String, Tensor> saved) {
        game.restore(pretrained.takenFrom(saved));
    }

    @Override
    public void computeStatistics(String player, List<List<float[]>> batches) {
        game.computeStatistics(player, batches);
    }

    @Override
    public Runner evaluator(String player) {
        Evaluator evaluator = new Evaluator(player);
        evaluator.ofPresentGame();
        return evaluator;
    }

    /** Asks whichever game is played when it runs. */
    private final class Evaluator implements Runner {
        private final String player;
        private @Nullable CompiledGame asked;
        private @Nullable Runner runner;

        Evaluator(String player) {
            this.player = player;
        }

        Runner ofPresentGame() {
            Runner present = runner;
            if (present == null || asked != game) {
                present = game.evaluator(player);
                runner = present;
                asked = game;
            }
            return present;
        }

        @Override
        public List<float[]> run(List<float[]> inputs, int count) {
            return ofPresentGame().run(inputs, count);
        }

        @Override
        public void close() {
            if (runner != null) {
                runner.close();
            }
        }
    }

    @Override
    public void close() {
        endFeeding();
        game.close();
    }
}
