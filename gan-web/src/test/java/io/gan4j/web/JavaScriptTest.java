package io.gan4j.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import com.google.gson.Gson;
import io.gan4j.html.PageParts;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Latents;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.TestVector;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import io.gan4j.testing.Browser;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page's random numbers against Java's, in Node. Skipped where the path has no {@code node} and the variable {@code
 * GAN4J_NODE} names none.
 */
@Timeout(120)
class JavaScriptTest {
    private static final String ODD =
            "''\u2019 -e\u0301\u0308\u0130\u03A3\u03C2\u00DF\u1E9E\u1100\u1161\uFE0F\u20E3\u200D\u00AD\u0345\u1FB3\uFB01\u2126\u212A\uD83D\uDE00\uD800\uDB40\uDD00";

    @TempDir
    Path folder;

    private static Path node() {
        String named = System.getenv("GAN4J_NODE");
        Stream<Path> places = named == null
                ? Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(entry -> Path.of(entry, "node"))
                : Stream.of(Path.of(named));
        return places.filter(Files::isExecutable).findFirst().orElse(Path.of("node"));
    }

    @BeforeEach
    void nodeIsThere() {
        Browser.assumeThere(node(), "Node");
    }

    /** What a script prints, which knows what the page's random.js exports. */
    private List<String> run(String script) throws IOException, InterruptedException {
        Files.write(folder.resolve("random.mjs"), WebFiles.bytes("random.js"));
        Files.writeString(
                folder.resolve("words.mjs"), WebFiles.text("words.js").replace("./random.js", "./random.mjs"));
        Path program = Files.writeString(
                folder.resolve("program.mjs"),
                "import {RandomStream, drawLatents, drawClasses, oneHot, testInputs, differenceTo} from './random.mjs';\n"
                        + "import {wordsOf, Vocabulary} from './words.mjs';\nimport {readFileSync} from 'node:fs';\n"
                        + "const bits = floats => console.log([...new Int32Array(Float32Array.from(floats).buffer)].join(' '));\n"
                        + script);
        Path printed = folder.resolve("printed");
        Process process = new ProcessBuilder(node().toString(), program.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<String> lines = Files.readAllLines(printed, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(lines.toString()).isZero();
        return lines;
    }

    private static float[] floats(String line) {
        String[] words = line.split(" ");
        float[] floats = new float[words.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = Float.intBitsToFloat(Integer.parseInt(words[i]));
        }
        return floats;
    }

    @Test
    void latents_of100000Numbers_areJavas() throws Exception {
        List<String> lines =
                run("bits(drawLatents('normal', 100, 1000, 42n)); bits(drawLatents('uniform', 100, 1000, 42n));");
        float[] normal = floats(lines.get(0));
        float[] java = Latents.draw(Prior.NORMAL, 100, 1000, 42).toFloats();
        // a logarithm or a sine may differ in the last bit of a double, which now and then is that of a float
        assertThat(normal).hasSameSizeAs(java);
        for (int i = 0; i < java.length; i++) {
            assertThat(Math.abs(normal[i] - java[i])).as("number %s", i).isLessThanOrEqualTo(Math.ulp(java[i]));
        }
        assertThat(floats(lines.get(1)))
                .isEqualTo(Latents.draw(Prior.UNIFORM, 100, 1000, 42).toFloats());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 53})
    void streams_ofAnySeedAndKey_areJavas(long seed) throws Exception {
        List<String> lines = run("const random = new RandomStream(" + seed + "n, " + seed + "n, 3n);\n"
                + "for (let i = 0; i < 4; i++) console.log(String(BigInt.asIntN(64, random.nextLong())));\n"
                + "console.log(random.nextDouble());");
        RandomStream java = RandomStream.of(seed, seed, 3);
        for (int i = 0; i < 4; i++) {
            assertThat(lines.get(i)).isEqualTo(Long.toString(java.nextLong()));
        }
        assertThat(Double.parseDouble(lines.get(4))).isEqualTo(java.nextDouble());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7, 10, 64, 1000})
    void drawnClasses_areJavas(int classes) throws Exception {
        ImmutableList<String> names =
                Stream.iterate(0, i -> i + 1).limit(classes).map(i -> "c" + i).collect(ImmutableList.toImmutableList());
        float[] weights = floats(run("bits(oneHot(drawClasses(" + classes + ", 50, -9n), " + classes + "));")
                .get(0));
        assertThat(weights).isEqualTo(Conditions.drawn(names, 50, -9).weights(names, 50));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5, -4, Long.MIN_VALUE})
    void testInputs_areJavas(long seed) throws Exception {
        ModelCard conditional =
                ModelCard.generator(3, Prior.UNIFORM, Shape.of(4)).conditional("y", List.of("a", "b", "c"));
        ModelCard translator = ModelCard.translator("x", Shape.of(1, 2, 3), Shape.of(1, 2, 3), Range.MINUS_ONE_TO_ONE);
        List<String> lines =
                run("testInputs({kind: 'generator', prior: 'uniform', latent: 3, classes: ['a', 'b', 'c']}, " + seed
                        + "n).forEach(bits);\ntestInputs({kind: 'translator', inputs: [[1, 2, 3]], classes: []}, "
                        + seed
                        + "n).forEach(bits);");
        assertThat(floats(lines.get(0))).isEqualTo(conditional.testInputs(seed).get(0));
        assertThat(floats(lines.get(1))).isEqualTo(conditional.testInputs(seed).get(1));
        assertThat(floats(lines.get(2))).isEqualTo(translator.testInput(seed));
    }

    /** Code points of all kinds, many of them such as combine, fold or part words; those that this Java knows. */
    private static String oddText(Random random) {
        int[] points = IntStream.generate(() -> random.nextInt(3) == 0
                        ? ODD.codePointAt(
                                ODD.offsetByCodePoints(0, random.nextInt(ODD.codePointCount(0, ODD.length()))))
                        : random.nextInt(random.nextBoolean() ? 0x3000 : 0x20000))
                .filter(Character::isDefined)
                .limit(1 + random.nextInt(12))
                .toArray();
        return new String(points, 0, points.length);
    }

    private static String points(String text) {
        return text.codePoints().mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    @Test
    void words_ofOddTexts_areJavas() throws Exception {
        Random random = new Random(7);
        List<String> texts = Stream.concat(
                        Stream.of(
                                "A Red circle, on BLUE!",
                                "The dog's Ball, dog\u2019s 'quoted' words'",
                                "\u039F\u03A3 \u03BF\u03C2",
                                "\u0130stanbul",
                                "1\uFE0F\u20E3 \u2764\uFE0F x\uFE0Fy",
                                "\uD83D\uDE00 \uD800 a\uDC00'b",
                                "tab\tnew\u2028line\u00A0x"),
                        Stream.generate(() -> oddText(random)).limit(20_000))
                .toList();
        Files.writeString(
                folder.resolve("texts.json"),
                new Gson()
                        .toJson(texts.stream()
                                .map(text -> text.chars().boxed().toList())
                                .toList()));
        List<String> lines = run(
                "const points = text => Array.from(text, one => one.codePointAt(0)).join(' ');\nJSON.parse(readFileSync('"
                        + folder.resolve("texts.json") + "', 'utf8'))"
                        + ".map(units => String.fromCharCode(...units)).forEach(text =>"
                        + " console.log(points(text) + ': ' + wordsOf(text).map(points).join(' | ')));");
        // each line says of which code points the words are
        assertThat(lines)
                .containsExactlyElementsOf(texts.stream()
                        .map(text -> points(text) + ": "
                                + Vocabulary.split(text).stream()
                                        .map(JavaScriptTest::points)
                                        .collect(Collectors.joining(" | ")))
                        .toList());
    }

    @Test
    void ids_ofTexts_areJavas() throws Exception {
        Vocabulary vocabulary = Vocabulary.of(List.of("A red circle on Blue", "caf\u00E9 2", "\u4E2D\u6587"));
        String made = "const vocabulary = new Vocabulary({words: " + new Gson().toJson(vocabulary.words())
                + ", length: 5, examples: " + new Gson().toJson(vocabulary.examples()) + "});\n";
        List<String> lines = run(made
                + "bits(vocabulary.ids('RED, cafe\\u0301 2 \\u4E2D\\u6587'));\n"
                + "const told = text => { try { vocabulary.ids(text); } catch (failure) { console.log(failure.message); } };\n"
                + "told('?!'); told('a a a a a a'); told('a red circel');\n"
                + "console.log(vocabulary.drawn(-7n, 0), '|', vocabulary.drawn(-7n, 1), '|', vocabulary.drawn(5n, 2));\n"
                + "const none = new Vocabulary({words: vocabulary.words, length: 5, examples: []});\n"
                + "console.log(none.drawn(-7n, 0), '|', none.drawn(-7n, 1));");
        assertThat(floats(lines.get(0))).isEqualTo(vocabulary.ids("RED, caf\u00E9 2 \u4E2D\u6587"));
        assertThat(lines.subList(1, 4))
                .containsExactly(
                        "there is no word in \u201c?!\u201d",
                        "the text has 6 words, at most 5 are taken: \u201ca a a a a a\u201d",
                        "the word \u201ccircel\u201d is not known; the nearest known word is \u201ccircle\u201d");
        assertThat(lines.get(4))
                .isEqualTo(vocabulary.drawn(-7, 0) + " | " + vocabulary.drawn(-7, 1) + " | " + vocabulary.drawn(5, 2));
        Vocabulary none = vocabulary.examples(List.of());
        assertThat(lines.get(5)).isEqualTo(none.drawn(-7, 0) + " | " + none.drawn(-7, 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 5, Long.MIN_VALUE})
    void testInputs_ofTexts_andSentences_areJavas(long seed) throws Exception {
        Vocabulary vocabulary = Vocabulary.of(List.of("a red circle on blue", "a ring"));
        ModelCard texts = ModelCard.generator(3, Prior.NORMAL, Shape.of(4)).text("text", vocabulary);
        ModelCard sentences = ModelCard.generator(3, Prior.NORMAL, Shape.of(4))
                .given(new Port("s", Shape.of(6), new Port.Sentence("e", ImmutableList.of())));
        String facts = "{kind: 'generator', prior: 'normal', latent: 3, inputs: [[3], [6]], classes: [], asks: '";
        List<String> lines = run("const vocabulary = new Vocabulary({words: " + new Gson().toJson(vocabulary.words())
                + ", length: 5, examples: []});\n"
                + "bits(testInputs(" + facts + "texts'}, " + seed + "n, vocabulary)[1]);\n"
                + "bits(testInputs(" + facts + "sentences'}, " + seed + "n)[1]);");
        assertThat(floats(lines.get(0))).isEqualTo(texts.testInputs(seed).get(1));
        assertThat(floats(lines.get(1)))
                .containsExactly(sentences.testInputs(seed).get(1), within(1e-6f));
    }

    @Test
    void difference_isThatOfTestVectors() throws Exception {
        float[] output = new float[1000];
        RandomStream.of(1).fillUniform(output, -1, 1);
        TestVector vector = TestVector.of(1, output);
        float[] other = output.clone();
        int place = 17 * 1000 / 256;
        other[place] += 0.25f;
        List<String> lines = run(
                "const output = [" + text(other) + "];\nconst kept = [" + text(vector.values()) + "];\n"
                        + "bits([differenceTo(kept, output)]);\n"
                        + "output[0] = NaN; console.log(differenceTo(kept, output)); console.log(differenceTo(kept, [1]));");
        assertThat(floats(lines.get(0))[0]).isEqualTo(vector.difference(other));
        assertThat(lines.subList(1, 3)).containsExactly("Infinity", "Infinity");
    }

    /** In Node, with a document and a clock that the test turns by hand. */
    @Test
    void player_showsFramesUpToTheLast_andThenFromTheFirst() throws Exception {
        Files.writeString(folder.resolve("format.mjs"), PageParts.formatScript());
        List<String> lines = run("globalThis.document = {createElement: () => ({append(...all) {"
                + " this.textContent = all.join(''); }, setAttribute() {}, textContent: ''})};\n"
                + "let tick = null; globalThis.setInterval = action => { tick = action; return 1; };"
                + " globalThis.clearInterval = () => { tick = null; };\n"
                + "const {Player} = await import('./format.mjs');\n"
                + "let place = 1; const shown = [];\n"
                + "const player = new Player(() => place, () => 3, next => { place = next; shown.push(next); });\n"
                + "const text = () => player.button.textContent;\n"
                + "const turn = () => { while (tick) { tick(); } };\n"
                + "player.play(); console.log(text()); turn(); console.log(shown.splice(0) + ' ' + text());\n"
                + "player.play(); turn(); console.log(shown.splice(0) + ' ' + text());\n"
                + "player.play(); tick(); place = 2; tick(); player.pause(); console.log(shown + ' ' + text());");
        assertThat(lines).containsExactly("Pause", "2,3 Play", "0,1,2,3 Play", "0,3 Play");
    }

    private static String text(float[] values) {
        return Arrays.toString(values).replaceAll("[\\[\\]]", "");
    }
}
