package io.gan4j.event;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ends a run at the first report that is as asked for. */
final class StoppingListener implements TrainingListener {
    private final Predicate<TrainingProgress> condition;
    private @Nullable RunControl run;

    StoppingListener(Predicate<TrainingProgress> condition) {
        this.condition = condition;
    }

    @Override
    public void started(TrainingStarted event) {
        run = event.run();
    }

    @Override
    public void progressed(TrainingProgress event) {
        if (run != null && condition.test(event)) {
            run.stop();
        }
    }
}
