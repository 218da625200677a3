package io.gan4j.run;

import io.gan4j.error.CheckpointException;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.training.Divergence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a run that diverged back to its last good checkpoint, as often as it may. One thread at a time uses it. */
final class WayBack {
    private static final Logger LOG = LoggerFactory.getLogger(WayBack.class);

    private final Divergence wanted;
    private final @Nullable Checkpointer checkpointer;
    private final PlayedGame game;
    private final RunReports reports;
    private final List<TrainingWentBack> taken = new ArrayList<>();

    WayBack(Divergence wanted, @Nullable Checkpointer checkpointer, PlayedGame game, RunReports reports) {
        this.wanted = wanted;
        this.checkpointer = checkpointer;
        this.game = game;
        this.reports = reports;
    }

    /** Goes on with what a checkpoint knows of it. */
    void resume(RunFacts facts) {
        taken.addAll(facts.allWentBack());
        if (!taken.isEmpty()) {
            game.goOnAs(last());
        }
    }

    private TrainingWentBack last() {
        return taken.get(taken.size() - 1);
    }

    /** How the run has gone back so far, for a checkpoint. */
    List<TrainingWentBack> taken() {
        return List.copyOf(taken);
    }

    /**
     * Goes back.
     *
     * @return the step of the checkpoint, after which to go on
     * @throws TrainingDivergedException the given one, if the run may not go back, or not once more
     * @throws CheckpointException if there is no checkpoint that can be read
     */
    long after(TrainingDivergedException diverged) {
        if (checkpointer == null || taken.size() >= wanted.times()) {
            throw diverged;
        }
        Checkpointer.Resumed last = lastGood(checkpointer, diverged);
        double rate = taken.isEmpty() ? 1 : last().rate();
        TrainingWentBack event = new TrainingWentBack(
                diverged.step(),
                diverged.player(),
                String.valueOf(diverged.getMessage()),
                last.facts().step(),
                taken.size() + 1,
                wanted.times(),
                rate * wanted.rate());
        taken.add(event);
        LOG.warn("{}: going on from step {} with {} times the learning rates", event.cause(), event.step(), (float)
                event.rate());
        game.goOnAs(event);
        game.restore(last.state());
        game.feedAfter(event.step());
        reports.wentBack(last.facts(), event);
        return event.step();
    }

    private Checkpointer.Resumed lastGood(Checkpointer checkpointer, TrainingDivergedException diverged) {
        try {
            // where nothing newer was kept since the last time, that checkpoint had the divergence in it already
            return checkpointer.lastGood(taken.isEmpty() ? -1 : last().step());
        } catch (CheckpointException e) {
            e.addSuppressed(diverged);
            throw e;
        }
    }
}
