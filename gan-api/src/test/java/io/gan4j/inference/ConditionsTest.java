package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.gan4j.image.Images;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.FakeRunner;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a conditional generator is asked for, and what it is given. */
class ConditionsTest {
    private static final ImmutableList<String> CLASSES = ImmutableList.of("cat", "dog", "owl");
    private static final ModelCard CARD =
            ModelCard.generator(2, Prior.NORMAL, Shape.of(1, 1, 5)).conditional("y", CLASSES);

    /** Gives each sample's latent and then its classes. */
    private static Generator showing() {
        return Generator.of(CARD, new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                float[] shown = new float[count * 5];
                for (int i = 0; i < count; i++) {
                    // within the range of images
                    for (int k = 0; k < 2; k++) {
                        shown[i * 5 + k] = (float) Math.tanh(inputs.get(0)[i * 2 + k]);
                    }
                    System.arraycopy(inputs.get(1), i * 3, shown, i * 5 + 2, 3);
                }
                return List.of(shown);
            }

            @Override
            public void close() {}
        });
    }

    private static void refused(ThrowingCallable action, String message) {
        assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void stream_drawsTheClassesOfTheSeed() {
        Generator generator = showing();
        assertThat(Images.concat(generator.stream(600, 9).toList()).toFloats())
                .isEqualTo(generator.generate(600, 9).toFloats());
    }

    @Test
    void weights_ofEachForm_areThoseOfItsImages() {
        assertThat(Conditions.of("dog").weights(CLASSES, 2)).containsExactly(0, 1, 0, 0, 1, 0);
        assertThat(Conditions.of(2).weights(CLASSES, 1)).containsExactly(0, 0, 1);
        assertThat(Conditions.each("owl", "cat").weights(CLASSES, 2)).containsExactly(0, 0, 1, 1, 0, 0);
        assertThat(Conditions.each(1, 0).weights(CLASSES, 2)).containsExactly(0, 1, 0, 1, 0, 0);
        assertThat(Conditions.mixture(Map.of("cat", 0.25, "owl", 0.75)).weights(CLASSES, 1))
                .containsExactly(0.25f, 0, 0.75f);
        assertThat(Conditions.of("cat")
                        .then(Conditions.mixture(Map.of("dog", 1.0)))
                        .weights(CLASSES, 2))
                .containsExactly(1, 0, 0, 0, 1, 0);
    }

    @Test
    void conditions_thatCannotBe_areRefused() {
        refused(
                () -> Conditions.of("cot").weights(CLASSES, 1),
                "there is no class 'cot'; the nearest is 'cat'; there are cat, dog, owl");
        refused(() -> Conditions.of(3).weights(CLASSES, 1), "there are 3 classes, from 0: there is no class 3");
        refused(() -> Conditions.of(-1), "the place of a class is counted from 0, was -1");
        refused(
                () -> Conditions.each("cat", "dog").weights(CLASSES, 3),
                "2 conditions do not fit 3 images: give one for all, or one for each");
        refused(
                () -> Conditions.mixture(Map.of("cat", 0.5)),
                "the weights of a mixture must sum to 1, {cat=0.5} sum to 0.5");
        refused(
                () -> Conditions.mixture(Map.of("cat", -0.5)),
                "the weight of a class must be at least 0, that of 'cat' was -0.5");
        refused(() -> Conditions.each(new String[0]), "there must be at least one condition");
        refused(
                () -> Conditions.text("a cat").weights(CLASSES, 1),
                "this network is asked by classes, not by texts: use Conditions.of(name) with one of [cat, dog, owl]");
    }

    @Test
    void latent_ofAnImage_doesNotDependOnItsClass() {
        try (Generator generator = showing()) {
            float[] cats = generator.samples(generator.latents(4, 9), Conditions.of("cat"));
            float[] owls = generator.samples(generator.latents(4, 9), Conditions.of("owl"));
            for (int i = 0; i < 4; i++) {
                assertThat(cats[i * 5]).isEqualTo(owls[i * 5]);
                assertThat(cats[i * 5 + 2]).isEqualTo(1);
                assertThat(owls[i * 5 + 4]).isEqualTo(1);
            }
        }
    }

    @Test
    void everyClass_isARowOfTheSameLatents() {
        try (Generator generator = showing()) {
            float[] all = generator.generateEveryClass(2, 9).toFloats();
            float[] latents = generator.generate(2, 9, Conditions.of("cat")).toFloats();
            for (int i = 0; i < 6; i++) {
                assertThat(all[i * 5 + 2 + i / 2]).as("class of image %s", i).isEqualTo(1);
                assertThat(all[i * 5]).as("latent of image %s", i).isEqualTo(latents[i % 2 * 5]);
            }
        }
    }

    @Test
    void generator_notAskedForClasses_drawsThemFromTheSeedAndSaysWhich() {
        try (Generator generator = showing()) {
            Conditions drawn = generator.conditions(300, 5);
            assertThat(generator.generate(300, 5).toFloats())
                    .containsExactly(generator.generate(300, 5, drawn).toFloats());
            assertThat(drawn.describe(generator.classes())).hasSize(300).contains("cat", "dog", "owl");
            assertThat(generator.conditions(10, 5).describe(CLASSES))
                    .as("those of fewer images are the same")
                    .isEqualTo(drawn.describe(CLASSES).subList(0, 10));
            long cats = drawn.describe(CLASSES).stream().filter("cat"::equals).count();
            assertThat(cats).isBetween(70L, 130L);
        }
    }

    @Test
    void generator_ofLatentsAlone_takesTheClassesInTurn() {
        try (Generator generator = showing()) {
            float[] samples = generator.samples(generator.latents(4, 1));
            for (int i = 0; i < 4; i++) {
                assertThat(samples[i * 5 + 2 + i % 3]).isEqualTo(1);
            }
        }
    }

    @Test
    void conditions_ofAGeneratorThatTakesNone_areRefused() {
        ModelCard plain = ModelCard.generator(2, Prior.NORMAL, Shape.of(2));
        try (Generator generator = Generator.of(plain, new FakeRunner(plain, 0))) {
            assertThatThrownBy(() -> generator.samples(generator.latents(1, 0), Conditions.of("cat")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this generator takes no conditions: it was trained without classes");
            assertThatThrownBy(() -> generator.samples(generator.latents(1, 0), Conditions.text("a cat")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this generator takes no conditions: it was trained without classes");
        }
    }
}
