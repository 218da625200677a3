package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.gson.JsonObject;
import io.gan4j.error.GanException;
import io.gan4j.run.StepResult;
import io.gan4j.run.TrainingRun;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A run between whose steps one can look and decide: it plays, stands, plays a number of steps, and begins anew with other data
 * and settings. All of it happens on one thread; what others ask for is noted and done between two steps. Where nobody has
 * looked for a while it stands.
 */
final class Lab implements AutoCloseable {
    private static final long UNSEEN = TimeUnit.SECONDS.toNanos(30);
    private static final long AT_LEAST = TimeUnit.MILLISECONDS.toNanos(80);
    /** Steps that may be asked for at once, and from one picture to the next. */
    static final int MOST_STEPS = 10_000;

    /** What the lab is doing. */
    enum State {
        /** Nothing was begun yet. */
        EMPTY,
        /** Data are drawn and networks made. */
        STARTING,
        /** It waits. */
        PAUSED,
        /** It plays one step after the other. */
        PLAYING,
        /** All steps are played. */
        FINISHED,
        /** It cannot go on, for a reason that is told. */
        FAILED
    }

    private final Thread thread;
    private final LabHistory history = new LabHistory();
    private @Nullable LabChoice wanted;
    private @Nullable LabJournal journal;
    private @Nullable LabChoice altered;
    private final Deque<LabJournal.Entry> ahead = new ArrayDeque<>();
    private @Nullable LabRun run;
    private State state = State.EMPTY;
    private String message = "";
    private JsonObject frame = new JsonObject();
    private JsonObject fixed = new JsonObject();
    private long step;
    private int left;
    /** Counts what was asked for, so that steps under way are told from those of a newer command. */
    private int asked;

    /** The step until which a replay goes on; 0 where nothing is replayed. */
    private int goal;

    private int every = 10;
    private int experiment;
    /** Counts the changes within runs, after which data and formulas may be others. */
    private int revision;
    /** From 1, so that 0 is known to nobody. */
    private long version = 1;

    private long seen = System.nanoTime();
    private boolean closed;

    Lab() {
        thread = new Thread(this::work, "gan4j-lab");
        thread.setDaemon(true);
        thread.start();
    }

    /** Begins anew. */
    synchronized void begin(LabChoice anew) {
        wanted = anew;
        altered = null;
        ahead.clear();
        left = 0;
        goal = 0;
        state = State.STARTING;
        message = "";
        changed();
    }

    /**
     * Changes what is chosen within the run, after the step that it is at. What was still ahead of a replay is given up.
     *
     * @throws IllegalArgumentException if something differs that may not change within a run
     * @throws IllegalStateException if there is no run that could go on
     */
    synchronized void change(LabChoice next) {
        seen = System.nanoTime();
        if (journal == null || state == State.STARTING || state == State.FAILED) {
            throw new IllegalStateException("there is no run to change: begin one");
        }
        if (LabJournal.kinds(journal.newest(), next).isEmpty()) {
            throw new IllegalArgumentException("nothing is changed");
        }
        ahead.clear();
        altered = next;
        changed();
    }

    /**
     * Begins an experiment as a journal has it, makes its changes after the same steps, and waits after a step.
     *
     * @throws IllegalArgumentException if the step comes before that of the last change
     */
    synchronized void replay(LabJournal of, int until) {
        long last = of.lastStep();
        checkArgument(until >= last, "a replay must go on until step %s at least, was %s", last, until);
        begin(of.begun());
        ahead.addAll(of.changes());
        goal = until;
    }

    /**
     * Carries out a command: {@code play}, {@code pause}, {@code step} for a number of steps, {@code every} for the steps from
     * one picture to the next, {@code reset} to begin the same anew.
     *
     * @throws IllegalArgumentException if there is no such command, or the number is out of range
     * @throws IllegalStateException if that cannot be done now
     */
    synchronized void command(String name, int number) {
        seen = System.nanoTime();
        switch (name) {
            case "play" -> {
                checkRuns();
                asked++;
                left = 0;
                state = State.PLAYING;
            }
            case "pause" -> {
                asked++;
                left = 0;
                if (state == State.PLAYING) {
                    state = State.PAUSED;
                }
            }
            case "step" -> {
                checkSteps(number);
                checkRuns();
                asked++;
                state = State.PAUSED;
                left = number;
            }
            case "every" -> {
                checkSteps(number);
                every = number;
            }
            case "reset" -> {
                if (journal == null) {
                    throw new IllegalStateException("nothing was begun yet");
                }
                begin(journal.begun());
            }
            default -> throw new IllegalArgumentException("there is no command '" + name + "'");
        }
        changed();
    }

