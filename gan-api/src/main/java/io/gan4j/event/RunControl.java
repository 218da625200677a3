package io.gan4j.event;

/** What a listener may do to its run; {@link io.gan4j.run.GameRun} is one. Safe for use from any thread. */
public interface RunControl {
    /** Ends the run before its next step, with what was trained until then. */
    void stop();

    /** Gives the run up before its next step: {@code train} throws a {@link java.util.concurrent.CancellationException}. */
    void cancel();

    /** Lets the run wait before its next step until {@link #resume}. */
    void pause();

    /** Lets a run that waits go on. */
    void resume();
}
