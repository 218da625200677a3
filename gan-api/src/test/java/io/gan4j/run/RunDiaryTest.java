package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.checkpoint.RunFolder;
import io.gan4j.engine.FakeBackend;
import io.gan4j.training.Best;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.CountedMetric;
import io.gan4j.training.Divergence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The course of a run in its folder: lines and pictures, whatever stops it. */
class RunDiaryTest {
    @TempDir
    Path temporary;

    private Path run(String name) {
        return temporary.resolve(name);
    }

    /** Reports at 4, 8 and 10; measures at 3, 6, 9 and 10. */
    private static Plan plan(Checkpoints kept) {
        return Plan.of(new FakeBackend(), 12)
                .reportEvery(4)
                .best(new Best(new CountedMetric(4, 1), 3))
                .checkpoints(kept);
    }

    private static void play(Plan plan, int steps) {
        try (TrainingRun run = plan.start()) {
            for (int i = 0; i < steps; i++) {
                run.play();
            }
        }
    }

    /** The lines without the times, which no two runs share. */
    private static List<String> lines(Path run) throws IOException {
        return Files.readAllLines(run.resolve("history.jsonl")).stream()
                .map(line -> line.replaceAll("\"(images_per_second|seconds)\":[^,}]*", ""))
                .toList();
    }

    private static List<String> sheets(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".png"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void history_hasALineForEachReportAndMeasurement() throws IOException {
        plan(Checkpoints.in(run("whole"))).start().train().close();
        assertThat(lines(run("whole")).stream()
                        .map(line -> line.replaceAll("\\{\"step\":(\\d+),\"(\\w+)\".*", "$1 $2")))
                .containsExactly("3 metric", "4 epoch", "6 metric", "8 epoch", "9 metric", "10 epoch", "10 metric");
    }

    @Test
    void run_withoutCheckpoints_writesNothing() throws IOException {
        Plan.of(new FakeBackend(), 12).start().train().close();
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void resumedRun_hasTheHistoryOfOneThatWasNotStopped() throws IOException {
        plan(Checkpoints.in(run("whole"))).start().train().close();
        List<String> whole = lines(run("whole"));
        for (int stop = 2; stop < 10; stop++) {
            Path crashed = run("crashed" + stop);
            play(plan(Checkpoints.in(crashed).everySteps(2)), stop);
            plan(Checkpoints.resume(crashed)).start().train().close();
            assertThat(lines(crashed)).as("given up after step %s", stop).isEqualTo(whole);
            assertThat(sheets(crashed)).isEqualTo(sheets(run("whole")));
            Path stopped = run("stopped" + stop);
            try (TrainingRun run = plan(Checkpoints.in(stopped).everySteps(5)).start()) {
                for (int i = 0; i < stop; i++) {
                    run.play();
                }
                run.handOver().close();
            }
            plan(Checkpoints.resume(stopped)).start().train().close();
            assertThat(lines(stopped)).as("stopped after step %s", stop).isEqualTo(whole);
        }
    }

    /** What a run that went back wrote before is told apart by the line between; a sheet is of the state that counts. */
    @Test
    void runThatWentBack_saysSo_alsoWhenItIsResumed() throws IOException {
        FakeBackend backend = new FakeBackend();
        backend.poisonedStep = 6;
        backend.poisonedTimes = 1;
        Plan plan = Plan.of(backend, 12)
                .reportEvery(3)
                .checkpoints(Checkpoints.in(run("back")).everySteps(4))
                .onDivergence(Divergence.goBack(2));
        // steps 1 to 6, then 5 to 9; the checkpoint of step 8 knows of it
        play(plan, 11);
        List<String> expected =
                List.of("\"step\":3", "\"step\":6", "\"time\":1", "\"step\":6", "\"step\":9", "\"step\":10");
        plan.checkpoints(Checkpoints.resume(run("back"))).start().train().close();
        assertThat(lines(run("back")).stream().map(line -> line.substring(1, line.indexOf(','))))
                .isEqualTo(expected);
        assertThat(sheets(run("back")))
                .containsExactly(
                        "samples-0000000000.png",
                        "samples-0000000003.png",
                        "samples-0000000006.png",
                        "samples-0000000009.png",
                        "samples-0000000010.png");
    }

    @Test
    void halfALine_whichACrashLeft_isTakenBack() throws IOException {
        play(plan(Checkpoints.in(run("crashed")).everySteps(4)), 5);
        Path history = run("crashed").resolve("history.jsonl");
        List<String> before = Files.readAllLines(history);
        Files.writeString(history, Files.readString(history) + "{\"step\":2,\"epo");
        try (HistoryFile ignored = HistoryFile.goOn(history, new HistoryFile.Until(4, 3, 0))) {
            assertThat(Files.readAllLines(history)).isEqualTo(before).hasSize(2);
        }
    }

    @Test
    void sheets_areAtReports_andOfThePngFormat() throws IOException {
        plan(Checkpoints.in(run("whole"))).start().train().close();
        assertThat(sheets(run("whole")))
                .containsExactly(
                        "samples-0000000000.png",
                        "samples-0000000004.png",
                        "samples-0000000008.png",
                        "samples-0000000010.png");
        // 64 images of one pixel, with a line of a pixel between them if there is one
        assertThat(ImageIO.read(run("whole").resolve("samples-0000000010.png").toFile())
                        .getWidth())
                .isGreaterThanOrEqualTo(8);
    }

    @Test
    void sheets_areAtMostTwentyOne() throws IOException {
        Plan.of(new FakeBackend(), 12)
                .steps(300)
                .checkpoints(Checkpoints.in(run("long")))
                .start()
                .train()
                .close();
        assertThat(sheets(run("long")))
                .hasSize(21)
                .startsWith("samples-0000000000.png", "samples-0000000015.png")
                .endsWith("samples-0000000300.png");
    }

    @Test
    void whatCannotBeWritten_isLeftOut_andCheckpointsAreKept() throws IOException {
        Path run = run("blocked");
        Files.createDirectories(run.resolve("history.jsonl"));
        Files.createDirectories(run.resolve("samples-0000000004.png").resolve("inside"));
        plan(Checkpoints.in(run).everySteps(4)).start().train().close();
        assertThat(RunFolder.newest(run).orElseThrow().step()).isEqualTo(10);
        assertThat(run.resolve("history.jsonl")).isDirectory();
    }

    @Test
    void historyThatIsALink_isNotFollowed() throws IOException {
        Path run = run("linked");
        Path elsewhere = temporary.resolve("elsewhere");
        Files.writeString(elsewhere, "precious\n");
        Files.createDirectories(run);
        Files.createSymbolicLink(run.resolve("history.jsonl"), elsewhere);
        Files.createSymbolicLink(run.resolve("samples-0000000010.png"), elsewhere);
        Files.createSymbolicLink(run.resolve("config.json"), elsewhere);
        plan(Checkpoints.in(run)).start().train().close();
        assertThat(elsewhere).hasContent("precious\n");
        assertThat(RunFolder.newest(run).orElseThrow().step()).isEqualTo(10);
    }
}