    private static void checkSteps(int number) {
        checkArgument(number >= 1 && number <= MOST_STEPS, "steps must be from 1 to %s, was %s", MOST_STEPS, number);
    }

    private void checkRuns() {
        if (state != State.PAUSED && state != State.PLAYING) {
            throw new IllegalStateException(
                    "no run can go on: it is " + state.name().toLowerCase(Locale.ROOT));
        }
    }

    /** Waits for news, for a while at most, and tells all that there is. */
    synchronized String state(long known, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (version == known && !closed) {
            seen = System.nanoTime();
            long wait = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (wait <= 0) {
                break;
            }
            wait(wait);
        }
        seen = System.nanoTime();
        JsonObject all = new JsonObject();
        all.addProperty("version", version);
        all.addProperty("experiment", experiment);
        all.addProperty("revision", revision);
        all.addProperty("changes", journal == null ? 0 : journal.changes().size());
        all.addProperty("state", state.name().toLowerCase(Locale.ROOT));
        all.addProperty("message", message);
        all.addProperty("every", every);
        all.addProperty("reports", history.size());
        all.add("fixed", fixed);
        all.add("frame", frame);
        return all.toString();
    }

    /** What is tried; null before the first. */
    synchronized @Nullable LabChoice choice() {
        return journal == null ? null : journal.newest();
    }

    /** What was done so far, as {@link LabJournal#read} takes it; empty before anything is begun. */
    synchronized JsonObject journal() {
        return journal == null ? new JsonObject() : journal.json(step);
    }

    /** A program that does what was done so far; or, of another choice, one that begins with it. */
    synchronized String java(LabChoice of) {
        return journal != null && journal.newest().equals(of) ? journal.java(step) : of.java(step);
    }

    /** The numbers of the course so far, as JSON. */
    synchronized String history() {
        return history.json(experiment);
    }

    synchronized long step() {
        return step;
    }

    private void changed() {
        version++;
        notifyAll();
    }

