package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.testing.ChildJvm;
import io.gan4j.training.TrainedGan;
import io.gan4j.training.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Native memory: the arrays that live are counted, and the process is weighed where the system says its weight. */
class MemoryTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void liveArrays_after10And300Steps_areEqual(Presets preset) {
        WatchedBackend backend = new WatchedBackend();
        try (TrainingRun run =
                preset.settings().steps(300).threads(1).backend(backend).start(Presets.DATA)) {
            int atTen = 0;
            for (int step = 1; step <= 300; step++) {
                run.play();
                if (step % 50 == 0) {
                    run.generator().generate(3, step);
                    run.discriminator().score(new float[256]);
                }
                atTen = step == 10 ? backend.liveArrays() : atTen;
            }
            assertThat(backend.liveArrays()).isEqualTo(atTen).isPositive();
        }
        assertThat(backend.liveArrays()).isZero();
    }

    @Test
    void games_trainedAndClosed50Times_leaveNoArray() {
        WatchedBackend backend = new WatchedBackend();
        for (int i = 0; i < 50; i++) {
            try (TrainedGan trained = Presets.VANILLA
                    .settings()
                    .steps(2)
                    .threads(1)
                    .backend(backend)
                    .train(Presets.DATA)) {
                assertThat(trained.step()).isEqualTo(2);
            }
        }
        assertThat(backend.liveArrays()).isZero();
    }

    /** One batch of images left behind a step would be 28 MiB; 1 MiB was measured. */
    @Test
    void residentSize_over150Steps_growsByLessThan10MiB() throws IOException, InterruptedException {
        assertThat(grown("steps", "30", "180")).isLessThan(10 * MIB);
    }

    /** 3 MiB was measured. */
    @Test
    void residentSize_over40Games_growsByLessThan16MiB() throws IOException, InterruptedException {
        assertThat(grown("cycles", "10", "50")).isLessThan(16 * MIB);
    }

    /** In a JVM whose heap is in memory from the start. */
    private long grown(String... arguments) throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/proc/self/statm")), "skipped: this system does not say what is resident");
        String output = ChildJvm.of(ChildProgram.class)
                .option("-Xms96m")
                .option("-Xmx96m")
                .option("-XX:+AlwaysPreTouch")
                .option("-XX:+UseSerialGC")
                .output(folder, arguments);
        Matcher matcher = Pattern.compile("grown (-?\\d+)").matcher(output);
        assertThat(matcher.find()).as(output).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
