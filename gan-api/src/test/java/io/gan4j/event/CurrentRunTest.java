package io.gan4j.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.testing.Events;
import io.gan4j.testing.RecordedControl;
import org.junit.jupiter.api.Test;

class CurrentRunTest {
    private final CurrentRun current = new CurrentRun();

    private RecordedControl begin() {
        TrainingStarted started = Events.started(200);
        current.started(started);
        return (RecordedControl) started.run();
    }

    @Test
    void whatIsAsked_isAskedOfTheNewestRun() {
        RecordedControl first = begin();
        RecordedControl second = begin();
        current.pause();
        current.resume();
        current.stop();
        current.cancel();
        assertThat(first.asked).isEmpty();
        assertThat(second.asked).containsExactly("pause", "resume", "stop", "cancel");
    }

    @Test
    void whatIsAskedBeforeARun_holdsForIt() {
        current.stop();
        current.pause();
        current.cancel();
        assertThat(begin().asked).containsExactly("pause", "stop", "cancel");
    }

    @Test
    void pauseThatIsOver_isNotAskedOfTheNextRun() {
        current.pause();
        current.resume();
        assertThat(begin().asked).isEmpty();
    }
}
