package io.gan4j.architecture;

import static io.gan4j.architecture.Networks.DIGIT;
import static io.gan4j.architecture.Networks.layers;
import static io.gan4j.architecture.Networks.lines;
import static io.gan4j.architecture.Networks.parameters;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.Ada;
import io.gan4j.layer.AdaptiveAugment;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Linear;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkPracticesTest {
    private static final NetworkPractices NONE = NetworkPractices.none();

    static Stream<Network> discriminators() {
        return Stream.of(
                Mlp.of(8).discriminator(DIGIT),
                Dcgan.of(4).discriminator(DIGIT),
                Dcgan.of(4).withoutCriticNorm().discriminator(DIGIT),
                Modern.of(4).discriminator(DIGIT),
                Modern.of(4).discriminator(Shape.of(2)),
                Networks.residual());
    }

    @ParameterizedTest
    @MethodSource("discriminators")
    void none_changesNothing(Network plain) {
        assertThat(NONE.discriminator(plain, 64)).isSameAs(plain);
        assertThat(NONE.generator(plain, 64)).isSameAs(plain);
    }

    @Test
    void spectralNorm_wrapsEachLayerWithWeightsUnderItsName() {
        Network discriminator = NONE.spectralNorm().discriminator(Networks.residual(), 64);
        assertThat(parameters(discriminator, SpectralNorm.class))
                .containsExactly(
                        "conv2d_1.weight (4, 1, 4, 4)",
                        "conv2d_1.bias (4)",
                        "conv2d_1.weight_u (4)",
                        "conv2d_1.weight_v (16)",
                        "conv2d_2.weight (4, 4, 3, 3)",
                        "conv2d_2.bias (4)",
                        "conv2d_2.weight_u (4)",
                        "conv2d_2.weight_v (36)",
                        "branch.weight (4, 4, 3, 3)",
                        "branch.bias (4)",
                        "branch.weight_u (4)",
                        "branch.weight_v (36)",
                        "conv2d_4.weight (8, 4, 4, 4)",
                        "conv2d_4.bias (8)",
                        "conv2d_4.weight_u (8)",
                        "conv2d_4.weight_v (64)",
                        "score.weight (1, 32)",
                        "score.bias (1)",
                        "score.weight_u (1)",
                        "score.weight_v (32)");
    }

    @ParameterizedTest
    @MethodSource("discriminators")
    void spectralNorm_twice_isTheSameInstance(Network plain) {
        NetworkPractices practices = NONE.spectralNorm();
        Network once = practices.discriminator(plain, 64);
        assertThat(layers(once)).hasSameSizeAs(layers(plain)).anyMatch(SpectralNorm.class::isInstance);
        assertThat(practices.discriminator(once, 64)).isSameAs(once);
        assertThat(practices.generator(once, 64)).isSameAs(once);
    }

    @Test
    void dropout_followsEachHiddenActivation() {
        Network generator = NONE.dropout(0.3).generator(Mlp.of(4).generator(2, Shape.of(1, 2, 2)), 64);
        assertThat(lines(generator))
                .containsExactly(
                        "linear_1: Linear (4)",
                        "leaky_relu_1: LeakyRelu (4)",
                        "dropout_1: Dropout (4)",
                        "linear_2: Linear (8)",
                        "leaky_relu_2: LeakyRelu (8)",
                        "dropout_2: Dropout (8)",
                        "linear_3: Linear (16)",
                        "leaky_relu_3: LeakyRelu (16)",
                        "dropout_3: Dropout (16)",
                        "linear_4: Linear (4)",
                        "tanh_1: Tanh (4)",
                        "reshape_1: Reshape (1, 2, 2)");
        assertThat(layers(generator)).contains(new Dropout(0.3f));
    }

    @Test
    void dropout_ofAResidualNetwork_isOnTheTrunkToo() {
        Network discriminator = NONE.dropout(0.5).discriminator(Networks.residual(), 64);
        assertThat(discriminator.nodes().stream()
                        .filter(node -> node.layer() instanceof Dropout)
                        .map(node -> node.inputs().get(0)))
                .containsExactly("trunk", "relu_1", "leaky_relu_2", "tanh_1");
        assertThat(discriminator.nodes().stream()
                        .filter(node -> node.name().equals("add_1"))
                        .findFirst()
                        .orElseThrow()
                        .inputs())
                .containsExactly("dropout_1", "branch");
    }

    @ParameterizedTest
    @MethodSource("discriminators")
    void dropout_takesThePlaceOfWhatWasThere(Network plain) {
        Network first = NONE.dropout(0.5).discriminator(plain, 64);
        Network second = NONE.dropout(0.25).discriminator(first, 64);
        assertThat(second)
                .isEqualTo(NONE.dropout(0.25).discriminator(plain, 64))
                .isNotEqualTo(first);
        assertThat(NONE.dropout(0.25).discriminator(second, 64)).isSameAs(second);
        assertThat(NONE.dropout(0).discriminator(second, 64)).isEqualTo(plain);
        assertThat(NONE.dropout(0).discriminator(plain, 64)).isSameAs(plain);
    }

    @Test
    void generator_takesNothingOfTheMinibatch() {
        Network plain = Mlp.of(4).generator(2, Shape.of(2));
        NetworkPractices practices = NONE.minibatchDiscrimination().minibatchStdDev(4);
        assertThat(practices.generator(plain, 64)).isSameAs(plain);
    }

    @Test
    void all_ofThem_standInTheirOrder() {
        Network discriminator = NONE.spectralNorm()
                .dropout(0.3)
                .minibatchStdDev(4)
                .minibatchDiscrimination(6, 5)
                .normalization(Normalization.LAYER)
                .discriminator(Mlp.of(8).discriminator(Shape.of(2)), 64);
        assertThat(lines(discriminator))
                .containsExactly(
                        "reshape_1: Reshape (2)",
                        "linear_1: SpectralNorm (16)",
                        "leaky_relu_1: LeakyRelu (16)",
                        "dropout_1: Dropout (16)",
                        "linear_2: SpectralNorm (8)",
                        "layer_norm_1: LayerNorm (8)",
                        "leaky_relu_2: LeakyRelu (8)",
                        "dropout_2: Dropout (8)",
                        "minibatch_std_dev_1: MinibatchStdDev (9)",
                        "minibatch_discrimination_1: MinibatchDiscrimination (15)",
                        "linear_3: SpectralNorm (1)");
        assertThat(layers(discriminator)).endsWith(new SpectralNorm(Linear.of(15, 1)));
    }

    @ParameterizedTest
    @MethodSource("discriminators")
    void all_ofThem_leaveTheScoresShape(Network plain) {
        Network discriminator = NONE.normalization(Normalization.LAYER)
                .spectralNorm()
                .dropout(0.3)
                .minibatchDiscrimination(6, 5)
                .minibatchStdDev(4)
                .discriminator(plain, 64);
        assertThat(discriminator.outputShape()).isEqualTo(Shape.of(1));
        assertThat(discriminator.inputs()).isEqualTo(plain.inputs());
    }

    @Test
    void settings_areCheckedAtOnce() {
        refused(() -> NONE.dropout(1), "probability must be in [0, 1), was 1.0");
        refused(() -> NONE.dropout(-0.5), "probability must be in [0, 1), was -0.5");
        refused(() -> NONE.minibatchDiscrimination(0, 5), "kernels must be at least 1, was 0");
        refused(() -> NONE.minibatchDiscrimination(5, 0), "dimensions must be at least 1, was 0");
        refused(() -> NONE.minibatchStdDev(1), "group must be at least 2, was 1");
    }

    private static void refused(ThrowingCallable action, String message) {
        assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void setting_leavesTheValueAsItWas() {
        NetworkPractices base = NONE.dropout(0.5);
        assertThat(base.spectralNorm().normalization(Normalization.LAYER)).isNotEqualTo(base);
        assertThat(base).isEqualTo(NONE.dropout(0.5));
        assertThat(base.spectralNorm().minibatchStdDev(4))
                .isEqualTo(NONE.minibatchStdDev(4).spectralNorm().dropout(0.5));
    }

    @Test
    void description_namesWhatIsOnAndItsSource() {
        NetworkPractices all = NONE.normalization(Normalization.LAYER)
                .spectralNorm()
                .dropout(0.3)
                .minibatchDiscrimination()
                .minibatchStdDev(4);
        List<String> phrases = List.of(
                "layer normalisation (Ba et al. 2016)",
                "minibatch standard deviation over groups of 4 (Karras et al. 2018)",
                "minibatch discrimination by 100 kernels of 5 (Salimans et al. 2016)",
                "dropout 0.3 (Srivastava et al. 2014)",
                "spectral normalisation of the weights (Miyato et al. 2018)");
        assertThat(all.describe()).isEqualTo(phrases);
        assertThat(all).hasToString(String.join(", ", phrases));
        assertThat(NONE.normalization(Normalization.NONE).dropout(0).describe())
                .containsExactly("no normalisation", "no dropout");
        assertThat(NONE.describe()).isEmpty();
        assertThat(NONE).hasToString("none");
    }

    /** The classes that are appended to an image are no part of it and stay as they are. */
    @Test
    void augmentation_ofAConditionalDiscriminator_isOfTheImageAlone() {
        Conditioning way = Conditioning.concatenated();
        Shape image = Shape.of(1, 16, 16);
        Network plain = way.discriminator(Modern.of(2).discriminator(way.sample(image, 3)), 3);
        DiffAugment policy = DiffAugment.of(DiffAugment.Kind.CUTOUT, DiffAugment.Kind.TRANSLATION);
        Network network = NetworkPractices.none().augment(policy).augmented(plain, 1);
        assertThat(lines(network)).startsWith("augmented: DiffAugment (1, 16, 16)");
        assertThat(network.inputs()).isEqualTo(plain.inputs());
        assertThat(network.nodes().stream()
                        .filter(node -> node.inputs().contains("x"))
                        .map(Network.Node::name))
                .containsExactly("augmented");
        assertThat(network.nodes().stream()
                        .filter(node -> node.inputs().contains("augmented"))
                        .map(Network.Node::name))
                .containsExactly("with_class");
        assertThat(NetworkPractices.none().augmented(plain, 1)).isSameAs(plain);
        assertThat(NetworkPractices.none().augment(policy.background(-1)).describe())
                .containsExactly("augmentation by translation, cutout on a background of -1.0 (Zhao et al. 2020)");
    }

    /** Images that a discriminator is given as one are changed each in its own way. */
    @Test
    void adaptiveAugmentation_knowsHowManyImagesAreOne() {
        Network plain = Modern.of(2).discriminator(Shape.of(2, 16, 16));
        NetworkPractices practices = NetworkPractices.none()
                .augment(Ada.of(Ada.Kind.SHIFT, Ada.Kind.LUMA_FLIP).following(0.5, 1_000));
        assertThat(practices.augmented(plain, 2).nodes().get(0).layer())
                .isEqualTo(new AdaptiveAugment(
                        Ada.of(Ada.Kind.SHIFT, Ada.Kind.LUMA_FLIP).following(0.5, 1_000), 2));
        assertThat(practices.describe())
                .containsExactly(
                        "adaptive augmentation by shift, lumaFlip, following a mean sign of 0.5 within 1000 images"
                                + " (Karras et al. 2020)");
        assertThat(Ada.all().fixed(0.3).background(-1).describe())
                .isEqualTo(
                        "adaptive augmentation by all kinds, with a probability of 0.3, on a background of -1.0 (Karras et"
                                + " al. 2020)");
    }

    @Test
    void augmentation_ofPoints_isRefused() {
        Network plain = Mlp.of(2).discriminator(Shape.of(2));
        assertThatThrownBy(
                        () -> NetworkPractices.none().augment(DiffAugment.all()).augmented(plain, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "augmentation is for images, the discriminator takes samples of shape (2): leave augment(...) out");
    }
}
