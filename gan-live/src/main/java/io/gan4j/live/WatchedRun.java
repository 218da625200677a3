package io.gan4j.live;

import com.google.gson.JsonObject;
import io.gan4j.event.RunControl;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.event.TranslationPreview;
import io.gan4j.inference.Generator;
import io.gan4j.watch.Advice;
import io.gan4j.watch.TrainingMonitor;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of this program as its {@link Story} tells it. Told of events on the training thread, which does no more than it must:
 * it takes samples if the {@link Budget} allows it, and leaves all else to another thread.
 */
final class WatchedRun {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedRun.class);

    /** Pictures that are made whether anybody watches or not, evenly over a run, as far as the budget allows. */
    private static final int PLACES = 60;

    /** Looks from one measurement of diversity, which takes four times the samples of a picture, to the next. */
    private static final int LOOKS_TO_COLLAPSE = 10;

    private final LongSupplier clock;
    private final Story story;
    private final BooleanSupplier watched;
    private final Executor darkroom;
    private final RunControl control;
    private final long steps;
    private final Film film = new Film(Film.MOST_BYTES);
    private final Budget budget;
    private final @Nullable Generator generator;
    private final @Nullable Camera camera;
    private final @Nullable Sampler sampler;
    private final TrainingMonitor monitor;
    private final TrainingMonitor collapse;
    private long newestPicture = -1;
    private int place;
    private int looks;
    private volatile boolean paused;
    private volatile boolean pausesAtReport;
    private volatile boolean over;

    /** A run whose time is read from the system. */
    WatchedRun(Story story, BooleanSupplier watched, LiveOptions options, Executor darkroom, TrainingStarted event) {
        this(story, watched, options, darkroom, event, System::nanoTime);
    }

    /**
     * A run that is about to play its first step.
     *
     * @param clock in nanoseconds, from any beginning
     */
    WatchedRun(
            Story story,
            BooleanSupplier watched,
            LiveOptions options,
            Executor darkroom,
            TrainingStarted event,
            LongSupplier clock) {
        this.clock = clock;
        this.story = story;
        this.watched = watched;
        this.darkroom = darkroom;
        this.control = event.run();
        this.steps = event.steps();
        this.budget = new Budget(options.cost(), clock);
        this.generator = event.generator();
        this.camera = cameraOf(event, options);
        Generator makes = event.generator();
        this.sampler = makes != null && Sampler.shows(makes) ? new Sampler(makes, budget, () -> paused) : null;
        // the numbers are looked at in every report; what takes samples is looked at as often as the budget allows
        this.monitor = TrainingMonitor.of(this::advise).measureEvery(Integer.MAX_VALUE);
        this.collapse = TrainingMonitor.of(this::adviseOfSamples).measureEvery(1);
        JsonObject head = StoryLines.head(event, generator);
        head.addProperty("control", options.access() == LiveOptions.Access.CONTROL);
        StoryLines.number(head, "budget", options.cost());
        if (camera != null) {
            camera.describe(head);
        }
        if (sampler != null) {
            sampler.describe(head);
        }
        story.framesFrom(film::get);
        story.put("head", StoryLines.json(head));
        state("running");
    }

    private static @Nullable Camera cameraOf(TrainingStarted event, LiveOptions options) {
        Generator makes = event.generator();
        TranslationPreview translates = event.translations();
        if (makes != null) {
            return Camera.of(makes, event.data(), options);
        }
        return translates == null ? null : Camera.of(translates);
    }

    void begin(TrainingStarted event) {
        // what is done before the first step holds no step up
        if (generator != null) {
            monitor.started(event);
            collapse.started(event);
        }
        if (camera != null) {
            Camera taker = camera;
            develop(() -> story.real(taker.real()));
            shoot(taker, 0);
        }
        goPast(0);
    }

    private void advise(Advice advice) {
        story.add(StoryLines.json(StoryLines.advice(advice)));
    }

    /** What the monitor that looks at samples has to say of them. */
    private void adviseOfSamples(Advice advice) {
        if (advice.kind() == Advice.Kind.COLLAPSE
                || advice.kind() == Advice.Kind.COLLAPSE_WITHIN_CLASSES
                || advice.kind() == Advice.Kind.NOISE) {
            advise(advice);
        }
    }

    void stageBegan(TrainingStage event) {
        later(() -> {
            story.add(StoryLines.json(StoryLines.stage(event)));
            if (generator != null) {
                monitor.stageBegan(event);
            }
        });
        if (generator != null) {
            collapse.stageBegan(event);
        }
    }

    void progressed(TrainingProgress event) {
        double cost = budget.share();
        later(() -> {
            story.addReport(StoryLines.json(StoryLines.report(event, cost)));
            if (generator != null) {
                // it looks at numbers alone, and not at the generator
                monitor.progressed(event);
            }
        });
        if (generator != null || camera != null) {
            look(event);
        }
        if (pausesAtReport) {
            pausesAtReport = false;
            pause();
        }
    }

    private void look(TrainingProgress event) {
        long step = event.step();
        boolean wanted = step >= due(place) || watched.getAsBoolean();
        if (step != steps && !(wanted && budget.allows())) {
            return;
        }
        goPast(step);
        if (generator != null && ++looks % LOOKS_TO_COLLAPSE == 0) {
            long began = clock.getAsLong();
            collapse.progressed(event);
            budget.held(clock.getAsLong() - began);
        }
        if (camera != null) {
            picture(camera, step);
        }
    }

    private void picture(Camera taker, long step) {
        long began = clock.getAsLong();
        shoot(taker, step);
        budget.held(clock.getAsLong() - began);
    }

    private void shoot(Camera taker, long step) {
        Supplier<byte[]> shot = taker.shoot();
        newestPicture = step;
        develop(() -> keep(shot.get(), step));
    }

    private void develop(Runnable work) {
        later(() -> {
            long began = clock.getAsLong();
            try {
                work.run();
            } catch (IllegalStateException e) {
                // samples that are not finite have no picture, and the run finds out by itself
                story.put("problem", problem("a picture could not be made: " + e.getMessage()));
            }
            budget.beside(clock.getAsLong() - began);
        });
    }

    /** Does what the run need not wait for, in the order in which it is asked. */
    private void later(Runnable work) {
        darkroom.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warn("the live page cannot show something", e);
            }
        });
    }

    private static String problem(String text) {
        JsonObject line = StoryLines.kind("problem");
        line.addProperty("text", StoryLines.text(text));
        return StoryLines.json(line);
    }

    private void keep(byte[] picture, long step) {
        Film.Added added = film.add(picture);
        added.dropped().forEach(id -> story.remove("frame " + id));
        story.put("frame " + added.id(), StoryLines.json(StoryLines.frame(added.id(), step, picture.length)));
    }

    private long due(int frame) {
        return Math.round((double) frame * steps / (PLACES - 1));
    }

    private void goPast(long step) {
        while (due(place) <= step) {
            place++;
        }
    }

    void evaluated(TrainingEvaluated event) {
        later(() -> story.add(StoryLines.json(StoryLines.measurement(event))));
    }

    void wentBack(TrainingWentBack event) {
        later(() -> {
            story.add(StoryLines.json(StoryLines.wentBack(event)));
            if (generator != null) {
                monitor.wentBack(event);
            }
        });
        if (generator != null) {
            collapse.wentBack(event);
        }
        place = 0;
        goPast(event.step());
    }

    void ended(TrainingEnded event) {
        boolean kept =
                event.outcome() == TrainingEnded.Outcome.FINISHED || event.outcome() == TrainingEnded.Outcome.STOPPED;
        if (camera != null && kept && newestPicture < event.step()) {
            picture(camera, event.step());
        }
        synchronized (this) {
            over = true;
        }
        String outcome = event.outcome().name().toLowerCase(Locale.ROOT);
        if (generator != null) {
            // it looks at samples a last time, which the generator gives as long as the run waits
            collapse.ended(event);
        }
        later(() -> story.put("state", StoryLines.json(StoryLines.state(outcome))));
    }

    /** A run that is over stays so. */
    private synchronized void state(String name) {
        if (!over) {
            story.put("state", StoryLines.json(StoryLines.state(name)));
        }
    }

    /** On a thread that serves the page: it may wait for a step. */
    boolean carryOut(String command) {
        if (over) {
            return false;
        }
        switch (command) {
            case "pause" -> pause();
            case "resume" -> resume();
            case "report" -> {
                pausesAtReport = true;
                resume();
            }
            case "stop" -> {
                state("stopping");
                control.stop();
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** On a thread that serves the page, between two steps; null if there is nothing that makes pictures. */
    Sampler.@Nullable Made sample(Sampler.Wish wish) {
        Sampler maker = sampler;
        return maker == null || over ? null : maker.make(wish);
    }

    private void pause() {
        paused = true;
        control.pause();
        state("paused");
    }

    private void resume() {
        paused = false;
        state("running");
        control.resume();
    }

    /** Lets the run go on if the page paused it. */
    void release() {
        if (paused && !over) {
            resume();
        }
    }
}
