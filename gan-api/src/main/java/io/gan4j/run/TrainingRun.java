package io.gan4j.run;

import io.gan4j.error.CheckpointException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.RunControl;
import io.gan4j.event.TrainingEnded;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A training run in progress. {@link #train} plays it to its end on the calling thread; {@link #trainAsync} on one of its own;
 * {@link #play} plays a single step, for loops of one's own. From any thread: {@link #pause} and {@link #resume}, {@link #stop}
 * to end early and keep what was trained, {@link #cancel} to give up, and {@link #generator} to look at the present state.
 *
 * <p>What step {@code n} does depends on the plan and {@code n} alone: the same seed, number of threads and machine give the
 * same weights bit for bit, paused or not, on this thread or that.
 */
public final class TrainingRun implements RunControl, AutoCloseable {
    private enum State {
        OPEN,
        STOPPING,
        CANCELLED,
        FAILED,
        HANDED_OVER,
        CLOSED
    }

    private final TrainingPlan plan;
    private final PlayedGame game;
    private final Generator generator;
    private final Discriminator discriminator;
    private final RunReports reports;
    private final BestState best;
    private final @Nullable Checkpointer checkpointer;
    private final WayBack wayBack;

    /** Held during a step, an evaluation, and each change of state. */
    private final ReentrantLock lock = new ReentrantLock(true);

    private final Condition changed = lock.newCondition();
    private State state = State.OPEN;
    private boolean paused;
    private long step;
    private long nanos;

    private TrainingRun(TrainingPlan plan, PlayedGame game, @Nullable Checkpointer checkpointer) {
        this.plan = plan;
        this.reports = new RunReports(plan, game.samplesAStep(), this);
        this.game = game;
        this.generator = Generator.of(plan.card(), leased(TwoPlayerGame.GENERATOR));
        this.discriminator = Discriminator.of(
                TwoPlayerGame.discriminatorCard(plan.game(), plan.card()), leased(TwoPlayerGame.DISCRIMINATOR));
        this.best = new BestState(plan.best(), plan.data(), game);
        this.checkpointer = checkpointer;
        this.wayBack = new WayBack(plan.divergence(), checkpointer, game, reports);
        if (checkpointer != null) {
            begin(checkpointer, checkpointer.resumed());
        }
        // last, because it starts a thread
        game.feedAfter(step);
    }

    /** A run that may have to go back keeps where it begins. */
    private void begin(Checkpointer in, Checkpointer.@Nullable Resumed resumed) {
        resume(resumed);
        reports.tellFirst(in.diary(resumed));
        if (resumed == null && plan.divergence().goesBack()) {
            checkpoint(in);
        }
    }

    private void resume(Checkpointer.@Nullable Resumed resumed) {
        if (resumed == null) {
            return;
        }
        RunFacts facts = resumed.facts();
        if (facts.step() > plan.steps()) {
            throw new CheckpointException(
                    "the run is at step " + facts.step() + " already, but is to have " + plan.steps() + " steps", null);
        }
        wayBack.resume(facts);
        game.restore(resumed.state());
        step = facts.step();
        nanos = facts.nanos();
        reports.resume(facts);
        if (resumed.best() != null) {
            best.resume(resumed.best().facts(), resumed.best().state());
        }
    }

    /** Compiles the game and prepares the first step. */
    public static TrainingRun start(TrainingPlan plan) {
        PlayedGame compiled = PlayedGame.compile(plan);
        Checkpointer checkpointer = null;
        try {
            Checkpoints wanted = plan.checkpoints();
            checkpointer = wanted == null ? null : Checkpointer.open(wanted, plan, compiled.device());
            return new TrainingRun(plan, compiled, checkpointer);
        } catch (RuntimeException | Error e) {
            if (checkpointer != null) {
                checkpointer.close();
            }
            compiled.close();
            throw e;
        }
    }

    static List<PhasePlan> phases(Game game) {
        return game.phases().stream().map(phase -> PhasePlan.of(game, phase)).toList();
    }

    /**
     * How many steps of a game an epoch has, which need not be whole: a step may use several batches of the data.
     *
     * @param game the game
     * @param samples in the data
     * @param batch samples in a batch
     */
    public static double stepsAnEpoch(Game game, int samples, int batch) {
        return (double) (samples / batch) / Math.max(1, StepFeeder.realsPerStep(phases(game)));
    }

    /** The newest step that was played; 0 before the first. */
    public long step() {
        return locked(() -> step);
    }

    /** How many steps this run will play. */
    public long steps() {
        return plan.steps();
    }

    /** The generator as it is whenever it is asked: its weights are those of the newest step. It is closed with the run. */
    public Generator generator() {
        return generator;
    }

    /** The discriminator as it is whenever it is asked, as {@link #generator}. */
    public Discriminator discriminator() {
        return discriminator;
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
        lock.lock();
        try {
            checkNotOver();
            if (step >= plan.steps()) {
                throw new IllegalStateException("all " + plan.steps() + " steps are played");
            }
            return playAndTell();
        } finally {
            lock.unlock();
        }
    }

    private void checkNotOver() {
        if (state == State.CANCELLED) {
            throw new CancellationException("training was cancelled after step " + step);
        }
        if (state != State.OPEN && state != State.STOPPING) {
            throw new IllegalStateException("this run is over: " + state);
        }
    }

    private StepResult playAndTell() {
        try {
            reports.started(game.device(), generator);
            long began = System.nanoTime();
            StepResult result = playOrGoBack();
            long took = System.nanoTime() - began;
            nanos += took;
            reports.add(result, took);
            if (step % plan.reportEvery() == 0 || step == plan.steps()) {
                reports.progressed(step, nanos);
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
            end(State.CANCELLED, TrainingEnded.Outcome.CANCELLED, e);
            throw e;
        } catch (RuntimeException | Error e) {
            end(State.FAILED, TrainingEnded.Outcome.FAILED, e);
            throw e;
        }
    }

    private void checkpoint(Checkpointer to) {
        RunFacts facts = to.facts(step, nanos, reports.sums(), reports.newest(), best.facts(), wayBack.taken());
        to.save(facts, game.state(), best.state());
    }

    private void evaluate() {
        best.measure(step, generator).forEach(reports::evaluated);
    }

    /**
     * Goes back to the best state so far and plays on from there; the step goes on counting.
     *
     * @return the step that the state is of
     * @throws IllegalStateException if no best state is kept, or none has been measured yet
     */
    public long backToBest() {
        lock.lock();
        try {
            checkNotOver();
            return best.restore();
        } finally {
            lock.unlock();
        }
    }

    private void end(State with, TrainingEnded.Outcome outcome, Throwable cause) {
        if (state == State.OPEN || state == State.STOPPING) {
            state = with;
        }
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
     * @throws TrainingDivergedException if a loss, a gradient or something that is kept is NaN or infinite, and the run does not
     *     go back
     */
    public TrainedGan train() {
        try {
            while (mayGoOn()) {
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

    /** Waits while paused; false if the run is to end with what there is. */
    private boolean mayGoOn() {
        lock.lock();
        try {
            while (paused && state == State.OPEN) {
                changed.await();
            }
            if (state == State.CANCELLED
                    || state == State.CLOSED
                    || Thread.currentThread().isInterrupted()) {
                throw new CancellationException("training was cancelled after step " + step);
            }
            return state == State.OPEN && step < plan.steps();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("training was interrupted after step " + step);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Plays the steps that are left on a thread of its own, a daemon.
     *
     * @return completes with what was trained, or with the exception that {@link #train} throws; cancelling it cancels the run
     */
    public CompletableFuture<TrainedGan> trainAsync() {
        CompletableFuture<TrainedGan> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        TrainedGan trained = train();
                        if (!result.complete(trained)) {
                            trained.close();
                        }
                    } catch (RuntimeException | Error e) {
                        result.completeExceptionally(e);
                    }
                },
                "gan4j-training");
        thread.setDaemon(true);
        result.whenComplete((trained, failure) -> {
            if (result.isCancelled()) {
                cancel();
            }
        });
        thread.start();
        return result;
    }

    /** Lets {@link #train} wait before the next step until {@link #resume}. */
    @Override
    public void pause() {
        change(() -> paused = true);
    }

    /** Lets {@link #train} go on. */
    @Override
    public void resume() {
        change(() -> paused = false);
    }

    /** Lets {@link #train} end before the next step with what was trained until then. */
    @Override
    public void stop() {
        change(() -> state = state == State.OPEN ? State.STOPPING : state);
    }

    /** Lets {@link #train} end before the next step by a {@link CancellationException}. */
    public void cancel() {
        change(() -> state = state == State.OPEN || state == State.STOPPING ? State.CANCELLED : state);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the run with what was trained so far.
     *
     * @return what was trained, which its caller closes
     * @throws IllegalStateException if the run is over already
     * @throws CancellationException if the run was cancelled
     * @throws TrainingDivergedException if something that is handed over is NaN or infinite
     */
    public TrainedGan handOver() {
        lock.lock();
        try {
            checkNotOver();
            keepAndTellOfTheEnd();
            game.endFeeding();
            reports.ended(
                    step, nanos, step == plan.steps() ? TrainingEnded.Outcome.FINISHED : TrainingEnded.Outcome.STOPPED);
            if (checkpointer != null) {
                checkpointer.close();
            }
            long kept = best.isKept() ? best.restore() : step;
            StandingBatches.compute(game, generator, plan.standingStatistics(), plan.batch(), plan.seed());
            FiniteState.check(game, step, game.phases());
            ModelCard card = plan.card().step(kept).measurements(best.measurements());
            TrainedGan trained = new TrainedGan(plan.game(), card, game, reports.history());
            state = State.HANDED_OVER;
            return trained;
        } finally {
            lock.unlock();
        }
    }

    /** The checkpoint comes before the reports of the end, which a run that went on would not have made here. */
    private void keepAndTellOfTheEnd() {
        try {
            if (checkpointer != null) {
                keepTheEnd(checkpointer);
            }
            reports.started(game.device(), generator);
            if (reports.isUnderWay()) {
                reports.progressed(step, nanos);
            }
            if (!best.isMeasured(step)) {
                evaluate();
            }
        } catch (RuntimeException | Error e) {
            end(State.FAILED, TrainingEnded.Outcome.FAILED, e);
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
        lock.lock();
        try {
            if (state == State.CLOSED || state == State.HANDED_OVER) {
                return;
            }
            try {
                reports.ended(step, nanos, TrainingEnded.Outcome.CANCELLED);
            } finally {
                free();
            }
        } finally {
            lock.unlock();
        }
    }

    private void free() {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            changed.signalAll();
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
                return locked(() -> {
                    if (state == State.CLOSED || state == State.HANDED_OVER) {
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

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
