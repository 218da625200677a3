package io.gan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.testing.Events;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeLeftTest {
    private static final ImmutableList<TrainingStage> GROWING =
            ImmutableList.of(new TrainingStage("8 px", 1, 2, 1, 100, 1), new TrainingStage("16 px", 2, 2, 101, 200, 9));

    private static Duration seen(TimeLeft left, long step, long seconds) {
        TrainingProgress report = Events.progress(step, 200, Duration.ofSeconds(seconds));
        left.see(report);
        return left.after(report);
    }

    @Test
    void withoutStages_itIsAtThePaceSoFar() {
        assertThat(seen(new TimeLeft(ImmutableList.of()), 50, 20)).isEqualTo(Duration.ofSeconds(60));
    }

    /** 50 steps of 1 s are left of the first stage, and 100 of 9 s. */
    @Test
    void earlyStage_knowsWhatTheLaterOnesCost() {
        assertThat(seen(new TimeLeft(GROWING), 50, 50)).isEqualTo(Duration.ofSeconds(50 + 900));
    }

    /** The second stage turns out to take 4 s a step; at its first report the pace is that of the run, 140 / 190 s a cost. */
    @Test
    void laterStage_goesByItsOwnPace() {
        TimeLeft left = new TimeLeft(GROWING);
        seen(left, 100, 100);
        assertThat(seen(left, 110, 140)).isCloseTo(Duration.ofSeconds(597), Duration.ofSeconds(1));
        assertThat(seen(left, 120, 180)).isEqualTo(Duration.ofSeconds(80 * 4));
        assertThat(seen(left, 200, 500)).isZero();
    }

    /** A run that went back plays steps again, which took other time than those before. */
    @Test
    void runThatWentBack_takesThePaceAnew() {
        TimeLeft left = new TimeLeft(GROWING);
        seen(left, 100, 100);
        seen(left, 150, 300);
        seen(left, 110, 310);
        assertThat(seen(left, 120, 350)).isEqualTo(Duration.ofSeconds(80 * 4));
    }
}
