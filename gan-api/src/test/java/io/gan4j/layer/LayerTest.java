package io.gan4j.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Shape;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each layer: the shape that it makes, and what it refuses. */
class LayerTest {
    private static final Shape IMAGE = Shape.of(3, 10, 8);

    static Stream<Arguments> fitting() {
        return Stream.of(
                fit(Linear.of(5, 7), Shape.of(7), Shape.of(5)),
                fit(Conv2d.of(3, 4, 3, 1, 1), Shape.of(4, 10, 8), IMAGE),
                fit(Conv2d.of(3, 4, 3, 1, 0), Shape.of(4, 8, 6), IMAGE),
                fit(Conv2d.of(3, 4, 3, 2, 0), Shape.of(4, 4, 3), IMAGE),
                fit(Conv2d.of(3, 4, 1, 3, 0), Shape.of(4, 4, 3), IMAGE),
                fit(Conv2d.halving(3, 4), Shape.of(4, 5, 4), IMAGE),
                fit(Conv2d.halving(1, 2), Shape.of(2, 3, 4), Shape.of(1, 7, 9)),
                fit(Conv2d.covering(IMAGE, 6), Shape.of(6, 1, 1), IMAGE),
                fit(ConvTranspose2d.of(3, 4, 3, 1, 0), Shape.of(4, 12, 10), IMAGE),
                fit(ConvTranspose2d.of(3, 4, 3, 1, 1), Shape.of(4, 10, 8), IMAGE),
                fit(ConvTranspose2d.of(3, 4, 5, 3, 2), Shape.of(4, 28, 22), IMAGE),
                fit(ConvTranspose2d.doubling(3, 4), Shape.of(4, 20, 16), IMAGE),
                fit(ConvTranspose2d.doubling(3, 4).outputPadding(1, 0), Shape.of(4, 21, 16), IMAGE),
                fit(ConvTranspose2d.doubling(3, 4).outputPadding(0, 1), Shape.of(4, 20, 17), IMAGE),
                fit(ConvTranspose2d.spreading(9, Shape.of(4, 7, 5)), Shape.of(4, 7, 5), Shape.of(9, 1, 1)),
                fit(BatchNorm.of(3), IMAGE, IMAGE),
                fit(BatchNorm.of(5), Shape.of(5), Shape.of(5)),
                fit(InstanceNorm2d.of(3), IMAGE, IMAGE),
                fit(LayerNorm.of(IMAGE), IMAGE, IMAGE),
                fit(LayerNorm.of(Shape.of(5)), Shape.of(5), Shape.of(5)),
                fit(PixelNorm.standard(), IMAGE, IMAGE),
                fit(PixelNorm.standard(), Shape.of(5), Shape.of(5)),
                fit(VirtualBatchNorm.of(3, 8), IMAGE, IMAGE),
                fit(VirtualBatchNorm.of(5, 8), Shape.of(5), Shape.of(5)),
                fit(new SpectralNorm(Linear.of(5, 7)), Shape.of(7), Shape.of(5)),
                fit(new SpectralNorm(Conv2d.halving(3, 4)), Shape.of(4, 5, 4), IMAGE),
                fit(new SpectralNorm(ConvTranspose2d.doubling(3, 4)), Shape.of(4, 20, 16), IMAGE),
                fit(MinibatchDiscrimination.of(5, 7, 2), Shape.of(12), Shape.of(5)),
                fit(MinibatchStdDev.standard(), Shape.of(4, 10, 8), IMAGE),
                fit(MinibatchStdDev.standard(), Shape.of(6), Shape.of(5)),
                fit(new Relu(), IMAGE, IMAGE),
                fit(new LeakyRelu(0.2f), IMAGE, IMAGE),
                fit(new Tanh(), Shape.of(2), Shape.of(2)),
                fit(new Sigmoid(), Shape.of(2), Shape.of(2)),
                fit(new Dropout(0.5f), IMAGE, IMAGE),
                fit(new Reshape(Shape.of(240)), Shape.of(240), IMAGE),
                fit(new Reshape(Shape.of(15, 4, 4)), Shape.of(15, 4, 4), IMAGE),
                fit(new Concat(), Shape.of(8, 10, 8), IMAGE, Shape.of(5, 10, 8)),
                fit(new Concat(), Shape.of(12), Shape.of(5), Shape.of(4), Shape.of(3)),
                fit(new Add(), IMAGE, IMAGE, IMAGE, IMAGE),
                fit(Conv2d.depthwise(3, 3, 2, 1), Shape.of(3, 5, 4), IMAGE),
                fit(ConvTranspose2d.doubling(3, 6).groups(3), Shape.of(6, 20, 16), IMAGE),
                fit(Embedding.of(5, 7), Shape.of(7), Shape.of(5)),
                fit(new SpectralNorm(Embedding.of(5, 7)), Shape.of(7), Shape.of(5)),
                fit(new Multiply(), IMAGE, IMAGE, IMAGE),
                fit(new Modulate(), IMAGE, IMAGE, Shape.of(3), Shape.of(3)),
                fit(new Modulate(), Shape.of(3), Shape.of(3), Shape.of(3), Shape.of(3)),
                fit(new SampleSum(), Shape.of(1), Shape.of(5)),
                fit(new GlobalSum(), Shape.of(3), IMAGE),
                fit(PRelu.of(3), IMAGE, IMAGE),
                fit(PRelu.of(5), Shape.of(5), Shape.of(5)),
                fit(new Scale(0.2f), IMAGE, IMAGE),
                fit(new Scale(-1), Shape.of(5), Shape.of(5)),
                fit(new Channels(1, 3), Shape.of(2, 10, 8), IMAGE),
                fit(new Channels(0, 1), Shape.of(1), Shape.of(5)),
                fit(new ReflectionPad2d(3), Shape.of(3, 16, 14), IMAGE),
                fit(new ReflectionPad2d(7), Shape.of(3, 24, 22), IMAGE),
                fit(UpsampleNearest2d.doubling(), Shape.of(3, 20, 16), IMAGE),
                fit(new UpsampleNearest2d(3), Shape.of(3, 30, 24), IMAGE),
                fit(new PixelShuffle(2), Shape.of(3, 20, 16), Shape.of(12, 10, 8)),
                fit(new AvgPool2d(2), Shape.of(3, 5, 4), IMAGE),
                fit(new AvgPool2d(3), Shape.of(3, 3, 2), IMAGE),
                fit(new MaxPool2d(8), Shape.of(3, 1, 1), IMAGE),
                fit(new MaxPool2d(3, 1), Shape.of(3, 4, 3), IMAGE),
                fit(Equalized.of(Linear.of(5, 7)), Shape.of(7), Shape.of(5)),
                fit(Equalized.of(ModulatedConv2d.of(3, 4, 3)), Shape.of(4, 10, 8), IMAGE, Shape.of(3)),
                fit(ModulatedConv2d.of(3, 4, 5), Shape.of(4, 10, 8), IMAGE, Shape.of(3)),
                fit(ModulatedConv2d.doubling(3, 4), Shape.of(4, 20, 16), IMAGE, Shape.of(3)),
                fit(ModulatedConv2d.toColors(3, 1), Shape.of(1, 10, 8), IMAGE, Shape.of(3)),
                fit(new Fir2d(Fir2d.Use.UPSAMPLING), Shape.of(3, 20, 16), IMAGE),
                fit(new Fir2d(Fir2d.Use.DOWNSAMPLING), Shape.of(3, 5, 4), IMAGE),
                fit(new Fir2d(Fir2d.Use.BEFORE_HALVING), Shape.of(3, 11, 9), IMAGE),
                fit(new Fir2d(Fir2d.Use.AFTER_DOUBLING), Shape.of(3, 9, 7), IMAGE),
                fit(Noise.of(IMAGE), IMAGE, IMAGE),
                fit(LearnedConstant.of(IMAGE), IMAGE, Shape.of(5)),
                fit(
                        new Attention(IMAGE, Shape.of(2, 5, 4)),
                        Shape.of(2, 10, 8),
                        IMAGE,
                        Shape.of(3, 5, 4),
                        Shape.of(2, 5, 4)),
                fit(new LearnedScale(0), IMAGE, IMAGE),
                fit(new LearnedScale(0), Shape.of(4), Shape.of(4)),
                fit(new StyleMixing(0.5f), Shape.of(5), Shape.of(5), Shape.of(5)),
                fit(new Fade(), IMAGE, IMAGE, IMAGE),
                fit(new Fade(), Shape.of(5), Shape.of(5), Shape.of(5)),
                fit(Noise.ofChannels(IMAGE), IMAGE, IMAGE),
                fit(DiffAugment.all(), IMAGE, IMAGE),
                fit(Ada.all().layer(3), IMAGE, IMAGE),
                fit(TokenEmbedding.of(9, 5, 7), Shape.of(7, 5), Shape.of(5)),
                fit(Conv1d.of(3, 4, 3, 1, 1), Shape.of(4, 5), Shape.of(3, 5)),
                fit(Conv1d.of(3, 4, 3, 2, 0), Shape.of(4, 2), Shape.of(3, 6)),
                fit(Conv1d.of(3, 4, 7, 1, 1), Shape.of(4, 1), Shape.of(3, 5)),
                fit(new WordPool(5), Shape.of(6), Shape.of(3, 5), Shape.of(5)));
    }

