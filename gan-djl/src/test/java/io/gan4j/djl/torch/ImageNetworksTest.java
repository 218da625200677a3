package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gan4j.architecture.DiscriminatorArchitecture;
import io.gan4j.architecture.Normalization;
import io.gan4j.architecture.PatchDiscriminator;
import io.gan4j.architecture.TranslatorArchitecture;
import io.gan4j.architecture.UNet;
import io.gan4j.architecture.Upsampling;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.layer.Channels;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.onnx.OnnxFormat;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every recipe of a network between images: libtorch in evaluation gives what ONNX Runtime gives with the same weights, and each
 * image of a batch what it gives alone.
 */
class ImageNetworksTest {
    private static final int COUNT = 3;
    private static final float TOLERANCE = 1e-5f;

    static Stream<Arguments> translators() {
        UNet unet = UNet.of(4);
        return Stream.of(
                arguments(unet, Shape.of(1, 16, 16), Shape.of(3, 16, 16)),
                arguments(unet, Shape.of(3, 64, 64), Shape.of(3, 64, 64)),
                arguments(unet, Shape.of(3, 28, 28), Shape.of(1, 28, 28)),
                arguments(unet, Shape.of(1, 24, 40), Shape.of(1, 24, 40)),
                arguments(unet.levels(2).dropout(0.5), Shape.of(3, 32, 32), Shape.of(3, 32, 32)),
                arguments(unet.normalization(Normalization.BATCH), Shape.of(1, 32, 32), Shape.of(3, 32, 32)),
                arguments(unet.normalization(Normalization.NONE).residual(), Shape.of(4, 32, 32), Shape.of(1, 32, 32)),
                arguments(unet.upsampling(Upsampling.NEAREST).residual(), Shape.of(3, 32, 32), Shape.of(3, 32, 32)));
    }

    @ParameterizedTest
    @MethodSource("translators")
    void translator_onLibtorch_givesWhatOnnxRuntimeGives(TranslatorArchitecture recipe, Shape input, Shape output) {
        Network network = recipe.translator(input, output);
        assertThat(network.outputShape()).isEqualTo(output);
        check(network);
    }

    static Stream<Arguments> discriminators() {
        PatchDiscriminator patch = PatchDiscriminator.of(4);
        return Stream.of(
                arguments(patch, Shape.of(1, 16, 16), Shape.of(3, 16, 16)),
                arguments(patch, Shape.of(3, 64, 64), Shape.of(3, 64, 64)),
                arguments(patch.normalization(Normalization.BATCH), Shape.of(1, 28, 36), Shape.of(1, 28, 36)),
                arguments(patch.normalization(Normalization.NONE).layers(2), Shape.of(3, 13, 13), Shape.of(3, 13, 13)));
    }

    @ParameterizedTest
    @MethodSource("discriminators")
    void discriminator_onLibtorch_givesWhatOnnxRuntimeGives(
            DiscriminatorArchitecture recipe, Shape input, Shape output) {
        check(recipe.discriminator(output));
        check(recipe.discriminator(input, output));
    }

    /** A card's generator begins with a vector, of which each input of the network is a part. */
    private static Network ofVector(Network network) {
        List<Network.Input> inputs = network.inputs();
        int size = inputs.stream().mapToInt(input -> input.shape().size()).sum();
        NetworkBuilder builder = Network.from("z", Shape.of(size));
        int from = 0;
        for (Network.Input input : inputs) {
            int to = from + input.shape().size();
            builder.branch("z")
                    .add(new Channels(from, to))
                    .reshape(input.shape())
                    .name(input.name());
            from = to;
        }
        return builder.append(
                        "n_", network, inputs.stream().map(Network.Input::name).toArray(String[]::new))
                .build();
    }

    private static void check(Network network) {
        Network whole = ofVector(network);
        Map<String, Tensor> parameters = HandPlayed.trained(whole, 7);
        int size = whole.inputs().get(0).shape().size();
        float[] x = HandPlayed.normal(COUNT * size, 11);
        ModelCard card = ModelCard.generator(size, Prior.NORMAL, whole.outputShape());
        byte[] file = new OnnxFormat().write(whole, parameters, card);
        try (HandPlayed played = HandPlayed.evaluating(whole, parameters);
                Runner onnx = new OnnxFormat()
                        .read(file, LoadOptions.defaults().threads(1))
                        .runner()) {
            float[] ours = played.evaluate("evaluated", x, COUNT);
            float[] theirs = onnx.run(x, COUNT);
            float scale = largest(theirs);
            assertThat(scale).as("there is something to compare").isGreaterThan(0.01f);
            assertThat(ours).containsExactly(theirs, within(TOLERANCE * Math.max(1, scale)));
            int made = ours.length / COUNT;
            for (int i = 0; i < COUNT; i++) {
                float[] one = Arrays.copyOfRange(x, i * size, (i + 1) * size);
                float[] expected = Arrays.copyOfRange(ours, i * made, (i + 1) * made);
                assertThat(played.evaluate("evaluated", one, 1))
                        .containsExactly(expected, within(TOLERANCE * Math.max(1, scale)));
                assertThat(onnx.run(one, 1)).containsExactly(expected, within(TOLERANCE * Math.max(1, scale)));
            }
        }
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
