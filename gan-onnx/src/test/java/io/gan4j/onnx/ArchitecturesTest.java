package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.StyleGan;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.network.Network;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks: what is run is what the layers say, alone or in a batch. */
class ArchitecturesTest {
    static Stream<Arguments> recipes() {
        List<Architecture> recipes = List.of(Dcgan.of(2), Dcgan.of(2).withoutCriticNorm(), Mlp.of(6));
        List<int[]> sizes = List.of(new int[] {8, 8}, new int[] {28, 28}, new int[] {33, 20}, new int[] {64, 64});
        Stream<Arguments> ofAnySize = recipes.stream()
                .flatMap(recipe -> sizes.stream()
                        .flatMap(size -> Stream.of(1, 3, 4)
                                .map(channels -> arguments(recipe, Shape.of(channels, size[0], size[1])))));
        List<Architecture> styled =
                List.of(StyleGan.of(2).mapping(6, 2), StyleGan2.of(2).mapping(6, 2));
        return Stream.concat(
                ofAnySize,
                Stream.of(Shape.of(1, 28, 28), Shape.of(3, 32, 32), Shape.of(4, 16, 16))
                        .flatMap(shape -> styled.stream().map(recipe -> arguments(recipe, shape))));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void generator_written_givesWhatItsLayersSay(Architecture recipe, Shape sample) {
        Network network = recipe.generator(10, sample);
        check(network, Models.card(network));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void discriminator_written_givesWhatItsLayersSay(Architecture recipe, Shape sample) {
        Network network = recipe.discriminator(sample);
        check(network, Models.discriminatorCard(network));
    }

    private static void check(Network network, ModelCard card) {
        int count = 5;
        int in = card.input().size();
        int out = card.output().size();
        float[] x = new float[count * in];
        RandomStream.of(5).fillNormal(x, 0, 1);
        try (Runner runner = Models.runner(Models.write(network, card))) {
            float[] batch = runner.run(x, count);
            assertThat(batch).hasSize(count * out);
            float largest = 1;
            for (float value : batch) {
                largest = Math.max(largest, Math.abs(value));
            }
            for (int i = 0; i < count; i++) {
                float[] alone = runner.run(Arrays.copyOfRange(x, i * in, (i + 1) * in), 1);
                assertThat(Arrays.copyOfRange(batch, i * out, (i + 1) * out))
                        .containsExactly(alone, within(1e-5f * largest));
            }
            double[] expected =
                    new Reference(network, Models.trained(network, 7)).evaluate(Arrays.copyOfRange(x, 0, in));
            for (int i = 0; i < out; i++) {
                assertThat((double) batch[i]).isCloseTo(expected[i], within(1e-4 * Math.max(1, Math.abs(expected[i]))));
            }
        }
    }
}
