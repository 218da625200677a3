package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.Precision;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Sgd;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.Noise;
import io.gan4j.layer.Reshape;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps in bfloat16 give what float32 gives, to the 8 significant bits of the numbers between. */
class Bfloat16Test {
    private static final int BATCH = 8;

    /** A relative error of 2^-9 at each of some roundings in a row, in sums that partly cancel. */
    private static final double TOLERANCE = 0.05;

    private static final Shape VECTOR = Shape.of(6);

    static Stream<Arguments> layers() {
        Stream<Arguments> others = Stream.of(
                arguments(new Dropout(0.3f), VECTOR),
                arguments(new Reshape(Shape.of(3, 2, 1)), VECTOR),
                arguments(LearnedConstant.of(VECTOR), VECTOR),
                arguments(Noise.of(Shape.of(2, 3, 2)), Shape.of(2, 3, 2)),
                arguments(DiffAugment.all(), Shape.of(3, 8, 8)));
        return Stream.concat(
                LayerGradientsTest.layers()
                        .map(Arguments::get)
                        .filter(row -> row[2] instanceof LeakyRelu)
                        .map(row -> arguments(row[0], row[1])),
                others);
    }

    private static Network network(Layer layer, Shape input) {
        NetworkBuilder before = Network.from("z", VECTOR)
                .linear(input.size())
                .reshape(input)
                .leakyRelu(0.2f)
                .name("x");
        return LayersTest.with(before, layer)
                .leakyRelu(0.2f)
                .flatten()
                .linear(1)
                .build();
    }

    /** The score's mean, and the mean square of its gradient at the samples, which takes derivatives of derivatives. */
    private static Game game(Network network) {
        Expr.Variable x = Expr.input("x").variable();
        ImmutableList<Expr> references =
                network.reference() > 0 ? ImmutableList.of(Expr.input("reference")) : ImmutableList.of();
        Expr score = new Expr.Apply("p", ImmutableList.of(x), references);
        Expr loss = score.square().mean().plus(score.gradient(x).square().mean());
        Player player = Player.of("p", network, Sgd.of(1));
        Map<String, Shape> inputs =
                network.reference() > 0 ? Map.of("x", VECTOR, "reference", VECTOR) : Map.of("x", VECTOR);
        return HandPlayed.onePlayer(player, inputs, loss);
    }

