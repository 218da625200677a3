package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.Gan;
import io.gan4j.data.Datasets;
import io.gan4j.data.Points;
import io.gan4j.inference.ModelCard;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each program that has a main method of its own, with tiny settings. */
class ProgramsTest {
    @TempDir
    private Path folder;

    private Path train() throws IOException {
        Path model = folder.resolve("digits.onnx");
        TrainDigits.train(Gan.dcgan().latent(100).steps(2).batch(4).threads(1), Datasets.digits(8), model);
        return model;
    }

    @Test
    void trainDigits_exportsAGenerator() throws IOException {
        assertThat(ModelCard.read(train()).latentSize()).isEqualTo(100);
    }

    @Test
    void embedGenerator_writesItsPictures() throws IOException {
        EmbedGenerator.main(new String[] {train().toString(), folder.toString()});
        assertThat(folder.resolve("sheet.png")).isNotEmptyFile();
        assertThat(folder.resolve("first.png")).isNotEmptyFile();
        assertThat(folder.resolve("between.gif")).isNotEmptyFile();
    }

    @Test
    void ownNetworks_writesItsSheet() throws IOException {
        Path sheet = folder.resolve("shapes.png");
        OwnNetworks.train(OwnNetworks.gan().steps(2).batch(4).threads(1), Datasets.shapes(8), sheet);
        assertThat(sheet).isNotEmptyFile();
    }

    @Test
    void ringOfGaussians_plotsWhatItGenerates() {
        String plot = RingOfGaussians.train(
                RingOfGaussians.gan().steps(2).batch(8),
                Points.ring(8).count(64).draw());
        assertThat(plot.lines()).hasSize(31).allSatisfy(line -> assertThat(line).hasSize(61));
    }

    @Test
    void ringOfGaussians_plot_putsPointsWhereTheyAre() {
        String plot = RingOfGaussians.plot(new float[] {-1.5f, 1.5f, 0, 0, 0, 0, 0, 0, 1.5f, -1.5f, 7, 7});
        assertThat(plot.lines().toList().get(0)).startsWith(". ");
        assertThat(plot.lines().toList().get(15).strip()).isEqualTo("o");
        assertThat(plot.lines().toList().get(30)).endsWith(" .");
    }
}
