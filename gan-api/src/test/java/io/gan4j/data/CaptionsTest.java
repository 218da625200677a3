package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.primitives.Floats;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CaptionsTest {
    private static final String RED = "a red circle on blue";
    private static final String BLUE = "a blue circle on red";
    private static final String STAR = "a red star on blue";
    private static final String CAT = "the cat";

    private static Dataset images(int count) {
        byte[][] pixels = new byte[count][4];
        for (int i = 0; i < count; i++) {
            pixels[i][0] = (byte) i;
        }
        return Datasets.pixels(Shape.of(1, 2, 2), pixels);
    }

    private static Dataset captioned(String... captions) {
        return Datasets.captioned(images(captions.length), List.of(captions));
    }

    private static String text(Dataset dataset, String part, int index, long variation) {
        ByteBuffer bytes = ByteBuffer.wrap(PartsOf.bytes(dataset, part, index, variation));
        Vocabulary vocabulary = dataset.vocabulary().orElseThrow();
        float[] ids = new float[vocabulary.length()];
        bytes.asFloatBuffer().get(ids);
        return vocabulary.text(ids);
    }

    private static Set<String> texts(Dataset dataset, String part, int index) {
        return LongStream.range(1, 60)
                .mapToObj(variation -> text(dataset, part, index, variation))
                .collect(Collectors.toSet());
    }

    @Test
    void tokenized_samplesHaveTheirImageTheirTextAndAMismatch() {
        Dataset dataset = Captions.tokenized(captioned(RED, CAT));

        assertThat(dataset.parts())
                .containsExactly(
                        new Part(Part.SAMPLE, Shape.of(1, 2, 2), Dataset.Encoding.PIXELS),
                        new Part(Part.TEXT, Shape.of(5), Dataset.Encoding.FLOATS),
                        new Part(Part.MISMATCH, Shape.of(5), Dataset.Encoding.FLOATS));
        assertThat(dataset.vocabulary().orElseThrow().words())
                .containsExactly("a", "blue", "cat", "circle", "on", "red", "the");
        assertThat(PartsOf.pixels(dataset, Part.SAMPLE, 1)).startsWith(1);
        assertThat(text(dataset, Part.TEXT, 0, Dataset.UNVARIED)).isEqualTo(RED);
        assertThat(text(dataset, Part.MISMATCH, 0, Dataset.UNVARIED)).isEqualTo(CAT);
        assertThat(dataset.caption(0)).isEqualTo(RED);
        assertThat(dataset.shape()).isEqualTo(Shape.of(1, 2, 2));
    }

    @Test
    void tokenized_ofSeveralCaptions_takesOneByTheVariation() {
        Dataset dataset = Captions.tokenized(
                Captions.several(images(2), List.of(List.of("one", "two", "three"), List.of("other"))));

        assertThat(texts(dataset, Part.TEXT, 0)).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(text(dataset, Part.TEXT, 0, Dataset.UNVARIED)).isEqualTo("one");
        assertThat(text(dataset, Part.TEXT, 0, 9)).isEqualTo(text(dataset, Part.TEXT, 0, 9));
        assertThat(texts(dataset, Part.MISMATCH, 0)).containsExactly("other");
        assertThat(dataset.captions(0)).containsExactly("one", "two", "three");
    }

    @Test
    void mismatch_isOneWordApartOrHasTwoExchanged_whereTheDataHasSuch() {
        Dataset dataset = Captions.tokenized(captioned(RED, BLUE, STAR, CAT, "the dog", "a dog"));

        assertThat(texts(dataset, Part.MISMATCH, 0)).containsExactlyInAnyOrder(BLUE, STAR);
        assertThat(texts(dataset, Part.MISMATCH, 1)).containsExactly(RED);
        assertThat(texts(dataset, Part.MISMATCH, 3)).containsExactly("the dog");
        assertThat(texts(dataset, Part.MISMATCH, 4)).containsExactlyInAnyOrder(CAT, "a dog");
    }

    @Test
    void mismatch_ofShapes_differsInOneWordOrTheColours() {
        Dataset dataset = Captions.tokenized(Shapes.of(3000).size(16).draw());
        int exchanged = 0;
        for (int i = 0; i < 200; i++) {
            List<String> right = Vocabulary.split(text(dataset, Part.TEXT, i, 5));
            List<String> wrong = Vocabulary.split(text(dataset, Part.MISMATCH, i, 5));
            long apart = IntStream.range(0, Math.min(right.size(), wrong.size()))
                    .filter(place -> !right.get(place).equals(wrong.get(place)))
                    .count();
            assertThat(wrong).hasSameSizeAs(right).isNotEqualTo(right);
            assertThat(apart).isBetween(1L, 2L);
            exchanged += apart == 2 ? 1 : 0;
        }
        assertThat(exchanged).isBetween(15, 120);
    }

    @Test
    void tokenized_byAnotherVocabulary_namesTheSampleWithAnUnknownWord() {
        Vocabulary vocabulary = Vocabulary.of(List.of("circle", "red"), 3);
        assertThat(Captions.tokenized(captioned("red", "red circle"), vocabulary)
                        .vocabulary())
                .contains(vocabulary);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Captions.tokenized(captioned("red", "red sircle"), vocabulary))
                .withMessage("the caption of sample 1 of 2 images: the word 'sircle' is not known; the nearest"
                        + " known word is 'circle'; the text is 'red sircle'");
    }

    @Test
    void tokenized_ofBadCaptions_saysWhatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Captions.tokenized(images(2)))
                .withMessage("2 images has no captions: give it some with Datasets.captioned, or read them"
                        + " with its images by ImageFolder.captions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Captions.tokenized(captioned("a cat", "A cat!")))
                .withMessage("all captions of 2 images are the same, 'a cat': networks learn from what"
                        + " differs between captions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Captions.tokenized(captioned("a cat", " - ")))
                .withMessage("the caption of sample 1 of 2 images: there is no word in it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Captions.several(images(2), List.of(List.of("a"), List.of())))
                .withMessage("sample 1 of 2 images has no caption");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Captions.several(images(2), List.of(List.of("a"))))
                .withMessage("2 images has 2 samples but 1 caption list: their numbers must be equal");
    }

    @Test
    void fingerprint_dependsOnTheCaptions() {
        List<String> prints = new ArrayList<>();
        prints.add(Captions.tokenized(captioned(RED, CAT)).fingerprint());
        prints.add(Captions.tokenized(captioned(BLUE, CAT)).fingerprint());
        prints.add(Captions.tokenized(captioned(RED.replace("red", "rod"), CAT)).fingerprint());
        prints.add(captioned(RED, CAT).fingerprint());

        assertThat(prints).doesNotHaveDuplicates();
        assertThat(captioned(RED, CAT).fingerprint()).isEqualTo(images(2).fingerprint());
    }

    @Test
    void captions_goWithTheSamples_throughWhatIsDerived() {
        Dataset several = Captions.several(images(3), List.of(List.of("a", "b"), List.of("c"), List.of("d", "e")));

        assertThat(Datasets.resized(several, 4, 4).captions(2)).containsExactly("d", "e");
        assertThat(Datasets.take(several, 2).captions(0)).containsExactly("a", "b");
        assertThat(Captions.several(Datasets.take(several, 2), List.of(List.of("x"), List.of("y", "z")))
                        .captions(1))
                .containsExactly("y", "z");
        Dataset tokenized = Captions.tokenized(several);
        assertThat(Datasets.take(tokenized, 2).vocabulary()).isEqualTo(tokenized.vocabulary());
        assertThat(Datasets.part(tokenized, Part.SAMPLE).vocabulary()).isEmpty();
        assertThat(Floats.asList(Datasets.values(Datasets.part(tokenized, Part.TEXT), 1)))
                .containsExactly(3f);
    }
}
