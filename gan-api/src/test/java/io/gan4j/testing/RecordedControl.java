package io.gan4j.testing;

import io.gan4j.event.RunControl;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down what is asked of a run, on any thread. */
public final class RecordedControl implements RunControl {
    public final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public void stop() {
        asked.add("stop");
    }

    @Override
    public void cancel() {
        asked.add("cancel");
    }

    @Override
    public void pause() {
        asked.add("pause");
    }

    @Override
    public void resume() {
        asked.add("resume");
    }
}
