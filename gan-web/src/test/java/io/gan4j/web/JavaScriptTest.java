package io.gan4j.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Latents;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.TestVector;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page's random numbers against Java's, in Node. Skipped where the path has no {@code node} and the variable {@code GAN4J_NODE}
 * names none.
 */
@Timeout(120)
class JavaScriptTest {
    @TempDir
    Path folder;

    private static Path node() {
        String named = System.getenv("GAN4J_NODE");
        Stream<Path> places = named == null
                ? Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                        .map(entry -> Path.of(entry, "node"))
                : Stream.of(Path.of(named));
        return places.filter(Files::isExecutable).findFirst().orElse(Path.of(""));
    }

    @BeforeEach
    void nodeIsThere() {
        assumeTrue(Files.isExecutable(node()), "there is no Node to run the page's script in");
    }

    /** What a script prints, which knows what the page's random.js exports. */
    private List<String> run(String script) throws IOException, InterruptedException {
        Files.write(folder.resolve("random.mjs"), WebFiles.bytes("random.js"));
        Path program = Files.writeString(
                folder.resolve("program.mjs"),
                "import {RandomStream, drawLatents, drawClasses, oneHot, testInputs, differenceTo} from './random.mjs';\n"
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

    private static String text(float[] values) {
        return Arrays.toString(values).replaceAll("[\\[\\]]", "");
    }
}
