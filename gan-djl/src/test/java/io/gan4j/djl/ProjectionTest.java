package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Latents;
import io.gan4j.onnx.StyledGenerator;
import io.gan4j.onnx.Styles;
import io.gan4j.run.Projected;
import io.gan4j.run.Projection;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The latent of a picture that a generator has made is found again. */
class ProjectionTest {
    private static final Dataset SMALL = Datasets.resized(Datasets.digits(64), 16, 16);
    private static final long SEED = 77;

    private static TrainedGan styled;

    @TempDir
    Path folder;

    private static GanBuilder tiny(GanBuilder preset) {
        return preset.generatorFeatures(4)
                .discriminatorFeatures(4)
                .latent(8)
                .batch(8)
                .steps(20)
                .threads(1)
                .seed(2);
    }

    @BeforeAll
    static void train() {
        styled = tiny(Gan.styleGan2().architecture(StyleGan2.of(4).mapping(16, 2)))
                .train(SMALL);
    }

    @AfterAll
    static void close() {
        styled.close();
    }

    @Test
    void madePicture_isFoundAmongStyles() {
        Images picture = inRange(styled.generator().generate(1, SEED));
        Projected found = Projection.of(styled).steps(200).project(picture);
        System.out.println("projected into w+: error " + found.error());
        assertThat(found.error()).isLessThan(0.05);
        assertThat(found.space()).isEqualTo(Projection.Space.W_PLUS);
        assertThat(found.layers()).isEqualTo(6);
        assertThat(found.latent()).hasSize(6 * 16);
        Images film = found.film();
        assertThat(film.count()).isEqualTo(40);
        assertThat(film.get(39)).isEqualTo(found.image());
        assertThat(error(film.get(0), picture)).as("where it begins").isGreaterThan(2 * found.error());
        assertThat(error(found.image(), picture)).isCloseTo(found.error(), within(1e-6));
    }

    @Test
    void madePicture_isFoundByOneStyleForAllLayers() {
        Images picture = inRange(styled.generator().generate(1, SEED));
        Projected found = Projection.of(styled)
                .space(Projection.Space.W)
                .steps(200)
                .frames(5)
                .project(picture);
        System.out.println("projected into w: error " + found.error());
        assertThat(found.error()).isLessThan(0.05);
        float[] latent = found.latent();
        for (int i = 16; i < latent.length; i++) {
            assertThat(latent[i]).isEqualTo(latent[i % 16]);
        }
        assertThat(found.film().count()).isEqualTo(5);
    }

    @Test
    void sameSeed_findsTheSameLatent() {
        Images picture = inRange(styled.generator().generate(1, SEED));
        Projection projection = Projection.of(styled).steps(12);
        float[] first = projection.project(picture).latent();
        assertThat(projection.project(picture).latent()).containsExactly(first);
        assertThat(projection.seed(1).project(picture).latent()).isNotEqualTo(first);
    }

