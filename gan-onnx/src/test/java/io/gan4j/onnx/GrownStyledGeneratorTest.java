package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Growth;
import io.gan4j.architecture.StyleGan;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The styles of generators that grew, of every stage: what the file of StyleGAN2 can do, theirs can. */
class GrownStyledGeneratorTest {
    private static final LoadOptions OPTIONS = LoadOptions.defaults().threads(1);
    private static final Shape IMAGE = Shape.of(3, 32, 32);
    private static final StyleGan RECIPE = StyleGan.of(2).mapping(6, 2);

    static Stream<Growth> stages() {
        return RECIPE.growth(IMAGE).stream();
    }

    private static byte[] file(Growth at) {
        Network network = RECIPE.generator(4, IMAGE, at);
        return Models.write(network, Models.card(network));
    }

    /** Two layers of styles for each size, from 4 pixels on. */
    @ParameterizedTest
    @MethodSource("stages")
    void stylesOfASeed_giveTheGeneratorsImages(Growth at) {
        byte[] file = file(at);
        try (Generator whole = Generator.load(file, OPTIONS);
                StyledGenerator parted = StyledGenerator.load(file, OPTIONS)) {
            float[] expected = whole.generate(5, 7).toFloats();
            assertThat(parted.generate(parted.styles(5, 7)).toFloats()).containsExactly(expected, within(1e-5f));
            int sizes = Integer.numberOfTrailingZeros(at.side() / 4) + 1;
            assertThat(parted.layers()).isEqualTo(2 * sizes);
        }
    }

    @Test
    void truncation_toNothing_givesOneImageForAllLatents() {
        try (StyledGenerator generator =
                StyledGenerator.load(file(RECIPE.growth(IMAGE).get(4)), OPTIONS)) {
            Images images = generator.generate(3, 7, 0);
            float[] typical = generator.generate(generator.mean()).toFloats();
            for (int i = 0; i < 3; i++) {
                assertThat(images.get(i).toFloats()).containsExactly(typical, within(1e-5f));
            }
            assertThat(generator.generate(1, 7, 0.5).toFloats()).isNotEqualTo(typical);
        }
    }

    /** The finest layers change the image, and mixed in all layers it is the other's. */
    @Test
    void mixing_takesTheLayersThatAreNamed() {
        try (StyledGenerator generator =
                StyledGenerator.load(file(RECIPE.growth(IMAGE).get(4)), OPTIONS)) {
            Styles first = generator.styles(1, 1);
            Styles second = generator.styles(1, 2);
            float[] ofFirst = generator.generate(first).toFloats();
            for (int layer = 0; layer < 8; layer++) {
                assertThat(generator
                                .generate(first.mixed(second, layer, layer + 1))
                                .toFloats())
                        .as("layer %s", layer)
                        .isNotEqualTo(ofFirst);
            }
            assertThat(first.mixed(second, 0, 8)).isEqualTo(second);
        }
    }

    @Test
    void stylesOfAConditionalGenerator_areThoseOfItsClasses() {
        Conditioning way = Conditioning.projection();
        Network network = way.generator(RECIPE.generator(way.latent(4, 3), IMAGE), 3);
        ModelCard card = ModelCard.generator(4, Prior.NORMAL, IMAGE);
        byte[] file = Models.write(network, card.conditional("y", List.of("a", "b", "c")));
        try (Generator whole = Generator.load(file, OPTIONS);
                StyledGenerator parted = StyledGenerator.load(file, OPTIONS)) {
            assertThat(parted.generate(parted.styles(4, 7)).toFloats())
                    .containsExactly(whole.generate(4, 7).toFloats(), within(1e-5f));
        }
    }
}
