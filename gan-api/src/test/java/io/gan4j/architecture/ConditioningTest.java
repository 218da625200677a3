package io.gan4j.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Embedding;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Init;
import io.gan4j.layer.Modulate;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that are given classes. */
class ConditioningTest {
    private static final int CLASSES = 3;

    static Stream<Arguments> recipes() {
        List<Conditioning> ways = List.of(Conditioning.projection(), Conditioning.concatenated());
        List<Architecture> recipes =
                List.of(Dcgan.of(2), Dcgan.of(2).withoutCriticNorm(), Mlp.of(4), Modern.of(4), StyleGan2.of(2));
        return ways.stream()
                .flatMap(way -> recipes.stream()
                        .flatMap(recipe -> Stream.of(Shape.of(1, 16, 16), Shape.of(3, 12, 20), Shape.of(2))
                                .filter(shape -> shape.isImage() || !(recipe instanceof Dcgan))
                                .filter(shape -> shape.equals(Shape.of(1, 16, 16)) || !(recipe instanceof StyleGan2))
                                .map(shape -> Arguments.of(way, recipe, shape))));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void networks_ofEachRecipe_takeClassesBesideWhatTheyTook(Conditioning way, Architecture recipe, Shape sample) {
        Network generator = way.generator(recipe.generator(way.latent(5, CLASSES), sample), CLASSES);
        assertThat(generator.inputs()).extracting(Network.Input::shape).containsExactly(Shape.of(5), Shape.of(CLASSES));
        assertThat(generator.outputShape()).isEqualTo(sample);
        Network discriminator = way.discriminator(recipe.discriminator(way.sample(sample, CLASSES)), CLASSES);
        assertThat(discriminator.inputs()).extracting(Network.Input::shape).containsExactly(sample, Shape.of(CLASSES));
        assertThat(discriminator.outputShape()).isEqualTo(Shape.of(1));
        assertThat(discriminator.inputs().get(1).name()).isEqualTo(Conditioning.INPUT);
    }

    @Test
    void auxiliaryClassifier_readsFeatures_andTheDiscriminatorIsToldNoClass() {
        Network plain = Dcgan.of(2).discriminator(Shape.of(1, 16, 16));
        assertThat(Conditioning.auxiliary().discriminator(plain, CLASSES)).isSameAs(plain);
        AuxiliaryClassifier classifier =
                Conditioning.auxiliary().classifier(Shape.of(4, 4, 4), CLASSES).orElseThrow();
        assertThat(classifier.teacher()).isEqualTo(AuxiliaryClassifier.Teacher.LABELS);
        assertThat(classifier.network().inputs().get(0).shape()).isEqualTo(Shape.of(4, 4, 4));
        assertThat(classifier.network().outputShape()).isEqualTo(Shape.of(CLASSES));
        assertThat(Conditioning.projection().classifier(Shape.of(4), CLASSES)).isEmpty();
    }

    @Test
    void discoveredCategories_haveNamesOfTheirOwn_andAClassifierThatReadsNumbersToo() {
        Conditioning way = Conditioning.discovered(4, 2);
        assertThat(way.classes(List.of("cat", "dog"))).containsExactly("code 0", "code 1", "code 2", "code 3");
        assertThat(Conditioning.auxiliary().classes(List.of("cat", "dog"))).containsExactly("cat", "dog");
        AuxiliaryClassifier classifier = way.classifier(Shape.of(9), 4).orElseThrow();
        assertThat(classifier.teacher()).isEqualTo(AuxiliaryClassifier.Teacher.GENERATOR);
        assertThat(classifier.numbers()).isEqualTo(2);
        assertThat(classifier.network().outputShape()).isEqualTo(Shape.of(6));
        assertThatThrownBy(() -> Conditioning.discovered(1, 0))
                .hasMessage("there must be at least 2 categories, were 1");
        assertThatThrownBy(() -> new Conditioning.Auxiliary(0))
                .hasMessage("weight must be a finite number above 0, was 0.0");
        assertThatThrownBy(() -> new Conditioning.Discovered(4, 2, 1, Double.NaN))
                .hasMessage("numbersWeight must be a finite number above 0, was NaN");
    }

    @Test
    void styleMixing_withClasses_isRefused() {
        Network plain = StyleGan2.of(2).mapping(6, 2).mixing(0.9).generator(10, Shape.of(1, 16, 16));
        for (Conditioning way : new Conditioning[] {Conditioning.projection(), Conditioning.concatenated()}) {
            assertThatThrownBy(() -> way.generator(plain, 3))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "style mixing takes the style of another sample, which may be of another class: leave out"
                                    + " mixing(...) or the classes");
        }
    }

