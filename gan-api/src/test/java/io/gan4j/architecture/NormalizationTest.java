package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.DIGIT;
import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static io.gan4j.architecture.Networks.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Add;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.Tanh;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NormalizationTest {
    private static final LeakyRelu LEAKY = new LeakyRelu(0.2f);
    private static final Dcgan DCGAN = Dcgan.of(4);

    private static Network generator(Normalization kind, Network plain) {
        return NetworkPractices.none().normalization(kind).generator(plain, 16);
    }

    private static Network discriminator(Normalization kind, Network plain) {
        return NetworkPractices.none().normalization(kind).discriminator(plain, 16);
    }

    @Test
    void layer_inAGenerator_standsBeforeEachHiddenActivation() {
        Network generator = generator(Normalization.LAYER, Mlp.of(8).generator(3, Shape.of(1, 2, 2)));
        assertThat(layers(generator))
                .containsExactly(
                        Linear.of(3, 8),
                        LayerNorm.of(Shape.of(8)),
                        LEAKY,
                        Linear.of(8, 16),
                        LayerNorm.of(Shape.of(16)),
                        LEAKY,
                        Linear.of(16, 32),
                        LayerNorm.of(Shape.of(32)),
                        LEAKY,
                        Linear.of(32, 4),
                        new Tanh(),
                        new Reshape(Shape.of(1, 2, 2)));
    }

    @Test
    void layer_inADiscriminator_leavesTheFirstLayerOut() {
        Network discriminator = discriminator(Normalization.LAYER, Mlp.of(8).discriminator(Shape.of(2)));
        assertThat(lines(discriminator))
                .containsExactly(
                        "reshape_1: Reshape (2)",
                        "linear_1: Linear (16)",
                        "leaky_relu_1: LeakyRelu (16)",
                        "linear_2: Linear (8)",
                        "layer_norm_1: LayerNorm (8)",
                        "leaky_relu_2: LeakyRelu (8)",
                        "linear_3: Linear (1)");
    }

    /** What {@link Dcgan#withoutCriticNorm} says in its own way: no normalisation, and the biases that it made needless. */
    @Test
    void none_ofDcgan_isTheCriticWithoutNorm() {
        assertThat(discriminator(Normalization.NONE, DCGAN.discriminator(DIGIT)))
                .isEqualTo(DCGAN.withoutCriticNorm().discriminator(DIGIT));
    }

    @Test
    void none_ofDcgansGenerator_leavesNoLayerWithoutBias() {
        Network generator = generator(Normalization.NONE, DCGAN.generator(10, DIGIT));
        assertThat(layers(generator)).noneMatch(BatchNorm.class::isInstance);
        assertThat(parameters(generator, ConvTranspose2d.class))
                .containsExactly(
                        "conv_transpose2d_1.weight (10, 16, 4, 4)",
                        "conv_transpose2d_1.bias (16)",
                        "conv_transpose2d_2.weight (16, 8, 3, 3)",
                        "conv_transpose2d_2.bias (8)",
                        "conv_transpose2d_3.weight (8, 4, 4, 4)",
                        "conv_transpose2d_3.bias (4)",
                        "conv_transpose2d_4.weight (4, 1, 4, 4)",
                        "conv_transpose2d_4.bias (1)");
        assertThat(generator.outputShape()).isEqualTo(DIGIT);
    }

    @Test
    void batch_ofDcgan_isWhatItIs() {
        Network generator = DCGAN.generator(10, DIGIT);
        Network discriminator = DCGAN.discriminator(DIGIT);
        assertThat(generator(Normalization.BATCH, generator)).isSameAs(generator);
        assertThat(discriminator(Normalization.BATCH, discriminator)).isSameAs(discriminator);
    }

    @Test
    void batch_ofACriticWithoutNorm_standsWhereDcganHasIt() {
        Network critic =
                discriminator(Normalization.BATCH, DCGAN.withoutCriticNorm().discriminator(DIGIT));
        assertThat(lines(critic)).isEqualTo(lines(DCGAN.discriminator(DIGIT)));
    }

    @Test
    void instance_ofDcgan_takesTheChannelsAndLeavesTheBiasesOut() {
        Network generator = generator(Normalization.INSTANCE, DCGAN.generator(10, DIGIT));
        assertThat(layers(generator).stream().filter(InstanceNorm2d.class::isInstance))
                .containsExactly(InstanceNorm2d.of(16), InstanceNorm2d.of(8), InstanceNorm2d.of(4));
        assertThat(((ConvTranspose2d) generator.nodes().get(1).layer()).bias()).isEqualTo(Bias.NONE);
    }

    @Test
    void instance_ofVectors_isRefusedWithTheAlternative() {
        Network plain = Mlp.of(8).discriminator(Shape.of(2));
        assertThatThrownBy(() -> discriminator(Normalization.INSTANCE, plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("instance normalisation needs images of more than one pixel, leaky_relu_2 takes (8); "
                        + "use Normalization.LAYER");
    }

    @Test
    void instance_ofOnePixel_isRefusedWithTheAlternative() {
        Network plain = Network.from("z", Shape.of(2, 1, 1))
                .conv2d(3, 1, 1, 0)
                .relu()
                .conv2d(1, 1, 1, 0)
                .build();
        assertThatThrownBy(() -> generator(Normalization.INSTANCE, plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("instance normalisation needs images of more than one pixel, relu_1 takes (3, 1, 1); "
                        + "use Normalization.LAYER");
    }

    /** It adds no constant, so the layers need theirs. */
    @Test
    void pixel_ofDcgan_givesTheBiasesBack() {
        Network generator = generator(Normalization.PIXEL, DCGAN.generator(10, DIGIT));
        assertThat(layers(generator).stream()
                        .filter(ConvTranspose2d.class::isInstance)
                        .map(layer -> ((ConvTranspose2d) layer).bias()))
                .containsOnly(Bias.ZERO);
        assertThat(layers(generator).stream().filter(PixelNorm.class::isInstance))
                .hasSize(3);
        assertThat(layers(generator)).noneMatch(BatchNorm.class::isInstance);
    }

    @Test
    void virtual_ofDcgan_hasTheReferenceSamples() {
        Network generator = generator(Normalization.VIRTUAL, DCGAN.generator(10, DIGIT));
        assertThat(layers(generator).stream().filter(VirtualBatchNorm.class::isInstance))
                .containsExactly(VirtualBatchNorm.of(16, 16), VirtualBatchNorm.of(8, 16), VirtualBatchNorm.of(4, 16));
    }

    @Test
    void virtual_withAnotherReference_isReplaced() {
        NetworkPractices practices = NetworkPractices.none().normalization(Normalization.VIRTUAL);
        Network before = practices.generator(DCGAN.generator(10, DIGIT), 16);
        assertThat(practices.generator(before, 16)).isSameAs(before);
        assertThat(layers(practices.generator(before, 8)).stream().filter(VirtualBatchNorm.class::isInstance))
                .allMatch(layer -> ((VirtualBatchNorm) layer).reference() == 8);
    }

    @Test
    void virtual_withOneSample_isRefused() {
        NetworkPractices practices = NetworkPractices.none().normalization(Normalization.VIRTUAL);
        Network plain = DCGAN.generator(10, DIGIT);
        assertThatThrownBy(() -> practices.generator(plain, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reference must be at least 2, was 1");
    }

    /** Not after the branch's end, which no activation follows before the sum; the user's names stay. */
    @Test
    void layer_ofAResidualNetwork_standsBeforeActivationsOfLayersAlone() {
        Network discriminator = discriminator(Normalization.LAYER, Networks.residual());
        assertThat(lines(discriminator))
                .containsExactly(
                        "conv2d_1: Conv2d (4, 4, 4)",
                        "trunk: LeakyRelu (4, 4, 4)",
                        "conv2d_2: Conv2d (4, 4, 4)",
                        "layer_norm_1: LayerNorm (4, 4, 4)",
                        "relu_1: Relu (4, 4, 4)",
                        "branch: Conv2d (4, 4, 4)",
                        "add_1: Add (4, 4, 4)",
                        "leaky_relu_2: LeakyRelu (4, 4, 4)",
                        "conv2d_4: Conv2d (8, 2, 2)",
                        "layer_norm_2: LayerNorm (8, 2, 2)",
                        "tanh_1: Tanh (8, 2, 2)",
                        "reshape_1: Reshape (32)",
                        "score: Linear (1)");
        assertThat(parameters(discriminator, LayerNorm.class))
                .containsExactly(
                        "layer_norm_1.weight (4, 4, 4)",
                        "layer_norm_1.bias (4, 4, 4)",
                        "layer_norm_2.weight (8, 2, 2)",
                        "layer_norm_2.bias (8, 2, 2)");
        assertThat(discriminator.nodes().get(6).inputs()).containsExactly("trunk", "branch");
    }

    /** A projection of the latent is normalised by its channels, not by its elements. */
    @Test
    void batch_ofAReshapedProjection_takesTheChannels() {
        Network plain = Network.from("z", Shape.of(3))
                .linear(32)
                .reshape(Shape.of(8, 2, 2))
                .relu()
                .convTranspose2d(1, 4, 2, 1)
                .tanh()
                .build();
        assertThat(layers(generator(Normalization.BATCH, plain)))
                .containsExactly(
                        Linear.of(3, 32),
                        new Reshape(Shape.of(8, 2, 2)),
                        BatchNorm.of(8),
                        plain.nodes().get(2).layer(),
                        plain.nodes().get(3).layer(),
                        new Tanh());
    }

    @Test
    void trunk_thatIsAddedToItsActivation_staysAsItIs() {
        Network plain = Network.from("x", Shape.of(4))
                .linear(4)
                .name("trunk")
                .relu()
                .linear(4)
                .name("branch")
                .join(new Add(), "trunk", "branch")
                .linear(1)
                .build();
        Network generator = generator(Normalization.BATCH, plain);
        assertThat(lines(generator))
                .containsExactly(
                        "trunk: Linear (4)",
                        "batch_norm_1: BatchNorm (4)",
                        "relu_1: Relu (4)",
                        "branch: Linear (4)",
                        "add_1: Add (4)",
                        "linear_3: Linear (1)");
        assertThat(generator.nodes().get(4).inputs()).containsExactly("trunk", "branch");
    }

    @Test
    void normalisation_whereNoneBelongs_isRemoved() {
        Network plain = Network.from("x", Shape.of(4))
                .batchNorm()
                .linear(4)
                .batchNorm()
                .relu()
                .linear(1)
                .batchNorm()
                .build();
        assertThat(layers(discriminator(Normalization.BATCH, plain)))
                .containsExactly(Linear.of(4, 4), plain.nodes().get(3).layer(), Linear.of(4, 1));
    }

    @Test
    void layer_withinSpectralNorm_isNormalisedAndGetsItsBiasBack() {
        Conv2d bare = Conv2d.halving(1, 2).withoutBias();
        Network plain = Network.from("x", Shape.of(1, 4, 4))
                .add(new SpectralNorm(bare))
                .batchNorm()
                .relu()
                .flatten()
                .linear(1)
                .build();
        assertThat(layers(generator(Normalization.NONE, plain)).get(0))
                .isEqualTo(new SpectralNorm(Conv2d.halving(1, 2)));
        assertThat(layers(generator(Normalization.LAYER, plain)))
                .startsWith(new SpectralNorm(bare), LayerNorm.of(Shape.of(2, 2, 2)));
    }

    @Test
    void settings_ofAStandingNormalisation_stay() {
        BatchNorm own = BatchNorm.of(4).momentum(0.5f).weights(Init.constant(2));
        Network plain = Network.from("z", Shape.of(2))
                .linear(4)
                .add(own)
                .name("mine")
                .relu()
                .linear(4)
                .relu()
                .linear(1)
                .build();
        assertThat(lines(generator(Normalization.BATCH, plain))).contains("mine: BatchNorm (4)");
        assertThat(layers(generator(Normalization.BATCH, plain))).contains(own, BatchNorm.of(4));
    }

    @ParameterizedTest
    @EnumSource
    void normalisation_twice_isTheSameInstance(Normalization kind) {
        List<Network> discriminators = List.of(
                DCGAN.discriminator(DIGIT), Modern.of(4).discriminator(Shape.of(3, 16, 16)), Networks.residual());
        assertThat(discriminators).allSatisfy(plain -> {
            Network once = discriminator(kind, plain);
            assertThat(once.outputShape()).isEqualTo(Shape.of(1));
            assertThat(discriminator(kind, once)).isSameAs(once);
        });
    }

    @ParameterizedTest
    @EnumSource
    void normalisation_afterAnother_leavesNothingOfIt(Normalization kind) {
        Network plain = DCGAN.generator(10, DIGIT);
        Network direct = generator(kind, plain);
        assertThat(lines(generator(kind, generator(Normalization.VIRTUAL, plain))))
                .isEqualTo(lines(direct));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void normalisation_ofModern_standsBeforeEveryActivationOfALayer(Normalization kind) {
        Network plain = Modern.of(4).generator(10, Shape.of(1, 16, 16));
        Network generator = generator(kind, plain);
        // one activation at each of two levels
        assertThat(generator.nodes()).hasSize(plain.nodes().size() + 2);
        assertThat(generator.outputShape()).isEqualTo(Shape.of(1, 16, 16));
    }

    @Test
    void network_withoutLayersWithWeights_hasNothingToNormalise() {
        Network plain = Network.from("x", Shape.of(1)).sigmoid().build();
        assertThat(generator(Normalization.BATCH, plain)).isSameAs(plain);
        assertThat(discriminator(Normalization.BATCH, plain)).isSameAs(plain);
    }

    @Test
    void phrases_nameTheSource() {
        assertThat(Normalization.LAYER.phrase()).isEqualTo("layer normalisation (Ba et al. 2016)");
        assertThat(Normalization.values()).extracting(Normalization::phrase).doesNotHaveDuplicates();
    }
}
