package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.engine.Precision;
import io.gan4j.error.CheckpointException;
import io.gan4j.event.TrainingProgress;
import io.gan4j.inference.Generator;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recipe trains in bfloat16 as in float32, and what is kept and exported of it is float32. */
class Bfloat16RecipesTest {
    /** Roundings to 8 significant bits in a row, in losses that are differences, after weights that moved apart; gradients part sooner. */
    private static final float TOLERANCE = 0.08f;

    @TempDir
    Path folder;

    static Stream<Arguments> recipes() {
        return Stream.of(RecipesTest.presets(), RecipesTest.normalizations(), RecipesTest.practices())
                .flatMap(recipes -> recipes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipes")
    void recipe_inBfloat16_givesLossesNearThoseOfFloat32(String name, GanBuilder recipe) {
        GanBuilder small = RecipesTest.small(recipe).steps(3).seed(7);
        // a reference batch has no classes
        boolean isConditional = recipe.configuration().containsKey("conditional");
        GanBuilder settings = isConditional ? small : small.referenceBatch(8);
        List<TrainingProgress> expected = history(settings);
        List<TrainingProgress> found = history(settings.precision(Precision.BFLOAT16));
        assertThat(found).hasSize(3);
        boolean differs = false;
        for (int i = 0; i < 3; i++) {
            for (String value : expected.get(i).values().keySet()) {
                float full = expected.get(i).values().get(value);
                float half = found.get(i).values().get(value);
                if (!value.endsWith(" gradient")) {
                    assertThat(half).as(value).isCloseTo(full, within(TOLERANCE * (1 + Math.abs(full))));
                }
                differs |= half != full;
            }
        }
        assertThat(differs).as("computed in another precision").isTrue();
    }

    private static List<TrainingProgress> history(GanBuilder settings) {
        try (TrainedGan trained = settings.train(RecipesTest.DIGITS)) {
            return trained.history();
        }
    }

    private GanBuilder kept(Path run, Precision precision) {
        return RecipesTest.small(Gan.dcgan())
                .steps(6)
                .precision(precision)
                .checkpoints(Checkpoints.in(run).everySteps(3));
    }

    @Test
    void resumedRun_inBfloat16_endsInTheSameState() throws IOException {
        Path whole = folder.resolve("whole");
        Path stopped = folder.resolve("stopped");
        try (TrainedGan trained = kept(whole, Precision.BFLOAT16).train(RecipesTest.DIGITS)) {
            try (TrainingRun run = kept(stopped, Precision.BFLOAT16).start(RecipesTest.DIGITS)) {
                for (int i = 0; i < 3; i++) {
                    run.play();
                }
            }
            try (TrainedGan resumed = Gan.resume(stopped).train(RecipesTest.DIGITS)) {
                assertThat(Presets.bits(resumed)).isEqualTo(Presets.bits(trained));
                assertThat(resumed.generator().card().origin().configuration()).containsEntry("precision", "bfloat16");
                Path file = folder.resolve("generator.onnx");
                resumed.export(file);
                try (Generator generator = Generator.load(file)) {
                    assertThat(generator.generate(2, 3).toFloats())
                            .containsExactly(resumed.generator().generate(2, 3).toFloats(), within(1e-4f));
                }
            }
        }
    }

    @Test
    void run_isNotResumedInAnotherPrecision() {
        Path run = folder.resolve("run");
        kept(run, Precision.BFLOAT16).train(RecipesTest.DIGITS).close();
        assertThatThrownBy(() -> kept(run, Precision.FLOAT32)
                        .checkpoints(Checkpoints.resume(run))
                        .train(RecipesTest.DIGITS))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("precision");
    }
}
