package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
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
import io.gan4j.onnx.OnnxFormat;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer in evaluation on libtorch gives what ONNX Runtime gives, with the same weights and inputs. */
class LayersTest {
    private static final Init INIT = Init.normal(0, 0.5f);
    private static final Shape IMAGE = Shape.of(3, 5, 7);
    private static final int COUNT = 3;

    static Stream<Arguments> layers() {
        return Stream.of(
                arguments(Linear.of(5, 3), Shape.of(5)),
                arguments(Conv2d.of(3, 4, 3, 1, 1), IMAGE),
                arguments(Conv2d.of(3, 4, 4, 2, 1).withoutBias(), IMAGE),
                arguments(new Conv2d(3, 2, 2, 5, 3, 2, Bias.ZERO, INIT), IMAGE),
                arguments(new Conv2d(8, 2, 4, 3, 1, 2, Bias.ZERO, INIT), Shape.of(8, 5, 7)),
                arguments(Conv2d.halving(256, 64), Shape.of(256, 4, 2)),
                arguments(ConvTranspose2d.doubling(64, 256), Shape.of(64, 1, 2)),
                arguments(Conv2d.covering(IMAGE, 6), IMAGE),
                arguments(Conv2d.covering(IMAGE, 6).withoutBias(), IMAGE),
                arguments(new Conv2d(3, 2, 5, 7, 4, 0, Bias.ZERO, INIT), IMAGE),
                arguments(ConvTranspose2d.doubling(3, 4), IMAGE),
                arguments(ConvTranspose2d.doubling(3, 2).withoutBias().outputPadding(1, 0), IMAGE),
                arguments(ConvTranspose2d.doubling(3, 2).outputPadding(0, 1), IMAGE),
                arguments(new ConvTranspose2d(3, 2, 2, 5, 3, 1, 2, 1, Bias.ZERO, INIT), IMAGE),
                arguments(new ConvTranspose2d(3, 2, 5, 1, 1, 0, 0, 0, Bias.NONE, INIT), IMAGE),
                arguments(ConvTranspose2d.spreading(3, Shape.of(4, 5, 7)), Shape.of(3, 1, 1)),
                arguments(ConvTranspose2d.spreading(3, Shape.of(4, 5, 7)).withoutBias(), Shape.of(3, 1, 1)),
                arguments(new ConvTranspose2d(3, 2, 4, 4, 2, 0, 1, 1, Bias.NONE, INIT), Shape.of(3, 1, 1)),
                arguments(new ConvTranspose2d(3, 2, 4, 4, 1, 1, 0, 0, Bias.NONE, INIT), Shape.of(3, 1, 1)),
                arguments(BatchNorm.of(6), Shape.of(6)),
                arguments(BatchNorm.of(3), IMAGE),
                arguments(new BatchNorm(3, 0.1f, 0.5f, INIT), IMAGE),
                arguments(InstanceNorm2d.of(3), IMAGE),
                arguments(LayerNorm.of(IMAGE), IMAGE),
                arguments(LayerNorm.of(Shape.of(6)), Shape.of(6)),
                arguments(PixelNorm.standard(), IMAGE),
                arguments(new PixelNorm(0.5f), Shape.of(4)),
                arguments(VirtualBatchNorm.of(3, 8), IMAGE),
                arguments(VirtualBatchNorm.of(6, 2), Shape.of(6)),
                arguments(new SpectralNorm(Linear.of(5, 3)), Shape.of(5)),
                arguments(new SpectralNorm(Conv2d.of(3, 4, 3, 1, 1)), IMAGE),
                arguments(new SpectralNorm(Conv2d.covering(IMAGE, 6)), IMAGE),
                arguments(new SpectralNorm(ConvTranspose2d.doubling(3, 4)), IMAGE),
                arguments(new SpectralNorm(ConvTranspose2d.spreading(3, IMAGE).withoutBias()), Shape.of(3, 1, 1)),
                arguments(MinibatchDiscrimination.of(5, 4, 3), Shape.of(5)),
                arguments(MinibatchStdDev.standard(), IMAGE),
                arguments(new MinibatchStdDev(2), Shape.of(5)),
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
                arguments(Conv2d.depthwise(3, 1, 1, 0), IMAGE),
                arguments(Conv2d.depthwise(3, 1, 1, 0).withoutBias(), IMAGE),
                arguments(Conv2d.covering(IMAGE, 3).groups(3), IMAGE),
                arguments(ConvTranspose2d.doubling(4, 6).groups(2), Shape.of(4, 5, 7)),
                arguments(ConvTranspose2d.doubling(3, 3).withoutBias().groups(3), IMAGE),
                arguments(ConvTranspose2d.spreading(4, Shape.of(6, 2, 3)).groups(2), Shape.of(4, 1, 1)),
                arguments(new SpectralNorm(Conv2d.of(4, 6, 3, 1, 1).groups(2)), Shape.of(4, 5, 7)),
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
    void layer_onLibtorch_givesWhatOnnxRuntimeGives(Layer layer, Shape input) {
        check(network(layer, input));
    }

    /** Activations may overwrite their input; each must see its maker's own values wherever it stands. */
    @ParameterizedTest
    @MethodSource("activations")
    void activation_whoseInputIsTakenTwice_leavesItAlone(Layer activation) {
        NetworkBuilder network = from(Shape.of(4)).linear(4).name("a");
        network.add(activation).name("b");
        check(network.join(new Add(), "a", "b", "a").build());
        NetworkBuilder behindDropout = from(Shape.of(4)).linear(4).name("a");
        behindDropout.dropout(0.5f).add(activation).name("b");
        check(behindDropout.join(new Concat(), "a", "b").build());
    }

    static Stream<Layer> activations() {
        return Stream.of(new Relu(), new LeakyRelu(0.2f), new Tanh(), new Sigmoid());
    }

    @ParameterizedTest
    @MethodSource("activations")
    void activation_ofTheInput_leavesTheInputAlone(Layer activation) {
        Network network = Network.from("x", Shape.of(2)).add(activation).build();
        float[] x = {-3, 3};
        try (HandPlayed played = HandPlayed.evaluating(network, Map.of())) {
            float[] first = played.evaluate("evaluated", x, 1);
            assertThat(played.evaluate("evaluated", x, 1)).containsExactly(first);
            assertThat(x).containsExactly(-3, 3);
        }
    }

    @Test
    void join_ofManyInAnyOrder_keepsTheOrder() {
        NetworkBuilder network = from(Shape.of(2, 3, 3)).tanh().name("a");
        network.convTranspose2d(1, 3, 1, 1).name("b");
        check(network.join(new Concat(), "b", "x", "a", "x").build());
    }

    @Test
    void namesOfTheLanguage_asNamesOfLayers_areOnlyNames() {
        Network network = Network.from("self", Shape.of(3))
                .linear(3)
                .name("def")
                .relu()
                .name("torch")
                .linear(2)
                .name("return")
                .build();
        try (HandPlayed played = HandPlayed.evaluating(network, HandPlayed.trained(network, 1))) {
            assertThat(played.evaluate("evaluated", new float[] {1, 2, 3}, 1)).hasSize(2);
        }
    }

    /** A card's generator begins with a vector, so the layer's input "x" is one that is given another shape. */
    private static NetworkBuilder from(Shape input) {
        return Network.from("z", Shape.of(input.size())).reshape(input).name("x");
    }

    private static Network network(Layer layer, Shape input) {
        return with(from(input), layer).build();
    }

    /** The layer on top of one named x, in a network of the vector z; with as many inputs as it needs. */
    static NetworkBuilder with(NetworkBuilder network, Layer layer) {
        if (layer instanceof Modulate) {
            int channels = network.shape().extent(0);
            network.branch("z").linear(channels).name("gamma");
            network.branch("z").linear(channels).name("beta");
            return network.branch("x").modulate("gamma", "beta");
        }
        if (layer.bare() instanceof ModulatedConv2d modulated) {
            network.branch("z").linear(modulated.inChannels()).name("style");
            return network.join(layer, "x", "style");
        }
        if (layer instanceof WordPool pool) {
            // numbers far from 0 stand for a word or none
            network.branch("z").linear(pool.places()).scale(1e6f).name("words");
            return network.join(layer, "x", "words");
        }
        if (layer instanceof Attention) {
            network.add(new MaxPool2d(2)).name("keys");
            network.conv2d(4, 1, 1, 0).name("values");
            return network.join(layer, "x", "keys", "values");
        }
        return layer.traits().purpose() == Traits.Purpose.JOIN
                ? network.tanh().name("other").join(layer, "other", "x")
                : network.add(layer);
    }

    private static void check(Network network) {
        Map<String, Tensor> parameters = HandPlayed.trained(network, 7);
        int size = network.inputs().get(0).shape().size();
        float[] x = HandPlayed.normal(COUNT * size, 11);
        ModelCard card = ModelCard.generator(size, Prior.NORMAL, network.outputShape());
        byte[] file = new OnnxFormat().write(network, parameters, card);
        try (HandPlayed played = HandPlayed.evaluating(network, parameters);
                Runner onnx = new OnnxFormat()
                        .read(file, LoadOptions.defaults().threads(1))
                        .runner()) {
            float[] ours = played.evaluate("evaluated", x, COUNT);
            assertThat(ours).containsExactly(onnx.run(x, COUNT), within(1e-5f));
            float[] alone = played.evaluate("evaluated", Arrays.copyOf(x, size), 1);
            assertThat(Arrays.copyOf(ours, alone.length)).containsExactly(alone, within(1e-5f));
        }
    }
}
