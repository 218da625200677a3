package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gan4j.architecture.DeepFusion;
import io.gan4j.architecture.DiscriminatorArchitecture;
import io.gan4j.architecture.GanCls;
import io.gan4j.architecture.ImageDiscriminator;
import io.gan4j.architecture.MultiScaleTranslator;
import io.gan4j.architecture.Normalization;
import io.gan4j.architecture.PatchDiscriminator;
import io.gan4j.architecture.ResidualTranslator;
import io.gan4j.architecture.SuperResolver;
import io.gan4j.architecture.SwapAutoencoder;
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
import org.junit.jupiter.api.Test;
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
        ResidualTranslator residual = ResidualTranslator.of(4);
        SuperResolver twice = SuperResolver.of(2, 4);
        return Stream.of(
                arguments(unet, Shape.of(1, 16, 16), Shape.of(3, 16, 16)),
                arguments(unet, Shape.of(3, 64, 64), Shape.of(3, 64, 64)),
                arguments(unet, Shape.of(3, 28, 28), Shape.of(1, 28, 28)),
                arguments(unet, Shape.of(1, 24, 40), Shape.of(1, 24, 40)),
                arguments(unet.levels(2).dropout(0.5), Shape.of(3, 32, 32), Shape.of(3, 32, 32)),
                arguments(unet.normalization(Normalization.BATCH), Shape.of(1, 32, 32), Shape.of(3, 32, 32)),
                arguments(unet.normalization(Normalization.NONE).residual(), Shape.of(4, 32, 32), Shape.of(1, 32, 32)),
                arguments(unet.upsampling(Upsampling.NEAREST).residual(), Shape.of(3, 32, 32), Shape.of(3, 32, 32)),
                arguments(residual, Shape.of(1, 16, 16), Shape.of(3, 16, 16)),
                arguments(residual.blocks(1), Shape.of(3, 64, 64), Shape.of(3, 64, 64)),
                arguments(residual.upsampling(Upsampling.NEAREST), Shape.of(3, 12, 20), Shape.of(1, 12, 20)),
                arguments(residual.normalization(Normalization.BATCH), Shape.of(1, 8, 8), Shape.of(1, 8, 8)),
                arguments(MultiScaleTranslator.of(3), Shape.of(3, 16, 24), Shape.of(1, 16, 24)),
                arguments(MultiScaleTranslator.of(2).scales(2), Shape.of(4, 10, 8), Shape.of(1, 10, 8)),
                arguments(twice, Shape.of(1, 8, 8), Shape.of(1, 16, 16)),
                arguments(twice.plain(), Shape.of(3, 17, 5), Shape.of(3, 34, 10)),
                arguments(SuperResolver.of(4, 4).blocks(2), Shape.of(3, 16, 16), Shape.of(3, 64, 64)),
                arguments(twice.dense().blocks(1), Shape.of(3, 8, 8), Shape.of(3, 16, 16)),
                arguments(SuperResolver.of(4, 4).dense().blocks(1), Shape.of(1, 5, 9), Shape.of(1, 20, 36)));
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
                arguments(patch.normalization(Normalization.NONE).layers(2), Shape.of(3, 13, 13), Shape.of(3, 13, 13)),
                arguments(ImageDiscriminator.of(4), Shape.of(1, 16, 16), Shape.of(1, 16, 16)),
                arguments(ImageDiscriminator.of(2), Shape.of(3, 64, 40), Shape.of(3, 64, 40)));
    }

    @ParameterizedTest
    @MethodSource("discriminators")
    void discriminator_onLibtorch_givesWhatOnnxRuntimeGives(
            DiscriminatorArchitecture recipe, Shape input, Shape output) {
        check(recipe.discriminator(output));
        check(recipe.discriminator(input, output));
    }

    static Stream<Shape> faces() {
        return Stream.of(Shape.of(1, 32, 32), Shape.of(3, 64, 48));
    }

    @ParameterizedTest
    @MethodSource("faces")
    void swap_onLibtorch_givesWhatOnnxRuntimeGives(Shape image) {
        SwapAutoencoder recipe = SwapAutoencoder.of(4);
        check(recipe.encoder(image));
        check(recipe.decoder(image));
        check(recipe.swapper(image));
    }

    static Stream<Shape> pictures() {
        return Stream.of(Shape.of(1, 28, 28), Shape.of(3, 32, 32), Shape.of(4, 64, 64));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void deepFusion_onLibtorch_givesWhatOnnxRuntimeGives(Shape image) {
        DeepFusion recipe = DeepFusion.of(4);
        check(recipe.generator(6, 10, image));
        check(recipe.trunk(image));
        check(recipe.head(10, image));
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void ganCls_onLibtorch_givesWhatOnnxRuntimeGives(Shape image) {
        GanCls recipe = GanCls.of(4);
        check(recipe.generator(6, 10, image));
        check(recipe.trunk(image));
        check(recipe.head(10, image));
    }

    /** The swapper with the weights of both networks, against the two played one after the other. */
    @Test
    void swapper_givesWhatEncoderAndDecoderGive() {
        Shape image = Shape.of(1, 32, 32);
        SwapAutoencoder recipe = SwapAutoencoder.of(4);
        Map<String, Tensor> encoder = HandPlayed.trained(recipe.encoder(image), 3);
        Map<String, Tensor> decoder = HandPlayed.trained(recipe.decoder(image), 4);
        float[] x = HandPlayed.normal(2 * image.size(), 11);
        Network whole = recipe.swapper(image);
        try (HandPlayed first = HandPlayed.evaluating(recipe.encoder(image), encoder);
                HandPlayed second = HandPlayed.evaluating(recipe.decoder(image), decoder);
                HandPlayed both = HandPlayed.evaluating(whole, SwapAutoencoder.parameters(encoder, decoder));
                Runner reader = second.game().evaluator("evaluated")) {
            float[] code = first.evaluate("evaluated", x, 2);
            float[] expected = reader.run(List.of(code, x), 2).get(0);
            assertThat(largest(expected)).isGreaterThan(1);
            assertThat(both.evaluate("evaluated", x, 2)).containsExactly(expected, within(TOLERANCE));
        }
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
                    .name(part(input));
            from = to;
        }
        return builder.append(
                        "n_",
                        network,
                        inputs.stream().map(ImageNetworksTest::part).toArray(String[]::new))
                .build();
    }

    private static String part(Network.Input input) {
        return "part_" + input.name();
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