    private static Arguments fit(Layer layer, Shape expected, Shape... inputs) {
        return Arguments.of(layer, List.of(inputs), expected);
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void shape_ofAFittingInput_isInferred(Layer layer, List<Shape> inputs, Shape expected) {
        assertThat(layer.outputShape(inputs)).isEqualTo(expected);
    }

    @Test
    void everyLayer_isAmongTheFitting() {
        assertThat(fitting().<Class<?>>map(a -> a.get()[0].getClass()).distinct())
                .containsExactlyInAnyOrder(Layer.class.getPermittedSubclasses());
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                misfit(Linear.of(5, 7), "Linear expects (5), got (6)", Shape.of(6)),
                misfit(Linear.of(5, 7), "Linear expects (5), got (5, 1, 1)", Shape.of(5, 1, 1)),
                misfit(
                        Linear.of(5, 7),
                        "Linear expects one input, got 2 of them: [(5), (5)]",
                        Shape.of(5),
                        Shape.of(5)),
                misfit(Linear.of(5, 7), "Linear expects one input, got 0 of them: []"),
                misfit(Conv2d.halving(4, 2), "Conv2d expects (4, height, width), got (3, 10, 8)", IMAGE),
                misfit(Conv2d.halving(4, 2), "Conv2d expects (4, height, width), got (4)", Shape.of(4)),
                misfit(Conv2d.of(3, 2, 9, 1, 0), "Conv2d expects an image of at least 9x9, got (3, 10, 8)", IMAGE),
                misfit(Conv2d.of(3, 2, 12, 1, 1), "Conv2d expects an image of at least 10x10, got (3, 10, 8)", IMAGE),
                misfit(
                        ConvTranspose2d.doubling(4, 2),
                        "ConvTranspose2d expects (4, height, width), got (3, 10, 8)",
                        IMAGE),
                misfit(
                        ConvTranspose2d.of(3, 2, 2, 1, 1),
                        "ConvTranspose2d expects an image that leaves something after a padding of 1, got (3, 1, 1)",
                        Shape.of(3, 1, 1)),
                misfit(BatchNorm.of(4), "BatchNorm expects (4) or (4, height, width), got (3, 10, 8)", IMAGE),
                misfit(BatchNorm.of(4), "BatchNorm expects (4) or (4, height, width), got (4, 2)", Shape.of(4, 2)),
                misfit(BatchNorm.of(4), "BatchNorm expects (4) or (4, height, width), got ()", Shape.scalar()),
                misfit(InstanceNorm2d.of(4), "InstanceNorm2d expects (4, height, width), got (3, 10, 8)", IMAGE),
                misfit(
                        InstanceNorm2d.of(4),
                        "InstanceNorm2d expects an image of more than one pixel, got (4, 1, 1)",
                        Shape.of(4, 1, 1)),
                misfit(LayerNorm.of(Shape.of(4)), "LayerNorm expects (4), got (3, 10, 8)", IMAGE),
                misfit(
                        PixelNorm.standard(),
                        "PixelNorm expects (features) or (channels, height, width), got (4, 2)",
                        Shape.of(4, 2)),
                misfit(
                        VirtualBatchNorm.of(4, 2),
                        "VirtualBatchNorm expects (4) or (4, height, width), got (3, 10, 8)",
                        IMAGE),
                misfit(new SpectralNorm(Linear.of(5, 7)), "Linear expects (5), got (6)", Shape.of(6)),
                misfit(
                        MinibatchDiscrimination.of(5, 7, 2),
                        "MinibatchDiscrimination expects (5), got (3, 10, 8)",
                        IMAGE),
                misfit(
                        MinibatchStdDev.standard(),
                        "MinibatchStdDev expects (features) or (channels, height, width), got ()",
                        Shape.scalar()),
                misfit(new Relu(), "Relu expects one input, got 2 of them: [(1), (1)]", Shape.of(1), Shape.of(1)),
                misfit(new LeakyRelu(0), "LeakyRelu expects one input, got 0 of them: []"),
                misfit(new Tanh(), "Tanh expects one input, got 0 of them: []"),
                misfit(new Sigmoid(), "Sigmoid expects one input, got 0 of them: []"),
                misfit(new Dropout(0), "Dropout expects one input, got 0 of them: []"),
                misfit(new Reshape(Shape.of(7, 7)), "Reshape expects 49 elements for (7, 7), got (48)", Shape.of(48)),
                misfit(new Concat(), "Concat expects inputs with at least one axis, got []"),
                misfit(
                        new Concat(),
                        "Concat expects inputs that differ in their first extent only, got [(3, 10, 8), (3, 10, 9)]",
                        IMAGE,
                        Shape.of(3, 10, 9)),
                misfit(
                        new Concat(),
                        "Concat expects inputs that differ in their first extent only, got [(3, 10, 8), (3)]",
                        IMAGE,
                        Shape.of(3)),
                misfit(new Add(), "Add expects two or more inputs of one shape, got [(3, 10, 8)]", IMAGE),
                misfit(
                        new Add(),
                        "Add expects two or more inputs of one shape, got [(2), (3)]",
                        Shape.of(2),
                        Shape.of(3)),
                misfit(Embedding.of(5, 7), "Embedding expects (5), got (6)", Shape.of(6)),
                misfit(new Multiply(), "Multiply expects two inputs of one shape, got [(2)]", Shape.of(2)),
                misfit(
                        new Multiply(),
                        "Multiply expects two inputs of one shape, got [(3, 10, 8), (3)]",
                        IMAGE,
                        Shape.of(3)),
                misfit(
                        new Modulate(),
                        "Modulate expects x of (C) or (C, height, width), gamma of (C) and beta of (C),"
                                + " got [(3, 10, 8), (3), (4)]",
                        IMAGE,
                        Shape.of(3),
                        Shape.of(4)),
                misfit(
                        new Modulate(),
                        "Modulate expects x of (C) or (C, height, width), gamma of (C) and beta of (C), got [(3), (3)]",
                        Shape.of(3),
                        Shape.of(3)),
                misfit(
                        new Attention(IMAGE, Shape.of(2, 5, 4)),
                        "Attention expects queries, keys and values of [(3, 10, 8), (3, 5, 4), (2, 5, 4)], got"
                                + " [(3, 10, 8), (3, 5, 4), (2, 5, 5)]",
                        IMAGE,
                        Shape.of(3, 5, 4),
                        Shape.of(2, 5, 5)),
                misfit(
                        new LearnedScale(0),
                        "LearnedScale expects (features) or (channels, height, width), got (4, 2)",
                        Shape.of(4, 2)),
                misfit(new Fade(), "Fade expects two inputs of one shape, got [(3), (4)]", Shape.of(3), Shape.of(4)),
                misfit(new Noise(10, 8, 1, 4), "Noise expects (4, 10, 8), got (3, 10, 8)", IMAGE),
                misfit(
                        new StyleMixing(0.5f),
                        "StyleMixing expects two inputs of one shape (features), got [(3), (4)]",
                        Shape.of(3),
                        Shape.of(4)),
                misfit(new SampleSum(), "SampleSum expects (features), got (3, 10, 8)", IMAGE),
                misfit(new GlobalSum(), "GlobalSum expects (channels, height, width), got (3)", Shape.of(3)),
                misfit(PRelu.of(4), "PRelu expects (4) or (4, height, width), got (3, 10, 8)", IMAGE),
                misfit(
                        new Scale(2),
                        "Scale expects (features) or (channels, height, width), got (4, 2)",
                        Shape.of(4, 2)),
                misfit(new Channels(1, 4), "Channels expects at least 4 channels, got (3, 10, 8)", IMAGE),
                misfit(
                        new Channels(0, 1),
                        "Channels expects (features) or (channels, height, width), got ()",
                        Shape.scalar()),
                misfit(
                        new ReflectionPad2d(8),
                        "ReflectionPad2d expects an image of at least 9x9 for a padding of 8, got (3, 10, 8)",
                        IMAGE),
                misfit(
                        new ReflectionPad2d(1),
                        "ReflectionPad2d expects (channels, height, width), got (3)",
                        Shape.of(3)),
                misfit(
                        UpsampleNearest2d.doubling(),
                        "UpsampleNearest2d expects (channels, height, width), got (3)",
                        Shape.of(3)),
                misfit(
                        new PixelShuffle(2),
                        "PixelShuffle expects a number of channels that 4 divides, got (3, 10, 8)",
                        IMAGE),
                misfit(new AvgPool2d(9), "AvgPool2d expects an image of at least 9x9, got (3, 10, 8)", IMAGE),
                misfit(new MaxPool2d(2), "MaxPool2d expects (channels, height, width), got (4)", Shape.of(4)),
                misfit(Equalized.of(Linear.of(5, 7)), "Linear expects (5), got (6)", Shape.of(6)),
                misfit(
                        ModulatedConv2d.of(3, 4, 3),
                        "ModulatedConv2d expects an image of (3, height, width) and a style of (3), got [(3, 10, 8)]",
                        IMAGE),
                misfit(
                        ModulatedConv2d.of(3, 4, 3),
                        "ModulatedConv2d expects an image of (3, height, width) and a style of (3), got [(3, 10, 8), (4)]",
                        IMAGE,
                        Shape.of(4)),
                misfit(
                        ModulatedConv2d.of(4, 4, 3),
                        "ModulatedConv2d expects an image of (4, height, width) and a style of (4), got [(3, 10, 8), (4)]",
                        IMAGE,
                        Shape.of(4)),
                misfit(
                        new Fir2d(Fir2d.Use.UPSAMPLING),
                        "Fir2d expects (channels, height, width), got (4)",
                        Shape.of(4)),
                misfit(
                        new Fir2d(Fir2d.Use.DOWNSAMPLING),
                        "Fir2d expects an image with even sides to halve, got (3, 7, 8)",
                        Shape.of(3, 7, 8)),
                misfit(
                        new Fir2d(Fir2d.Use.AFTER_DOUBLING),
                        "Fir2d expects an image of at least 2x2, got (3, 1, 8)",
                        Shape.of(3, 1, 8)),
                misfit(Noise.of(IMAGE), "Noise expects (channels, 10, 8), got (3, 8, 10)", Shape.of(3, 8, 10)),
                misfit(DiffAugment.all(), "DiffAugment expects (channels, height, width), got (4)", Shape.of(4)),
                misfit(
                        Ada.all().layer(2),
                        "AdaptiveAugment expects (channels, height, width) of 2 images of at least 2x2 pixels, got (3, 10, 8)",
                        IMAGE),
                misfit(LearnedConstant.of(IMAGE), "LearnedConstant expects (features), got (3, 10, 8)", IMAGE),
                misfit(TokenEmbedding.of(9, 5, 7), "TokenEmbedding expects (5), got (6)", Shape.of(6)),
                misfit(Conv1d.of(3, 4, 3, 1, 1), "Conv1d expects (3, length), got (4, 5)", Shape.of(4, 5)),
                misfit(Conv1d.of(3, 4, 3, 1, 1), "Conv1d expects (3, length), got (3, 10, 8)", IMAGE),
                misfit(
                        Conv1d.of(3, 4, 8, 1, 1),
                        "Conv1d expects a sequence of at least 6 places, got (3, 5)",
                        Shape.of(3, 5)),
                misfit(
                        new WordPool(5),
                        "WordPool expects features of (features, 5) and words of (5), got [(3, 5)]",
                        Shape.of(3, 5)),
                misfit(
                        new WordPool(5),
                        "WordPool expects features of (features, 5) and words of (5), got [(3, 6), (6)]",
                        Shape.of(3, 6),
                        Shape.of(6)));
    }

