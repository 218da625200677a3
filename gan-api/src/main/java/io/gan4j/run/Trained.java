package io.gan4j.run;

/** What a run hands over: models that hold native memory until they are closed. */
public interface Trained extends AutoCloseable {
    /** Frees the networks, once what is under way is done. */
    @Override
    void close();
}