    @Test
    void batchNormalization_ofAProjectionGenerator_leavesScaleAndShiftToTheClasses() {
        Network plain = Dcgan.of(2).generator(5, Shape.of(1, 16, 16));
        Network conditional = Conditioning.projection().generator(plain, CLASSES);
        List<BatchNorm> norms = layers(conditional, BatchNorm.class);
        assertThat(norms)
                .hasSameSizeAs(layers(plain, BatchNorm.class))
                .allSatisfy(norm -> assertThat(norm).isEqualTo(norm.withoutAffine()));
        assertThat(layers(conditional, Modulate.class)).hasSameSizeAs(norms);
        assertThat(layers(conditional, Embedding.class))
                .extracting(Embedding::weights)
                .containsOnly(Init.constant(1), Init.constant(0));
        assertThat(conditional.penultimate()).isNotEqualTo("y");
    }

    /** Scales by style are there already, so classes shift the style; one-hot vectors make shifts of variance 1. */
    @Test
    void styledGenerator_isShiftedInItsStyle() {
        Network plain = StyleGan2.of(2).mapping(6, 2).generator(4 + CLASSES, Shape.of(1, 16, 16));
        Network conditional = Conditioning.projection().generator(plain, CLASSES);
        assertThat(layers(conditional, Modulate.class)).isEmpty();
        assertThat(conditional.inputs())
                .extracting(Network.Input::shape)
                .containsExactly(Shape.of(4), Shape.of(CLASSES));
        assertThat(conditional.nodes())
                .filteredOn(
                        node -> node.name().endsWith("_style") && !node.name().equals("class_style"))
                .allSatisfy(node -> assertThat(node.inputs()).containsExactly("style_of_class"));
        Equalized shift = (Equalized) conditional.nodes().stream()
                .filter(node -> node.name().equals("class_style"))
                .findFirst()
                .orElseThrow()
                .layer();
        assertThat(shift.weightFactor()).isEqualTo(1, within(1e-6f));
        assertThat(shift.bare()).isEqualTo(Embedding.of(CLASSES, 6));
    }

    /** The inner product of features of variance 1 and an embedding has the variance 1, whatever their number. */
    @Test
    void embedding_ofAnEqualizedDiscriminator_isScaledByItsLength() {
        Network plain = StyleGan2.of(2).discriminator(Shape.of(1, 16, 16));
        Network conditional = Conditioning.projection().discriminator(plain, CLASSES);
        Equalized embedding = (Equalized) conditional.nodes().stream()
                .filter(node -> node.name().equals("class_embedding"))
                .findFirst()
                .orElseThrow()
                .layer();
        assertThat(embedding.bare().outputShape(List.of(Shape.of(CLASSES)))).isEqualTo(Shape.of(8));
        assertThat(embedding.weightFactor()).isEqualTo((float) Math.sqrt(1 / 8.0), within(1e-6f));
    }

    @Test
    void embedding_ofASpectrallyNormalisedDiscriminator_isNormalisedToo() {
        Network plain = NetworkPractices.none()
                .spectralNorm()
                .discriminator(Dcgan.of(2).withoutCriticNorm().discriminator(Shape.of(1, 16, 16)), 8);
        Network conditional = Conditioning.projection().discriminator(plain, CLASSES);
        assertThat(layers(conditional, SpectralNorm.class))
                .hasSize(layers(plain, SpectralNorm.class).size() + 1);
        assertThat(conditional.penultimate()).isEqualTo(plain.penultimate());
    }

    @Test
    void network_thatCannotBeGivenClasses_isRefused() {
        Network linear = Network.from("z", Shape.of(5)).linear(2).build();
        assertThatThrownBy(() -> Conditioning.projection().generator(linear, CLASSES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use Conditioning.concatenated()");
        assertThatThrownBy(() -> Conditioning.projection().discriminator(linear, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there must be at least 2 classes, were 1");
        Network flat = Network.from("x", Shape.of(2, 2)).tanh().build();
        assertThatThrownBy(() -> Conditioning.projection().discriminator(flat, CLASSES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no layer with weights");
    }

    private static <L> List<L> layers(Network network, Class<L> kind) {
        return network.nodes().stream()
                .map(Network.Node::layer)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
