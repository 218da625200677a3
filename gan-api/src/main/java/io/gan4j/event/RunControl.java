package io.gan4j.event;

/**
 * What a listener may ask of the run that it is told of, from any thread and at any time; of a run that is over nothing is changed.
 * Each call waits until the step that is being played is done.
 */
public interface RunControl {
    /** Lets training wait before the next step until {@link #resume}. */
    void pause();

    /** Lets training go on. */
    void resume();

    /** Lets training end before the next step with what was trained until then. */
    void stop();
}
