package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Gan;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.testing.Effort;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Settings that meet by chance: each configuration is refused before the run with a reason, or it trains, and goes on from its run
 * folder to the same bits. The seed in the name of a test reproduces it.
 */
class CrossedConfigurationsTest {
    /** The most draws that are refused before one is valid. */
    private static final int MOST_REFUSED = 300;

    @TempDir
    Path folder;

    static LongStream seeds() {
        return LongStream.range(0, Effort.cases(150, 1_500));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void configuration_thatIsNotRefused_trainsAndResumes(long seed) throws IOException {
        CrossedConfigurations configurations = new CrossedConfigurations(seed);
        for (int refused = 0; refused < MOST_REFUSED; refused++) {
            CrossedConfigurations.Drawn drawn = configurations.next();
            Map<String, String> whole;
            try (TrainedGan trained = drawn.settings().steps(3).train(drawn.data())) {
                whole = Presets.bits(trained);
            } catch (IllegalStateException e) {
                assertThat(e).as("%s", drawn).hasMessageStartingWith("this GAN cannot be trained: ");
                continue;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(drawn.toString(), e);
            }
            Checkpoints kept = Checkpoints.in(folder.resolve("run")).everySteps(2);
            try (TrainingRun run = drawn.settings().steps(3).checkpoints(kept).start(drawn.data())) {
                run.play();
                run.play();
            }
            try (TrainedGan resumed = Gan.resume(folder.resolve("run")).train(drawn.data())) {
                assertThat(Presets.bits(resumed)).as("%s", drawn).isEqualTo(whole);
            }
            return;
        }
        throw new AssertionError("nothing valid in " + MOST_REFUSED + " draws");
    }
}
