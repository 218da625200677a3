package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatentDirectionsTest {
    /** A network that multiplies by a matrix, and by 1 to K for the classes of a conditional one. */
    private static Generator linear(float[][] matrix, List<String> classes) {
        int in = matrix[0].length;
        ModelCard card = ModelCard.generator(in, Prior.NORMAL, Shape.of(matrix.length));
        Runner runner = new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                float[] output = new float[count * matrix.length];
                for (int i = 0; i < output.length; i++) {
                    int sample = i / matrix.length;
                    for (int j = 0; j < in; j++) {
                        output[i] += matrix[i % matrix.length][j] * inputs.get(0)[sample * in + j];
                    }
                    for (int k = 0; k < classes.size(); k++) {
                        output[i] += 1000 * k * inputs.get(1)[sample * classes.size() + k];
                    }
                }
                return List.of(output);
            }

            @Override
            public void close() {}
        };
        return Generator.of(classes.isEmpty() ? card : card.conditional("y", classes), runner);
    }

    private static Generator linear(float[][] matrix) {
        return linear(matrix, List.of());
    }

    /** The directions of a linear generator are the right singular vectors: here along (3, 4) / 5, and across. */
    @Test
    void directions_ofALinearGenerator_areItsSingularVectors() {
        try (Generator generator = linear(new float[][] {{6, 8}, {-0.8f, 0.6f}, {0, 0}})) {
            LatentDirections directions = LatentDirections.of(generator, 2);
            assertThat(directions.count()).isEqualTo(2);
            assertThat(directions.get(0)).containsExactly(new float[] {0.6f, 0.8f}, within(1e-4f));
            assertThat(directions.get(1)).containsExactly(new float[] {0.8f, -0.6f}, within(1e-4f));
        }
    }

    @Test
    void directions_areOrthonormal_evenWhereNothingChanges() {
        try (Generator generator = linear(new float[][] {{0, 2, 0, 0}})) {
            LatentDirections directions = LatentDirections.of(generator, 9);
            assertThat(directions.count()).isEqualTo(4);
            assertThat(directions.get(0)).containsExactly(new float[] {0, 1, 0, 0}, within(1e-4f));
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    float product = 0;
                    for (int k = 0; k < 4; k++) {
                        product += directions.get(i)[k] * directions.get(j)[k];
                    }
                    assertThat(product).isEqualTo(i == j ? 1 : 0, within(1e-5f));
                }
            }
        }
    }

    /** A change of class in the midst of a difference would drown the latents'. */
    @Test
    void directions_ofAConditionalGenerator_areThoseWithinClasses() {
        try (Generator generator = linear(new float[][] {{6, 8}, {-0.8f, 0.6f}}, List.of("a", "b", "c"))) {
            assertThat(LatentDirections.of(generator, 1).get(0))
                    .containsExactly(new float[] {0.6f, 0.8f}, within(1e-2f));
        }
    }

    @Test
    void latents_areMovedAlongDirections() {
        try (Generator generator = linear(new float[][] {{6, 8}, {-0.8f, 0.6f}})) {
            LatentDirections directions = LatentDirections.of(generator, 2);
            Latents latents = Latents.of(new float[] {1, 1}, new float[] {0, 0});
            assertThat(directions.moved(latents, 5, 0).toFloats())
                    .containsExactly(new float[] {4, 5, 3, 4}, within(1e-3f));
            assertThat(directions.moved(latents)).isEqualTo(latents);
            assertThatThrownBy(() -> directions.moved(latents, 1, 2, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("there are 2 directions, not 3: give an amount for each at most");
            assertThatThrownBy(() -> directions.moved(latents, 1, Double.NaN))
                    .hasMessage("amount 1 must be finite, was NaN");
            assertThatThrownBy(() -> directions.moved(Latents.of(new float[3]), 1))
                    .hasMessage("latents of size 2 are to be moved, were 3");
        }
    }

    @Test
    void count_isChecked() {
        try (Generator generator = linear(new float[][] {{1}})) {
            assertThatThrownBy(() -> LatentDirections.of(generator, 0)).hasMessage("count must be at least 1, was 0");
        }
    }
}
