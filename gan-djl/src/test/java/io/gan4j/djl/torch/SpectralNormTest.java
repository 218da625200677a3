package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Game;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.Layer;
import io.gan4j.layer.Linear;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.loss.Wasserstein;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.TrainingStrategy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Spectral normalisation divides by the largest singular value, which it follows only while it learns. */
class SpectralNormTest {
    private static final Init INIT = Init.normal(0, 1);
    private static final Shape IMAGE = Shape.of(2, 3, 3);
    private static final String U = "spectral_norm_1.weight_u";
    private static final String V = "spectral_norm_1.weight_v";
    private static final String WEIGHT = "spectral_norm_1.weight";

    /** Layers without bias, among them those that are computed as products of matrices. */
    static Stream<Arguments> layers() {
        return Stream.of(
                Arguments.of(new Linear(4, 3, INIT), Shape.of(4)),
                Arguments.of(Conv2d.of(2, 3, 2, 1, 1).weights(INIT).withoutBias(), IMAGE),
                Arguments.of(Conv2d.covering(IMAGE, 4).weights(INIT).withoutBias(), IMAGE),
                Arguments.of(new ConvTranspose2d(2, 3, 3, 2, 2, 1, 1, 0, Bias.NONE, INIT), IMAGE),
                Arguments.of(ConvTranspose2d.spreading(3, IMAGE).weights(INIT).withoutBias(), Shape.of(3, 1, 1)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void weight_afterManyLearningSteps_isDividedByItsLargestSingularValue(Layer layer, Shape input) {
        double[] x = Applied.normal(2 * input.size(), 1);
        try (Applied plain = Applied.of(network(layer, input), plain(layer, input));
                Applied normalised = normalised(layer, input)) {
            normalised.set(U, Applied.normal(normalised.parameter(U).length, 4));
            for (int step = 0; step < 300; step++) {
                normalised.value(Mode.LEARN, 2, x);
            }
            double sigma = largestSingularValue(matrix(layer, normalised.parameter(WEIGHT)));
            double[] expected = Arrays.stream(plain.value(Mode.EVALUATE, 2, x))
                    .map(y -> y / sigma)
                    .toArray();
            for (Mode mode : Mode.values()) {
                assertThat(normalised.value(mode, 2, x)).containsExactly(expected, within(1e-9));
            }
        }
    }

    /** As PyTorch's, which iterates 15 times at construction. */
    @ParameterizedTest
    @MethodSource("layers")
    void weight_atFirst_isOfNormOneAlready(Layer layer, Shape input) {
        try (Applied plain = Applied.of(network(layer, input), plain(layer, input));
                Applied normalised = normalised(layer, input)) {
            double[] x = Applied.normal(input.size(), 1);
            double sigma = largestSingularValue(matrix(layer, normalised.parameter(WEIGHT)));
            double[] y = plain.value(Mode.EVALUATE, 1, x);
            double[] ofNorm = normalised.value(Mode.EVALUATE, 1, x);
            for (int i = 0; i < y.length; i++) {
                assertThat(ofNorm[i]).isCloseTo(y[i] / sigma, within(0.01 * Math.abs(y[i] / sigma)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void vectors_whileTheNetworkLearns_areIteratedOnce(Layer layer, Shape input) {
        try (Applied applied = normalised(layer, input)) {
            double[] u = Applied.normal(applied.parameter(U).length, 4);
            double[][] matrix = matrix(layer, applied.parameter(WEIGHT));
            applied.set(U, u);
            applied.value(Mode.LEARN, 1, Applied.normal(input.size(), 1));
            double[] v = unit(product(transposed(matrix), u));
            assertThat(applied.parameter(V)).containsExactly(v, within(1e-12));
            assertThat(applied.parameter(U)).containsExactly(unit(product(matrix, v)), within(1e-12));
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void vectors_ofANetworkThatDoesNotLearn_standStillAndMayBeOfAnyLength(Layer layer, Shape input) {
        try (Applied applied = normalised(layer, input)) {
            double[] u = Applied.normal(applied.parameter(U).length, 4);
            double[] v = Applied.normal(applied.parameter(V).length, 5);
            applied.set(U, u);
            applied.set(V, v);
            double[] x = Applied.normal(input.size(), 1);
            double[] frozen = applied.value(Mode.FROZEN, 1, x);
            assertThat(applied.value(Mode.EVALUATE, 1, x)).containsExactly(frozen);
            assertThat(applied.parameter(U)).containsExactly(u);
            assertThat(applied.parameter(V)).containsExactly(v);
            applied.set(U, Arrays.stream(u).map(e -> e * 0.3).toArray());
            applied.set(V, Arrays.stream(v).map(e -> e * 7).toArray());
            assertThat(applied.value(Mode.FROZEN, 1, x)).containsExactly(frozen, within(1e-12));
        }
    }

    /** The singular vectors are constants of the graph: at the largest value their own change counts for nothing. */
    @Test
    void gradient_ofALearner_isThatOfFiniteDifferences() {
        Layer layer = Conv2d.of(2, 3, 2, 1, 1);
        double[] x = Applied.normal(2 * 2 * IMAGE.size(), 1);
        try (Applied applied = normalised(layer, IMAGE)) {
            for (int step = 0; step < 300; step++) {
                applied.value(Mode.LEARN, 2, Arrays.copyOf(x, x.length / 2));
            }
            // real and then fake, as in a discriminator's phase: the second application follows the vectors of the
            // first
            double[] found = applied.gradient(Mode.LEARN, 2, x);
            double[] weight = applied.parameter(WEIGHT);
            for (int i = 0; i < weight.length; i++) {
                double[] moved = weight.clone();
                moved[i] += 1e-5;
                double above = settled(applied, moved, x);
                moved[i] -= 2e-5;
                double below = settled(applied, moved, x);
                int place = 1 + x.length / 2 + i;
                assertThat(found[place]).as("weight %s", i).isCloseTo((above - below) / 2e-5, within(1e-6));
            }
        }
    }

    private static double settled(Applied applied, double[] weight, double[] x) {
        applied.set(WEIGHT, weight);
        for (int step = 0; step < 20; step++) {
            applied.value(Mode.LEARN, 2, Arrays.copyOf(x, x.length / 2));
        }
        return applied.gradient(Mode.LEARN, 2, x)[0];
    }

    /** Numbers by hand: W = diag(3, 1), u = (1, 1) / sqrt 2; each application iterates and takes the newest sigma. */
    @Test
    void applications_inOnePhase_followOneAfterTheOther() {
        Linear layer = Linear.of(2, 2);
        Map<String, Tensor> parameters = Map.of(
                WEIGHT,
                Tensor.of(Shape.of(2, 2), 3, 0, 0, 1),
                "spectral_norm_1.bias",
                Tensor.zeros(Shape.of(2)),
                U,
                Tensor.of(Shape.of(2), 1, 1),
                V,
                Tensor.of(Shape.of(2), 0, 0));
        Network network = network(new SpectralNorm(layer), Shape.of(2));
        try (Applied applied = Applied.of(network, parameters)) {
            double[] c = Applied.factors(2);
            double loss = applied.gradient(Mode.LEARN, 1, 1, 1, 1, 1)[0];
            // v ~ (3, 1), u ~ (9, 1): sigma = (81 + 1) / (sqrt 82 sqrt 10); then v ~ (27, 1), u ~ (81, 1)
            double first = 82 / Math.sqrt(82.0 * 10);
            double second = (81 * 81 + 1) / Math.sqrt((81.0 * 81 + 1) * (27 * 27 + 1));
            double expected = (3 * c[0] + c[1]) / first + (9 * c[0] + c[1]) / (second * second);
            assertThat(loss).isCloseTo(expected, within(1e-12));
            assertThat(applied.parameter(U)).containsExactly(unit(new double[] {81, 1}), within(1e-12));
        }
    }

    @Test
    void discriminator_inTheGeneratorsPhase_keepsItsVectors() {
        Network generator = Network.from("z", Shape.of(2)).linear(2).build();
        Network discriminator = Network.from("x", Shape.of(2))
                .linear(4)
                .spectralNorm()
                .leakyRelu(0.2f)
                .linear(1)
                .spectralNorm()
                .build();
        Game game = TwoPlayerGame.of(
                generator, discriminator, Prior.NORMAL, new Wasserstein(), TrainingStrategy.standard());
        Map<String, float[]> feeds = Map.of("real", HandPlayed.normal(8, 1), "z", HandPlayed.normal(8, 2));
        Game generators =
                Game.of(game.players(), game.inputs(), List.of(game.phases().get(1)));
        String u = "linear_1.weight_u";
        try (HandPlayed both = HandPlayed.of(game, 4);
                HandPlayed one = HandPlayed.of(generators, 4)) {
            float[] before = one.parameter(TwoPlayerGame.DISCRIMINATOR, u);
            one.step(feeds);
            assertThat(one.parameter(TwoPlayerGame.DISCRIMINATOR, u)).containsExactly(before);
            both.step(feeds);
            both.step(feeds);
            assertThat(HandPlayed.difference(both.parameter(TwoPlayerGame.DISCRIMINATOR, u), before))
                    .isGreaterThan(0);
        }
    }

    private static Network network(Layer layer, Shape input) {
        return Network.from("x", input).add(layer).build();
    }

    private static Applied normalised(Layer layer, Shape input) {
        Network network = network(new SpectralNorm(layer), input);
        Map<String, Tensor> values = new HashMap<>(network.initialise(2));
        values.computeIfPresent("spectral_norm_1.bias", (name, bias) -> Tensor.zeros(bias.shape()));
        return Applied.of(network, values);
    }

    /** The same weight without a norm. */
    private static Map<String, Tensor> plain(Layer layer, Shape input) {
        Map<String, Tensor> values = new HashMap<>();
        network(layer, input)
                .initialise(2)
                .forEach(
                        (name, value) -> values.put(name, name.endsWith("bias") ? Tensor.zeros(value.shape()) : value));
        return values;
    }

    /** A row each output. */
    private static double[][] matrix(Layer layer, double[] weight) {
        int[] extents = layer.parameters().get(0).shape().toArray();
        boolean transposed = layer instanceof ConvTranspose2d;
        int rows = transposed ? extents[1] : extents[0];
        int inputs = transposed ? extents[0] : extents[1];
        int pixels = weight.length / rows / inputs;
        double[][] matrix = new double[rows][inputs * pixels];
        for (int i = 0; i < weight.length; i++) {
            int pixel = i % pixels;
            int minor = i / pixels % extents[1];
            int major = i / pixels / extents[1];
            matrix[transposed ? minor : major][(transposed ? major : minor) * pixels + pixel] = weight[i];
        }
        return matrix;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix[0].length][matrix.length];
        for (int row = 0; row < matrix.length; row++) {
            for (int column = 0; column < matrix[0].length; column++) {
                transposed[column][row] = matrix[row][column];
            }
        }
        return transposed;
    }

    private static double[] product(double[][] matrix, double[] vector) {
        return Arrays.stream(matrix).mapToDouble(row -> dot(row, vector)).toArray();
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] unit(double[] vector) {
        double norm = Math.sqrt(dot(vector, vector));
        return Arrays.stream(vector).map(e -> e / norm).toArray();
    }

    /** The root of the largest eigenvalue of {@code W W^T}, by Jacobi's rotations. */
    private static double largestSingularValue(double[][] matrix) {
        int size = matrix.length;
        double[][] a = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                a[i][j] = dot(matrix[i], matrix[j]);
            }
        }
        for (int sweep = 0; sweep < 30; sweep++) {
            for (int p = 0; p < size; p++) {
                for (int q = p + 1; q < size; q++) {
                    rotate(a, p, q);
                }
            }
        }
        double largest = 0;
        for (int i = 0; i < size; i++) {
            largest = Math.max(largest, a[i][i]);
        }
        return Math.sqrt(largest);
    }

    private static void rotate(double[][] a, int p, int q) {
        double angle = 0.5 * Math.atan2(2 * a[p][q], a[q][q] - a[p][p]);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        for (int k = 0; k < a.length; k++) {
            double first = a[k][p];
            double second = a[k][q];
            a[k][p] = cos * first - sin * second;
            a[k][q] = sin * first + cos * second;
        }
        for (int k = 0; k < a.length; k++) {
            double first = a[p][k];
            double second = a[q][k];
            a[p][k] = cos * first - sin * second;
            a[q][k] = sin * first + cos * second;
        }
    }
}
