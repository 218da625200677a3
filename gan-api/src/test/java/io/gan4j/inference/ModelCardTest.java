package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelCardTest {
    private static final ModelCard CARD = ModelCard.generator(3, Prior.NORMAL, Shape.of(1, 2, 2));

    @Test
    void generator_takesALatentAndGivesASample() {
        assertThat(CARD.input()).isEqualTo(Shape.of(3));
        assertThat(CARD.output()).isEqualTo(Shape.of(1, 2, 2));
        assertThat(CARD.range()).isEqualTo(Range.MINUS_ONE_TO_ONE);
        assertThat(ModelCard.generator(3, Prior.NORMAL, Shape.of(2)).range()).isEqualTo(Range.UNBOUNDED);
    }

    @Test
    void discriminator_takesASampleAndGivesAScore() {
        ModelCard card = CARD.ofDiscriminator(CARD.output());
        assertThat(card.kind()).isEqualTo(ModelCard.Kind.DISCRIMINATOR);
        assertThat(card.input()).isEqualTo(Shape.of(1, 2, 2));
        assertThat(card.output()).isEqualTo(Shape.of(1));
        assertThat(card.latentSize()).isZero();
    }

    @Test
    void settings_changeTheirOwnFieldAlone() {
        List<TestVector> vectors = List.of(new TestVector(0, new float[] {1}));
        ModelCard card = CARD.provenance("1.2", "digits", "abc", Map.of("batch", "64"))
                .step(7)
                .licence("MIT")
                .testVectors(vectors);
        assertThat(card.origin().libraryVersion()).isEqualTo("1.2");
        assertThat(card.origin().dataset()).isEqualTo("digits");
        assertThat(card.origin().datasetFingerprint()).isEqualTo("abc");
        assertThat(card.origin().configuration()).containsExactly(Map.entry("batch", "64"));
        assertThat(card.origin().step()).isEqualTo(7);
        assertThat(card.origin().licence()).isEqualTo("MIT");
        assertThat(card.testVectors()).isEqualTo(vectors);
        assertThat(CARD).isEqualTo(ModelCard.generator(3, Prior.NORMAL, Shape.of(1, 2, 2)));
    }

    @Test
    void discriminator_keepsWhereItComesFrom() {
        ModelCard card = CARD.provenance("1.2", "digits", "abc", Map.of("batch", "64"))
                .step(7)
                .ofDiscriminator(CARD.output());
        assertThat(card.origin().dataset()).isEqualTo("digits");
        assertThat(card.origin().step()).isEqualTo(7);
        assertThat(card.origin().configuration()).containsKey("batch");
    }

    @Test
    void testInput_ofAGenerator_isItsFirstLatent() {
        assertThat(CARD.testInput(42))
                .containsExactly(Latents.draw(Prior.NORMAL, 3, 1, 42).toFloats());
    }

    /** Worked out from the documented algorithm by a program in another language. */
    @Test
    void testInput_ofADiscriminator_isAsDocumented() {
        assertThat(CARD.ofDiscriminator(CARD.output()).testInput(7))
                .containsExactly(0.44968509674072266f, -0.5017267465591431f, 0.8695238828659058f, 0.21931219100952148f);
    }

    @Test
    void latentSize_thatDoesNotGoWithTheKind_isRefused() {
        assertThatThrownBy(() -> ModelCard.generator(0, Prior.NORMAL, Shape.of(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the size of a latent must be at least 1, was 0");
    }

    @Test
    void classifier_takesASampleAndGivesFeaturesAndAScoreForEachClass() {
        ModelCard card = ModelCard.classifier(Shape.of(1, 2, 2), 5, List.of("cat", "dog", "owl"));
        assertThat(card.input()).isEqualTo(Shape.of(1, 2, 2));
        assertThat(card.output()).isEqualTo(Shape.of(8));
        assertThat(card.testInput(7))
                .containsExactly(CARD.ofDiscriminator(CARD.output()).testInput(7));
        assertThat(card.step(3).licence("MIT").testVectors(List.of()).classes()).containsExactly("cat", "dog", "owl");
        assertThat(card.step(3).features()).isEqualTo(5);
    }

    @Test
    void extractor_takesASampleAndGivesFeatures() {
        ModelCard card = ModelCard.extractor(Shape.of(1, 2, 2), 5);
        assertThat(card.output()).isEqualTo(Shape.of(5));
        assertThat(card.classes()).isEmpty();
    }

    @Test
    void classifier_withoutFeaturesOrClasses_isRefused() {
        assertThatThrownBy(() -> ModelCard.classifier(Shape.of(1, 2, 2), 0, List.of("cat", "dog")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("features must be at least 1, was 0");
        assertThatThrownBy(() -> ModelCard.classifier(Shape.of(1, 2, 2), 1, List.of("cat")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("classes must be at least 2 for a classifier and none for others, were 1");
    }

    @Test
    void step_belowZero_isRefused() {
        assertThatThrownBy(() -> CARD.step(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("step must not be negative, was -1");
    }

    @Test
    void conditionalGenerator_takesALatentAndItsClasses() {
        ModelCard card =
                ModelCard.generator(5, Prior.UNIFORM, Shape.of(1, 2, 2)).conditional("y", List.of("cat", "dog", "owl"));
        assertThat(card.isConditional()).isTrue();
        assertThat(card.classes()).containsExactly("cat", "dog", "owl");
        assertThat(card.inputs()).extracting(Port::name).containsExactly("z", "y");
        assertThat(card.inputs()).extracting(Port::shape).containsExactly(Shape.of(5), Shape.of(3));
        assertThat(card.prior()).isEqualTo(Prior.UNIFORM);
        assertThat(card.inputNames(List.of("noise", "label")).inputs())
                .extracting(Port::name)
                .containsExactly("noise", "label");
        assertThat(card.ofDiscriminator(card.sample()).isConditional()).isFalse();
    }

    @Test
    void testInputs_ofAConditionalGenerator_goThroughAllClasses() {
        ModelCard card = ModelCard.generator(5, Prior.NORMAL, Shape.of(2)).conditional("y", List.of("a", "b", "c"));
        for (long seed = -3; seed < 4; seed++) {
            List<float[]> inputs = card.testInputs(seed);
            float[] expected = new float[3];
            expected[Math.floorMod((int) seed, 3)] = 1;
            assertThat(inputs.get(0)).containsExactly(card.testInput(seed));
            assertThat(inputs.get(1)).containsExactly(expected);
        }
    }

    @Test
    void ends_thatDoNotGoWithTheKind_areRefused() {
        Port sample = new Port("x", Shape.of(2), new Port.Samples(Range.UNBOUNDED));
        Port score = new Port("score", Shape.of(1), new Port.Score());
        assertThatThrownBy(() -> new ModelCard(
                        ModelCard.Kind.GENERATOR,
                        ImmutableList.of(sample),
                        ImmutableList.of(score),
                        ModelCard.Origin.UNKNOWN,
                        ImmutableList.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a generator does not turn Samples[");
        assertThatThrownBy(() -> CARD.conditional("z", List.of("a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("two inputs have one name");
        assertThatThrownBy(() -> CARD.conditional("y", List.of("a", "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two classes have one name, in [a, a]");
        assertThatThrownBy(() -> new Port("y", Shape.of(3), new Port.Classes(ImmutableList.of("a", "b"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'y' holds a weight for each of 2 classes, its shape is (3)");
    }
}
