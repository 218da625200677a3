package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.engine.FakeBackend;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.FakeFormat;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.testing.FakeRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trained GAN: what it can be asked, and its way into a file. The fake engine adds a thousandth a step to its outputs. */
class ExportTest {
    private static final float STEPS = 2 / 1000f;

    @TempDir
    private Path folder;

    private final FakeBackend backend = new FakeBackend();
    private TrainedGan trained;

    @BeforeEach
    void train() {
        trained = Plan.of(backend, 12).steps(2).start().train();
        FakeFormat.engine(written -> new FakeRunner(written.card(), STEPS));
    }

    @AfterEach
    void close() {
        trained.close();
        FakeFormat.reset();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void export_ofTheGenerator_writesAFileThatLoads() throws Exception {
        Path file = folder.resolve("deep/digits.fake");
        ModelCard card = trained.export(file, "CC0-1.0");
        assertThat(card.origin().step()).isEqualTo(2);
        assertThat(card.origin().licence()).isEqualTo("CC0-1.0");
        assertThat(card.testVectors()).hasSize(4);
        try (Generator generator = Generator.load(file)) {
            assertThat(generator.card()).isEqualTo(card);
            assertThat(generator.generate(3, 1).toFloats())
                    .containsExactly(trained.generator().generate(3, 1).toFloats());
        }
    }

    @Test
    void export_ofTheDiscriminator_writesAFileThatLoads() throws Exception {
        Path file = folder.resolve("critic.fake");
        trained.exportDiscriminator(file);
        try (Discriminator discriminator = Discriminator.load(file)) {
            float[] sample = {0.5f};
            assertThat(discriminator.score(sample))
                    .containsExactly(trained.discriminator().score(sample));
        }
    }

    @Test
    void export_writesTheParametersOfTheTrainer() throws Exception {
        Path file = folder.resolve("digits.fake");
        trained.export(file);
        FakeFormat.Written written = FakeFormat.written(Files.readAllBytes(file));
        assertThat(written.parameters()).isEqualTo(trained.parameters("generator"));
        assertThat(written.network()).isEqualTo(trained.game().network("generator"));
    }

    @ParameterizedTest
    @ValueSource(floats = {2e-4f, -2e-4f, Float.NaN, Float.POSITIVE_INFINITY})
    void export_thatDiffersTooMuch_isRefusedAndLeavesNothing(float offset) throws Exception {
        FakeFormat.engine(written -> new FakeRunner(written.card(), STEPS + offset));
        assertThatThrownBy(() -> trained.export(folder.resolve("digits.fake")))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(
                        "the fake file of the generator was refused: its output differs from the trainer's by ")
                .hasMessageEndingWith(", at most 1.0E-4 is allowed");
        assertThat(files()).isEmpty();
    }

    @Test
    void export_withinTheTolerance_passes() throws Exception {
        FakeFormat.engine(written -> new FakeRunner(written.card(), STEPS + 5e-5f));
        trained.export(folder.resolve("digits.fake"));
        assertThat(files()).hasSize(1);
    }

    @Test
    void export_isComparedOnAThousandLatentsAndItsRunnerClosed() throws Exception {
        FakeRunner[] runner = new FakeRunner[1];
        FakeFormat.engine(written -> runner[0] = new FakeRunner(written.card(), STEPS));
        trained.export(folder.resolve("digits.fake"));
        assertThat(runner[0].counts.stream().mapToInt(Integer::intValue).sum()).isEqualTo(1000);
        assertThat(runner[0].closed).hasValue(1);
    }

    @Test
    void export_thatIsRefused_leavesTheOlderFileAlone() throws Exception {
        Path file = Files.writeString(folder.resolve("digits.fake"), "older");
        FakeFormat.engine(written -> new FakeRunner(written.card(), 1));
        assertThatThrownBy(() -> trained.export(file)).isInstanceOf(ModelFileException.class);
        assertThat(file).hasContent("older");
    }

    @Test
    void export_intoWhatIsNoFolder_isRefused() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "a file");
        assertThatThrownBy(() -> trained.export(file.resolve("digits.fake")))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is no folder, so " + file.resolve("digits.fake") + " cannot be written");
    }

    @Test
    void use_afterClose_isRefused() {
        trained.close();
        trained.close();
        assertThat(backend.closed).hasValue(1);
        assertThatThrownBy(() -> trained.export(folder.resolve("digits.fake")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("these trained networks are closed");
        assertThatThrownBy(() -> trained.parameters("generator"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("these trained networks are closed");
        assertThatThrownBy(() -> trained.generator().generate(1, 0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this generator is closed");
    }
}