    private static Arguments misfit(Layer layer, String message, Shape... inputs) {
        return Arguments.of(layer, List.of(inputs), message);
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void shape_ofAMisfit_namesTheLayerWhatItExpectsAndWhatItGot(Layer layer, List<Shape> inputs, String message) {
        assertThatThrownBy(() -> layer.outputShape(inputs))
                .isInstanceOf(ShapeException.class)
                .hasMessage(message);
    }

    @Test
    void everyLayer_isAmongTheMisfits() {
        assertThat(misfits().<Class<?>>map(a -> a.get()[0].getClass()).distinct())
                .containsExactlyInAnyOrder(Layer.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void visitor_ofALayer_isCalledAtTheMethodOfItsKind(Layer layer) {
        List<String> called = new ArrayList<>();
        Layer.Visitor<?> visitor = (Layer.Visitor<?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Layer.Visitor.class}, (proxy, method, arguments) -> {
                    called.add(method.getName());
                    assertThat(arguments).containsExactly(layer);
                    return null;
                });
        layer.accept(visitor);
        String kind = layer.kind();
        assertThat(called).containsExactly(Character.toLowerCase(kind.charAt(0)) + kind.substring(1));
    }

    @Test
    void visitor_hasAMethodForEveryLayer() {
        List<Class<?>> treated = new ArrayList<>();
        for (Method method : Layer.Visitor.class.getDeclaredMethods()) {
            treated.add(method.getParameterTypes()[0]);
        }
        assertThat(treated).containsExactlyInAnyOrder(Layer.class.getPermittedSubclasses());
    }

    /** Scripts and fingerprints hold these texts, so a setting that came later is named only where it is used. */
    @Test
    void text_ofALayer_namesLaterSettingsOnlyWhereTheyAreUsed() {
        assertThat(BatchNorm.of(2))
                .hasToString("BatchNorm[features=2, epsilon=1.0E-5, momentum=0.1, weights=Constant[value=1.0]]");
        assertThat(InstanceNorm2d.of(2)).hasToString("InstanceNorm2d[channels=2, epsilon=1.0E-5]");
        assertThat(InstanceNorm2d.of(2).withoutAffine())
                .hasToString("InstanceNorm2d[channels=2, epsilon=1.0E-5, affine=NONE]");
        assertThat(Conv2d.of(2, 2, 1, 1, 0).weights(Init.DCGAN).toString()).endsWith("standardDeviation=0.02]]");
        assertThat(Conv2d.of(2, 2, 1, 1, 0).groups(2).toString()).endsWith(", groups=2]");
        assertThat(ConvTranspose2d.of(2, 2, 1, 1, 0).toString()).doesNotContain("groups");
        assertThat(ConvTranspose2d.of(2, 2, 1, 1, 0).groups(2).toString()).endsWith(", groups=2]");
    }

    @Test
    void batchNorm_byDefault_beginsAsTheIdentityWithPyTorchsNumbers() {
        BatchNorm layer = BatchNorm.of(2);
        assertThat(layer.epsilon()).isEqualTo(1e-5f);
        assertThat(layer.momentum()).isEqualTo(0.1f);
        assertThat(layer.parameters().stream().map(Parameter::init))
                .containsExactly(Init.constant(1), Init.constant(0), Init.constant(0), Init.constant(1));
    }

    @Test
    void convolution_thatCoversItsInput_saysSo() {
        assertThat(Conv2d.covering(IMAGE, 1).covers(IMAGE)).isTrue();
        assertThat(Conv2d.halving(3, 1).covers(IMAGE)).isFalse();
        assertThat(Conv2d.covering(IMAGE, 3).groups(3).covers(IMAGE)).isFalse();
        assertThat(Conv2d.of(3, 1, 4, 1, 0).covers(Shape.of(3, 4, 5))).isFalse();
    }

    @Test
    void transposedConvolution_thatSpreadsItsInput_saysSo() {
        ConvTranspose2d layer = ConvTranspose2d.spreading(3, Shape.of(4, 7, 7));
        assertThat(layer.spreads(Shape.of(3, 1, 1))).isTrue();
        assertThat(layer.spreads(Shape.of(3, 2, 1))).isFalse();
        assertThat(ConvTranspose2d.spreading(2, Shape.of(4, 7, 7)).groups(2).spreads(Shape.of(2, 1, 1)))
                .isFalse();
        assertThat(ConvTranspose2d.doubling(3, 4).spreads(Shape.of(3, 1, 1))).isFalse();
    }

    static Stream<Arguments> misuses() {
        return Stream.of(
                misuse(() -> Linear.of(0, 1), "inFeatures must be at least 1, was 0"),
                misuse(() -> Linear.of(1, -1), "outFeatures must be at least 1, was -1"),
                misuse(() -> Conv2d.halving(0, 1), "inChannels must be at least 1, was 0"),
                misuse(() -> Conv2d.of(1, 0, 3, 1, 0), "outChannels must be at least 1, was 0"),
                misuse(() -> Conv2d.of(1, 1, 0, 1, 0), "kernelHeight must be at least 1, was 0"),
                misuse(
                        () -> new Conv2d(1, 1, 1, 0, 1, 0, Bias.ZERO, Init.DCGAN),
                        "kernelWidth must be at least 1, was 0"),
                misuse(() -> Conv2d.of(1, 1, 1, 0, 0), "stride must be at least 1, was 0"),
                misuse(() -> Conv2d.of(1, 1, 1, 1, -1), "padding must be at least 0, was -1"),
                misuse(
                        () -> Conv2d.of(4, 6, 1, 1, 0).groups(4),
                        "groups must divide inChannels 4 and outChannels 6, was 4"),
                misuse(() -> Conv2d.of(4, 6, 1, 1, 0).groups(0), "groups must be at least 1, was 0"),
                misuse(
                        () -> ConvTranspose2d.of(4, 6, 1, 1, 0).groups(3),
                        "groups must divide inChannels 4 and outChannels 6, was 3"),
                misuse(() -> Embedding.of(0, 1), "classes must be at least 1, was 0"),
                misuse(() -> Embedding.of(1, 0), "features must be at least 1, was 0"),
                misuse(() -> ConvTranspose2d.doubling(0, 1), "inChannels must be at least 1, was 0"),
                misuse(
                        () -> ConvTranspose2d.doubling(1, 1).outputPadding(2, 0),
                        "output padding must be below the stride 2, was 2 and 0"),
                misuse(
                        () -> ConvTranspose2d.doubling(1, 1).outputPadding(0, -1),
                        "outputPaddingWidth must be at least 0, was -1"),
                misuse(() -> BatchNorm.of(0), "features must be at least 1, was 0"),
                misuse(() -> new BatchNorm(1, 0, 0.1f, Init.constant(1)), "epsilon must be above 0, was 0.0"),
                misuse(() -> BatchNorm.of(1).momentum(0), "momentum must be in (0, 1], was 0.0"),
                misuse(() -> BatchNorm.of(1).momentum(1.5f), "momentum must be in (0, 1], was 1.5"),
                misuse(() -> InstanceNorm2d.of(0), "channels must be at least 1, was 0"),
                misuse(() -> new InstanceNorm2d(1, 0), "epsilon must be above 0, was 0.0"),
                misuse(() -> LayerNorm.of(Shape.of(1)), "shape must have at least two elements, was (1)"),
                misuse(() -> new LayerNorm(Shape.of(2), -1), "epsilon must be above 0, was -1.0"),
                misuse(() -> new PixelNorm(0), "epsilon must be above 0, was 0.0"),
                misuse(() -> VirtualBatchNorm.of(0, 2), "features must be at least 1, was 0"),
                misuse(() -> VirtualBatchNorm.of(2, 1), "reference must be at least 2, was 1"),
                misuse(() -> new VirtualBatchNorm(2, 2, 0), "epsilon must be above 0, was 0.0"),
                misuse(
                        () -> new SpectralNorm(new Relu()),
                        "spectral normalisation is for a layer with a weight, such as Linear or Conv2d, not for Relu"),
                misuse(() -> MinibatchDiscrimination.of(0, 1, 1), "inFeatures must be at least 1, was 0"),
                misuse(() -> MinibatchDiscrimination.of(1, 0, 1), "kernels must be at least 1, was 0"),
                misuse(() -> MinibatchDiscrimination.of(1, 1, 0), "dimensions must be at least 1, was 0"),
                misuse(() -> new MinibatchStdDev(1), "group must be at least 2, was 1"),
                misuse(() -> new LeakyRelu(-0.1f), "slope must be in [0, 1], was -0.1"),
                misuse(() -> new LeakyRelu(Float.NaN), "slope must be in [0, 1], was NaN"),
                misuse(() -> new Dropout(1), "probability must be in [0, 1), was 1.0"),
                misuse(() -> new Dropout(-0.5f), "probability must be in [0, 1), was -0.5"),
                misuse(() -> Init.normal(0, -1), "standard deviation must not be negative, was -1.0"),
                misuse(() -> Init.uniform(-1), "bound must not be negative, was -1.0"));
    }

    private static Arguments misuse(Runnable action, String message) {
        return Arguments.of(message, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misuses")
    void setting_outOfRange_namesRuleAndValue(String message, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void layer_changed_leavesTheOldOneAlone() {
        ConvTranspose2d layer = ConvTranspose2d.doubling(3, 4);
        ConvTranspose2d changed = layer.withoutBias().weights(Init.DCGAN).outputPadding(1, 1);
        assertThat(changed)
                .isEqualTo(new ConvTranspose2d(3, 4, 4, 4, 2, 1, 1, 1, Bias.NONE, Init.DCGAN))
                .isNotEqualTo(layer);
        assertThat(Arrays.asList(layer.bias(), layer.outputPaddingHeight())).containsExactly(Bias.ZERO, 0);
    }
}
