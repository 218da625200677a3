package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.error.ModelFileException;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StyledGeneratorTest {
    private static final Shape IMAGE = Shape.of(3, 16, 16);
    private static final StyleGan2 RECIPE = StyleGan2.of(2).mapping(6, 2);
    private static final LoadOptions OPTIONS = LoadOptions.defaults().threads(1);

    private static byte[] file() {
        Network network = RECIPE.generator(4, IMAGE);
        return Models.write(network, Models.card(network));
    }

    private static byte[] conditionalFile() {
        Conditioning way = Conditioning.projection();
        Network network = way.generator(RECIPE.generator(way.latent(4, 3), IMAGE), 3);
        ModelCard card = ModelCard.generator(4, Prior.NORMAL, IMAGE);
        return Models.write(network, card.conditional("y", List.of("a", "b", "c")));
    }

    private static float[] image(Images images, int index) {
        return images.get(index).toFloats();
    }

    @Test
    void stylesOfASeed_giveTheGeneratorsImages() {
        byte[] file = file();
        try (Generator whole = Generator.load(file, OPTIONS);
                StyledGenerator parted = StyledGenerator.load(file, OPTIONS)) {
            float[] expected = whole.generate(5, 7).toFloats();
            assertThat(parted.generate(parted.styles(5, 7)).toFloats()).containsExactly(expected, within(1e-5f));
            assertThat(parted.generate(5, 7, 1).toFloats()).containsExactly(expected, within(1e-5f));
            assertThat(parted.layers()).isEqualTo(6);
            assertThat(parted.styles(5, 7).style(2, 0))
                    .hasSize(6)
                    .containsExactly(parted.styles(3, 7).style(2, 5), within(1e-6f));
        }
    }

    @Test
    void stylesOfAConditionalGenerator_areThoseOfItsClasses() {
        byte[] file = conditionalFile();
        try (Generator whole = Generator.load(file, OPTIONS);
                StyledGenerator parted = StyledGenerator.load(file, OPTIONS)) {
            assertThat(parted.generate(parted.styles(4, 7)).toFloats())
                    .containsExactly(whole.generate(4, 7).toFloats(), within(1e-5f));
            Conditions b = Conditions.of("b");
            assertThat(parted.generate(parted.styles(4, 7, b)).toFloats())
                    .containsExactly(whole.generate(4, 7, b).toFloats(), within(1e-5f));
        }
    }

    @Test
    void truncation_toNothing_givesOneImageForAllLatents() {
        try (StyledGenerator generator = StyledGenerator.load(file(), OPTIONS)) {
            Images images = generator.generate(3, 7, 0);
            float[] typical = generator.generate(generator.mean()).toFloats();
            for (int i = 0; i < 3; i++) {
                assertThat(image(images, i)).containsExactly(typical, within(1e-5f));
            }
            assertThat(image(generator.generate(2, 7, 0.5), 0)).isNotEqualTo(typical);
        }
    }

    /** The mean over 10,000 is within four standard errors of that over other ones. */
    @Test
    void mean_isThatOfTheStyles() {
        try (StyledGenerator generator = StyledGenerator.load(file(), OPTIONS)) {
            Styles others = generator.styles(2_000, 99);
            float[] mean = generator.mean().style(0, 3);
            for (int j = 0; j < mean.length; j++) {
                int element = j;
                double[] values = IntStream.range(0, 2_000)
                        .mapToDouble(i -> others.style(i, 0)[element])
                        .toArray();
                double average = Arrays.stream(values).average().orElseThrow();
                double variance = Arrays.stream(values)
                        .map(v -> (v - average) * (v - average))
                        .average()
                        .orElseThrow();
                assertThat((double) mean[j]).isCloseTo(average, within(4 * Math.sqrt(variance / 1_600) + 1e-6));
            }
        }
    }

    @Test
    void truncation_isOnTheWayToTheMean() {
        try (StyledGenerator generator = StyledGenerator.load(file(), OPTIONS)) {
            Styles styles = generator.styles(1, 3);
            float[] mean = generator.mean().style(0, 0);
            float[] whole = styles.style(0, 0);
            float[] cut = generator.truncated(styles, 0.7).style(0, 0);
            for (int i = 0; i < cut.length; i++) {
                assertThat(cut[i]).isEqualTo(mean[i] + 0.7f * (whole[i] - mean[i]), within(1e-5f));
            }
        }
    }

    /** Mixed in all layers the other's image is left, in none but the last color's layer the features are the first's. */
    @Test
    void mixing_takesTheLayersThatAreNamed() {
        try (StyledGenerator generator = StyledGenerator.load(file(), OPTIONS)) {
            Styles first = generator.styles(2, 1);
            Styles second = generator.styles(2, 2);
            assertThat(first.mixed(second, 0, 6)).isEqualTo(second);
            Styles mixed = first.mixed(second, 0, 2);
            assertThat(mixed.style(1, 1)).isEqualTo(second.style(1, 1));
            assertThat(mixed.style(1, 2)).isEqualTo(first.style(1, 2));
            Images matrix = generator.mixingMatrix(second, first, 0, 2);
            assertThat(matrix.count()).isEqualTo(4);
            assertThat(image(matrix, 3)).containsExactly(image(generator.generate(mixed), 1), within(1e-5f));
            Styles crossed = first.get(0).mixed(second.get(1), 0, 2);
            assertThat(image(matrix, 2))
                    .containsExactly(generator.generate(crossed).toFloats(), within(1e-5f));
        }
    }

    @Test
    void interpolation_beginsAndEndsWithItsStyles() {
        try (StyledGenerator generator = StyledGenerator.load(file(), OPTIONS)) {
            Styles styles = generator.styles(2, 5);
            Images ends = generator.generate(styles);
            Images way = generator.interpolate(styles.get(0), styles.get(1), 5);
            assertThat(way.count()).isEqualTo(5);
            assertThat(image(way, 0)).containsExactly(image(ends, 0), within(1e-5f));
            assertThat(image(way, 4)).containsExactly(image(ends, 1), within(1e-5f));
            Styles middle = styles.get(0).towards(styles.get(1), 0.5);
            assertThat(image(way, 2)).containsExactly(generator.generate(middle).toFloats(), within(1e-5f));
        }
    }

    @Test
    void tour_passesAllStylesAndEndsBeforeTheFirst() {
        try (StyledGenerator generator = StyledGenerator.load(file(), OPTIONS)) {
            Styles styles = generator.styles(3, 5);
            Images ends = generator.generate(styles);
            Images film = generator.tour(styles, 4);
            assertThat(film.count()).isEqualTo(12);
            for (int i = 0; i < 3; i++) {
                assertThat(image(film, 4 * i)).containsExactly(image(ends, i), within(1e-5f));
            }
            Styles last = styles.get(2).towards(styles.get(0), 0.75);
            assertThat(image(film, 11)).containsExactly(generator.generate(last).toFloats(), within(1e-5f));
            refuses(() -> generator.tour(styles.get(0), 4), "a film needs styles of at least 2 images, was given 1");
            refuses(() -> generator.tour(styles, 0), "steps must be at least 1, was 0");
        }
    }

    /** All weights of the second layer's factors but those of one of a style's numbers are 0, so that this alone changes it. */
    @Test
    void directions_ofALayerThatSeesOneNumberOfTheStyle_beginWithThat() {
        Network network = RECIPE.generator(4, IMAGE);
        Map<String, Tensor> parameters = new HashMap<>(network.initialise(3));
        float[] weight = parameters.get("conv_8_style.weight").values();
        for (int i = 0; i < weight.length; i++) {
            weight[i] = i % 6 == 4 ? 1 : 0;
        }
        byte[] file = Models.FORMAT.write(network, parameters, Models.card(network));
        try (StyledGenerator generator = StyledGenerator.load(file, OPTIONS)) {
            List<float[]> directions = generator.directions(2, 2, 3);
            assertThat(directions).hasSize(2);
            assertThat(directions.get(0)).containsExactly(new float[] {0, 0, 0, 0, 1, 0}, within(1e-6f));
            assertThat(generator.directions(6, 0, 6))
                    .allSatisfy(direction -> assertThat(length(direction)).isCloseTo(1, within(1e-5)));
            Styles styles = generator.styles(1, 7);
            Styles moved = styles.moved(directions.get(0), -2, 2, 3);
            assertThat(moved.style(0, 2)[4]).isEqualTo(styles.style(0, 2)[4] - 2, within(1e-5f));
            assertThat(moved.style(0, 3)).isEqualTo(styles.style(0, 3));
            refuses(() -> generator.directions(7, 0, 6), "directions must be from 1 to 6, was 7");
            refuses(
                    () -> generator.directions(1, 4, 7),
                    "layers to look at must be from 0 to 6, the first below the last, were 4 to 7");
            refuses(() -> styles.moved(new float[5], 1, 0, 6), "a direction must have the 6 numbers of a style, has 5");
            refuses(() -> styles.moved(new float[6], Double.NaN, 0, 6), "distance must be finite, was NaN");
            refuses(
                    () -> styles.moved(new float[6], 1, 6, 6),
                    "layers to move must be from 0 to 6, the first below the last, were 6 to 6");
        }
    }

    private static double length(float[] vector) {
        double square = 0;
        for (float element : vector) {
            square += element * element;
        }
        return Math.sqrt(square);
    }

    @Test
    void generatorThatWasTrainedWithMixing_isTheSameFile() {
        Network plain = RECIPE.generator(4, IMAGE);
        Network mixing = RECIPE.mixing(0.9).generator(4, IMAGE);
        byte[] file = Models.FORMAT.write(plain, plain.initialise(3), Models.card(plain));
        assertThat(Models.FORMAT.write(mixing, plain.initialise(3), Models.card(mixing)))
                .isEqualTo(file);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void file_isReadOnce_soThatItMayBeAPipe(@TempDir Path folder) throws Exception {
        Path pipe = folder.resolve("faces.onnx");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        byte[] bytes = file();
        Thread writer = new Thread(() -> assertThatCode(() -> Files.write(pipe, bytes, StandardOpenOption.WRITE))
                .doesNotThrowAnyException());
        writer.setDaemon(true);
        writer.start();
        StyledGenerator parted = assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> StyledGenerator.load(pipe, OPTIONS), "the pipe was read again");
        try (parted;
                StyledGenerator expected = StyledGenerator.load(bytes, OPTIONS)) {
            assertThat(parted.generate(2, 7, 1).toFloats())
                    .isEqualTo(expected.generate(2, 7, 1).toFloats());
        }
    }

    @Test
    void damagedFile_isNamed(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("faces.onnx"), new byte[] {8});
        assertThatThrownBy(() -> StyledGenerator.load(file, OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessageStartingWith(file + ": ");
    }

    @Test
    void otherGenerator_isRefused() {
        assertThatThrownBy(() -> StyledGenerator.load(Models.small(), OPTIONS))
                .isInstanceOf(ModelFileException.class)
                .hasMessage("it is no style-based generator: there is no style that its layers take; train one with"
                        + " Gan.styleGan2() or Gan.styleGan()");
    }

    @Test
    void arguments_outOfRange_areRefused() {
        try (StyledGenerator generator = StyledGenerator.load(file(), OPTIONS)) {
            Styles styles = generator.styles(2, 5);
            refuses(() -> generator.truncated(styles, Double.NaN), "psi must be finite, was NaN");
            refuses(
                    () -> styles.mixed(styles, 2, 7),
                    "layers to mix must be from 0 to 6, the first below the last, were 2 to 7");
            refuses(
                    () -> styles.mixed(styles, 3, 3),
                    "layers to mix must be from 0 to 6, the first below the last, were 3 to 3");
            refuses(
                    () -> styles.mixed(generator.styles(3, 1), 0, 1),
                    "styles of 3 images do not go with those of 2: take as many, or one");
            refuses(() -> styles.get(2), "there are styles of 2 images, not of image 2");
            refuses(() -> styles.style(0, 6), "there are 6 layers, not layer 6");
            refuses(
                    () -> generator.interpolate(styles, styles.get(0), 3),
                    "a way goes from one style to one other: take them with get(i), there are 2 and 1");
            refuses(() -> generator.interpolate(styles.get(0), styles.get(1), 1), "steps must be at least 2, was 1");
            refuses(
                    () -> generator.generate(new Styles(2, 6, new float[12])),
                    "this generator takes styles of 6 layers and size 6, these have 2 and 6");
            assertThatThrownBy(() -> generator.styles(1, 1, Conditions.of("a")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("this generator takes no conditions: it was trained without classes");
        }
    }

    private static void refuses(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void close_twice_doesNothing() {
        StyledGenerator generator = StyledGenerator.load(file(), OPTIONS);
        generator.close();
        generator.close();
    }
}
