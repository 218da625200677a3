package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.Normalization;
import io.gan4j.game.Replay;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.testing.ChildJvm;
import io.gan4j.testing.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Native memory: the arrays that live are counted, and the process is weighed where the system says its weight. */
class MemoryTest {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    static Stream<Arguments> recipes() {
        return Stream.concat(
                RecipesTest.presets(),
                Stream.of(
                        Arguments.of("dropout", Presets.DROPOUT.settings()),
                        Arguments.of(
                                "all that is kept from step to step",
                                Gan.modern()
                                        .dropout(0.3)
                                        .generatorNorm(Normalization.BATCH)
                                        .minibatchDiscrimination(5, 3)
                                        .replay(Replay.pool(20)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void liveArrays_afterStep10AndTheLast_areEqual(String name, GanBuilder recipe) {
        int steps = Effort.cases(500, 20_000);
        // networks that grow have their last size in the last quarter
        int early = recipe.configuration().get("architecture").startsWith("StyleGan[") ? 3 * steps / 4 + 10 : 10;
        WatchedBackend backend = new WatchedBackend();
        try (TrainingRun run = RecipesTest.small(recipe)
                .reportEvery(100)
                .steps(steps)
                .backend(backend)
                .start(Presets.DATA)) {
            int atFirst = 0;
            for (int step = 1; step <= steps; step++) {
                run.play();
                if (step % 50 == 0) {
                    run.generator().generate(3, step);
                    run.discriminator().score(new float[256]);
                }
                atFirst = step == early ? backend.liveArrays() : atFirst;
            }
            assertThat(backend.liveArrays()).isEqualTo(atFirst).isPositive();
            System.out.println("P11: " + name + ", " + atFirst + " native arrays after step " + early
                    + " and after step " + steps);
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

    /** One batch of images left behind a step would be 28 MiB in 150 steps; 1 MiB was measured. */
    @Test
    void residentSize_overManySteps_growsByLessThan10MiB() throws IOException, InterruptedException {
        int warm = Effort.cases(30, 10_000);
        int steps = Effort.cases(150, 10_000);
        assertGrowsBy("steps", warm, steps, 10 * MIB);
    }

    /** 3 MiB was measured. */
    @Test
    void residentSize_over40Games_growsByLessThan16MiB() throws IOException, InterruptedException {
        assertGrowsBy("cycles", 10, Effort.cases(40, 1_000), 16 * MIB);
    }

    @Test
    void residentSize_overGeneratorsLoadedAndClosed_growsByLessThan16MiB() throws IOException, InterruptedException {
        assertGrowsBy("loads", 150, Effort.cases(250, 5_000), 16 * MIB);
    }

    @Test
    void residentSize_overGeneratedImages_growsByLessThan16MiB() throws IOException, InterruptedException {
        assertGrowsBy("calls", 5_000, Effort.cases(20_000, 1_000_000), 16 * MIB);
    }

    private void assertGrowsBy(String what, int warm, int count, long most) throws IOException, InterruptedException {
        long grown = grown(what, Integer.toString(warm), Integer.toString(warm + count));
        assertThat(grown).isLessThan(most);
        System.out.println("P11: " + count + " " + what + " after the first " + warm + ": the process grew by "
                + (grown >> 10) + " KiB");
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
