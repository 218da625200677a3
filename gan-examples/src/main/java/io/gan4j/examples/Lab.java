package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.gson.JsonObject;
import io.gan4j.GanBuilder;
import io.gan4j.SettingsTable;
import io.gan4j.data.Dataset;
import io.gan4j.error.GanException;
import io.gan4j.run.StepResult;
import io.gan4j.run.TrainingRun;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A run between whose steps one can look and decide: it plays, stands, plays a number of steps, and begins anew with other data and
 * settings. All of it happens on one thread; what others ask for is noted and done between two steps. Where nobody has looked for a
 * while it stands.
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
    private @Nullable LabChoice choice;
    private @Nullable TrainingRun run;
    private @Nullable LabView view;
    private State state = State.EMPTY;
    private String message = "";
    private JsonObject frame = new JsonObject();
    private JsonObject fixed = new JsonObject();
    private long step;
    private int left;
    private int every = 10;
    private int experiment;
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
        left = 0;
        state = State.STARTING;
        message = "";
        changed();
    }

    /**
     * Carries out a command: {@code play}, {@code pause}, {@code step} for a number of steps, {@code every} for the steps from one
     * picture to the next, {@code reset} to begin the same anew.
     *
     * @throws IllegalArgumentException if there is no such command, or the number is out of range
     * @throws IllegalStateException if that cannot be done now
     */
    synchronized void command(String name, int number) {
        seen = System.nanoTime();
        switch (name) {
            case "play" -> {
                checkRuns();
                left = 0;
                state = State.PLAYING;
            }
            case "pause" -> {
                left = 0;
                if (state == State.PLAYING) {
                    state = State.PAUSED;
                }
            }
            case "step" -> {
                checkSteps(number);
                checkRuns();
                state = State.PAUSED;
                left = number;
            }
            case "every" -> {
                checkSteps(number);
                every = number;
            }
            case "reset" -> {
                if (choice == null) {
                    throw new IllegalStateException("nothing was begun yet");
                }
                begin(choice);
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
        return choice;
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
                if (anew != null) {
                    attempt(() -> start(anew));
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
        while (!closed && wanted == null && left == 0 && !isPlaying()) {
            wait();
        }
        return !closed;
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

    /** A run that fails ends the experiment and not the lab. */
    private void attempt(Runnable part) {
        try {
            part.run();
        } catch (GanException | IllegalArgumentException | IllegalStateException e) {
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
        TrainingRun old = run;
        run = null;
        view = null;
        if (old != null) {
            old.close();
        }
    }

    private void start(LabChoice anew) {
        end();
        forget(anew);
        GanBuilder builder = anew.builder();
        Dataset data = anew.data().draw();
        TrainingRun started = builder.start(data);
        run = started;
        LabView looking = new LabView(started, data, anew.data().mixture().orElse(null), judgesOne(builder));
        view = looking;
        JsonObject still = looking.fixed();
        JsonObject first = looking.frame(0, null, null);
        synchronized (this) {
            fixed = still;
            frame = first;
            if (wanted == null && state == State.STARTING) {
                state = State.PAUSED;
            }
            changed();
        }
    }

    private synchronized void forget(LabChoice anew) {
        choice = anew;
        experiment++;
        step = 0;
        history.clear();
        frame = new JsonObject();
        fixed = new JsonObject();
        changed();
    }

    /** Where samples are judged together there is no score of a place. */
    private static boolean judgesOne(GanBuilder builder) {
        SettingsTable<GanBuilder> table = LabChoice.TABLE;
        return table.named("packing").text(builder).equals(Optional.of("1"))
                && List.of("minibatchDiscrimination", "minibatchStdDev").stream()
                        .allMatch(name -> table.named(name).text(builder).equals(Optional.of("none")));
    }

    /** Plays until the next picture, and looks. */
    private void play() {
        TrainingRun playing = run;
        LabView looking = view;
        if (playing == null || looking == null) {
            throw new IllegalStateException("nothing was begun yet");
        }
        long began = System.nanoTime();
        int steps = next();
        float[] before = null;
        StepResult result = null;
        for (int i = 0; i < steps && playing.step() < playing.steps() && goesOn(); i++) {
            if (i == steps - 1 || playing.step() == playing.steps() - 1) {
                before = looking.points();
            }
            result = playing.play();
        }
        if (result != null) {
            JsonObject seenNow = looking.frame(result.step(), before, result);
            show(result, seenNow, steps, playing.step() >= playing.steps());
        } else {
            finish(playing.step() >= playing.steps());
        }
        pace(began);
    }

    private synchronized int next() {
        return left > 0 ? Math.min(left, every) : every;
    }

    private synchronized boolean goesOn() {
        return !closed && wanted == null && (left > 0 || state == State.PLAYING);
    }

    private synchronized void show(StepResult result, JsonObject seenNow, int steps, boolean last) {
        frame = seenNow;
        step = result.step();
        history.add(step, seenNow);
        left = Math.max(0, left - steps);
        message = "";
        finish(last);
    }

    private synchronized void finish(boolean last) {
        if (last && wanted == null) {
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
