package io.gan4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Init;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.Parameter;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.ShapeException;
import io.gan4j.layer.Sigmoid;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.Tanh;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.tensor.Shape;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkBuilderTest {
    private static NetworkBuilder vector() {
        return Network.from("x", Shape.of(8));
    }

    private static void refused(ThrowingCallable action, Class<? extends Exception> type, String message) {
        assertThatThrownBy(action).isInstanceOf(type).hasMessage(message);
    }

    @Test
    void misfit_inANetwork_namesThePlaceToo() {
        refused(
                () -> vector().relu().add(Linear.of(9, 1)),
                ShapeException.class,
                "linear_1, a Linear, expects (9), got (8)");
    }

    @Test
    void misfit_inANetwork_hasItsPartsAtHand() {
        assertThatThrownBy(() -> vector().add(Conv2d.halving(1, 1))).isInstanceOfSatisfying(ShapeException.class, e -> {
            assertThat(e.layer()).isEqualTo("conv2d_1, a Conv2d,");
            assertThat(e.expected()).isEqualTo("(1, height, width)");
            assertThat(e.got()).isEqualTo("(8)");
        });
    }

    @Test
    void linear_onAnImage_saysToFlatten() {
        refused(
                () -> Network.from("x", Shape.of(1, 4, 4)).linear(1),
                ShapeException.class,
                "Linear expects (features); call flatten() before it, got (1, 4, 4)");
    }

    @Test
    void convolution_onAVector_isRefused() {
        refused(
                () -> vector().conv2d(1, 4, 2, 1),
                ShapeException.class,
                "Conv2d expects (channels, height, width), got (8)");
        refused(
                () -> vector().convTranspose2d(1, 4, 2, 1),
                ShapeException.class,
                "ConvTranspose2d expects (channels, height, width), got (8)");
    }

    @Test
    void batchNorm_onAScalar_isRefused() {
        refused(
                () -> Network.from("x", Shape.scalar()).batchNorm(),
                ShapeException.class,
                "BatchNorm expects (features) or (channels, height, width), got ()");
    }

    @Test
    void network_withoutLayers_isRefused() {
        refused(() -> vector().build(), IllegalStateException.class, "a network needs at least one layer");
    }

    @Test
    void layer_whoseOutputNobodyTakes_isRefused() {
        refused(
                () -> vector().linear(3).name("lost").join(new Relu(), "x").build(),
                IllegalStateException.class,
                "nobody takes the output of lost");
    }

    @Test
    void input_thatNobodyTakes_isRefused() {
        refused(
                () -> vector().input("label", Shape.of(2)).join(new Relu(), "x").build(),
                IllegalStateException.class,
                "nobody takes the input label");
    }

    @Test
    void name_thatIsTaken_isRefused() {
        refused(() -> vector().relu().name("x"), IllegalArgumentException.class, "the name 'x' is taken");
        refused(() -> vector().input("x", Shape.of(1)), IllegalArgumentException.class, "the name 'x' is taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "1x", "a-b", "a b", "ä"})
    void name_thatIsNoIdentifier_isRefused(String name) {
        refused(
                () -> Network.from(name, Shape.of(1)),
                IllegalArgumentException.class,
                "a name must be a lower-case identifier, was '" + name + "'");
    }

    @Test
    void name_beforeTheFirstLayer_isRefused() {
        refused(() -> vector().name("trunk"), IllegalStateException.class, "there is no layer to name yet");
    }

    @Test
    void join_ofAnUnknownName_saysWhichThereAre() {
        refused(
                () -> vector().join(new Relu(), "y"),
                IllegalArgumentException.class,
                "no input or layer is named 'y'; there are {x=(8)}");
    }

    @Test
    void names_ofOneKind_countOnWhereOneWasNamed() {
        Network network = vector().relu().name("first").relu().build();
        assertThat(network.nodes().stream().map(Network.Node::name)).containsExactly("first", "relu_2");
    }

    @Test
    void weights_setForABuilder_holdFromThereOn() {
        Network network = vector().linear(4)
                .weights(Init.DCGAN)
                .linear(4)
                .reshape(Shape.of(1, 2, 2))
                .conv2d(1, 1, 1, 0)
                .convTranspose2d(1, 1, 1, 0)
                .build();
        assertThat(network.parameters().stream()
                        .filter(p -> p.name().endsWith("weight"))
                        .map(Parameter::init))
                .containsExactly(Init.fanIn(8), Init.DCGAN, Init.DCGAN, Init.DCGAN);
    }

    @Test
    void calls_namedAfterLayers_addThem() {
        Network network = Network.from("x", Shape.of(2, 4, 4))
                .conv2d(3, 3, 1, 1)
                .batchNorm()
                .relu()
                .convTranspose2d(1, 4, 2, 1)
                .leakyRelu(0.1f)
                .flatten()
                .dropout(0.25f)
                .linear(4)
                .tanh()
                .reshape(Shape.of(2, 2))
                .sigmoid()
                .build();
        assertThat(network.nodes().stream().map(Network.Node::layer))
                .containsExactly(
                        Conv2d.of(2, 3, 3, 1, 1),
                        BatchNorm.of(3),
                        new Relu(),
                        ConvTranspose2d.of(3, 1, 4, 2, 1),
                        new LeakyRelu(0.1f),
                        new Reshape(Shape.of(64)),
                        new Dropout(0.25f),
                        Linear.of(64, 4),
                        new Tanh(),
                        new Reshape(Shape.of(2, 2)),
                        new Sigmoid());
    }

    @Test
    void calls_namedAfterNormalisations_addThem() {
        Network network = Network.from("x", Shape.of(2, 4, 4))
                .conv2d(3, 3, 1, 1)
                .instanceNorm2d()
                .virtualBatchNorm(8)
                .layerNorm()
                .pixelNorm()
                .build();
        assertThat(network.nodes().stream().map(Network.Node::layer))
                .containsExactly(
                        Conv2d.of(2, 3, 3, 1, 1),
                        InstanceNorm2d.of(3),
                        VirtualBatchNorm.of(3, 8),
                        LayerNorm.of(Shape.of(3, 4, 4)),
                        PixelNorm.standard());
    }

    @Test
    void calls_namedAfterLayersOfTheBatch_addThem() {
        Network network = Network.from("x", Shape.of(2, 4, 4))
                .minibatchStdDev()
                .flatten()
                .minibatchDiscrimination(10, 5)
                .build();
        assertThat(network.nodes().stream().map(Network.Node::layer))
                .containsExactly(
                        MinibatchStdDev.standard(), new Reshape(Shape.of(48)), MinibatchDiscrimination.of(48, 10, 5));
        assertThat(network.outputShape()).isEqualTo(Shape.of(58));
    }

    @Test
    void normalisations_onTheWrongShape_areRefused() {
        refused(
                () -> vector().instanceNorm2d(),
                ShapeException.class,
                "InstanceNorm2d expects (channels, height, width), got (8)");
        refused(
                () -> Network.from("x", Shape.scalar()).virtualBatchNorm(2),
                ShapeException.class,
                "VirtualBatchNorm expects (features) or (channels, height, width), got ()");
        refused(
                () -> Network.from("x", Shape.of(1, 2, 2)).minibatchDiscrimination(1, 1),
                ShapeException.class,
                "MinibatchDiscrimination expects (features); call flatten() before it, got (1, 2, 2)");
    }

    @Test
    void spectralNorm_ofTheNewestLayer_keepsItsName() {
        Network network = vector().linear(4)
                .spectralNorm()
                .linear(2)
                .name("score")
                .spectralNorm()
                .build();
        assertThat(network.nodes().stream()
                        .map(node -> node.name() + " " + node.layer().kind()))
                .containsExactly("linear_1 SpectralNorm", "score SpectralNorm");
        assertThat(network.nodes().get(0).layer()).isEqualTo(new SpectralNorm(Linear.of(8, 4)));
        assertThat(network.nodes().get(1).inputs()).containsExactly("linear_1");
        assertThat(network.outputShape()).isEqualTo(Shape.of(2));
    }

    /** Miyato and Koyama 2018, equation 3: psi(phi(x)) + y^T V phi(x), with two inputs. */
    private static NetworkBuilder projection() {
        return Network.from("x", Shape.of(3, 8, 8))
                .conv2d(6, 4, 2, 1)
                .relu()
                .globalSum()
                .name("features")
                .input("y", Shape.of(10))
                .embedding(6)
                .spectralNorm()
                .multiply("features")
                .sampleSum()
                .name("projection")
                .branch("features")
                .linear(1)
                .plus("projection");
    }

    @Test
    void projectionDiscriminator_isOneNetworkOfTwoInputs() {
        Network network = projection().build();
        assertThat(network.inputs())
                .containsExactly(new Network.Input("x", Shape.of(3, 8, 8)), new Network.Input("y", Shape.of(10)));
        assertThat(network.nodes().stream()
                        .map(node -> node.name() + " = " + node.layer().kind() + node.inputs()))
                .containsExactly(
                        "conv2d_1 = Conv2d[x]",
                        "relu_1 = Relu[conv2d_1]",
                        "features = GlobalSum[relu_1]",
                        "embedding_1 = SpectralNorm[y]",
                        "multiply_1 = Multiply[embedding_1, features]",
                        "projection = SampleSum[multiply_1]",
                        "linear_1 = Linear[features]",
                        "add_1 = Add[linear_1, projection]");
        assertThat(network.outputShape()).isEqualTo(Shape.of(1));
        assertThat(network.penultimate()).isEqualTo("features");
    }

    @Test
    void conditionalNormalization_takesScaleAndShiftByName() {
        Network network = Network.from("z", Shape.of(4))
                .input("y", Shape.of(10))
                .embedding(4)
                .name("gamma")
                .branch("y")
                .embedding(4)
                .name("beta")
                .branch("z")
                .add(BatchNorm.of(4).withoutAffine())
                .modulate("gamma", "beta")
                .build();
        assertThat(network.output().inputs()).containsExactly("batch_norm_1", "gamma", "beta");
    }

    @Test
    void branch_fromNowhere_isRefused() {
        refused(
                () -> vector().branch("w"),
                IllegalArgumentException.class,
                "no input or layer is named 'w'; there are {x=(8)}");
        refused(
                () -> vector().linear(2).name("a").linear(3).branch("a").name("b"),
                IllegalStateException.class,
                "there is no layer to name yet");
        refused(
                () -> projection()
                        .branch("features")
                        .linear(2)
                        .name("other")
                        .branch("x")
                        .build(),
                IllegalStateException.class,
                "nobody takes the output of add_1");
    }

    @Test
    void spectralNorm_ofALayerWithoutAWeight_isRefused() {
        refused(() -> vector().spectralNorm(), IllegalStateException.class, "there is no layer to normalise yet");
        refused(
                () -> vector().linear(1).relu().spectralNorm(),
                IllegalArgumentException.class,
                "spectral normalisation is for a layer with a weight, such as Linear or Conv2d, not for Relu");
    }

    static Stream<UnaryOperator<NetworkBuilder>> layersOfTheBatch() {
        return Stream.of(
                network -> network.batchNorm().name("other"),
                network -> network.minibatchDiscrimination(2, 2).name("other"),
                network -> network.minibatchStdDev().name("other"));
    }

    /** Before the virtual batch normalisation and behind it. */
    @ParameterizedTest
    @MethodSource("layersOfTheBatch")
    void virtualBatchNorm_besideALayerOfTheWholeBatch_isRefused(UnaryOperator<NetworkBuilder> other) {
        String message = "other would take the reference samples of virtual_batch_norm_1 for samples of the batch:"
                + " a network has only one of them";
        NetworkBuilder behind = other.apply(vector().virtualBatchNorm(4));
        refused(behind::build, IllegalStateException.class, message);
        NetworkBuilder before = other.apply(vector()).virtualBatchNorm(4);
        refused(before::build, IllegalStateException.class, message);
    }

    @Test
    void virtualBatchNorms_ofSeveralReferences_areRefused() {
        refused(
                () -> vector().virtualBatchNorm(4).relu().virtualBatchNorm(6).build(),
                IllegalStateException.class,
                "the reference batch of a network is one: virtual_batch_norm_1 has 4 samples, virtual_batch_norm_2"
                        + " has 6");
        assertThat(vector().virtualBatchNorm(4).virtualBatchNorm(4).build().nodes())
                .hasSize(2);
    }

    @Test
    void append_ofANetwork_keepsItsLayersBehindAPrefix() {
        Network halves = Network.from("a", Shape.of(3))
                .input("b", Shape.of(2))
                .join(new Concat(), "a", "b")
                .linear(4)
                .build();
        Network network = Network.from("x", Shape.of(3))
                .linear(2)
                .append("second_", halves, "x", "linear_1")
                .relu()
                .build();
        assertThat(network.nodes().stream().map(node -> node.name() + node.inputs()))
                .containsExactly(
                        "linear_1[x]",
                        "second_concat_1[x, linear_1]",
                        "second_linear_1[second_concat_1]",
                        "relu_1[second_linear_1]");
        assertThat(network.parameters().stream().map(Parameter::name))
                .containsExactly("linear_1.weight", "linear_1.bias", "second_linear_1.weight", "second_linear_1.bias");
    }

    @Test
    void append_ofWhatDoesNotFit_isRefused() {
        Network vector = Network.from("a", Shape.of(3)).linear(4).build();
        NetworkBuilder builder = Network.from("x", Shape.of(2));
        assertThatThrownBy(() -> builder.append("p_", vector, "x"))
                .isInstanceOf(ShapeException.class)
                .hasMessage("a expects (3), got (2)");
        assertThatThrownBy(() -> builder.append("p_", vector, "y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no input or layer is named 'y'; there are {x=(2)}");
        assertThatThrownBy(() -> builder.append("p_", vector))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the network that is appended has the inputs [Input[name=a, shape=(3)]], 0 are given");
    }
}
