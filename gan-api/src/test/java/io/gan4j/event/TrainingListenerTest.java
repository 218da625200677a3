package io.gan4j.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.testing.Events;
import io.gan4j.testing.RecordedControl;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrainingListenerTest {
    @Test
    void stopWhen_stopsTheRunAtTheFirstReportThatIsAsAskedFor() {
        TrainingListener listener = TrainingListener.stopWhen(report -> report.step() >= 20);
        TrainingStarted started = Events.started(200);
        RecordedControl run = (RecordedControl) started.run();
        listener.started(started);
        listener.progressed(Events.progress(10, 200, Duration.ofSeconds(1)));
        assertThat(run.asked).isEmpty();
        listener.progressed(Events.progress(20, 200, Duration.ofSeconds(2)));
        assertThat(run.asked).containsExactly("stop");
    }
}
