package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.common.collect.ImmutableList;
import com.google.protobuf.InvalidProtocolBufferException;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.error.ModelFileException;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.inference.TextReader;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Effort;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generators of images of texts as files: what is written, computed and said to whom asks for what cannot be. */
class TextModelsTest {
    private static final LoadOptions OPTIONS = LoadOptions.defaults().threads(1);
    private static final String TEXT = "a small red circle on a blue background";

    private static Generator load() {
        return Generator.load(TextModels.file(), OPTIONS);
    }

    @Test
    void generator_ofATextAndALatent_computesTheDefinitionAloneAndInABatch() {
        Network network = TextModels.generator();
        float[] z = new float[3 * 6];
        for (int i = 0; i < z.length; i++) {
            z[i] = (float) Math.sin(i);
        }
        float[] ids =
                Conditions.texts(List.of(TEXT, "the heart", "a green star")).ids(TextModels.VOCABULARY, 3);
        int length = TextModels.VOCABULARY.length();
        try (Runner runner = Models.runner(TextModels.file())) {
            float[] together = runner.run(List.of(z, ids), 3).get(0);
            for (int i = 0; i < 3; i++) {
                List<float[]> sample = List.of(
                        Arrays.copyOfRange(z, 6 * i, 6 * i + 6),
                        Arrays.copyOfRange(ids, length * i, length * i + length));
                double[] expected = ConditionalModels.expected(network, sample);
                float[] alone = runner.run(sample, 1).get(0);
                for (int j = 0; j < 64; j++) {
                    assertThat((double) together[64 * i + j]).isCloseTo(expected[j], within(1e-5));
                    assertThat((double) alone[j]).isCloseTo(expected[j], within(1e-5));
                }
            }
        }
    }

    /** Numbers that are none of a word cannot point beyond the table. */
    @Test
    void generator_ofNumbersBeyondTheWords_takesThemAsTheLastWordOrNone() {
        int length = TextModels.VOCABULARY.length();
        int last = TextModels.VOCABULARY.words().size();
        float[] beyond = new float[length];
        Arrays.fill(beyond, Float.MAX_VALUE);
        float[] lasts = new float[length];
        Arrays.fill(lasts, last);
        float[] below = new float[length];
        Arrays.fill(below, Float.NEGATIVE_INFINITY);
        try (Runner runner = Models.runner(TextModels.file())) {
            assertThat(runner.run(List.of(new float[6], beyond), 1).get(0))
                    .containsExactly(runner.run(List.of(new float[6], lasts), 1).get(0), within(1e-6f));
            assertThat(runner.run(List.of(new float[6], below), 1).get(0))
                    .containsExactly(
                            runner.run(List.of(new float[6], new float[length]), 1)
                                    .get(0),
                            within(1e-6f));
        }
    }

    @Test
    void card_ofAFile_holdsTheVocabulary() {
        try (Generator generator = load()) {
            assertThat(generator.card().inputs()).isEqualTo(TextModels.card().inputs());
            assertThat(generator.vocabulary()).contains(TextModels.VOCABULARY);
            assertThat(generator.card().isConditional()).isFalse();
            assertThat(generator.classes()).isEmpty();
        }
    }

    @Test
    void generate_ofAText_makesItsImages() {
        try (Generator generator = load()) {
            Images one = generator.generate(4, 42, Conditions.text(TEXT));

            assertThat(one.toFloats())
                    .isEqualTo(generator
                            .generate(4, 42, Conditions.text("A small RED circle,\non a blue background!"))
                            .toFloats())
                    .isEqualTo(generator
                            .generate(4, 42, Conditions.texts(Collections.nCopies(4, TEXT)))
                            .toFloats())
                    .isNotEqualTo(generator
                            .generate(4, 42, Conditions.text("the heart"))
                            .toFloats());
            assertThat(generator.generate(2, 42, Conditions.text(TEXT)).toFloats())
                    .isEqualTo(Arrays.copyOf(one.toFloats(), 2 * 64));
            assertThat(Conditions.texts(List.of(TEXT, "the heart")).describe(generator.classes()))
                    .containsExactly(TEXT, "the heart");
        }
    }

