package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.testing.GoldenModel;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that versions of this library began, kept for ever: this one goes on with them. {@link GoldenFiles} wrote them. */
class GoldenRunsTest {
    @TempDir
    Path folder;

    static List<Path> versions() throws IOException, URISyntaxException {
        URL golden = Objects.requireNonNull(GoldenRunsTest.class.getResource("/golden"), "the golden files");
        try (Stream<Path> folders = Files.list(Path.of(golden.toURI()))) {
            return folders.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void run_ofEachVersion_goesOnWhereItWasStopped(Path version) throws IOException {
        Path copy = copy(version.resolve(GoldenFiles.RUN));
        try (TrainingRun run = GoldenFiles.run(Checkpoints.resume(copy)).start(GoldenFiles.data())) {
            assertThat(run.step()).isEqualTo(GoldenFiles.STOPPED);
            assertThat(run.generator().samples(run.generator().latents(1, 11)))
                    .containsExactly(GoldenModel.expected(version).get(GoldenFiles.RUN), within(1e-4f));
            try (TrainedGan trained = run.train()) {
                assertThat(trained.step()).isEqualTo(GoldenFiles.STEPS);
            }
        }
        System.out.println("P16: a run of version " + version.getFileName() + " went on");
    }

    private Path copy(Path run) throws IOException {
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        folder.resolve("copy").resolve(run.relativize(file).toString()));
            }
        }
        return folder.resolve("copy");
    }
}
