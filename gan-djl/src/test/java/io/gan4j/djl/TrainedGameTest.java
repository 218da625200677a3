package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.network.Network;
import io.gan4j.rules.Model;
import io.gan4j.run.TrainedGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that were trained elsewhere, taken to be run and exported. */
class TrainedGameTest {
    private static final ModelCard POINTS = ModelCard.generator(2, Prior.NORMAL, Shape.of(2));
    private static final Network MAKER =
            Network.from("z", Shape.of(2)).linear(2).build();
    private static final Network JUDGE =
            Network.from("x", Shape.of(2)).linear(1).build();

    /** Swaps the two numbers, and adds 1 to the second. */
    private static final Player SWAPPING = Player.frozen(
            "maker",
            MAKER,
            Map.of(
                    "linear_1.weight", Tensor.of(Shape.of(2, 2), 0, 1, 1, 0),
                    "linear_1.bias", Tensor.of(Shape.of(2), 0, 1)));

    /** Three times the first number less the second. */
    private static final Player WEIGHING = Player.frozen(
            "judge",
            JUDGE,
            Map.of(
                    "linear_1.weight", Tensor.of(Shape.of(1, 2), 3, -1),
                    "linear_1.bias", Tensor.of(Shape.of(1), 0)));

    private static final Model SWAPPER = new Model("swapper", ImmutableList.of("maker"), POINTS);
    private static final Model SCALE = Model.of("judge", POINTS.ofDiscriminator(Shape.of(2)));

    @TempDir
    Path folder;

    private static TrainedGame taken() {
        return TrainedGame.of(List.of(SWAPPING, WEIGHING), List.of(SWAPPER, SCALE), 1);
    }

    @Test
    void models_areAskedForByName() {
        try (TrainedGame taken = taken()) {
            assertThat(taken.models()).containsExactly("swapper", "judge");
            assertThat(taken.card("swapper")).isEqualTo(POINTS);
            assertThat(taken.runner("swapper").run(new float[] {5, 7, 1, 2}, 2)).containsExactly(7, 6, 2, 2);
            assertThat(taken.runner("judge").run(new float[] {5, 7}, 1)).containsExactly(8);
            assertThat(taken.parameters("maker")).isEqualTo(SWAPPING.weights());
            assertThat(taken.game().players()).containsExactly(SWAPPING, WEIGHING);
            assertThat(taken.step()).isZero();
            assertThat(taken.history()).isEmpty();
            assertThat(taken.measurements()).isEmpty();
        }
    }

    @Test
    void model_ofSeveralPlayers_runsThemOneAfterTheOther() throws IOException {
        Model judged = new Model("judged", ImmutableList.of("maker", "judge"), POINTS.ofDiscriminator(Shape.of(2)));
        Path file = folder.resolve("judged.onnx");
        try (TrainedGame taken = TrainedGame.of(List.of(SWAPPING, WEIGHING), List.of(judged), 1)) {
            // (5, 7) becomes (7, 6), and that 15
            assertThat(taken.runner("judged").run(new float[] {5, 7}, 1)).containsExactly(15);
            taken.export("judged", file);
        }
        try (Discriminator loaded = Discriminator.load(file)) {
            assertThat(loaded.score(new float[] {5, 7})).containsExactly(15);
        }
    }

    @Test
    void exportedModel_saysWhatWasMeasuredAndUnderWhichLicence() throws IOException {
        Measurement measured = new Measurement(
                "distance",
                0.5,
                0.25,
                0.75,
                Better.LOWER,
                new Protocol(10, 20, "points", "none", "none", "", 3),
                List.of());
        Path file = folder.resolve("swapper.onnx");
        try (TrainedGame taken = taken()) {
            ModelCard card = taken.export("swapper", file, "CC0-1.0", List.of(measured));
            try (Generator loaded = Generator.load(file)) {
                assertThat(loaded.card()).isEqualTo(card);
                assertThat(card.origin().licence()).isEqualTo("CC0-1.0");
                assertThat(card.origin().measurements()).containsExactly(measured);
                assertThat(loaded.samples(loaded.latents(4, 1)))
                        .usingComparatorWithPrecision(1e-5f)
                        .containsExactly(
                                taken.runner("swapper").run(loaded.latents(4, 1).toFloats(), 4));
            }
        }
    }

    @Test
    void export_withACardOfOtherEnds_isRefused() {
        ModelCard other = ModelCard.generator(3, Prior.NORMAL, Shape.of(2));
        Path file = folder.resolve("swapper.onnx");
        try (TrainedGame taken = taken()) {
            assertThatThrownBy(() -> taken.export("swapper", file, other))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the card has other ends than the model swapper");
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void model_thatThereIsNot_isNamedWithThoseThereAre() {
        try (TrainedGame taken = taken()) {
            assertThatThrownBy(() -> taken.runner("maker"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no model 'maker', there are [swapper, judge]");
            assertThatThrownBy(() -> taken.card("maker"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there is no model 'maker', there are [swapper, judge]");
        }
    }

    @Test
    void modelOfAPlayerThatThereIsNot_isRefused() {
        assertThatThrownBy(() ->
                        TrainedGame.of(List.of(SWAPPING), List.of(SCALE), 1).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no player 'judge'");
    }

    @Test
    void playerThatLearns_isRefused() {
        assertThatThrownBy(() -> TrainedGame.of(List.of(Player.of("maker", MAKER, Sgd.of(1))), List.of(SWAPPER), 1)
                        .close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a game needs players, and phases unless all of them are frozen");
    }

    @Test
    void networks_thatAreClosed_areOfNoUse() {
        TrainedGame taken = taken();
        Runner runner = taken.runner("swapper");
        taken.close();
        taken.close();
        Path file = folder.resolve("swapper.onnx");
        String message = "these trained networks are closed";
        assertThatThrownBy(() -> runner.run(new float[] {5, 7}, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> taken.parameters("maker"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> taken.export("swapper", file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThat(Files.exists(file)).isFalse();
    }

    /** Memory that was freed under a runner would end the process. */
    @Test
    void close_whileRunnersAreAtWork_waitsForThem() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 20; i++) {
                TrainedGame taken = taken();
                Runner runner = taken.runner("swapper");
                List<Future<?>> busy = List.of(
                        threads.submit(() -> runUntilClosed(runner)), threads.submit(() -> runUntilClosed(runner)));
                runner.run(new float[] {5, 7}, 1);
                taken.close();
                for (Future<?> one : busy) {
                    one.get();
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    private static void runUntilClosed(Runner runner) {
        float[] inputs = new float[2 * 4096];
        while (true) {
            try {
                assertThat(runner.run(inputs, 4096)).startsWith(0, 1, 0, 1);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("these trained networks are closed");
                return;
            }
        }
    }
}
