package io.gan4j.event;

import org.jspecify.annotations.Nullable;

/**
 * The control of runs that follow each other, such as that of a text encoder and then that of a GAN: what is asked of it holds
 * for the run that is under way, or, between two or before the first, for the next one. Add it as a listener of each:
 *
 * <pre>{@code
 * CurrentRun current = new CurrentRun();
 * TextToImageBuilder watched = Gan.textToImage().encoderListener(current).listener(current);
 * stopButton.onClick(current::stop);
 * }</pre>
 *
 * <p>Safe for use from any thread.
 */
public final class CurrentRun implements TrainingListener, RunControl {
    private @Nullable RunControl run;
    private boolean paused;
    private boolean stopped;
    private boolean cancelled;

    @Override
    public synchronized void started(TrainingStarted event) {
        RunControl begun = event.run();
        run = begun;
        if (paused) {
            begun.pause();
        }
        if (stopped) {
            begun.stop();
        }
        if (cancelled) {
            begun.cancel();
        }
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        if (run != null) {
            run.stop();
        }
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        if (run != null) {
            run.cancel();
        }
    }

    @Override
    public synchronized void pause() {
        paused = true;
        if (run != null) {
            run.pause();
        }
    }

    @Override
    public synchronized void resume() {
        paused = false;
        if (run != null) {
            run.resume();
        }
    }
}
