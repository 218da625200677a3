package io.gan4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Linear;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.Tanh;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;

class MlpTest {
    private static final LeakyRelu LEAKY = new LeakyRelu(0.2f);

    @Test
    void generator_ofImages_widensAndEndsInTanh() {
        assertThat(Mlp.of(256).generator(100, Shape.of(1, 28, 28)).nodes().stream()
                        .map(Network.Node::layer))
                .containsExactly(
                        Linear.of(100, 256),
                        LEAKY,
                        Linear.of(256, 512),
                        LEAKY,
                        Linear.of(512, 1024),
                        LEAKY,
                        Linear.of(1024, 784),
                        new Tanh(),
                        new Reshape(Shape.of(1, 28, 28)));
    }

    @Test
    void generator_ofPoints_isUnbounded() {
        Network generator = Mlp.of(16).generator(4, Shape.of(2));
        assertThat(generator.nodes().stream().map(Network.Node::layer)).doesNotContain(new Tanh());
        assertThat(generator.outputShape()).isEqualTo(Shape.of(2));
    }

    @Test
    void discriminator_narrowsToOneScore() {
        assertThat(Mlp.of(256).discriminator(Shape.of(1, 28, 28)).nodes().stream()
                        .map(Network.Node::layer))
                .containsExactly(
                        new Reshape(Shape.of(784)),
                        Linear.of(784, 512),
                        LEAKY,
                        Linear.of(512, 256),
                        LEAKY,
                        Linear.of(256, 1));
    }

    /** 101 256 + 257 512 + 513 1024 + 1025 784, and 785 512 + 513 256 + 257. */
    @Test
    void networks_ofDigits_haveAsManyWeightsAsByHand() {
        assertThat(Mlp.of(256).generator(100, Shape.of(1, 28, 28)).weightCount())
                .isEqualTo(25_856 + 131_584 + 525_312 + 803_600);
        assertThat(Mlp.of(256).discriminator(Shape.of(1, 28, 28)).weightCount()).isEqualTo(401_920 + 131_328 + 257);
    }

    @Test
    void widths_ofTheTwoNetworks_areSetApart() {
        Mlp recipe = Mlp.of(4).features(8, 16);
        assertThat(recipe).isEqualTo(new Mlp(8, 16));
        assertThat(recipe.generator(1, Shape.of(1)).nodes().get(0).layer()).isEqualTo(Linear.of(1, 8));
        assertThat(recipe.discriminator(Shape.of(1)).nodes().get(1).layer()).isEqualTo(Linear.of(1, 32));
    }

    @Test
    void width_belowOne_isRefused() {
        assertThatThrownBy(() -> Mlp.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("generatorFeatures must be at least 1, was 0");
        assertThatThrownBy(() -> new Mlp(1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("discriminatorFeatures must be at least 1, was 0");
    }
}
