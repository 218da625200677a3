package io.gan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.checkpoint.MemoryStore.Call;
import io.gan4j.checkpoint.MemoryStore.Crash;
import io.gan4j.checkpoint.MemoryStore.Fault;
import io.gan4j.checkpoint.MemoryStore.Loss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A crash at every step of input and output, in every way, of everything that a writer does to a run folder. */
class CrashTest {
    /** So small that each write and read takes several steps. */
    private static final int CHUNK = 64;

    /** A crash before a step, or within it if it is a write that leaves {@code written} bytes behind. */
    private record Moment(int step, int written) implements Fault {
        @Override
        public void before(Call call) {
            if (call.step() == step) {
                call.part().write(written);
            }
            if (call.step() >= step) {
                throw new Crash();
            }
        }
    }

    @Test
    void crash_atAnyStep_leavesTheLastAcknowledgedOrTheNewCheckpoint() throws IOException {
        int points = 0;
        for (Scenario scenario : Scenario.all()) {
            List<Call> calls = calls(scenario);
            for (Call call : calls) {
                for (Moment moment : moments(call)) {
                    points += crash(scenario, moment);
                }
            }
            for (Loss loss : Loss.values()) {
                acknowledged(scenario, loss);
                points++;
            }
        }
        System.out.println("P1: " + points + " crash points, 0 lost");
        assertThat(points).isGreaterThanOrEqualTo(500);
    }

    /** The steps of a scenario's action. */
    private static List<Call> calls(Scenario scenario) throws IOException {
        MemoryStore store = scenario.prepared(CHUNK);
        List<Call> calls = new ArrayList<>();
        RunFolder run = RunFolder.open(Scenario.RUN, Scenario.KEEP, store);
        store.fault(calls::add);
        scenario.action().on(run);
        return calls;
    }

    private static List<Moment> moments(Call call) {
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment(call.step(), 0));
        if (call.length() > 0) {
            for (int written : new int[] {1, call.length() / 2, call.length() - 1}) {
                moments.add(new Moment(call.step(), written));
            }
        }
        return moments;
    }

    private static int crash(Scenario scenario, Moment moment) throws IOException {
        MemoryStore store = scenario.prepared(CHUNK);
        RunFolder run = RunFolder.open(Scenario.RUN, Scenario.KEEP, store);
        store.fault(moment);
        assertThatThrownBy(() -> scenario.action().on(run)).isInstanceOf(Crash.class);
        // what was torn is lost with the contents: only where they survive is it another state than without
        List<Loss> losses =
                moment.written() == 0 ? List.of(Loss.values()) : List.of(Loss.NOTHING, Loss.NAMES, Loss.RENAMES);
        for (Loss loss : losses) {
            String point = scenario.name() + ", " + moment + ", lost: " + loss;
            recovers(point, store.survivor(loss), scenario.newest(), scenario.best());
        }
        return losses.size();
    }

    private static void acknowledged(Scenario scenario, Loss loss) throws IOException {
        MemoryStore store = scenario.prepared(CHUNK);
        scenario.action().on(RunFolder.open(Scenario.RUN, Scenario.KEEP, store));
        String point = scenario.name() + ", acknowledged, lost: " + loss;
        recovers(point, store.survivor(loss), last(scenario.newest()), last(scenario.best()));
    }

    private static List<Optional<Checkpoint>> last(List<Optional<Checkpoint>> allowed) {
        return allowed.subList(allowed.size() - 1, allowed.size());
    }

    private static void recovers(
            String point, MemoryStore store, List<Optional<Checkpoint>> newest, List<Optional<Checkpoint>> best)
            throws IOException {
        try (RunFolder run = RunFolder.open(Scenario.RUN, Scenario.KEEP, store)) {
            assertThat(newest).as(point).contains(run.newest());
            assertThat(best).as(point).contains(run.best());
            assertThat(store.names()).as(point).noneMatch(name -> name.startsWith("pending"));
            run.save(States.at(999));
            assertThat(run.newest()).as(point).contains(States.at(999));
        }
    }

    @Test
    void crash_whileOpening_leavesAFolderThatOpens() throws IOException {
        MemoryStore full = Scenario.all().get(1).prepared(CHUNK);
        full.put(Scenario.RUN.resolve("checkpoints/pending-step-0000000300.safetensors"), new byte[10]);
        full.put(Scenario.RUN.resolve("checkpoints/pending-best-0000000300.safetensors"), new byte[0]);
        MemoryStore counted = full.survivor(Loss.NOTHING);
        RunFolder.open(Scenario.RUN, Scenario.KEEP, counted).close();
        assertThat(counted.steps()).isGreaterThanOrEqualTo(6);
        for (int step = 0; step < counted.steps(); step++) {
            MemoryStore store = full.survivor(Loss.NOTHING);
            store.fault(new Moment(step, 0));
            assertThatThrownBy(() -> RunFolder.open(Scenario.RUN, Scenario.KEEP, store))
                    .isInstanceOf(Crash.class);
            List<Optional<Checkpoint>> newest = List.of(Optional.of(States.at(200)));
            for (Loss loss : Loss.values()) {
                recovers("opening, step " + step, store.survivor(loss), newest, List.of(Optional.empty()));
            }
        }
    }
}
