package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gan4j.inference.Runner;
import io.gan4j.layer.Ada;
import io.gan4j.layer.Add;
import io.gan4j.layer.Attention;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Channels;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv1d;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Embedding;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Fade;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.GlobalSum;
import io.gan4j.layer.Init;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.LearnedScale;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.Modulate;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.Multiply;
import io.gan4j.layer.Noise;
import io.gan4j.layer.PRelu;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.PixelShuffle;
import io.gan4j.layer.ReflectionPad2d;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.SampleSum;
import io.gan4j.layer.Scale;
import io.gan4j.layer.Sigmoid;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.StyleMixing;
import io.gan4j.layer.Tanh;
import io.gan4j.layer.TokenEmbedding;
import io.gan4j.layer.Traits;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.layer.WordPool;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer, written and run, gives what its definition says. */
class LayersTest {
    private static final Init INIT = Init.normal(0, 0.5f);
    private static final Shape IMAGE = Shape.of(3, 5, 7);

    static Stream<Arguments> layers() {
        return Stream.of(
                arguments(Linear.of(5, 3), Shape.of(5)),
                arguments(Conv2d.of(3, 4, 3, 1, 1), IMAGE),
                arguments(Conv2d.of(3, 4, 4, 2, 1).withoutBias(), IMAGE),
                arguments(new Conv2d(3, 2, 2, 5, 3, 2, Bias.ZERO, INIT), IMAGE),
                arguments(Conv2d.covering(IMAGE, 6), IMAGE),
                arguments(ConvTranspose2d.doubling(3, 4), IMAGE),
                arguments(ConvTranspose2d.doubling(3, 2).withoutBias().outputPadding(1, 0), IMAGE),
                arguments(ConvTranspose2d.doubling(3, 2).outputPadding(0, 1), IMAGE),
                arguments(new ConvTranspose2d(3, 2, 2, 5, 3, 1, 2, 1, Bias.ZERO, INIT), IMAGE),
                arguments(new ConvTranspose2d(3, 2, 5, 1, 1, 0, 0, 0, Bias.NONE, INIT), IMAGE),
                arguments(ConvTranspose2d.spreading(3, Shape.of(4, 5, 7)), Shape.of(3, 1, 1)),
                arguments(BatchNorm.of(6), Shape.of(6)),
                arguments(BatchNorm.of(3), IMAGE),
                arguments(new BatchNorm(3, 0.1f, 0.5f, INIT), IMAGE),
                arguments(InstanceNorm2d.of(3), IMAGE),
                arguments(new InstanceNorm2d(3, 0.1f), Shape.of(3, 1, 2)),
                arguments(LayerNorm.of(IMAGE), IMAGE),
                arguments(LayerNorm.of(Shape.of(6)), Shape.of(6)),
                arguments(new LayerNorm(Shape.of(3, 4), 0.1f), Shape.of(3, 4)),
                arguments(PixelNorm.standard(), IMAGE),
                arguments(PixelNorm.standard(), Shape.of(1, 5, 7)),
                arguments(PixelNorm.standard(), Shape.of(6)),
                arguments(PixelNorm.standard(), Shape.of(1)),
                arguments(new PixelNorm(0.1f), Shape.of(6)),
                arguments(VirtualBatchNorm.of(3, 8), IMAGE),
                arguments(new VirtualBatchNorm(3, 64, 0.1f), IMAGE),
                arguments(VirtualBatchNorm.of(3, 5), Shape.of(3, 1, 1)),
                arguments(VirtualBatchNorm.of(1, 2), Shape.of(1, 5, 7)),
                arguments(VirtualBatchNorm.of(6, 2), Shape.of(6)),
                arguments(VirtualBatchNorm.of(1, 3), Shape.of(1)),
                arguments(new SpectralNorm(Linear.of(5, 3)), Shape.of(5)),
                arguments(new SpectralNorm(Conv2d.of(3, 4, 4, 2, 1)), IMAGE),
                arguments(new SpectralNorm(new Conv2d(3, 2, 2, 5, 3, 2, Bias.NONE, INIT)), IMAGE),
                arguments(new SpectralNorm(ConvTranspose2d.doubling(3, 4)), IMAGE),
                arguments(new SpectralNorm(new ConvTranspose2d(3, 2, 2, 5, 3, 1, 2, 1, Bias.NONE, INIT)), IMAGE),
                arguments(MinibatchDiscrimination.of(5, 4, 3), Shape.of(5)),
                arguments(MinibatchStdDev.standard(), IMAGE),
                arguments(MinibatchStdDev.standard(), Shape.of(5)),
                arguments(new Relu(), IMAGE),
                arguments(new LeakyRelu(0.2f), IMAGE),
                arguments(new LeakyRelu(0), Shape.of(4)),
                arguments(new Tanh(), IMAGE),
                arguments(new Sigmoid(), Shape.of(9)),
                arguments(new Dropout(0.5f), IMAGE),
                arguments(new Dropout(0.5f), Shape.scalar()),
                arguments(new Reshape(Shape.of(7, 15)), IMAGE),
                arguments(new Reshape(Shape.scalar()), Shape.of(1)),
                arguments(new Reshape(Shape.of(1, 1, 1)), Shape.scalar()),
                arguments(new Concat(), IMAGE),
                arguments(new Concat(), Shape.of(3)),
                arguments(new Add(), IMAGE),
                arguments(new Add(), Shape.scalar()),
                arguments(new Conv2d(4, 6, 3, 2, 2, 1, Bias.ZERO, INIT, 2), Shape.of(4, 5, 7)),
                arguments(Conv2d.depthwise(3, 3, 1, 1).withoutBias(), IMAGE),
                arguments(Conv2d.covering(IMAGE, 3).groups(3), IMAGE),
                arguments(ConvTranspose2d.doubling(4, 6).groups(2), Shape.of(4, 5, 7)),
                arguments(ConvTranspose2d.doubling(3, 3).withoutBias().groups(3), IMAGE),
                arguments(ConvTranspose2d.spreading(4, Shape.of(6, 2, 3)).groups(2), Shape.of(4, 1, 1)),
                arguments(BatchNorm.of(3).withoutAffine(), IMAGE),
                arguments(BatchNorm.of(6).withoutAffine(), Shape.of(6)),
                arguments(InstanceNorm2d.of(3).withoutAffine(), IMAGE),
                arguments(Embedding.of(5, 3), Shape.of(5)),
                arguments(new SpectralNorm(Embedding.of(5, 3)), Shape.of(5)),
                arguments(new Multiply(), IMAGE),
                arguments(new Multiply(), Shape.of(4)),
                arguments(new Modulate(), IMAGE),
                arguments(new Modulate(), Shape.of(4)),
                arguments(new SampleSum(), Shape.of(5)),
                arguments(new GlobalSum(), IMAGE),
                arguments(PRelu.of(3), IMAGE),
                arguments(PRelu.of(4), Shape.of(4)),
                arguments(new PRelu(5, -0.5f), Shape.of(5, 5, 5)),
                arguments(new Scale(0.2f), IMAGE),
                arguments(new Scale(-1), Shape.of(4)),
                arguments(new Channels(1, 3), IMAGE),
                arguments(new Channels(2, 4), Shape.of(5)),
                arguments(new ReflectionPad2d(1), IMAGE),
                arguments(new ReflectionPad2d(4), IMAGE),
                arguments(UpsampleNearest2d.doubling(), IMAGE),
                arguments(new UpsampleNearest2d(3), IMAGE),
                arguments(new PixelShuffle(2), Shape.of(8, 5, 7)),
                arguments(new PixelShuffle(3), Shape.of(9, 2, 1)),
                arguments(new AvgPool2d(2), IMAGE),
                arguments(new AvgPool2d(5), IMAGE),
                arguments(new MaxPool2d(2), IMAGE),
                arguments(new MaxPool2d(3), IMAGE),
                arguments(new MaxPool2d(3, 1), IMAGE),
                arguments(new MaxPool2d(4, 3), IMAGE),
                arguments(Equalized.of(Linear.of(5, 3)).rate(0.01f).rectified(), Shape.of(5)),
                arguments(Equalized.of(Linear.of(5, 3)).gain(0.5f).firstBias(1), Shape.of(5)),
                arguments(Equalized.of(Conv2d.of(3, 4, 3, 2, 0)), IMAGE),
                arguments(Equalized.of(Conv2d.covering(IMAGE, 6)).rate(2), IMAGE),
                arguments(Equalized.of(ConvTranspose2d.doubling(3, 4)).rectified(), IMAGE),
                arguments(Equalized.of(ModulatedConv2d.of(3, 4, 3)).rectified(), IMAGE),
                arguments(Equalized.of(ModulatedConv2d.toColors(3, 1)).rate(0.5f), IMAGE),
                arguments(ModulatedConv2d.of(3, 4, 1).gain(0.5f), IMAGE),
                arguments(ModulatedConv2d.of(3, 4, 5).withoutBias().gain(3), IMAGE),
                arguments(ModulatedConv2d.doubling(3, 4), IMAGE),
                arguments(ModulatedConv2d.doubling(3, 2).withoutBias(), Shape.of(3, 1, 2)),
                arguments(ModulatedConv2d.toColors(3, 2).gain(0.7f), IMAGE),
                arguments(new SpectralNorm(ModulatedConv2d.toColors(3, 2)), IMAGE),
                arguments(new SpectralNorm(ModulatedConv2d.doubling(3, 2)), IMAGE),
                arguments(new Fir2d(Fir2d.Use.UPSAMPLING), IMAGE),
                arguments(new Fir2d(Fir2d.Use.UPSAMPLING), Shape.of(1, 1, 1)),
                arguments(new Fir2d(Fir2d.Use.DOWNSAMPLING), Shape.of(3, 4, 6)),
                arguments(new Fir2d(Fir2d.Use.BEFORE_HALVING), IMAGE),
                arguments(new Fir2d(Fir2d.Use.AFTER_DOUBLING), IMAGE),
                arguments(Noise.of(IMAGE), IMAGE),
                arguments(new Noise(1, 1, 2), Shape.of(4, 1, 1)),
                arguments(Noise.ofChannels(IMAGE), IMAGE),
                arguments(new Fade(), IMAGE),
                arguments(new Fade(), Shape.of(4)),
                arguments(LearnedConstant.of(IMAGE), Shape.of(5)),
                arguments(LearnedConstant.of(Shape.of(4)), Shape.of(1)),
                arguments(new StyleMixing(0.5f), Shape.of(5)),
                arguments(new Attention(Shape.of(3, 6, 5), Shape.of(4, 3, 2)), Shape.of(3, 6, 5)),
                arguments(new LearnedScale(0.7f), IMAGE),
                arguments(new LearnedScale(-2), Shape.of(5)),
                arguments(DiffAugment.all().background(-0.5f), IMAGE),
                arguments(DiffAugment.of(DiffAugment.Kind.CUTOUT), Shape.of(1, 8, 9)),
                arguments(Ada.all().layer(1), Shape.of(3, 8, 8)),
                arguments(TokenEmbedding.of(2, 5, 3), Shape.of(5)),
                arguments(TokenEmbedding.of(1, 1, 1), Shape.of(1)),
                arguments(Conv1d.of(3, 4, 3, 1, 1), Shape.of(3, 7)),
                arguments(new Conv1d(3, 2, 4, 2, 3, Bias.NONE, INIT), Shape.of(3, 5)),
                arguments(new SpectralNorm(Conv1d.of(3, 4, 7, 1, 0)), Shape.of(3, 7)),
                arguments(Equalized.of(Conv1d.of(3, 4, 3, 1, 1)).rectified(), Shape.of(3, 7)),
                arguments(new WordPool(7), Shape.of(3, 7)),
                arguments(new WordPool(1), Shape.of(2, 1)));
    }

