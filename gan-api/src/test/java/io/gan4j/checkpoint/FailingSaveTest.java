package io.gan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.checkpoint.MemoryStore.Call;
import io.gan4j.checkpoint.MemoryStore.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An error at every step of input and output of everything that a writer does to a run folder. */
class FailingSaveTest {
    private static final int CHUNK = 64;

    /** One step fails, or all from one on; a write leaves half of its bytes behind. */
    private record Failure(int step, boolean lasting) implements Fault {
        @Override
        public void before(Call call) throws IOException {
            if (call.step() == step || lasting && call.step() > step) {
                call.part().write(call.length() / 2);
                throw new IOException("injected into " + call.what());
            }
        }
    }

    @Test
    void errorAtAnyStep_reachesTheCallerAndHarmsNothing() throws IOException {
        int failures = 0;
        List<String> unheard = new ArrayList<>();
        for (Scenario scenario : Scenario.all()) {
            MemoryStore counted = scenario.prepared(CHUNK);
            RunFolder run = RunFolder.open(Scenario.RUN, Scenario.KEEP, counted);
            List<Call> calls = new ArrayList<>();
            counted.fault(calls::add);
            scenario.action().on(run);
            for (Call call : calls) {
                for (boolean lasting : new boolean[] {false, true}) {
                    if (!fails(scenario, new Failure(call.step(), lasting))) {
                        unheard.add(scenario.name() + ": " + call.what());
                    }
                    failures++;
                }
            }
        }
        System.out.println("P4: " + failures + " injected errors of input and output, 0 checkpoints lost");
        assertThat(failures).isGreaterThanOrEqualTo(200);
        // once a checkpoint is safe, that an older one cannot be deleted is no failure to save it
        assertThat(unheard)
                .containsOnly(
                        "first: list",
                        "replace: list",
                        "prune: list",
                        "prune: delete",
                        "best: list",
                        "best: delete",
                        "best of an earlier step: list");
    }

    /** True if the error reached the caller. */
    private static boolean fails(Scenario scenario, Failure failure) throws IOException {
        MemoryStore store = scenario.prepared(CHUNK);
        RunFolder run = RunFolder.open(Scenario.RUN, Scenario.KEEP, store);
        store.fault(failure);
        IOException thrown = null;
        try {
            scenario.action().on(run);
        } catch (IOException e) {
            thrown = e;
        }
        store.fault(call -> {});
        String point = scenario.name() + ", " + failure;
        if (thrown == null) {
            List<Optional<Checkpoint>> newest = scenario.newest();
            assertThat(run.newest()).as(point).isEqualTo(newest.get(newest.size() - 1));
        } else {
            assertThat(thrown).as(point).hasMessageStartingWith("injected into ");
        }
        found(point, scenario, run);
        if (!failure.lasting()) {
            assertThat(store.names()).as(point).noneMatch(name -> name.startsWith("pending"));
        }
        run.close();
        try (RunFolder next = RunFolder.open(Scenario.RUN, Scenario.KEEP, store)) {
            found(point, scenario, next);
            assertThat(store.names()).as(point).noneMatch(name -> name.startsWith("pending"));
        }
        return thrown != null;
    }

    /** A disk that returns other bytes than it was given. */
    @Test
    void writtenFile_thatReadsBackOtherwise_isNoCheckpoint() throws IOException {
        MemoryStore store = new MemoryStore(CHUNK);
        Path pending = Path.of("run/checkpoints/pending-step-0000000200.safetensors");
        try (RunFolder run = RunFolder.open(Scenario.RUN, Scenario.KEEP, store)) {
            run.save(States.at(100));
            store.fault(call -> {
                if (call.what().equals("open")) {
                    byte[] content = store.content(pending).clone();
                    content[content.length - 1] ^= 1;
                    store.put(pending, content);
                }
            });
            assertThatThrownBy(() -> run.save(States.at(200)))
                    .isInstanceOf(IOException.class)
                    .hasMessage("what was read back is not what was written: " + pending
                            + " is damaged: section generator.weight does not match its CRC32C");
            store.fault(call -> {});
            assertThat(store.names()).containsExactly("step-0000000100.safetensors");
            assertThat(run.newest()).contains(States.at(100));
        }
    }

    private static void found(String point, Scenario scenario, RunFolder run) throws IOException {
        assertThat(scenario.newest()).as(point).contains(run.newest());
        assertThat(scenario.best()).as(point).contains(run.best());
    }
}
