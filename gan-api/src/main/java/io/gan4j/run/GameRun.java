package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.TrainingData;
import io.gan4j.error.CheckpointException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.RunControl;
import io.gan4j.event.TrainingEnded;
import io.gan4j.file.Plural;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.inference.Generator;
import io.gan4j.inference.Runner;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A training run in progress, of whatever game. {@link #train} plays it to its end on the calling thread; {@link #trainAsync}
 * on one of its own; {@link #play} plays a single step, for loops of your own. From any thread: {@link #pause} and {@link
 * #resume}, {@link #stop} to end early and keep what was trained, {@link #cancel} to give up, and {@link #runner} to look at
 * the present state.
 *
 * <p>What step {@code n} does depends on the plan and {@code n} alone: the same seed, number of threads and machine give the
 * same weights bit for bit, paused or not, on this thread or that.
 *
 * @param <T> what was trained
 */
public class GameRun<T extends Trained> implements RunControl, AutoCloseable {
    private final TrainingPlan plan;
    private final PlayedGame game;
    private final Function<TrainedGame, T> result;
    private final LiveModels models;
    private final RunReports reports;
    private final BestState best;
    private final @Nullable Checkpointer checkpointer;
    private final WayBack wayBack;

    private final RunState state = new RunState();
    private long step;
    private long nanos;

    /** What a run is made of once its game is compiled. */
    record Compiled(
            TrainingPlan plan, PlayedGame game, @Nullable Checkpointer checkpointer) {}

    /**
     * A run that is not yet fed.
     *
     * @param result makes what is handed over of the trained game
     */
    GameRun(Compiled compiled, Function<TrainedGame, T> result) {
        this.plan = compiled.plan();
        this.game = compiled.game();
        this.checkpointer = compiled.checkpointer();
        this.result = result;
        this.reports = new RunReports(plan, game.samplesAStep());
        this.models = new LiveModels(plan.game(), plan.models(), this::leased);
        this.best = new BestState(plan.best(), plan.data().principal(), game, game::beginOfLastStage);
        this.wayBack = new WayBack(plan.divergence(), checkpointer, game, reports);
    }

    /** Goes on from what is resumed, if anything is, and has the first step prepared. */
    private void begin() {
        if (checkpointer != null) {
            begin(checkpointer, checkpointer.resumed());
        }
        // last, because it starts a thread
        game.feedAfter(step);
    }

    /** Goes on from what is resumed, or keeps where a new run begins if it is to be kept. */
    private void begin(Checkpointer in, Checkpointer.@Nullable Resumed resumed) {
        resume(resumed);
        reports.tellFirst(in.diary(resumed));
        if (resumed == null && plan.keepsBeginning()) {
            checkpoint(in);
            in.checkWritten();
        }
    }

    private void resume(Checkpointer.@Nullable Resumed resumed) {
        if (resumed == null) {
            return;
        }
        RunFacts facts = resumed.facts();
        if (facts.step() > plan.steps()) {
            throw new CheckpointException(
                    "the run is at step " + facts.step() + " already, but is to have "
                            + Plural.of(plan.steps(), "step"),
                    "set more of them, and ask for it by Change.LENGTH",
                    null);
        }
        game.goOnFrom(facts);
        wayBack.resume(facts);
        game.restore(resumed.state());
        step = facts.step();
        nanos = facts.nanos();
        reports.resume(facts);
        if (resumed.best() != null) {
            best.resume(resumed.best().facts(), resumed.best().state());
        }
    }

    /**
     * Compiles the game and prepares the first step.
     *
     * @param run makes the run of what is compiled
     */
    static <R extends GameRun<?>> R start(TrainingPlan plan, Function<Compiled, R> run) {
        PlayedGame compiled = PlayedGame.compile(plan);
        Checkpointer checkpointer = null;
        try {
            Checkpoints wanted = plan.checkpoints();
            checkpointer = wanted == null ? null : Checkpointer.open(wanted, plan, compiled.device());
            R started = run.apply(new Compiled(plan, compiled, checkpointer));
            ((GameRun<?>) started).begin();
            return started;
        } catch (RuntimeException | Error e) {
            if (checkpointer != null) {
                checkpointer.close();
            }
            compiled.close();
            throw e;
        }
    }

    /** Compiles the game and prepares the first step; what is handed over are the models of its rules. */
    public static GameRun<TrainedGame> startGame(TrainingPlan plan) {
        return start(plan, compiled -> new GameRun<>(compiled, Function.identity()));
    }

    static List<PhasePlan> phases(Game game) {
        return game.phases().stream().map(phase -> PhasePlan.of(game, phase)).toList();
    }

    /**
     * The number of steps of a game, which need not be whole, in which every sample of the data is used: a step may use several
     * batches.
     *
     * @param game the game
     * @param data all that is learned from
     * @param batch samples in a batch
     */
    public static double stepsAnEpoch(Game game, TrainingData data, int batch) {
        return DataUse.of(phases(game)).stepsAnEpoch(data, batch);
    }

    /** The newest step that was played; 0 before the first. */
    public long step() {
        return state.locked(() -> step);
    }

    /** How many steps this run will play. */
    public long steps() {
        return plan.steps();
    }

    /** The names of the models that will be handed over, the principal one first. */
    public ImmutableList<String> models() {
        return models.names();
    }

    /**
     * A model as it is whenever it is run: its weights are those of the newest step. It is closed with the run.
     *
     * @param model one of the {@link #models}
     * @throws IllegalArgumentException if there is no such model
     */
    public Runner runner(String model) {
        return models.runner(model);
    }

    LiveModels live() {
        return models;
    }

    /**
     * Plays one step; where it diverges and the run {@linkplain Divergence#goBack goes back}, the one after the checkpoint
     * instead, so that {@link #step} tells how far the run is, and not the number of calls.
     *
     * @throws IllegalStateException if all steps are played, or the run is over
     * @throws CancellationException if the run was cancelled
     * @throws TrainingDivergedException if a loss, a gradient or something that is kept is NaN or infinite
     */
    public StepResult play() {
        state.lock();
        try {
            state.checkNotOver(step);
            if (step >= plan.steps()) {
                throw new IllegalStateException("no step is left: the run has " + Plural.of(plan.steps(), "step"));
            }
            return playAndTell();
        } finally {
            state.unlock();
        }
    }

    private StepResult playAndTell() {
        try {
            reports.beforeStepAfter(step, game, models, this);
            long began = System.nanoTime();
            StepResult result = playOrGoBack();
            long took = System.nanoTime() - began;
            nanos += took;
            reports.add(result, took);
            if (step % plan.reportEvery() == 0 || step == plan.steps()) {
                progressed();
            }
            if (best.isDue(step) || step == plan.steps()) {
                evaluate();
            }
            if (checkpointer != null) {
                checkpointer.checkFailed();
                if (checkpointer.isDue(step)) {
                    checkpoint(checkpointer);
                }
            }
            return result;
        } catch (CancellationException e) {
            end(RunState.Kind.CANCELLED, TrainingEnded.Outcome.CANCELLED, e);
            throw e;
        } catch (RuntimeException | Error e) {
            end(RunState.Kind.FAILED, TrainingEnded.Outcome.FAILED, e);
            throw e;
        }
    }

    private void checkpoint(Checkpointer to) {
        RunFacts facts =
                to.facts(step, nanos, reports.sums(), reports.newest(), best.facts(), wayBack.taken(), game.stages());
        to.save(facts, game.state(), best.state());
    }

    private void evaluate() {
        Generator generator = models.generator();
        if (generator != null) {
            asExported(() -> best.measure(step, generator).forEach(reports::evaluated));
        }
    }

    /** What the last report shows is what is exported. */
    private void progressed() {
        if (step == plan.steps()) {
            asExported(() -> reports.progressed(step, nanos));
        } else {
            reports.progressed(step, nanos);
        }
    }

    private void asExported(Runnable look) {
        Generator generator = models.generator();
        if (generator == null) {
            look.run();
        } else {
            StandingBatches.during(look, game, models.principal().players().get(0), generator, plan);
        }
    }

    /**
     * Goes back to the best state so far and plays on from there; the step goes on counting.
     *
     * @return the step that the state is of
     * @throws IllegalStateException if no best state is kept, or none has been measured yet
     */
    public long backToBest() {
        state.lock();
        try {
            state.checkNotOver(step);
            return best.restore();
        } finally {
            state.unlock();
        }
    }

    private void end(RunState.Kind with, TrainingEnded.Outcome outcome, Throwable cause) {
        state.end(with);
        try {
            reports.ended(step, nanos, outcome);
        } catch (RuntimeException | Error e) {
            suppress(e, cause);
        }
    }

    private static void suppress(Throwable later, Throwable cause) {
        if (later != cause) {
            cause.addSuppressed(later);
        }
    }

    private StepResult playOrGoBack() {
        while (true) {
            try {
                float[] outcomes = game.play();
                step++;
                return game.result(step, outcomes);
            } catch (TrainingDivergedException e) {
                step = wayBack.after(e);
            }
        }
    }

    /**
     * Plays the steps that are left, on the calling thread.
     *
     * @return what was trained, which its caller closes; this run is then over
     * @throws CancellationException if the run is cancelled, or the thread interrupted
     * @throws TrainingDivergedException if a loss, a gradient or something that is kept is NaN or infinite, and the run does
     *     not go back
     */
    public T train() {
        try {
            while (state.mayGoOn(this::step) && hasMore()) {
                play();
            }
            return handOver();
        } catch (RuntimeException | Error e) {
            try {
                close();
            } catch (RuntimeException | Error more) {
                suppress(more, e);
            }
            throw e;
        }
    }

    private boolean hasMore() {
        return state.locked(() -> step < plan.steps() && !best.isExhausted());
    }

    /**
     * Plays the steps that are left on a thread of its own, a daemon.
     *
     * @return completes with what was trained, or with the exception that {@link #train} throws; cancelling it cancels the run
     */
    public CompletableFuture<T> trainAsync() {
        return TrainingThread.start(this::train, this::cancel);
    }

    /** Lets {@link #train} wait before the next step until {@link #resume}. */
    @Override
    public void pause() {
        state.pause();
    }

    /** Lets {@link #train} go on. */
    @Override
    public void resume() {
        state.resume();
    }

    /** Lets {@link #train} end before the next step with what was trained until then. */
    @Override
    public void stop() {
        state.stop();
    }

    /** Lets {@link #train} end before the next step by a {@link CancellationException}. */
    @Override
    public void cancel() {
        state.cancel();
    }

    /**
     * Ends the run with what was trained so far.
     *
     * @return what was trained, which its caller closes
     * @throws IllegalStateException if the run is over already
     * @throws CancellationException if the run was cancelled
     * @throws TrainingDivergedException if something that is handed over is NaN or infinite
     */
    public T handOver() {
        state.lock();
        try {
            state.checkNotOver(step);
            keepAndTellOfTheEnd();
            game.endFeeding();
            reports.ended(
                    step, nanos, step == plan.steps() ? TrainingEnded.Outcome.FINISHED : TrainingEnded.Outcome.STOPPED);
            if (checkpointer != null) {
                checkpointer.close();
            }
            long kept = best.isKept() ? best.restore() : step;
            Generator generator = models.generator();
            if (generator != null) {
                StandingBatches.compute(
                        game,
                        models.principal().players().get(0),
                        generator,
                        plan.standingStatistics(),
                        plan.batch(),
                        plan.seed());
            }
            FiniteState.check(game, step, game.phases());
            T trained = result.apply(new TrainedGame(
                    game.played(), plan.trained(kept, best.measurements()), game, reports.history(), game.origin()));
            state.handOver();
            return trained;
        } finally {
            state.unlock();
        }
    }

    /** The checkpoint comes before the reports of the end, which a run that went on would not have made here. */
    private void keepAndTellOfTheEnd() {
        try {
            if (checkpointer != null) {
                keepTheEnd(checkpointer);
            }
            reports.started(game, models, this);
            if (reports.isUnderWay()) {
                progressed();
            }
            if (!best.isMeasured(step)) {
                evaluate();
            }
        } catch (RuntimeException | Error e) {
            end(RunState.Kind.FAILED, TrainingEnded.Outcome.FAILED, e);
            throw e;
        }
    }

    private void keepTheEnd(Checkpointer in) {
        if (!in.isSaved(step)) {
            checkpoint(in);
        }
        in.checkWritten();
    }

    /** Gives up a run that is not over, and frees its memory. What {@link #train} gave is not touched. */
    @Override
    public void close() {
        state.lock();
        try {
            if (state.isEmpty()) {
                return;
            }
            try {
                reports.ended(step, nanos, TrainingEnded.Outcome.CANCELLED);
            } finally {
                free();
            }
        } finally {
            state.unlock();
        }
    }

    private void free() {
        if (state.close()) {
            game.close();
            if (checkpointer != null) {
                checkpointer.close();
            }
        }
    }

    /** An evaluator that runs between steps. */
    private Runner leased(String player) {
        Runner evaluator = game.evaluator(player);
        return new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                return state.locked(() -> {
                    if (state.isEmpty()) {
                        throw new IllegalStateException(
                                "this run is over; ask what train() returned for its " + player);
                    }
                    return evaluator.run(inputs, count);
                });
            }

            @Override
            public void close() {
                evaluator.close();
            }
        };
    }
}