    @Test
    void catalogue_holdsEveryLayer() {
        assertThat(layers().map(row -> row.get()[0].getClass()).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Layer.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layer_writtenAndRun_givesItsDefinition(Layer layer, Shape input) {
        check(network(layer, input), 1e-5);
    }

    @Test
    void add_ofThree_sumsAll() {
        NetworkBuilder network = from(Shape.of(4)).linear(4).name("a").relu().name("b");
        check(network.join(new Add(), "x", "a", "b").build(), 1e-5);
    }

    @Test
    void concat_ofThree_keepsTheirOrder() {
        NetworkBuilder network = from(Shape.of(2, 3, 3)).tanh().name("a");
        network.convTranspose2d(1, 3, 1, 1).name("b");
        check(network.join(new Concat(), "b", "x", "a", "x").build(), 1e-5);
    }

    @Test
    void residualBlockWithDropout_leavesTheDropoutOut() {
        NetworkBuilder network = from(Shape.of(4)).dropout(0.3f).name("trunk");
        network.linear(4).dropout(0.9f).name("branch");
        network.join(new Add(), "trunk", "branch").dropout(0.5f).dropout(0.1f);
        check(network.build(), 1e-5);
    }

    @Test
    void layersCalledAsTheOutput_keepTheirNames() {
        NetworkBuilder network = from(Shape.of(4)).linear(3).name("samples");
        check(network.relu().linear(2).name("score").build(), 1e-5);
    }

    @Test
    void saturatedActivations_stayFinite() {
        Network network = from(Shape.of(4)).sigmoid().build();
        try (Runner runner = Models.runner(Models.write(network, Models.card(network)))) {
            assertThat(runner.run(new float[] {-1000, 1000, Float.MIN_VALUE, 0}, 1))
                    .containsExactly(new float[] {0, 1, 0.5f, 0.5f}, within(1e-6f));
        }
    }

    /** The mean of squares minus the square of the mean, in floats, would leave a variance of 0, or one below it. */
    @Test
    void virtualBatchNorm_farFromZero_keepsItsDigits() {
        for (Shape shape : List.of(Shape.of(2), Shape.of(2, 3, 4))) {
            Network network = from(shape).add(VirtualBatchNorm.of(2, 8)).build();
            Map<String, Tensor> parameters = Map.of(
                    "virtual_batch_norm_1.weight", Tensor.of(Shape.of(2), 1, 0.5f),
                    "virtual_batch_norm_1.bias", Tensor.of(Shape.of(2), 0, 2),
                    "virtual_batch_norm_1.reference_mean", Tensor.of(Shape.of(2), 4096, -4096),
                    "virtual_batch_norm_1.reference_var", Tensor.of(Shape.of(2), 0.0625f, 0.25f));
            float[] x = new float[3 * shape.size()];
            RandomStream.of(11).fillNormal(x, 0, 0.25);
            for (int i = 0; i < x.length; i++) {
                x[i] += i % shape.size() < shape.size() / 2 ? 4096 : -4096;
            }
            check(network, parameters, x, 1e-5);
        }
    }

    /** With R = 3, mean 1, variance 3: a value of 5 has the mean (3 + 5) / 4 = 2 and the variance (12 + 25) / 4 - 4 = 5.25. */
    @Test
    void virtualBatchNorm_ofAVector_countsTheSampleAsOneOfTheBatch() {
        Network network = from(Shape.of(1))
                .add(new VirtualBatchNorm(1, 3, 1))
                .name("norm")
                .build();
        Map<String, Tensor> parameters = Map.of(
                "norm.weight", Tensor.of(Shape.of(1), 2),
                "norm.bias", Tensor.of(Shape.of(1), 1),
                "norm.reference_mean", Tensor.of(Shape.of(1), 1),
                "norm.reference_var", Tensor.of(Shape.of(1), 3));
        // 1 + 2 (5 - 2) / sqrt(5.25 + 1) = 1 + 6 / 2.5
        assertThat(run(network, parameters, 5)).containsExactly(new float[] {3.4f}, within(1e-6f));
    }

    /** A matrix of rows (3, 0) and (0, 2) with the singular vectors of 3, whose lengths are not 1. */
    @Test
    void spectralNorm_ofADiagonal_dividesByTheSingularValue() {
        Network network = from(Shape.of(2))
                .add(new SpectralNorm(Linear.of(2, 2)))
                .name("spectral")
                .build();
        Map<String, Tensor> parameters = Map.of(
                "spectral.weight", Tensor.of(Shape.of(2, 2), 3, 0, 0, 2),
                "spectral.bias", Tensor.of(Shape.of(2), 0.5f, -0.5f),
                "spectral.weight_u", Tensor.of(Shape.of(2), 7, 0),
                "spectral.weight_v", Tensor.of(Shape.of(2), 0.25f, 0));
        assertThat(run(network, parameters, 6, 6)).containsExactly(new float[] {6.5f, 3.5f}, within(1e-6f));
    }

    private static float[] run(Network network, Map<String, Tensor> parameters, float... x) {
        try (Runner runner = Models.runner(Models.FORMAT.write(network, parameters, Models.card(network)))) {
            return runner.run(x, 1);
        }
    }

    /** A card's generator begins with a vector, so the layer's input "x" is one that is given another shape. */
    private static NetworkBuilder from(Shape input) {
        return Network.from("z", Shape.of(input.size())).reshape(input).name("x");
    }

    /** The layer alone; with as many inputs as it needs. */
    private static Network network(Layer layer, Shape input) {
        NetworkBuilder network = from(input);
        if (layer instanceof Modulate) {
            network.branch("z").linear(input.extent(0)).name("gamma");
            network.branch("z").linear(input.extent(0)).name("beta");
            return network.branch("x").modulate("gamma", "beta").build();
        }
        if (layer.bare() instanceof ModulatedConv2d modulated) {
            network.branch("z").linear(modulated.inChannels()).name("style");
            return network.join(layer, "x", "style").build();
        }
        if (layer instanceof WordPool) {
            // numbers far from 0 stand for a word or none
            network.branch("z").linear(input.extent(1)).scale(1e6f).name("words");
            return network.join(layer, "x", "words").build();
        }
        if (layer instanceof Attention) {
            network.add(new MaxPool2d(2)).name("keys");
            network.conv2d(4, 1, 1, 0).name("values");
            return network.join(layer, "x", "keys", "values").build();
        }
        if (layer.traits().purpose() == Traits.Purpose.JOIN) {
            return network.tanh().join(layer, "tanh_1", "x").build();
        }
        return network.add(layer).build();
    }

    private static void check(Network network, double tolerance) {
        float[] x = new float[3 * network.inputs().get(0).shape().size()];
        RandomStream.of(11).fillNormal(x, 0, 1);
        check(network, Models.trained(network, 7), x, tolerance);
    }

    /** Three samples together, and each of them alone. */
    private static void check(Network network, Map<String, Tensor> parameters, float[] x, double tolerance) {
        byte[] file = Models.FORMAT.write(network, parameters, Models.card(network));
        int size = x.length / 3;
        try (Runner runner = Models.runner(file)) {
            float[] together = runner.run(x, 3);
            assertThat(together).hasSize(3 * network.outputShape().size());
            for (int i = 0; i < 3; i++) {
                float[] sample = Arrays.copyOfRange(x, i * size, (i + 1) * size);
                double[] expected = new Reference(network, parameters).evaluate(sample);
                float[] alone = runner.run(sample, 1);
                for (int j = 0; j < expected.length; j++) {
                    assertThat((double) together[i * expected.length + j]).isCloseTo(expected[j], within(tolerance));
                    assertThat((double) alone[j]).isCloseTo(expected[j], within(tolerance));
                }
            }
        }
    }
}
