package io.gan4j.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Something that a writer does to a run folder, and what may be found there if it is cut short.
 *
 * @param name for messages
 * @param before what is done before, without faults
 * @param action what is cut short
 * @param newest the newest checkpoints that may be found after it was begun; the last is the one once it has returned
 * @param best the same for the best
 */
record Scenario(
        String name, Work before, Work action, List<Optional<Checkpoint>> newest, List<Optional<Checkpoint>> best) {
    /** How many checkpoints are kept. */
    static final int KEEP = 2;

    static final Path RUN = Path.of("run");

    /** Something done to a run folder. */
    interface Work {
        void on(RunFolder run) throws IOException;
    }

    private static final Optional<Checkpoint> NONE = Optional.empty();

    static Checkpoint other(long step) {
        return States.at(step, 5);
    }

    /** Every way in which a writer changes a run folder. */
    static List<Scenario> all() {
        Optional<Checkpoint> one = Optional.of(States.at(100));
        Optional<Checkpoint> two = Optional.of(States.at(200));
        Optional<Checkpoint> three = Optional.of(States.at(300));
        Work saveTwo = run -> {
            run.save(States.at(100));
            run.save(States.at(200));
        };
        return List.of(
                new Scenario("first", run -> {}, run -> run.save(States.at(100)), List.of(NONE, one), List.of(NONE)),
                new Scenario(
                        "replace",
                        saveTwo,
                        run -> run.save(other(200)),
                        List.of(two, Optional.of(other(200))),
                        List.of(NONE)),
                new Scenario("prune", saveTwo, run -> run.save(States.at(300)), List.of(two, three), List.of(NONE)),
                new Scenario(
                        "best",
                        run -> {
                            run.save(States.at(100));
                            run.saveBest(States.at(100));
                        },
                        run -> run.saveBest(States.at(200)),
                        List.of(one),
                        List.of(one, two)),
                new Scenario(
                        "best of an earlier step",
                        run -> run.saveBest(States.at(300)),
                        run -> run.saveBest(States.at(200)),
                        List.of(NONE),
                        List.of(three, two)),
                new Scenario(
                        "discard",
                        run -> {
                            run.save(States.at(100));
                            run.save(States.at(300));
                            run.save(States.at(200));
                        },
                        run -> run.discardAfter(100),
                        List.of(three, two, one),
                        List.of(NONE)));
    }

    /** The disk before the action. */
    MemoryStore prepared(int chunkBytes) throws IOException {
        MemoryStore store = new MemoryStore(chunkBytes);
        try (RunFolder run = RunFolder.open(RUN, KEEP, store)) {
            before.on(run);
        }
        return store;
    }
}