    @Test
    void generatorWithoutStyles_findsWhatItTakes() {
        try (TrainedGan gan = tiny(Gan.dcgan()).train(SMALL)) {
            Images picture = gan.generator().generate(1, SEED);
            Projected found = Projection.of(gan).steps(300).project(picture);
            System.out.println("projected into z: error " + found.error());
            assertThat(found.space()).isEqualTo(Projection.Space.LATENT);
            assertThat(found.error()).isLessThan(0.05);
            assertThat(gan.generator().generate(Latents.of(found.latent()))).isEqualTo(found.image());
            assertThatThrownBy(() -> Projection.of(gan).space(Projection.Space.W))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "this generator has no styles, which only those of Gan.styleGan2() and Gan.styleGan() have: set"
                                    + " space(Space.LATENT)");
        }
    }

    @Test
    void conditionalGan_isToldTheClass() {
        try (TrainedGan gan = tiny(Gan.dcgan()).conditional().train(SMALL)) {
            String name = gan.generator().card().classes().get(3);
            Images picture = gan.generator().generate(1, SEED, Conditions.of(name));
            Projected found = Projection.of(gan).condition(name).steps(300).project(picture);
            System.out.println("projected into z of a class: error " + found.error());
            assertThat(found.error()).isLessThan(0.05);
            assertThatThrownBy(() -> Projection.of(gan).project(picture))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith(
                            "this GAN is conditional: set condition(...) to the class of the picture, one of ");
            assertThatThrownBy(() -> Projection.of(gan).condition("ten"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("there is no class 'ten'; there are ");
        }
    }

    @Test
    void latent_isWrittenAsTheSameNumbers_ofWhichAnAppMakesTheImage() throws IOException {
        Projected found = Projection.of(styled)
                .steps(2)
                .project(inRange(styled.generator().generate(1, SEED)));
        Path file = folder.resolve("me.latent");
        found.writeLatent(file);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(6);
        float[] latent = found.latent();
        for (int layer = 0; layer < 6; layer++) {
            String[] numbers = lines.get(layer).split(",");
            assertThat(numbers).hasSize(16);
            for (int i = 0; i < 16; i++) {
                assertThat(Float.parseFloat(numbers[i])).isEqualTo(latent[layer * 16 + i]);
            }
        }
        Path model = folder.resolve("digits.onnx");
        styled.export(model);
        try (StyledGenerator app = StyledGenerator.load(model)) {
            Styles read = Styles.read(file);
            assertThat(read).isEqualTo(Styles.of(found.layers(), latent));
            assertThat(app.generate(read).toFloats())
                    .containsExactly(found.image().toFloats(), within(1e-4f));
        }
    }

    @Test
    void pictures_thatDoNotFit_areRefusedWithTheFit() {
        Projection projection = Projection.of(styled);
        Images other = Images.of(Shape.of(1, 20, 30), new float[600]);
        refused(
                () -> projection.project(other),
                "the picture has shape (1, 20, 30), the generator makes images of (1, 16, 16): fit it by"
                        + " picture.resized(16, 16)");
        Images colors = Images.of(Shape.of(3, 16, 16), new float[3 * 256]);
        refused(
                () -> projection.project(colors),
                "the picture has shape (3, 16, 16), the generator makes images of (1, 16, 16): read it with 1 channel");
        Images two = Images.of(Shape.of(1, 16, 16), new float[512]);
        refused(() -> projection.project(two), "a projection is of one picture, there are 2");
        refused(() -> projection.steps(0), "steps must be at least 1, was 0");
        refused(() -> projection.frames(1), "frames must be at least 2, was 1");
        refused(() -> projection.learningRate(0), "learningRate must be a finite number above 0, was 0.0");
    }

    @Test
    void backend_isTheOneThatTrained() {
        WatchedBackend backend = new WatchedBackend();
        try (TrainedGan gan = tiny(Gan.dcgan()).steps(1).backend(backend).train(SMALL)) {
            int trained = backend.feeds().size();
            Projected found =
                    Projection.of(gan).steps(3).project(gan.generator().generate(1, SEED));
            assertThat(found.error()).isFinite();
            assertThat(backend.feeds()).as("steps that the backend played").hasSize(trained + 3);
        }
    }

    @Test
    void ganOfPoints_isRefused() {
        try (TrainedGan gan = tiny(Gan.vanilla()).train(Datasets.ring(3))) {
            refused(() -> Projection.of(gan), "a projection is of pictures, this GAN makes samples of shape (2)");
        }
    }

    private static void refused(Runnable action, String message) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    /** As a picture in a file would be. */
    private static Images inRange(Images images) {
        float[] values = images.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(-1, Math.min(1, values[i]));
        }
        return Images.of(images.shape(), values);
    }

    private static double error(Images made, Images wanted) {
        float[] a = inRange(made).toFloats();
        float[] b = wanted.toFloats();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return Math.sqrt(sum / a.length) / 2;
    }
}
