package io.gan4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.ImmutableMap;
import io.gan4j.checkpoint.CheckpointFile.Kind;
import io.gan4j.error.CorruptCheckpointException;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir
    private Path temporary;

    private Path run() {
        return temporary.resolve("runs/digits");
    }

    @Test
    void newest_inAnEmptyFolder_isNothing() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 3)) {
            assertThat(folder.newest()).isEmpty();
            assertThat(folder.best()).isEmpty();
            assertThat(folder.path()).isEqualTo(run());
        }
        assertThat(RunFolder.list(run())).isEmpty();
    }

    @Test
    void newest_afterReopening_isWhatWasSaved() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 3)) {
            folder.save(States.at(1000));
            folder.save(States.at(2000));
        }
        try (RunFolder folder = RunFolder.open(run(), 3)) {
            assertThat(folder.newest()).contains(States.at(2000));
        }
        assertThat(RunFolder.load(States.regular(run(), 1000))).isEqualTo(States.at(1000));
    }

    @Test
    void save_keepsEveryBitOfAFloat() throws IOException {
        float[] values = {0f, -0f, Float.MIN_VALUE, Float.NaN, Float.intBitsToFloat(0x7f800001), Float.NEGATIVE_INFINITY
        };
        try (RunFolder folder = RunFolder.open(run(), 3)) {
            folder.save(new Checkpoint(0, "{}", ImmutableMap.of("odd", Tensor.of(Shape.of(6), values))));
            float[] loaded = folder.newest().orElseThrow().tensors().get("odd").values();
            for (int i = 0; i < values.length; i++) {
                assertThat(Float.floatToRawIntBits(loaded[i])).isEqualTo(Float.floatToRawIntBits(values[i]));
            }
        }
    }

    @Test
    void save_ofAStateLargerThanAChunk_isReadBack() throws IOException {
        Checkpoint large = States.at(7, 1_000_003);
        try (RunFolder folder = RunFolder.open(run(), 1)) {
            folder.save(large);
            assertThat(folder.newest()).contains(large);
        }
    }

    @Test
    void save_withoutTensors_isReadBack() throws IOException {
        Checkpoint empty = new Checkpoint(3, "{\"a\":[1,{\"b\":null}]}", ImmutableMap.of());
        try (RunFolder folder = RunFolder.open(run(), 1)) {
            folder.save(empty);
            assertThat(folder.newest()).contains(empty);
        }
    }

    @Test
    void file_doesNotDependOnTheOrderOfTensors() throws IOException {
        Tensor one = Tensor.of(Shape.of(1), 1);
        Tensor two = Tensor.of(Shape.of(1), 2);
        try (RunFolder folder = RunFolder.open(run(), 9)) {
            folder.save(new Checkpoint(5, "{}", ImmutableMap.of("a", one, "\ufffd", two, "\ud83d\ude00", one)));
            byte[] first = Files.readAllBytes(States.regular(run(), 5));
            folder.save(new Checkpoint(5, "{}", ImmutableMap.of("\ud83d\ude00", one, "\ufffd", two, "a", one)));
            assertThat(States.regular(run(), 5)).hasBinaryContent(first);
            assertThat(folder.newest().orElseThrow().tensors().keySet()).containsExactly("a", "\ufffd", "\ud83d\ude00");
        }
    }

    @Test
    void save_keepsTheNewestAndTheBest() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 2)) {
            for (long step = 100; step <= 500; step += 100) {
                folder.save(States.at(step));
                if (step == 200 || step == 300) {
                    folder.saveBest(States.at(step));
                }
            }
            assertThat(folder.best()).contains(States.at(300));
        }
        assertThat(States.names(run()))
                .containsExactly(
                        "best-0000000300.safetensors", "step-0000000400.safetensors", "step-0000000500.safetensors");
        assertThat(RunFolder.list(run()))
                .extracting(CheckpointFile::step, CheckpointFile::kind, CheckpointFile::size)
                .containsExactly(
                        tuple(500L, Kind.REGULAR, size(500)),
                        tuple(400L, Kind.REGULAR, size(400)),
                        tuple(
                                300L,
                                Kind.BEST,
                                Files.size(States.checkpoints(run()).resolve("best-0000000300.safetensors"))));
    }

    private long size(long step) throws IOException {
        return Files.size(States.regular(run(), step));
    }

    @Test
    void best_ofAnEarlierStep_replacesALaterOne() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 2)) {
            folder.saveBest(States.at(800));
            folder.saveBest(States.at(500));
            assertThat(folder.best()).contains(States.at(500));
        }
        assertThat(States.names(run())).containsExactly("best-0000000500.safetensors");
    }

    @Test
    void names_ofHugeSteps_sortAsNumbers() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 9)) {
            folder.save(States.at(99_999_999_999L));
            folder.save(States.at(9_999_999_999L));
            assertThat(folder.newest().orElseThrow().step()).isEqualTo(99_999_999_999L);
        }
    }

    @Test
    void discardAfter_deletesNewerOnesAndLeavesTheBest() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 9)) {
            for (long step = 1; step <= 4; step++) {
                folder.save(States.at(step));
            }
            folder.saveBest(States.at(4));
            folder.discardAfter(2);
            assertThat(folder.newest()).contains(States.at(2));
            assertThat(folder.best()).contains(States.at(4));
        }
    }

    @Test
    void deleteCheckpoints_leavesOtherFiles() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 2)) {
            folder.save(States.at(1));
            folder.save(States.at(2));
            folder.saveBest(States.at(1));
        }
        Path mine = Files.writeString(run().resolve("notes.txt"), "mine");
        RunFolder.deleteCheckpoints(run());
        assertThat(RunFolder.list(run())).isEmpty();
        assertThat(States.checkpoints(run())).doesNotExist();
        assertThat(mine).exists();
    }

    @Test
    void deleteCheckpoints_besideForeignOnes_leavesThem() throws IOException {
        RunFolder.open(run(), 1).close();
        Path mine = Files.writeString(States.checkpoints(run()).resolve("notes.txt"), "mine");
        RunFolder.deleteCheckpoints(run());
        assertThat(mine).exists();
    }

    @Test
    void deleteCheckpoints_ofARunThatIsGoingOn_isRefused() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 1)) {
            folder.save(States.at(1));
            assertThatThrownBy(() -> RunFolder.deleteCheckpoints(run()))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining(run().toString());
            assertThat(folder.newest()).contains(States.at(1));
        }
        assertThatThrownBy(() -> RunFolder.deleteCheckpoints(temporary.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void save_afterFallingBack_isNotPrunedForADamagedNewerOne() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 1)) {
            folder.save(States.at(10));
            Files.write(States.regular(run(), 20), new byte[100]);
            assertThat(folder.newest()).contains(States.at(10));
            folder.save(States.at(15));
            assertThat(folder.newest()).contains(States.at(15));
            folder.save(States.at(20));
            assertThat(States.names(run())).containsExactly("step-0000000020.safetensors");
        }
    }

    @Test
    void newest_whenAllAreDamaged_saysWhichAndWhere() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 3)) {
            folder.save(States.at(1));
            folder.save(States.at(2));
            Files.write(States.regular(run(), 1), new byte[0]);
            Files.write(States.regular(run(), 2), new byte[3]);
            assertThatThrownBy(folder::newest)
                    .isInstanceOf(CorruptCheckpointException.class)
                    .hasMessage(States.regular(run(), 2) + " is damaged: section header is cut short")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        }
    }

    @Test
    void file_underTheNameOfAnotherStep_isRefused() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 3)) {
            folder.save(States.at(1));
            Files.copy(States.regular(run(), 1), States.regular(run(), 2));
            assertThat(folder.newest()).contains(States.at(1));
        }
        assertThatThrownBy(() -> RunFolder.load(States.regular(run(), 2)))
                .isInstanceOf(CorruptCheckpointException.class)
                .hasMessageEndingWith("section header is that of step 1, the file has another's name");
    }

    @Test
    void foreignFiles_areLeftAlone() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 1)) {
            for (String name : new String[] {"notes.txt", "step-12.safetensors", "step-00000000001.safetensors"}) {
                Files.writeString(States.checkpoints(run()).resolve(name), "mine");
            }
            folder.save(States.at(1));
            folder.save(States.at(2));
            assertThat(States.names(run()))
                    .containsExactly(
                            "notes.txt",
                            "step-00000000001.safetensors",
                            "step-0000000002.safetensors",
                            "step-12.safetensors");
        }
    }

    @Test
    void pendingFile_ofACrash_isDeletedOnOpening() throws IOException {
        RunFolder.open(run(), 1).close();
        Files.writeString(States.checkpoints(run()).resolve("pending-step-0000000001.safetensors"), "half");
        RunFolder.open(run(), 1).close();
        assertThat(States.names(run())).isEmpty();
    }

    @Test
    void link_amongCheckpoints_isNotFollowed() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 3)) {
            folder.save(States.at(1));
            folder.save(States.at(2));
            Path outside = temporary.resolve("outside.safetensors");
            Files.move(States.regular(run(), 2), outside);
            Files.createSymbolicLink(States.regular(run(), 2), outside);
            assertThat(folder.newest()).contains(States.at(1));
            assertThatThrownBy(() -> RunFolder.load(States.regular(run(), 2)))
                    .isInstanceOfSatisfying(
                            CorruptCheckpointException.class,
                            e -> assertThat(e.section()).isEqualTo("file"));
        }
    }

    @Test
    void linkInPlaceOfTheFolder_isNotFollowed() throws IOException {
        Files.createDirectories(run());
        Files.createSymbolicLink(States.checkpoints(run()), Files.createDirectory(temporary.resolve("elsewhere")));
        assertThatThrownBy(() -> RunFolder.open(run(), 1))
                .isInstanceOf(FileSystemException.class)
                .hasMessageEndingWith("checkpoints: is a symbolic link, which is not followed");
        // and the lock was given back
        Files.delete(States.checkpoints(run()));
        RunFolder.open(run(), 1).close();
    }

    @Test
    void folderInPlaceOfACheckpoint_isSkipped() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 3)) {
            folder.save(States.at(1));
            Files.createDirectory(States.regular(run(), 2));
            assertThat(folder.newest()).contains(States.at(1));
        }
    }

    @Test
    void interrupt_neitherStopsASaveNorGetsLost() throws IOException {
        try (RunFolder folder = RunFolder.open(run(), 3)) {
            Thread.currentThread().interrupt();
            folder.save(States.at(1));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(folder.newest()).contains(States.at(1));
        }
    }

    @Test
    void closedFolder_refusesAndIsClosedAgainInSilence() throws IOException {
        RunFolder folder = RunFolder.open(run(), 3);
        folder.close();
        folder.close();
        assertThatThrownBy(() -> folder.save(States.at(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("run folder " + run() + " is closed");
        assertThatThrownBy(folder::newest).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> folder.discardAfter(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void arguments_areChecked() {
        assertThatThrownBy(() -> RunFolder.open(run(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keep must be at least 1, was 0");
        assertThatThrownBy(() -> RunFolder.list(run())).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> RunFolder.load(run())).isInstanceOf(NoSuchFileException.class);
    }
}
