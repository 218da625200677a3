package io.gan4j.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.gan4j.engine.CompiledGame;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's game, and what feeds it. At the border of a stage it goes on as the game of the next one, which begins with what this
 * one learned. After a divergence it goes on as another game too: compiled with smaller learning rates, fed with other random
 * numbers. Whoever holds this one, or an evaluator of it, does not notice. Used like a {@link CompiledGame}.
 */
final class PlayedGame implements CompiledGame {
    private static final long AGAIN_STREAM = 16;

    /** Made when there is something to log, so that a class path without SLF4J is told of by the engine, in words. */
    private static final class Log {
        static final Logger OF_STAGES = LoggerFactory.getLogger(PlayedGame.class);
    }

    private final TrainingPlan plan;
    private final Pretrained pretrained;
    private StageBorders borders;
    private int stage;
    private ImmutableList<PhasePlan> phases;
    private CompiledGame game;
    private @Nullable Prefetcher prefetcher;
    private int time;
    private double rate = 1;
    /** The step that is played next, counted from 0. */
    private long next;

    private PlayedGame(TrainingPlan plan) {
        this.plan = plan;
        this.pretrained = new Pretrained(plan.game(), plan.steps());
        this.borders = StageBorders.of(plan.stages(), plan.steps());
        this.phases = phases(plan, 0);
        this.game = plan.backend().compile(plan.setup(0, rate));
    }

    private static ImmutableList<PhasePlan> phases(TrainingPlan plan, int stage) {
        return ImmutableList.copyOf(
                GameRun.phases(plan.stages().all().get(stage).game()));
    }

    /** Compiles the game of a plan. Nothing feeds it yet. */
    static PlayedGame compile(TrainingPlan plan) {
        return new PlayedGame(plan);
    }

    List<PhasePlan> phases() {
        return phases;
    }

    /** The game that is played at present, that of a stage. */
    Game played() {
        return plan.stages().all().get(stage).game();
    }

    /** How many samples of the training data a step uses up. */
    int samplesAStep() {
        return DataUse.of(phases).samplesAStep(plan.batch());
    }

    /** Takes over the borders of the stages that a checkpoint holds. */
    void goOnFrom(RunFacts facts) {
        borders = borders.goingOn(facts.stages());
    }

    /** The number of steps before the last stage; 0 if one game is played throughout. */
    long beginOfLastStage() {
        return borders.first().get(borders.first().size() - 1);
    }

    /** The stages for a checkpoint; null if one game is played throughout. */
    @Nullable
    List<RunFacts.StageFacts> stages() {
        return borders.facts();
    }

    /** Becomes the game of a run that has gone back. Its state is to be restored, and it is to be fed. */
    void goOnAs(TrainingWentBack newest) {
        time = newest.time();
        rate = newest.rate();
        compileAnew(stage);
    }

    private void compileAnew(int ofStage) {
        stopFeeding();
        game.close();
        stage = ofStage;
        phases = phases(plan, ofStage);
        game = plan.backend().compile(plan.setup(ofStage, rate));
    }

    /** Starts a thread that feeds the steps after this one, as far as the stage goes that the next one belongs to. */
    @CanIgnoreReturnValue
    Prefetcher feedAfter(long step) {
        stopFeeding();
        next = step;
        if (step < plan.steps() && borders.at(step) != stage) {
            enter(borders.at(step));
        }
        long seed = time == 0 ? plan.seed() : RandomStream.seed(plan.seed(), AGAIN_STREAM, time);
        StepFeeder feeder = new StepFeeder(
                phases, plan.data(), plan.batch(), seed, plan.seed(), plan.steps(), borders.window(stage));
        Prefetcher feeding = new Prefetcher(feeder, step, borders.end(stage));
        prefetcher = feeding;
        return feeding;
    }

    /** Goes on as the game of another stage, with what this one learned and with new optimizers. */
    private void enter(int following) {
        Map<String, Tensor> before = game.state();
        compileAnew(following);
        game.restore(StageBorders.carried(before, game.state()));
        Log.OF_STAGES.info(
                "stage {} of {}: {}",
                following + 1,
                plan.stages().size(),
                plan.stages().all().get(following).name());
    }

    /** Waits for the thread that feeds, so that no two ever read the data. */
    private void stopFeeding() {
        if (prefetcher != null) {
            prefetcher.closeAndWait();
            prefetcher = null;
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
        boolean isAtBorder = next == borders.end(stage);
        Prefetcher feeding = prefetcher == null || isAtBorder ? feedAfter(next) : prefetcher;
        List<ByteBuffer> feeds = feeding.take();
        float[] outcomes = game.step(feeds);
        feeding.release(feeds);
        next++;
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
        return borders.marked(pretrained.addedTo(game.state()), stage);
    }

    @Override
    public @Nullable String nonFinite() {
        return game.nonFinite();
    }

    @Override
    public void restore(Map<String, Tensor> saved) {
        int saidStage = StageBorders.of(saved);
        checkArgument(
                saidStage >= 0 && saidStage < plan.stages().size(),
                "a state of the stage %s of a run of %s",
                saidStage + 1,
                plan.stages().size());
        if (saidStage != stage) {
            compileAnew(saidStage);
        }
        game.restore(pretrained.takenFrom(StageBorders.unmarked(saved)));
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
