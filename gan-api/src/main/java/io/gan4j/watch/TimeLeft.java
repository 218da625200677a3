package io.gan4j.watch;

import com.google.common.collect.ImmutableList;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import java.time.Duration;

/**
 * How long a run will take from here on: at the pace so far, or, of a run in stages, at that of the present stage and by what
 * the steps of the later ones cost beside it.
 */
final class TimeLeft {
    private final ImmutableList<TrainingStage> stages;
    private int stage;
    private long from;
    private Duration fromTime = Duration.ZERO;

    /** @param stages the stages of the run; none if one game is played throughout */
    TimeLeft(ImmutableList<TrainingStage> stages) {
        this.stages = stages;
    }

    /** Takes note of a report, from the first of which in a stage its pace is taken. */
    void see(TrainingProgress event) {
        int now = at(event.step());
        if (now != stage || event.step() < from) {
            stage = now;
            from = event.step();
            fromTime = event.elapsed();
        }
    }

    /** The time from a report on. */
    Duration after(TrainingProgress event) {
        boolean knowsPace = !stages.isEmpty() && at(event.step()) == stage && event.step() > from;
        double done = knowsPace ? cost(from, event.step()) : cost(0, event.step());
        Duration took = knowsPace ? event.elapsed().minus(fromTime) : event.elapsed();
        return Duration.ofNanos((long) (took.toNanos() / done * cost(event.step(), event.steps())));
    }

    private int at(long step) {
        for (int i = 0; i < stages.size(); i++) {
            if (step <= stages.get(i).lastStep()) {
                return i;
            }
        }
        return 0;
    }

    /** The cost of the steps after one up to another. */
    private double cost(long after, long to) {
        if (stages.isEmpty()) {
            return to - after;
        }
        return stages.stream()
                .mapToDouble(one ->
                        one.cost() * Math.max(0, Math.min(to, one.lastStep()) - Math.max(after, one.firstStep() - 1)))
                .sum();
    }
}
