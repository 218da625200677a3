package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.inference.Generator;
import io.gan4j.inference.LatentDirections;
import io.gan4j.inference.Latents;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageCommandTest {
    @TempDir
    Path folder;

    @Test
    void page_isOneFile_thatNamesWhatWasAsked() throws Exception {
        Path model = TinyModel.write(folder.resolve("m.onnx"));
        Path file = folder.resolve("new/page.html");
        Cli cli = Cli.run("page", model, "--out", file, "--title", "<Tiny>");
        assertThat(cli).isEqualTo(new Cli(0, "Wrote " + file + ", 5.1 MB\n", ""));
        assertThat(Files.readString(file))
                .contains("\"title\":\"\\u003cTiny\\u003e\"")
                .doesNotContain("<Tiny>");
    }

    @Test
    void page_ofAClassifier_isRefused() throws Exception {
        Path model = TinyModel.writeClassifier(folder.resolve("m.onnx"));
        Path file = folder.resolve("page.html");
        assertThat(Cli.run("page", model, "--out", file))
                .isEqualTo(new Cli(
                        1,
                        "",
                        "gan-examples page: " + model
                                + ": the model is a classifier: a page shows what generators and translators make\n"));
        assertThat(file).doesNotExist();
    }

    @Test
    void page_ofAFileThatLies_isRefused() throws Exception {
        Path model = TinyModel.writeWrong(folder.resolve("m.onnx"));
        Cli cli = Cli.run("page", model, "--out", folder.resolve("page.html"));
        assertThat(cli.code()).isOne();
        assertThat(cli.err()).contains("does not compute what it was exported to");
    }

    @Test
    void page_ofImagesOfTexts_holdsTheVocabulary() throws Exception {
        Path model = TinyModel.writeOfTexts(folder.resolve("m.onnx"));
        Path file = folder.resolve("page.html");
        assertThat(Cli.run("page", model, "--out", file).code()).isZero();
        assertThat(Files.readString(file)).contains("\"words\":[\"a\",\"blue\",\"circle\",\"red\"],\"length\":3");
    }

    /** The texts that are taken in turn where none is asked for would make more difference than any latent. */
    @Test
    void directions_ofAGeneratorOfTexts_areThoseOfOneText() throws Exception {
        try (Generator generator = Generator.load(TinyModel.writeOfTexts(folder.resolve("m.onnx")))) {
            LatentDirections directions = LatentDirections.of(generator, 1);
            float[] base = generator.latents(1, 0).toFloats();
            float[] still = generator.samples(Latents.of(base));
            double along = difference(still, generator.samples(directions.moved(Latents.of(base), 0.05)));
            for (int axis = 0; axis < base.length; axis++) {
                float[] moved = base.clone();
                moved[axis] += 0.05f;
                assertThat(difference(still, generator.samples(Latents.of(moved))))
                        .as("axis %s", axis)
                        .isLessThan(along);
            }
        }
    }

    private static double difference(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return sum;
    }

    @Test
    void usage_isChecked() throws Exception {
        Path model = TinyModel.write(folder.resolve("m.onnx"));
        Path png = folder.resolve("page.png");
        assertThat(Cli.run("page", model, "--out", png))
                .isEqualTo(new Cli(
                        2,
                        "",
                        "gan-examples page: --out " + png
                                + ": browsers go by the name of a file, give it one that ends in .html (gan-examples page"
                                + " --help shows the usage)\n"));
        assertThat(Cli.run("page", model, "--out", folder.resolve("p.html"), "--title", " ")
                        .err())
                .isEqualTo(
                        "gan-examples page: title must have 1 to 200 characters, had 0 (gan-examples page --help shows"
                                + " the usage)\n");
        assertThat(Cli.run("page", model, "--out", folder).code()).isEqualTo(2);
    }
}
