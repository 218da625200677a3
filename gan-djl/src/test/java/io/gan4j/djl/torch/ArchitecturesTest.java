package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.Dcgan;
import io.gan4j.architecture.Mlp;
import io.gan4j.architecture.StyleGan;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole networks in evaluation: each sample by itself, alone or in a batch. */
class ArchitecturesTest {
    private static final int COUNT = 3;

    static Stream<Arguments> recipes() {
        List<Architecture> recipes = List.of(Dcgan.of(2), Dcgan.of(2).withoutCriticNorm(), Mlp.of(6));
        List<int[]> sizes = List.of(
                new int[] {8, 8}, new int[] {28, 28}, new int[] {31, 31}, new int[] {33, 20}, new int[] {64, 64});
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
    void networks_alone_giveWhatTheyGiveInABatch(Architecture recipe, Shape sample) {
        check(recipe.generator(10, sample));
        check(recipe.discriminator(sample));
    }

    private static void check(Network network) {
        int in = network.inputs().get(0).shape().size();
        int out = network.outputShape().size();
        float[] x = HandPlayed.normal(COUNT * in, 5);
        try (HandPlayed played = HandPlayed.evaluating(network, HandPlayed.trained(network, 3))) {
            float[] batch = played.evaluate("evaluated", x, COUNT);
            assertThat(batch).hasSize(COUNT * out);
            for (int i = 0; i < COUNT; i++) {
                float[] alone = played.evaluate("evaluated", Arrays.copyOfRange(x, i * in, (i + 1) * in), 1);
                float[] ofBatch = Arrays.copyOfRange(batch, i * out, (i + 1) * out);
                assertThat(HandPlayed.difference(ofBatch, alone)).isLessThan(1e-5);
            }
        }
    }
}
