package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.BareClassPath;
import io.gan4j.error.ModelFileException;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.FakeRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadingTest {
    private static final ModelCard CARD = ModelCard.generator(4, Prior.NORMAL, Shape.of(1, 2, 2));
    private static final LoadOptions DEFAULTS = LoadOptions.defaults();

    @TempDir
    private Path folder;

    @AfterEach
    void restoreTheFormat() {
        FakeFormat.reset();
    }

    private Path written(ModelCard card) throws Exception {
        return Files.write(folder.resolve("model"), FakeFormat.file(card));
    }

    private static ModelCard proven(ModelCard card) {
        float[] output = new FakeRunner(card, 0).run(card.testInput(3), 1);
        return card.testVectors(List.of(TestVector.of(3, output)));
    }

    @Test
    void file_ofAGenerator_isLoadedAndDescribed() throws Exception {
        Path file = written(proven(CARD));
        assertThat(ModelCard.read(file)).isEqualTo(proven(CARD));
        try (Generator generator = Generator.load(file)) {
            assertThat(generator.generate(2, 0).count()).isEqualTo(2);
        }
    }

    @Test
    void file_ofADiscriminator_isLoaded() throws Exception {
        try (Discriminator discriminator = Discriminator.load(written(proven(CARD.ofDiscriminator(CARD.output()))))) {
            assertThat(discriminator.score(new float[4])).containsExactly(0);
        }
    }

    @Test
    void kind_thatIsTheOther_isRefusedAndClosed() throws Exception {
        FakeRunner runner = new FakeRunner(CARD, 0);
        FakeFormat.engine(written -> runner);
        Path generator = written(CARD);
        assertThatThrownBy(() -> Discriminator.load(generator))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(generator + " holds a generator, not a discriminator; load it as Generator");
        assertThat(runner.closed).hasValue(1);
        Path discriminator = written(CARD.ofDiscriminator(CARD.output()));
        assertThatThrownBy(() -> Generator.load(discriminator))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(discriminator + " holds a discriminator, not a generator; load it as Discriminator");
    }

    @Test
    void file_thatComputesSomethingElse_isRefusedAndClosed() {
        FakeRunner runner = new FakeRunner(CARD, 0.25f);
        FakeFormat.engine(written -> runner);
        byte[] file = FakeFormat.file(proven(CARD));
        assertThatThrownBy(() -> Generator.load(file, DEFAULTS))
                .isInstanceOf(ModelFileException.class)
                .hasMessageMatching(
                        "the model does not compute what it was exported to: for seed 3 its output differs by "
                                + "0\\.2[45]\\d*, at most 1\\.0E-4 is allowed; LoadOptions.withoutTestVectors skips this check");
        assertThat(runner.closed).hasValue(1);
    }

    @Test
    void file_thatComputesSomethingElse_isLoadedWhereNothingIsChecked() {
        FakeFormat.engine(written -> new FakeRunner(CARD, 0.25f));
        try (Generator generator = Generator.load(FakeFormat.file(proven(CARD)), DEFAULTS.withoutTestVectors())) {
            assertThat(generator.generate(1, 0).count()).isEqualTo(1);
        }
    }

    @Test
    void file_thatIsNoModel_isNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("poem.txt"), "roses are red");
        assertThatThrownBy(() -> Generator.load(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": this is no model");
        assertThatThrownBy(() -> ModelCard.read(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + ": this is no model");
        assertThatThrownBy(() -> Generator.load(new byte[7], DEFAULTS))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("the model: this is no model");
    }

    @Test
    void file_thatIsTooLarge_isRefusedUnread() throws Exception {
        Path file = Files.write(folder.resolve("large"), new byte[101]);
        assertThatThrownBy(() -> Generator.load(file, DEFAULTS.maxFileBytes(100)))
                .isInstanceOf(ModelFileException.class)
                .hasMessage(file + " is larger than 100 bytes, the limit; LoadOptions.maxFileBytes raises it");
    }

    @Test
    void file_asLargeAsTheLimit_isRead() throws Exception {
        Path file = written(CARD);
        Generator.load(file, DEFAULTS.maxFileBytes(4)).close();
        Generator.load(file, DEFAULTS.maxFileBytes(Long.MAX_VALUE)).close();
    }

    @Test
    void file_thatIsMissing_isAnIoException() {
        assertThatThrownBy(() -> Generator.load(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void format_preparesForAFile_onceIfThereIsOne() throws Exception {
        int before = FakeFormat.PREPARED.get();
        Generator.load(written(CARD)).close();
        Generator.load(FakeFormat.file(CARD), DEFAULTS).close();
        assertThat(FakeFormat.PREPARED).hasValue(before + 2);
        assertThatThrownBy(() -> Generator.load(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
        assertThat(FakeFormat.PREPARED).hasValue(before + 2);
    }

    /** It has no size before it ends. */
    @Test
    void pipe_isReadToItsEnd() throws Exception {
        Path pipe = folder.resolve("pipe");
        Path make = Path.of("/usr/bin/mkfifo");
        assumeTrue(Files.isExecutable(make), "needs pipes that have names");
        assertThat(new ProcessBuilder(make.toString(), pipe.toString()).start().waitFor())
                .isZero();
        CompletableFuture<Path> writer = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.write(pipe, FakeFormat.file(CARD), StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Generator.load(pipe).close();
        assertThat(writer).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void file_inAnotherFileSystem_isRead() throws Exception {
        Path zip = folder.resolve("models.zip");
        try (FileSystem inside = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            Path file = Files.write(inside.getPath("model"), FakeFormat.file(CARD));
            Generator.load(file).close();
        }
    }

    @Test
    void folder_inPlaceOfAFile_isNamed() {
        assertThatThrownBy(() -> Generator.load(folder))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder + ": is a folder, a model is one file");
    }

    @Test
    void format_thatIsNotOnTheClassPath_isNamedWithItsModule() throws Exception {
        try (BareClassPath bare = BareClassPath.open()) {
            Method find = bare.load("io.gan4j.inference.ModelFormat").getMethod("find");
            assertThatThrownBy(() -> find.invoke(null))
                    .isInstanceOf(InvocationTargetException.class)
                    .cause()
                    .hasToString("io.gan4j.error.BackendException: no model format is on the class path: "
                            + "add the dependency io.gan4j:gan-onnx to load and export models");
        }
    }
}
