package io.gan4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.Tanh;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DcganTest {
    private static final Dcgan PAPER = Dcgan.of(64);

    /** Every side from 8 to 256 once, and what is special: odd, oblong, the extremes, one to four channels. */
    static Stream<Shape> samples() {
        Stream<Shape> squares = IntStream.rangeClosed(8, 256).mapToObj(side -> Shape.of(1, side, side));
        Stream<Shape> others = Stream.of(
                Shape.of(3, 28, 28),
                Shape.of(4, 31, 31),
                Shape.of(1, 33, 20),
                Shape.of(3, 20, 33),
                Shape.of(4, 8, 256),
                Shape.of(3, 256, 8),
                Shape.of(4, 255, 9),
                Shape.of(3, 256, 256));
        return Stream.concat(squares, others);
    }

    @Test
    void generator_forEverySize_makesTheSamplesShape() {
        assertThat(samples())
                .allSatisfy(sample ->
                        assertThat(PAPER.generator(100, sample).outputShape()).isEqualTo(sample));
    }

    @Test
    void discriminator_forEverySize_givesOneScore() {
        assertThat(samples())
                .allSatisfy(sample ->
                        assertThat(PAPER.discriminator(sample).outputShape()).isEqualTo(Shape.of(1)));
    }

    private static List<Layer> layers(Network network) {
        return network.nodes().stream().map(Network.Node::layer).toList();
    }

    private static Stream<Network> both(Shape sample) {
        return Stream.of(PAPER.generator(100, sample), PAPER.discriminator(sample));
    }

    /** The paper's list of guidelines, the first: strided and transposed convolutions alone change the image's size. */
    @ParameterizedTest
    @MethodSource("few")
    void convolutions_ofBothNetworks_areStridedWhereTheSizeChanges(Shape sample) {
        List<Conv2d> down = of(Conv2d.class, PAPER.discriminator(sample));
        assertThat(down.subList(0, down.size() - 1)).isNotEmpty().allMatch(layer -> layer.stride() == 2);
        List<ConvTranspose2d> up = of(ConvTranspose2d.class, PAPER.generator(100, sample));
        assertThat(up.subList(1, up.size())).isNotEmpty().allMatch(layer -> layer.stride() == 2);
    }

    /** The second: after every convolution but the generator's last, the discriminator's first and its score. */
    @ParameterizedTest
    @MethodSource("few")
    void batchNorms_stand_whereThePaperHasThem(Shape sample) {
        List<Boolean> generator = normalised(layers(PAPER.generator(100, sample)));
        int last = generator.size() - 1;
        assertThat(generator.subList(0, last)).doesNotContain(false);
        assertThat(generator.get(last)).isFalse();
        List<Boolean> discriminator = normalised(layers(PAPER.discriminator(sample)));
        last = discriminator.size() - 1;
        assertThat(discriminator.get(0)).isFalse();
        assertThat(discriminator.subList(1, last)).doesNotContain(false);
        assertThat(discriminator.get(last)).isFalse();
    }

    /** For each convolution whether batch normalisation follows. */
    private static List<Boolean> normalised(List<Layer> layers) {
        List<Boolean> normalised = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Conv2d || layers.get(i) instanceof ConvTranspose2d) {
                normalised.add(layers.get(i + 1) instanceof BatchNorm);
            }
        }
        return normalised;
    }

    /** The third. */
    @ParameterizedTest
    @MethodSource("few")
    void networks_haveNoFullyConnectedLayer(Shape sample) {
        assertThat(both(sample))
                .allSatisfy(network -> assertThat(of(Linear.class, network)).isEmpty());
    }

    /** The fourth and the fifth. */
    @ParameterizedTest
    @MethodSource("few")
    void activations_areThoseOfThePaper(Shape sample) {
        List<Layer> generator = activations(PAPER.generator(100, sample));
        assertThat(generator.subList(0, generator.size() - 1)).isNotEmpty().containsOnly(new Relu());
        assertThat(generator.get(generator.size() - 1)).isEqualTo(new Tanh());
        assertThat(layers(PAPER.generator(100, sample))).endsWith(new Tanh());
        assertThat(activations(PAPER.discriminator(sample))).isNotEmpty().containsOnly(new LeakyRelu(0.2f));
    }

    static Stream<Shape> few() {
        return Stream.of(Shape.of(1, 28, 28), Shape.of(3, 64, 64), Shape.of(4, 33, 20), Shape.of(1, 16, 16));
    }

    private static List<Layer> activations(Network network) {
        return layers(network).stream()
                .filter(l -> !(l instanceof Conv2d
                        || l instanceof ConvTranspose2d
                        || l instanceof BatchNorm
                        || l instanceof Reshape))
                .toList();
    }

    private static <L extends Layer> List<L> of(Class<L> kind, Network network) {
        return layers(network).stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void weights_beginAsInThePaper() {
        assertThat(both(Shape.of(1, 28, 28)))
                .allSatisfy(network -> assertThat(of(Conv2d.class, network))
                        .allMatch(layer -> layer.weights().equals(Init.DCGAN)))
                .allSatisfy(network -> assertThat(of(ConvTranspose2d.class, network))
                        .allMatch(layer -> layer.weights().equals(Init.DCGAN)))
                .allSatisfy(network -> assertThat(of(BatchNorm.class, network))
                        .isNotEmpty()
                        .allMatch(layer -> layer.weights().equals(Init.normal(1, 0.02f))));
    }

    @Test
    void biases_beforeBatchNorm_areLeftOut() {
        assertThat(of(Conv2d.class, PAPER.discriminator(Shape.of(1, 28, 28))).stream()
                        .map(Conv2d::bias))
                .containsExactly(Bias.ZERO, Bias.NONE, Bias.NONE, Bias.ZERO);
        assertThat(of(ConvTranspose2d.class, PAPER.generator(100, Shape.of(1, 28, 28))).stream()
                        .map(ConvTranspose2d::bias))
                .containsExactly(Bias.NONE, Bias.NONE, Bias.NONE, Bias.ZERO);
    }

    /** 100 256 16 + 2 256 + 256 128 9 + 2 128 + 128 64 16 + 2 64 + 64 16 + 1. */
    @Test
    void generator_ofDigits_hasAsManyWeightsAsByHand() {
        assertThat(PAPER.generator(100, Shape.of(1, 28, 28)).weightCount())
                .isEqualTo(409_600 + 512 + 294_912 + 256 + 131_072 + 128 + 1025);
    }

    /** 64 16 + 64 + 64 128 16 + 2 128 + 128 256 9 + 2 256 + 256 16 + 1. */
    @Test
    void discriminator_ofDigits_hasAsManyWeightsAsByHand() {
        assertThat(PAPER.discriminator(Shape.of(1, 28, 28)).weightCount())
                .isEqualTo(1088 + 131_072 + 256 + 294_912 + 512 + 4097);
    }

    @Test
    void sizes_ofTheGenerator_retraceThoseOfTheDiscriminator() {
        assertThat(PAPER.discriminator(Shape.of(1, 33, 20)).nodes().stream()
                        .filter(n -> n.layer() instanceof Conv2d)
                        .map(Network.Node::shape))
                .containsExactly(Shape.of(64, 17, 10), Shape.of(128, 9, 5), Shape.of(1, 1, 1));
        assertThat(PAPER.generator(100, Shape.of(1, 33, 20)).nodes().stream()
                        .filter(n -> n.layer() instanceof ConvTranspose2d)
                        .map(Network.Node::shape))
                .containsExactly(Shape.of(128, 9, 5), Shape.of(64, 17, 10), Shape.of(1, 33, 20));
    }

    /** An even side is halved by a kernel of 4, an odd one by a kernel of 3, which leaves the larger half. */
    @Test
    void kernels_fitTheSidesThatTheyHalve() {
        assertThat(of(Conv2d.class, PAPER.discriminator(Shape.of(1, 33, 20))).stream()
                        .map(layer -> layer.kernelHeight() + "x" + layer.kernelWidth()))
                .containsExactly("3x4", "3x4", "9x5");
        assertThat(of(ConvTranspose2d.class, PAPER.generator(100, Shape.of(1, 28, 28))).stream()
                        .map(layer -> layer.kernelHeight() + "x" + layer.kernelWidth()))
                .containsExactly("4x4", "3x3", "4x4", "4x4");
    }

    @Test
    void channels_grow_toEightTimesTheFeatures() {
        assertThat(of(Conv2d.class, PAPER.discriminator(Shape.of(3, 256, 256))).stream()
                        .map(Conv2d::outChannels))
                .containsExactly(64, 128, 256, 512, 512, 512, 1);
    }

    @Test
    void widths_ofTheTwoNetworks_areSetApart() {
        Dcgan recipe = PAPER.features(8, 16);
        assertThat(of(Conv2d.class, recipe.discriminator(Shape.of(1, 28, 28)))
                        .get(0)
                        .outChannels())
                .isEqualTo(16);
        assertThat(of(ConvTranspose2d.class, recipe.generator(100, Shape.of(1, 28, 28)))
                        .get(0)
                        .outChannels())
                .isEqualTo(32);
        assertThat(recipe.generatorFeatures()).isEqualTo(8);
        assertThat(recipe.discriminatorFeatures()).isEqualTo(16);
    }

    @Test
    void critic_withoutNorm_keepsItsBiases() {
        Network critic = PAPER.withoutCriticNorm().discriminator(Shape.of(1, 28, 28));
        assertThat(of(BatchNorm.class, critic)).isEmpty();
        assertThat(of(Conv2d.class, critic)).allMatch(layer -> layer.bias() == Bias.ZERO);
        assertThat(PAPER.withoutCriticNorm().features(8, 8).critic()).isEqualTo(Dcgan.Critic.NO_NORM);
    }

    @ParameterizedTest
    @CsvSource({"1, 7, 28", "3, 28, 257", "1, 1, 1"})
    void image_outOfRange_isRefusedWithTheRange(int channels, int height, int width) {
        Shape sample = Shape.of(channels, height, width);
        String message = "the networks of Dcgan make images of 8 to 256 pixels a side, the data's samples have shape "
                + sample + ": resize them while reading (size(...), Datasets.resized), or set"
                + " architecture(Mlp.of(256)), whose networks make samples of any shape";
        assertThatThrownBy(() -> PAPER.generator(100, sample))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> PAPER.discriminator(sample))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void vector_isRefused() {
        assertThatThrownBy(() -> PAPER.generator(100, Shape.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the data's samples have shape (2)");
    }

    @Test
    void width_belowOne_isRefused() {
        assertThatThrownBy(() -> PAPER.features(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("generatorFeatures must be at least 1, was 0");
        assertThatThrownBy(() -> PAPER.features(1, -3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("discriminatorFeatures must be at least 1, was -3");
    }
}
