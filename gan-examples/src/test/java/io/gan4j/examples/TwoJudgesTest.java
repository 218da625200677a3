package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.GameBuilder;
import io.gan4j.Gan;
import io.gan4j.data.Datasets;
import io.gan4j.data.TrainingData;
import io.gan4j.error.CheckpointException;
import io.gan4j.inference.Generator;
import io.gan4j.run.GameRun;
import io.gan4j.run.TrainedGame;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A game of three players, made of public pieces alone. */
class TwoJudgesTest {
    private static final TrainingData RING = TrainingData.of(Datasets.ring(8));

    @TempDir
    Path folder;

    private static GameBuilder game() {
        return Gan.game(new TwoJudges()).batch(64).threads(1).seed(5);
    }

    private static Map<String, Tensor> weights(GameBuilder game) {
        try (TrainedGame trained = game.train(RING)) {
            return trained.parameters("generator");
        }
    }

    @Test
    void game_thatIsResumed_hasTheSameWeightsBitForBit() {
        Map<String, Tensor> straight = weights(game().steps(12));
        Checkpoints kept = Checkpoints.in(folder).everySteps(5);
        try (GameRun<TrainedGame> run = game().steps(12).checkpoints(kept).start(RING)) {
            while (run.step() < 7) {
                assertThat(run.play().values())
                        .containsKeys(
                                "judges loss",
                                "generator loss",
                                "judges likes_real gradient",
                                "judges likes_fake gradient");
            }
        }
        Map<String, Tensor> resumed = weights(game().steps(12).checkpoints(Checkpoints.resume(folder)));
        assertThat(resumed.keySet()).isEqualTo(straight.keySet());
        resumed.forEach((name, tensor) -> assertThat(tensor.values())
                .as(name)
                .isEqualTo(straight.get(name).values()));
    }

    @Test
    void generator_thatIsExported_givesTheSamePoints() throws IOException {
        Path file = folder.resolve("ring.onnx");
        float[] points;
        try (TrainedGame trained = game().steps(3).train(RING)) {
            assertThat(trained.models()).containsExactly("generator");
            assertThat(trained.step()).isEqualTo(3);
            trained.export("generator", file, "CC0-1.0", List.of());
            try (Generator live = Generator.of(trained.card("generator"), trained.runner("generator"))) {
                points = live.samples(live.latents(5, 1));
            }
            assertThatThrownBy(() -> trained.export("judge", file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no model 'judge', there are [generator]");
        }
        try (Generator loaded = Generator.load(file)) {
            assertThat(loaded.card().origin().dataset()).isEqualTo(RING.name());
            assertThat(loaded.card().origin().licence()).isEqualTo("CC0-1.0");
            assertThat(loaded.samples(loaded.latents(5, 1)))
                    .usingComparatorWithPrecision(1e-4f)
                    .containsExactly(points);
        }
    }

    @Test
    void training_movesThePointsToTheRing() {
        try (TrainedGame trained = game().batch(256).steps(1_000).train(RING)) {
            Generator generator = Generator.of(trained.card("generator"), trained.runner("generator"));
            float[] points = generator.samples(generator.latents(1_000, 0));
            double mean = 0;
            for (int i = 0; i < points.length; i += 2) {
                mean += Math.hypot(points[i], points[i + 1]) / (points.length / 2);
            }
            // the ring has a radius of 1; points of a generator that has not learned lie around 0
            assertThat(mean).isBetween(0.7, 1.3);
        }
    }

    @Test
    void data_thatIsTooSmall_isRefusedBeforeTheRun() {
        assertThatThrownBy(() -> game().batch(1 << 20).train(RING))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("this game cannot be played: a batch of 1048576 is more than the ");
    }

    @Test
    void folder_withoutARun_isNothingToGoOnFrom() {
        assertThatThrownBy(() -> game().steps(3)
                        .checkpoints(Checkpoints.resume(folder.resolve("none")))
                        .train(RING))
                .isInstanceOf(CheckpointException.class);
    }
}