    private static final Function<PhasePlan.Draw, float[]> FEED = draw -> {
        float[] values = new float[draw.samples(BATCH) * draw.shape().size()];
        if (draw instanceof PhasePlan.MaskDraw mask) {
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 3 == 0 ? 0 : 1 / (1 - mask.probability());
            }
        } else if (draw instanceof PhasePlan.UniformDraw) {
            RandomStream.of(5).fillUniform(values, 0, 1);
        } else {
            RandomStream.of(values.length).fillNormal(values, 0, 1);
        }
        return values;
    };

    @ParameterizedTest
    @MethodSource("layers")
    void layer_inBfloat16_learnsAsInFloat32(Layer layer, Shape input) {
        Network network = network(layer, input);
        Map<String, Tensor> begin = HandPlayed.trained(network, 5);
        try (HandPlayed full = HandPlayed.with(game(network), BATCH, Map.of("p", begin));
                HandPlayed half = HandPlayed.with(game(network), BATCH, Map.of("p", begin), Precision.BFLOAT16)) {
            float[] expected = full.step(FEED);
            float[] found = half.step(FEED);
            assertThat(distance(found, expected)).as("loss and norm").isLessThan(TOLERANCE);
            float[] moved = moved(full, begin);
            assertThat(norm(moved)).isGreaterThan(0);
            assertThat(distance(moved(half, begin), moved)).as("gradient").isLessThan(2 * TOLERANCE);
            assertThat(moved(half, begin)).as("another precision").isNotEqualTo(moved);
        }
    }

    /** By how much a step has moved all parameters, weights and statistics. */
    private static float[] moved(HandPlayed played, Map<String, Tensor> begin) {
        float[] all = new float[0];
        for (Map.Entry<String, Tensor> parameter : played.parameters("p").entrySet()) {
            float[] now = parameter.getValue().values();
            float[] then = begin.get(parameter.getKey()).values();
            int from = all.length;
            all = Arrays.copyOf(all, from + now.length);
            for (int i = 0; i < now.length; i++) {
                all[from + i] = now[i] - then[i];
            }
        }
        return all;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static double distance(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        float[] apart = new float[found.length];
        for (int i = 0; i < apart.length; i++) {
            apart[i] = found[i] - expected[i];
        }
        return norm(apart) / norm(expected);
    }

    @Test
    void weights_areCastOnceAPhase_howeverOftenTheyAreUsed() {
        Network network =
                Network.from("z", VECTOR).linear(4).leakyRelu(0.2f).linear(1).build();
        Expr score = Expr.apply("p", Expr.input("x"));
        Expr other = Expr.apply("p", Expr.apply("p", Expr.input("y")).times(Expr.input("y")));
        Game game = HandPlayed.onePlayer(
                Player.of("p", network, Sgd.of(1)),
                Map.of("x", VECTOR, "y", VECTOR),
                score.mean().plus(other.mean()));
        String source = Script.of(
                game, Script.plans(game), GameSetup.encodings(game, Dataset.Encoding.FLOATS), Precision.BFLOAT16);
        assertThat(source)
                .containsOnlyOnce("    narrow_p = self.p_narrow(w)\n")
                .contains(
                        "    return [torch.to(p[0], 15), torch.to(p[1], 15), torch.to(p[2], 15), torch.to(p[3], 15)]\n")
                .contains(String.join(
                        "\n",
                        "  def p_learn(self: __torch__.Game, x_z: Tensor, p: List[Tensor], narrow: List[Tensor]) -> Tensor:",
                        "    # linear_1 = " + network.nodes().get(0).layer(),
                        "    narrow_z = torch.to(x_z, 15)",
                        "    x_linear_1 = torch.linear(narrow_z, narrow[0], narrow[1])",
                        "    # leaky_relu_1 = " + network.nodes().get(1).layer(),
                        "    x_leaky_relu_1 = torch.leaky_relu_(x_linear_1, 0.2)",
                        "    # linear_2 = " + network.nodes().get(2).layer(),
                        "    x_linear_2 = torch.linear(x_leaky_relu_1, narrow[2], narrow[3])",
                        "    wide_linear_2 = torch.to(x_linear_2, 6)",
                        "    return wide_linear_2"))
                .contains(NetworkScript.method("p", network, Mode.EVALUATE));
    }

    @Test
    void evaluation_isFloat32() {
        Network network = Network.from("z", VECTOR).linear(1).build();
        Map<String, Tensor> begin = HandPlayed.trained(network, 1);
        float[] x = HandPlayed.normal(VECTOR.size(), 3);
        double expected = begin.get("linear_1.bias").values()[0];
        for (int i = 0; i < x.length; i++) {
            expected += (double) x[i] * begin.get("linear_1.weight").values()[i];
        }
        try (HandPlayed played = HandPlayed.with(game(network), BATCH, Map.of("p", begin), Precision.BFLOAT16)) {
            assertThat(played.evaluate("p", x, 1)[0]).isCloseTo((float) expected, within(1e-6f));
            assertThat(played.game().device()).isEqualTo("CPU, 1 thread, bfloat16");
        }
    }

    @ParameterizedTest
    @CsvSource({"fpu amx_bf16 avx, true", "fpu avx512_bf16 amx_int8, false", "fpu, false"})
    void processor_isAskedForAmx(String flags, boolean expected, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("cpuinfo");
        Files.write(
                file, List.of("processor\t: 0", "flags\t\t: " + flags, "", "processor\t: 1", "flags\t\t: amx_bf16"));
        assertThat(Bfloat16Support.hasAmx(file)).isEqualTo(expected);
        assertThat(Bfloat16Support.hasAmx(folder.resolve("none"))).isFalse();
    }

    @Test
    void precision_thatIsSet_staysAsItIs() {
        assertThat(Bfloat16Support.choose(Precision.FLOAT32, true)).isEqualTo(Precision.FLOAT32);
        assertThat(Bfloat16Support.choose(Precision.BFLOAT16, false)).isEqualTo(Precision.BFLOAT16);
        assertThat(Bfloat16Support.choose(Precision.AUTOMATIC, true)).isEqualTo(Precision.FLOAT32);
    }
}
