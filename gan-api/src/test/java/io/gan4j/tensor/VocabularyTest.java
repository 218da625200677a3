package io.gan4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {
    private static final Vocabulary FEW = Vocabulary.of(List.of("a", "blue", "circle", "on", "red"), 5);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A Red circle, on BLUE!    | a red circle on blue",
                "The dog's Ball            | the dogs ball",
                "dog\u2019s                | dogs",
                "'quoted' words'           | quoted words",
                "snow-man_42               | snow man 42",
                "\uFF2C\uFF34\uFF24 \u00BD | ltd 1 2",
                "Caf\u00E9 Cafe\u0301      | caf\u00E9 caf\u00E9",
                "\u4E2D\u6587 \uD83D\uDE00 | \u4E2D\u6587",
                "\u0130stanbul             | i\u0307stanbul",
                "1\uFE0F\u20E3 \u2764\uFE0F x\uFE0Fy | 1 x y",
                "\u0301a\u0301 -\u0301b | \u00E1 b",
                "\u039F\u03A3 \u03BF\u03C2  | \u03BF\u03C3 \u03BF\u03C3",
                "tab\tnew\u2028line\u00A0x | tab new line x"
            })
    void words_ofAText_areRunsOfLettersAndDigitsInLowerCase(String text, String words) {
        assertThat(String.join(" ", Vocabulary.split(text))).isEqualTo(words);
    }

    @Test
    void words_ofAnyText_areWordsThemselves() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            int[] points = IntStream.range(0, 1 + random.nextInt(8))
                    .map(j -> random.nextInt(4) == 0
                            ? "'ee\u0301 \u1100\u1161".charAt(random.nextInt(7))
                            : random.nextInt(0x20000))
                    .toArray();
            String text = new String(points, 0, points.length);
            for (String word : Vocabulary.split(text)) {
                assertThat(Vocabulary.split(word))
                        .as("of '%s', code points %s", text, points)
                        .containsExactly(word);
            }
        }
    }

    @Test
    void ids_ofAText_arePlacesFromOneThenZeros() {
        assertThat(FEW.ids("Red circle on blue")).containsExactly(5, 3, 4, 2, 0);
        assertThat(FEW.ids("a")).containsExactly(1, 0, 0, 0, 0);
        assertThat(FEW.text(5, 3, 4, 2, 0)).isEqualTo("red circle on blue");
    }

    @Test
    void ids_ofAnUnknownWord_nameItAndTheNearest() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FEW.ids("a red circel"))
                .withMessage(
                        "the word 'circel' is not known; the nearest known word is 'circle'; the text is 'a red circel'");
    }

    @Test
    void ids_ofALongText_sayHowManyWordsItHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FEW.ids("a red circle on a blue"))
                .withMessage("the text has 6 words, at most 5 are taken: 'a red circle on a blue'");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "' ?! ', '?!'"})
    void ids_ofAnEmptyText_areRefused(String text, String shown) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FEW.ids(text))
                .withMessage("the text is empty: there is no word in '" + shown + "'");
    }

    @Test
    void knownIds_leaveUnknownWordsOut() {
        assertThat(FEW.knownIds("a very red circle, sitting on a mat")).containsExactly(1, 5, 3, 4, 1);
        assertThat(FEW.unknown("a very very red mat")).containsExactly("very", "mat");
    }

    @Test
    void knownIds_ofNoKnownWord_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FEW.knownIds("green"))
                .withMessage("there is no known word in the text 'green'");
    }

    @Test
    void vocabulary_ofTexts_hasTheirWordsTheLongestLengthAndExamples() {
        Vocabulary vocabulary = Vocabulary.of(List.of("Red circle", "a red RING", "red circle", "Red circle"));

        assertThat(vocabulary.words()).containsExactly("a", "circle", "red", "ring");
        assertThat(vocabulary.length()).isEqualTo(3);
        assertThat(vocabulary.shape()).isEqualTo(Shape.of(3));
        assertThat(vocabulary.examples()).containsExactly("Red circle", "a red RING", "red circle");
        assertThat(vocabulary).hasToString("4 words, texts of up to 3");
        assertThat(vocabulary).isNotEqualTo(vocabulary.examples(List.of())).isNotEqualTo(FEW);
    }

    @Test
    void vocabulary_ofManyTexts_takesExamplesFromAllOverThem() {
        List<String> texts = IntStream.range(0, 640).mapToObj(i -> "text " + i).toList();

        assertThat(Vocabulary.of(texts).examples()).hasSize(64).contains("text 0", "text 10", "text 630");
    }

    @Test
    void vocabulary_ofWhatIsNone_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.of(List.of("Red"), 5))
                .withMessage("'Red' is no word: words hold lower-case letters and digits alone");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.of(List.of("red", "red"), 5))
                .withMessage("the word 'red' is there twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.of(List.of(), 5))
                .withMessage("a vocabulary has 1 to 65536 words, was given 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.of(List.of("red"), 1025))
                .withMessage("the length of texts must be 1 to 1024 words, was 1025");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.of(List.of("a", "?")))
                .withMessage("there is no word in the text '?'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FEW.examples(List.of("a green circle")))
                .withMessage("the example 'a green circle' is no text of this vocabulary");
    }

    @Test
    void drawn_fromASeed_isAnExampleOrElseWordsAtRandom() {
        assertThat(FEW.drawn(1, 2)).isEqualTo(FEW.drawn(1, 2)).isNotEmpty();
        assertThat(FEW.ids(FEW.drawn(7, 0))[0]).isPositive();
        Vocabulary withExamples = FEW.examples(List.of("red", "blue"));
        assertThat(IntStream.range(0, 50)
                        .mapToObj(i -> withExamples.drawn(3, i))
                        .distinct())
                .containsExactlyInAnyOrder("red", "blue");
    }

    @Test
    void messages_ofLongAndOddTexts_areShortAndVisible() {
        String odd = "\u001b[31m" + String.join(" ", Collections.nCopies(50_000, "x"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FEW.ids(odd))
                .withMessageStartingWith("the text has 50000 words, at most 5 are taken: '\\u001b[31mx x")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(150));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FEW.ids("y".repeat(100_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250));
    }
}