    @Test
    void generate_ofNoText_drawsOneOfTheExamplesForEachImage() {
        try (Generator generator = load()) {
            Conditions drawn = generator.conditions(20, 3);

            assertThat(TextModels.VOCABULARY.examples()).containsAll(drawn.describe(ImmutableList.of()));
            assertThat(drawn.describe(ImmutableList.of()).stream().distinct()).hasSizeGreaterThan(2);
            assertThat(generator.generate(20, 3).toFloats())
                    .isEqualTo(generator.generate(20, 3, drawn).toFloats());
            assertThat(generator.stream(20, 3).findFirst().orElseThrow().toFloats())
                    .isEqualTo(generator.generate(20, 3).toFloats());
            assertThat(generator.generate(generator.latents(5, 1)).toFloats())
                    .isEqualTo(generator
                            .generate(
                                    generator.latents(5, 1),
                                    Conditions.texts(IntStream.range(0, 5)
                                            .mapToObj(i -> TextModels.VOCABULARY
                                                    .examples()
                                                    .get(i % 4))
                                            .toList()))
                            .toFloats());
            assertThat(generator.grid(4, 1).count()).isEqualTo(1);
            assertThat(generator
                            .interpolate(generator.latents(1, 1), generator.latents(1, 2), 3)
                            .count())
                    .isEqualTo(3);
            assertThatIllegalStateException()
                    .isThrownBy(() -> generator.generateEveryClass(2, 1))
                    .withMessage("this generator has no classes: it was trained without");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a smal red circle | the word 'smal' is not known; the nearest known word is 'small'; the text is 'a smal red circle'",
                "'' | the text is empty: there is no word in ''",
                "a a a a a a a a a | the text has 9 words, at most 8 are taken: 'a a a a a a a a a'",
            })
    void generate_ofATextThatCannotBe_saysWhatIsWrong(String text, String message) {
        try (Generator generator = load()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> generator.generate(1, 1, Conditions.text(text)))
                    .withMessage(message);
        }
    }

    @Test
    void generate_ofALenientText_leavesUnknownWordsOut() {
        try (Generator generator = load()) {
            assertThat(generator
                            .generate(2, 1, Conditions.text("a very red circle").lenient())
                            .toFloats())
                    .isEqualTo(generator
                            .generate(2, 1, Conditions.text("a red circle"))
                            .toFloats());
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            generator.generate(2, 1, Conditions.text("purple").lenient()))
                    .withMessage("there is no known word in the text 'purple'");
        }
    }

    @Test
    void conditions_ofTheWrongKind_areRefused() {
        try (Generator generator = load();
                Generator ofClasses = Generator.load(
                        Models.write(ConditionalModels.generator(), ConditionalModels.card()), OPTIONS)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> generator.generate(1, 1, Conditions.of("a")))
                    .withMessage("this generator is asked by texts, not by classes: use Conditions.text(\"...\")");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ofClasses.generate(1, 1, Conditions.text("a")))
                    .withMessage("this network is asked by classes, not by texts: use Conditions.of(name) with one of"
                            + " [a, b, c]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> generator.generate(3, 1, Conditions.texts(List.of("a", "the"))))
                    .withMessage("2 conditions do not fit 3 images: give one for all, or one for each");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Conditions.texts(List.of()))
                    .withMessage("there must be at least one condition");
        }
    }

    /** Any Unicode, control characters and 100,000 characters: an image or a message of one line. */
    @Test
    void generate_ofOddTexts_givesAnImageOrAClearError() {
        int count = Effort.cases(4_000, 1_000_000);
        Random random = new Random(8);
        List<String> words = TextModels.VOCABULARY.words();
        int images = 0;
        try (Generator generator = load()) {
            for (int i = 0; i < count; i++) {
                String text = odd(random, words, i);
                Conditions asked = Conditions.text(text);
                try {
                    assertThat(generator.generate(1, i, asked).count()).isEqualTo(1);
                    images++;
                } catch (IllegalArgumentException e) {
                    assertThat(e.getMessage())
                            .matches("(?s)the (text|word) .*")
                            .hasSizeLessThan(500)
                            .doesNotContainPattern("\\p{Cntrl}");
                }
            }
        }
        assertThat(images).isBetween(count * 3 / 40, count * 7 / 8);
    }

    private static String odd(Random random, List<String> words, int i) {
        StringBuilder text = new StringBuilder();
        int length = i % 400 == 0 ? 100_000 : 1 + random.nextInt(6);
        while (text.length() < length) {
            switch (random.nextInt(i % 3 == 0 ? 2 : 6)) {
                case 0 -> text.append(words.get(random.nextInt(words.size())));
                case 1 -> text.append(" \t\n\u0000\u2028'-".charAt(random.nextInt(7)));
                case 2 -> text.append((char) random.nextInt(0x10000));
                case 3 -> text.appendCodePoint(random.nextInt(0x110000));
                case 4 -> text.append((char) random.nextInt(0x20));
                default -> text.append(words.get(random.nextInt(words.size())).charAt(0));
            }
        }
        return text.toString();
    }

    @Test
    void generate_in32Threads_givesEachItsOwnText() throws Exception {
        List<String> texts = TextModels.VOCABULARY.examples();
        ExecutorService threads = Executors.newFixedThreadPool(32);
        try (Generator generator = load()) {
            List<float[]> expected = texts.stream()
                    .map(text -> generator.generate(2, 5, Conditions.text(text)).toFloats())
                    .toList();
            List<Future<Boolean>> same = IntStream.range(0, 32 * 20)
                    .mapToObj(i -> threads.submit(() -> Arrays.equals(
                            expected.get(i % 4),
                            generator
                                    .generate(2, 5, Conditions.text(texts.get(i % 4)))
                                    .toFloats())))
                    .toList();
            for (Future<Boolean> one : same) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void textEncoder_asAModelOfItsOwn_givesSentenceVectors() {
        Network network = TextEncoder.standard().size(3).encoder(TextModels.VOCABULARY);
        byte[] file = Models.write(network, ModelCard.textEncoder(TextModels.VOCABULARY, 3));
        try (TextReader reader = TextReader.load(file, OPTIONS)) {
            float[] both = reader.read(List.of(TEXT, "the heart"));

            assertThat(reader.size()).isEqualTo(3);
            assertThat(reader.vocabulary()).isEqualTo(TextModels.VOCABULARY);
            assertThat(both).hasSize(6);
            assertThat(reader.read(List.of("the heart")))
                    .containsExactly(Arrays.copyOfRange(both, 3, 6), within(1e-6f));
            assertThat(reader.read(Conditions.text("the odd heart").lenient()))
                    .containsExactly(Arrays.copyOfRange(both, 3, 6), within(1e-6f));
        }
        assertThatThrownBy(() -> Generator.load(file, OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("the model holds a text encoder, not a generator; load it as TextReader");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "input.1.words | a A | its properties say what cannot be: 'A' is no word: words hold lower-case letters and digits alone",
                "input.1.words | a a | its properties say what cannot be: the word 'a' is there twice",
                "input.1.words | a  b | its properties say what cannot be: '' is no word: words hold lower-case letters and digits alone",
                "input.1.examples | 300 | its property gan4j.input.1.examples must be a whole number from 0 to 256, was '300'",
                "input.1.example.0 | a purple star | its properties say what cannot be: the example 'a purple star' is no text of this vocabulary",
                "input.1.shape | 9 | its input 'text' is of shape (8), its properties say (9)",
                "input.1.shape | 2,4 | its properties say what cannot be: the length of texts must be 1 to 1024 words, was 0",
            })
    void file_thatSaysWhatCannotBe_isRefused(String key, String value, String message)
            throws InvalidProtocolBufferException {
        ModelProto.Builder model = ModelProto.parseFrom(TextModels.file()).toBuilder();
        model.getMetadataPropsBuilderList().stream()
                .filter(property -> property.getKey().equals("gan4j." + key))
                .findFirst()
                .orElseThrow()
                .setValue(value);
        assertThatThrownBy(() -> Generator.load(model.build().toByteArray(), OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("the model: " + message);
    }

    @Test
    void shape_ofTheSampleOfATextEncoder_isThatOfATextAndItsRangeIsUnbounded() {
        ModelCard card = ModelCard.textEncoder(TextModels.VOCABULARY, 3);
        assertThat(card.sample()).isEqualTo(Shape.of(8));
        assertThat(card.features()).isEqualTo(3);
        assertThat(card.vocabulary()).contains(TextModels.VOCABULARY);
    }
}
