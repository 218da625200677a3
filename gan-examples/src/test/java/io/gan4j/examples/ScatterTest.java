package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Points;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScatterTest {
    private static final Color GREY = new Color(172, 172, 172);

    /** Makes samples whose numbers are all the same. */
    private static Images plot(Dataset data, float made) {
        int width = data.shape().size();
        Runner runner = new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                float[] samples = new float[count * width];
                Arrays.fill(samples, made);
                return List.of(samples);
            }

            @Override
            public void close() {}
        };
        try (Generator generator = Generator.of(ModelCard.generator(2, Prior.NORMAL, data.shape()), runner)) {
            return Scatter.of(data, generator, 0);
        }
    }

    private static Color at(BufferedImage image, double x, double y) {
        return new Color(image.getRGB((int) (x * Scatter.SIDE), Scatter.SIDE - 1 - (int) (y * Scatter.SIDE)));
    }

    /** Modes take turns in the data, so that every tenth point is of four of the eight alone. */
    @Test
    void plot_showsEveryModeOfAManyPointedRing_andGeneratedPointsOnTop() {
        BufferedImage image = plot(
                        Points.ring(8).standardDeviation(0).count(20_000).draw(), 0)
                .toBufferedImage();
        for (int mode = 0; mode < 8; mode++) {
            double angle = mode * Math.PI / 4;
            // the range of 2 radii and a tenth of it on either side
            assertThat(at(image, 0.5 + Math.cos(angle) / 2.4, 0.5 + Math.sin(angle) / 2.4))
                    .isEqualTo(GREY);
        }
        assertThat(at(image, 0.5, 0.5)).isEqualTo(new Color(242, 140, 25));
        assertThat(at(image, 0.5, 0.7)).isEqualTo(Color.WHITE);
    }

    @Test
    void plot_ofSamplesOfOneNumber_spreadsThemByTheirOrder() {
        BufferedImage image =
                plot(Datasets.points(new float[] {1}, new float[] {3}), 100).toBufferedImage();
        assertThat(at(image, 0.1 / 1.2, 0.1 / 1.2)).isEqualTo(GREY);
        assertThat(at(image, 1.1 / 1.2 - 0.001, 1.1 / 1.2 - 0.001)).isEqualTo(GREY);
    }

    @Test
    void plot_ofPointsThatAreAllTheSame_showsOneInTheMiddle() {
        BufferedImage image = plot(Datasets.points(new float[] {4, 4, 9}, new float[] {4, 4, 1}), 100)
                .toBufferedImage();
        assertThat(at(image, 0.5, 0.5)).isEqualTo(GREY);
        assertThat(at(image, 0.3, 0.5)).isEqualTo(Color.WHITE);
    }

    @Test
    void plot_isAColourPictureOfOneSize() {
        assertThat(plot(Datasets.points(new float[] {1, 2}), 1).shape()).isEqualTo(Shape.of(3, 512, 512));
    }
}