    private void work() {
        try {
            while (isWanted()) {
                LabChoice anew = takeWanted();
                LabChoice next = anew == null ? takeAltered() : null;
                if (anew != null) {
                    attempt(() -> start(anew));
                } else if (next != null) {
                    attempt(() -> alter(next));
                } else {
                    attempt(this::play);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    /** Waits until there is something to do; false if there never will be. */
    private synchronized boolean isWanted() throws InterruptedException {
        while (!closed && wanted == null && altered == null && left == 0 && !isDue() && !isPlaying()) {
            wait();
        }
        return !closed;
    }

    /** Whether a replay has a change to make before it waits. */
    private boolean isDue() {
        LabJournal.Entry first = ahead.peek();
        return state == State.PAUSED && first != null && first.step() == step;
    }

    private boolean isPlaying() {
        if (state == State.PLAYING && System.nanoTime() - seen > UNSEEN) {
            state = State.PAUSED;
            message = "Nobody looked, so the lab waits.";
            changed();
        }
        return state == State.PLAYING;
    }

    private synchronized @Nullable LabChoice takeWanted() {
        LabChoice anew = wanted;
        wanted = null;
        return anew;
    }

    private synchronized @Nullable LabChoice takeAltered() {
        LabChoice next = altered;
        altered = null;
        return next;
    }

    /** A run that fails ends the experiment and not the lab. */
    private void attempt(Runnable part) {
        try {
            part.run();
        } catch (GanException | IllegalArgumentException | IllegalStateException | UncheckedIOException e) {
            fail(String.valueOf(e.getMessage()));
        } catch (OutOfMemoryError e) {
            fail("this takes more memory than Java's heap has: " + e.getMessage());
        }
    }

    private synchronized void fail(String reason) {
        if (wanted == null) {
            state = State.FAILED;
        }
        left = 0;
        message = reason;
        changed();
    }

    private void end() {
        LabRun old = run;
        run = null;
        if (old != null) {
            old.close();
        }
    }

    private void start(LabChoice anew) {
        end();
        forget(anew);
        LabRun started = LabRun.begin(anew);
        run = started;
        JsonObject still = started.view().fixed();
        JsonObject first = started.view().frame(0, null, null);
        synchronized (this) {
            fixed = still;
            frame = first;
            if (wanted == null && state == State.STARTING) {
                state = State.PAUSED;
                left = goal;
            }
            changed();
        }
    }

    private synchronized void forget(LabChoice anew) {
        journal = LabJournal.of(anew);
        experiment++;
        step = 0;
        history.clear();
        frame = new JsonObject();
        fixed = new JsonObject();
        changed();
    }

    /** Goes on with other settings, or with the old ones where these cannot be. */
    private void alter(LabChoice next) {
        LabRun old = playing();
        LabJournal before = recorded();
        if (old.run().step() == 0) {
            begin(next);
            return;
        }
        LabChoice present = before.newest();
        LabJournal after = before.and(old.run().step(), next);
        old.suspend();
        try {
            goOn(old.resume(next, LabJournal.kinds(present, next)), after, "");
        } catch (GanException | IllegalArgumentException e) {
            goOn(old.resume(present, ImmutableSet.of()), before, String.valueOf(e.getMessage()));
        }
    }

    private void goOn(LabRun resumed, LabJournal since, String told) {
        run = resumed;
        JsonObject still = resumed.view().fixed();
        JsonObject now = resumed.view().frame(resumed.run().step(), null, null);
        synchronized (this) {
            journal = since;
            fixed = still;
            frame = now;
            message = told;
            revision++;
            if (state == State.FINISHED && !resumed.isAtItsEnd()) {
                state = State.PAUSED;
            }
            changed();
        }
    }

    private LabRun playing() {
        LabRun present = run;
        if (present == null) {
            throw new IllegalStateException("nothing was begun yet");
        }
        return present;
    }

    private synchronized LabJournal recorded() {
        return Objects.requireNonNull(journal, "a run was begun with one");
    }

    /** Plays until the next picture, and looks. */
    private void play() {
        TrainingRun playing = playing().run();
        LabView looking = playing().view();
        LabJournal.Entry due = due(playing.step());
        if (due != null) {
            alter(due.choice());
            return;
        }
        long began = System.nanoTime();
        int turn = turn();
        int steps = next(playing.step());
        LabView.Before before = null;
        StepResult result = null;
        int played = 0;
        while (played < steps && playing.step() < playing.steps() && goesOn(turn)) {
            if (played == steps - 1 || playing.step() == playing.steps() - 1) {
                before = looking.before();
            }
            result = playing.play();
            played++;
        }
        if (result != null) {
            JsonObject seenNow = looking.frame(result.step(), before, result);
            show(result, seenNow, turn, played);
        }
        finish(playing().isAtItsEnd());
        pace(began);
    }

    /** The change of a replay that is made after this step. */
    private synchronized LabJournal.@Nullable Entry due(long at) {
        LabJournal.Entry first = ahead.peek();
        return first != null && first.step() == at ? ahead.poll() : null;
    }

    /** The steps until the next picture, or the next change of a replay. */
    private synchronized int next(long at) {
        int steps = left > 0 ? Math.min(left, every) : every;
        LabJournal.Entry first = ahead.peek();
        return first == null ? steps : (int) Math.min(steps, first.step() - at);
    }

    private synchronized int turn() {
        return asked;
    }

    private synchronized boolean goesOn(int turn) {
        return !closed && turn == asked && wanted == null && altered == null && (left > 0 || state == State.PLAYING);
    }

    private synchronized void show(StepResult result, JsonObject seenNow, int turn, int steps) {
        frame = seenNow;
        step = result.step();
        history.add(step, seenNow);
        if (turn == asked) {
            left = Math.max(0, left - steps);
        }
        message = "";
    }

    private synchronized void finish(boolean last) {
        if (last && wanted == null && altered == null && ahead.isEmpty()) {
            state = State.FINISHED;
            left = 0;
        }
        changed();
    }

    /** No more pictures a second than eyes take in; fewer steps from one to the next are slow motion. */
    private synchronized void pace(long began) {
        try {
            long rest = restAfter(began);
            while (rest > 0 && state == State.PLAYING && wanted == null && !closed) {
                wait(rest);
                rest = restAfter(began);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long restAfter(long began) {
        return TimeUnit.NANOSECONDS.toMillis(AT_LEAST - (System.nanoTime() - began));
    }

    /** Ends the run after the step that it is at. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
