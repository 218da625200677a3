package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.data.OnePixelImages;
import io.gan4j.engine.FakeBackend;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import io.gan4j.game.Replay;
import io.gan4j.training.TrainingStrategy;
import java.nio.ByteBuffer;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails in a run ends it, is named, and leaves nothing open. */
@Timeout(30)
class FailedRunTest {
    private final FakeBackend backend = new FakeBackend();
    private final Plan plan = Plan.of(backend, 12);
    private final Recorder recorder = new Recorder();

    @AfterEach
    void noThreadIsLeftBehind() {
        DataThread.ends();
    }

    @ParameterizedTest
    @CsvSource({
        "generator.linear_1.weight, linear_1.weight of the generator",
        "generator.optimizer.m.linear_1.weight, optimizer.m.linear_1.weight of the generator",
        "discriminator.linear_1.weight_u, linear_1.weight_u of the discriminator",
        "replays.0, replays.0 of the discriminator"
    })
    void tensor_thatAnUpdateMadeNaN_endsTheRunInTheSameStep(String tensor, String named) {
        backend.inStep = step -> backend.poisonedTensor = step == 4 ? tensor : "";
        TrainingRun run = plan.strategy(
                        TrainingStrategy.standard().batch(4).steps(10).replay(Replay.half(6)))
                .listeners(recorder)
                .start();
        assertThatThrownBy(run::train)
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessage("training diverged at step 5: " + named
                        + " holds a number that is not finite; a smaller learning rate or another loss may help");
        assertThat(recorder.events).endsWith("step 4", "FAILED after 5");
        assertThat(backend.closed).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"0, NaN, discriminator", "4, NaN, generator", "4, Infinity, generator", "0, -Infinity, discriminator"})
    void loss_thatIsNoNumber_namesStepAndPlayer(int outcome, float loss, String player) {
        backend.poisonedStep = 4;
        backend.poisonedOutcome = outcome;
        backend.poison = loss;
        TrainingRun run = plan.listeners(recorder).start();
        assertThatThrownBy(run::train).isInstanceOfSatisfying(TrainingDivergedException.class, e -> {
            assertThat(e)
                    .hasMessage("training diverged at step 5: the loss of the " + player + " is " + loss
                            + "; a smaller learning rate or another loss may help");
            assertThat(e.step()).isEqualTo(5);
            assertThat(e.player()).isEqualTo(player);
        });
        assertThat(recorder.events).endsWith("step 4", "FAILED after 5");
        assertThat(backend.closed).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"3, NaN, discriminator", "5, Infinity, generator"})
    void gradient_thatIsNoNumber_namesStepAndPlayer(int outcome, float norm, String player) {
        backend.poisonedStep = 4;
        backend.poisonedOutcome = outcome;
        backend.poison = norm;
        TrainingRun run = plan.listeners(recorder).start();
        assertThatThrownBy(run::train).isInstanceOfSatisfying(TrainingDivergedException.class, e -> {
            assertThat(e)
                    .hasMessage("training diverged at step 5: the gradient of the " + player + " is " + norm
                            + "; a smaller learning rate or another loss may help");
            assertThat(e.player()).isEqualTo(player);
        });
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void backend_thatFails_endsTheRunAndIsPassedOn() {
        RuntimeException cause = new UnsupportedOperationException("out of beads");
        backend.inStep = step -> {
            throw cause;
        };
        TrainingRun run = plan.listeners(recorder).start();
        assertThatThrownBy(run::train).isSameAs(cause);
        assertThat(recorder.events).containsExactly("started", "FAILED after 0");
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void backend_thatFailsAtStart_isFreed() {
        backend.evaluatorsFail = true;
        assertThatThrownBy(plan::start)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no evaluator today");
        assertThat(backend.closed).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "progressed", "ended"})
    void listener_thatFails_endsTheRunAndIsPassedOn(String where) {
        RuntimeException cause = new UnsupportedOperationException(where);
        TrainingListener failing = new TrainingListener() {
            private void fail(String here) {
                if (here.equals(where)) {
                    throw cause;
                }
            }

            @Override
            public void started(TrainingStarted event) {
                fail("started");
            }

            @Override
            public void progressed(TrainingProgress event) {
                fail("progressed");
            }

            @Override
            public void ended(TrainingEnded event) {
                fail("ended");
            }
        };
        TrainingRun run = plan.steps(2).listeners(recorder, failing).start();
        assertThatThrownBy(run::train).isSameAs(cause);
        assertThat(recorder.events.get(recorder.events.size() - 1))
                .isEqualTo(
                        switch (where) {
                            case "started" -> "FAILED after 0";
                            case "progressed" -> "FAILED after 1";
                            default -> "FINISHED after 2";
                        });
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void listener_thatFailsAtTheEndToo_doesNotHideTheCause() {
        backend.poisonedStep = 0;
        TrainingListener failing = new TrainingListener() {
            @Override
            public void ended(TrainingEnded event) {
                throw new UnsupportedOperationException("at the end");
            }
        };
        TrainingRun run = plan.listeners(failing).start();
        assertThatThrownBy(run::train)
                .isInstanceOf(TrainingDivergedException.class)
                .hasSuppressedException(new UnsupportedOperationException("at the end"));
        assertThat(backend.closed).hasValue(1);
    }

    /** Fails at one sample. */
    private record Broken(int size, int at, boolean tooShort) implements OnePixelImages {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public void read(int index, ByteBuffer into) {
            if (index != at) {
                into.put((byte) 1);
            } else if (!tooShort) {
                throw new UnsupportedOperationException("a scratch");
            }
        }
    }

    @Test
    void dataset_thatFails_endsTheRunAndIsNamed() {
        TrainingRun run =
                plan.data(new Broken(12, 7, false)).listeners(recorder).start();
        assertThatThrownBy(run::train)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the training data could not be read: java.lang.UnsupportedOperationException: a scratch")
                .hasRootCauseMessage("a scratch");
        assertThat(recorder.events.get(recorder.events.size() - 1)).startsWith("FAILED after");
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void dataset_thatWritesTooLittle_isNamed() {
        TrainingRun run = plan.data(new Broken(12, 7, true)).start();
        assertThatThrownBy(run::train).hasRootCauseMessage("sample 7 of broken wrote 0 bytes, those of a sample are 1");
        assertThat(backend.closed).hasValue(1);
    }

    @Test
    void close_whileDataIsBeingRead_letsTheThreadEnd() {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        TrainingRun run = plan.data(new Waiting(reading, goOn)).start();
        FakeBackend.await(reading);
        run.close();
        goOn.countDown();
        assertThat(backend.closed).hasValue(1);
    }

    /** Waits in the middle of a read, and minds being interrupted. */
    private record Waiting(CountDownLatch reading, CountDownLatch goOn) implements OnePixelImages {
        @Override
        public String name() {
            return "waiting";
        }

        @Override
        public int size() {
            return 12;
        }

        @Override
        public void read(int index, ByteBuffer into) {
            reading.countDown();
            FakeBackend.await(goOn);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            into.put((byte) 1);
        }
    }
}
