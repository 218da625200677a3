package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.error.ModelFileException;
import io.gan4j.inference.LoadOptions;
import io.gan4j.tensor.RandomStream;
import io.gan4j.testing.ChildJvm;
import io.gan4j.testing.Effort;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files damaged at random. Each is either refused by our own exception or is loaded and run; nothing else happens. */
class DamagedFilesTest {
    private static final long SEED = Long.getLong("gan4j.seed", 5);
    private static final LoadOptions OPTIONS = LoadOptions.defaults().maxElements(1 << 20);
    /** Each JVM has as many, so that it ends within the time of a {@link ChildJvm}. */
    private static final int OF_ONE_JVM = 5_000;

    @TempDir
    Path folder;

    @Test
    void file_cutShortAnywhere_isRefused() {
        byte[] file = Models.small();
        for (int length = 0; length < file.length; length++) {
            byte[] part = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> Models.FORMAT.describe(part, OPTIONS))
                    .as("cut at %s of %s", length, file.length)
                    .isInstanceOf(ModelFileException.class)
                    .hasMessageMatching(
                            "it is (empty|cut short.*)|it carries no model card of gan4j: .*|it was not written by gan4j: .*");
        }
    }

    @Test
    void models_damagedAtRandom_neitherKillNorHangTheJvm() throws IOException, InterruptedException {
        int count = Effort.cases(20_000, 500_000);
        int loaded = 0;
        for (int from = 0; from < count; from += OF_ONE_JVM) {
            loaded += loaded(from, Math.min(count, from + OF_ONE_JVM));
        }
        System.out.printf(
                "P6: %,d damaged models, %,d of them loaded and run, seed %d, 0 deaths, 0 hangs%n",
                count, loaded, SEED);
        // were there none, native code was never reached
        assertThat(loaded).isBetween(count / 50, count / 2);
    }

    /** Lets a JVM try the models of these numbers; gives how many were not refused. */
    private int loaded(int from, int to) throws IOException, InterruptedException {
        Path progress = folder.resolve("progress");
        try {
            String output = ChildJvm.of(DamagedModels.class)
                    .option("-Xmx512m")
                    .option("-XX:ErrorFile=" + folder.resolve("hs_err.log"))
                    .output(folder, "" + SEED, "" + from, "" + to, progress.toString());
            return Integer.parseInt(output.strip());
        } catch (AssertionError e) {
            long number = ByteBuffer.wrap(Files.readAllBytes(progress)).getLong();
            throw new AssertionError(
                    "at model " + number + " of seed " + SEED + ", which alone is: java "
                            + DamagedModels.class.getName() + " " + SEED + " " + number + " " + (number + 1)
                            + " progress",
                    e);
        }
    }

    /** The check alone, which is Java, and reached by each of them. */
    @Test
    void models_damagedAtRandom_areRefusedByOurOwnExceptionAlone() {
        int count = Effort.cases(30_000, 1_000_000);
        List<byte[]> models = DamagedModels.models();
        byte[] foreign = ForeignModel.of(-1, 3, 3, 3).build().toByteArray();
        int accepted = 0;
        for (int i = 0; i < count; i++) {
            byte[] file = i % 8 < 6
                    ? DamagedModels.model(models, SEED + 1, i)
                    : i % 8 == 6
                            ? Damages.bytes(foreign, RandomStream.of(SEED, i))
                            : Damages.structure(foreign, RandomStream.of(SEED, i));
            accepted += isAccepted(file, i % 8 >= 6, i) ? 1 : 0;
        }
        System.out.printf(
                "P8: preflight of ONNX, %,d damaged files, %,d of them accepted, seed %d, 0 undocumented exceptions%n",
                count, accepted, SEED);
        assertThat(accepted).isBetween(count / 50, count / 2);
    }

    private static boolean isAccepted(byte[] file, boolean foreign, int number) {
        try {
            if (foreign) {
                ForeignNetwork.of(file, 0, 0, "", new Budget(1 << 20));
            } else {
                OnnxPreflight.check(file, OPTIONS);
            }
            return true;
        } catch (ModelFileException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("file " + number + " of seed " + SEED, e);
        }
    }
}
