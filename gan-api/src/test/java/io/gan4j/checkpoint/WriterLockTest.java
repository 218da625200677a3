package io.gan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.testing.ChildJvm;
import io.gan4j.testing.Effort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several who open a run folder for writing, exactly one gets it. */
class WriterLockTest {
    private static final int WRITERS = 16;
    private static final int THREAD_ROUNDS = 200;
    private static final int PROCESS_ROUNDS = Effort.cases(100, 1_000);

    @TempDir
    private Path temporary;

    private Path run() {
        return temporary.resolve("run");
    }

    @Test
    void secondWriter_isRefusedAtOnce() throws IOException {
        try (RunFolder first = RunFolder.open(run(), 1)) {
            assertThatThrownBy(() -> RunFolder.open(run(), 1))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessage(
                            run() + ": this process, " + ProcessHandle.current().pid()
                                    + ", writes to this run folder; only one writer at a time can");
            first.save(States.at(1));
        }
        RunFolder.open(run(), 1).close();
    }

    @Test
    void secondWriter_byAnotherPath_isRefused() throws IOException {
        try (RunFolder first = RunFolder.open(run(), 1)) {
            Path link = Files.createSymbolicLink(temporary.resolve("link"), run());
            assertThatThrownBy(() -> RunFolder.open(link, 1)).isInstanceOf(FileSystemException.class);
            assertThatThrownBy(() -> RunFolder.open(run().resolve("../run"), 1))
                    .isInstanceOf(FileSystemException.class);
            assertThat(first.newest()).isEmpty();
        }
    }

    @Test
    void refusedWriter_doesNotLoosenTheLock() throws IOException, InterruptedException {
        try (RunFolder first = RunFolder.open(run(), 1)) {
            assertThatThrownBy(() -> RunFolder.open(run(), 1)).isInstanceOf(FileSystemException.class);
            // POSIX locks go when any channel to the file is closed: another process must still be shut out
            assertThat(ChildJvm.of(Child.class).startingFast().output(temporary, run().toString(), "once"))
                    .contains("process " + ProcessHandle.current().pid() + " writes to this run folder");
            assertThat(first.newest()).isEmpty();
        }
    }

    @Test
    void staleLock_isNoObstacle() throws IOException {
        Files.createDirectories(run());
        Files.writeString(run().resolve("write.lock"), "1\n");
        try (RunFolder run = RunFolder.open(run(), 1)) {
            run.save(States.at(1));
            assertThat(run().resolve("write.lock"))
                    .hasContent(ProcessHandle.current().pid() + "");
        }
    }

    @Test
    void linkInPlaceOfTheLock_isNotFollowed() throws IOException {
        Files.createDirectories(run());
        Path outside = Files.writeString(temporary.resolve("outside"), "precious");
        Files.createSymbolicLink(run().resolve("write.lock"), outside);
        assertThatThrownBy(() -> RunFolder.open(run(), 1)).isInstanceOf(IOException.class);
        assertThat(outside).hasContent("precious");
    }

    @Test
    void list_whileAWriterIsAtWork_needsNoLock() throws IOException {
        try (RunFolder run = RunFolder.open(run(), 1)) {
            run.save(States.at(1));
            assertThat(RunFolder.list(run())).hasSize(1);
            assertThat(RunFolder.load(RunFolder.list(run()).get(0).file())).isEqualTo(States.at(1));
        }
    }

    @Test
    void threads_ofOneProcess_takeTurns() throws Exception {
        CyclicBarrier together = new CyclicBarrier(WRITERS);
        Callable<Integer> writer = () -> {
            int won = 0;
            for (int round = 0; round < THREAD_ROUNDS; round++) {
                together.await();
                RunFolder run = null;
                try {
                    run = RunFolder.open(run(), 1);
                    won++;
                } catch (FileSystemException e) {
                    assertThat(e.getReason()).contains("only one writer at a time can");
                }
                together.await();
                if (run != null) {
                    run.close();
                }
            }
            return won;
        };
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        int won = 0;
        try {
            for (Future<Integer> each : threads.invokeAll(
                    Stream.generate(() -> writer).limit(WRITERS).toList())) {
                won += each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(won).isEqualTo(THREAD_ROUNDS);
        System.out.println("P14: " + WRITERS + " threads x " + THREAD_ROUNDS + " starts, exactly one won each");
    }

    @Test
    void processes_takeTurns() throws IOException, InterruptedException {
        List<Contender> contenders = new ArrayList<>();
        try {
            for (int i = 0; i < WRITERS; i++) {
                contenders.add(new Contender(run()));
            }
            for (int round = 0; round < PROCESS_ROUNDS; round++) {
                for (Contender contender : contenders) {
                    contender.tell("open");
                }
                List<String> answers = new ArrayList<>();
                for (Contender contender : contenders) {
                    answers.add(contender.answer());
                }
                assertThat(answers).as("round %d", round).containsOnlyOnce("won");
                assertThat(answers)
                        .allMatch(answer -> answer.equals("won")
                                || answer.contains(run().toString())
                                        && answer.contains("only one writer at a time can"));
                // every eighth winner is killed: its lock file is left behind
                int winner = answers.indexOf("won");
                if (round % 8 == 7) {
                    contenders.remove(winner).kill();
                    contenders.add(new Contender(run()));
                } else {
                    contenders.get(winner).tell("close");
                    assertThat(contenders.get(winner).answer()).isEqualTo("closed");
                }
            }
        } finally {
            for (Contender contender : contenders) {
                contender.kill();
            }
        }
        System.out.println("P14: " + WRITERS + " processes x " + PROCESS_ROUNDS + " starts, exactly one won each; "
                + PROCESS_ROUNDS / 8 + " winners killed");
    }

    /** A process that opens and closes a run folder when it is told to. */
    private static final class Contender {
        private final Process process;
        private final Writer orders;
        private final BufferedReader answers;

        Contender(Path run) throws IOException {
            process = new ProcessBuilder(ChildJvm.of(Child.class).startingFast().command(run.toString(), "orders"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            orders = process.outputWriter(StandardCharsets.UTF_8);
            answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        void tell(String order) throws IOException {
            orders.write(order + "\n");
            orders.flush();
        }

        String answer() throws IOException {
            return String.valueOf(answers.readLine());
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }

    /** Opens a run folder once, or as it is told. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Path path = Path.of(arguments[0]);
            if (arguments[1].equals("once")) {
                System.out.println(open(path, new ArrayList<>()));
                return;
            }
            List<RunFolder> held = new ArrayList<>();
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String order = orders.readLine(); order != null; order = orders.readLine()) {
                if (order.equals("open")) {
                    System.out.println(open(path, held));
                } else {
                    held.remove(0).close();
                    System.out.println("closed");
                }
            }
        }

        private static String open(Path path, List<RunFolder> held) throws IOException {
            try {
                held.add(RunFolder.open(path, 1));
                return "won";
            } catch (FileSystemException e) {
                return e.getMessage();
            }
        }
    }
}
