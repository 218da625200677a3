package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Effort;
import io.gan4j.watch.SampleFilm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The film of every preset's first sheets can be written: early samples are close to grey, with many colours close together. */
class FilmsTest {
    private static final int SHEETS = 50;
    private static final int SIDE = 16;

    static Stream<Arguments> presets() {
        Map<String, GanBuilder> presets = new LinkedHashMap<>();
        presets.put("vanilla", Gan.vanilla());
        presets.put("dcgan", Gan.dcgan());
        presets.put("wgan", Gan.wgan().discriminatorSteps(1));
        presets.put("wganGp", Gan.wganGp().discriminatorSteps(1));
        presets.put("lsgan", Gan.lsgan());
        presets.put("sngan", Gan.sngan().discriminatorSteps(1));
        presets.put("dragan", Gan.dragan());
        presets.put("infogan", Gan.infoGan());
        presets.put("sagan", Gan.sagan());
        presets.put("modern", Gan.modern());
        presets.put("styleGan", Gan.styleGan());
        presets.put("styleGan2", Gan.styleGan2());
        IntStream channels = Effort.cases(1, 3) == 1 ? IntStream.of(3) : IntStream.of(1, 3, 4);
        return channels.boxed()
                .flatMap(count -> presets.entrySet().stream()
                        .map(preset -> Arguments.of(preset.getKey(), count, preset.getValue())));
    }

    private static Dataset data(int channels) {
        RandomStream random = RandomStream.of(5, channels);
        Dataset shapes = Datasets.resized(Datasets.shapes(32), SIDE, SIDE);
        byte[][] images = new byte[shapes.size()][channels * SIDE * SIDE];
        for (int i = 0; i < images.length; i++) {
            ByteBuffer sample = ByteBuffer.allocate(shapes.shape().size());
            shapes.read(i, sample);
            for (int p = 0; p < images[i].length; p++) {
                images[i][p] = p < sample.capacity() ? sample.get(p) : (byte) random.nextInt(256);
            }
        }
        return Datasets.pixels(Shape.of(channels, SIDE, SIDE), images);
    }

    @ParameterizedTest(name = "{0}, {1} channels")
    @MethodSource("presets")
    void film_ofTheFirstSheets_ends(String preset, int channels, GanBuilder settings) throws IOException {
        SampleFilm film = SampleFilm.of(16, 0);
        settings.latent(6)
                .generatorFeatures(4)
                .discriminatorFeatures(4)
                .batch(4)
                .steps(SHEETS)
                .seed(1)
                .threads(1)
                .reportEvery(1)
                .listener(film)
                .train(data(channels))
                .close();

        byte[] gif = assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> film.gif().toBytes());

        ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
            reader.setInput(in);
            assertThat(reader.getNumImages(true)).isEqualTo(SHEETS + 1);
        } finally {
            reader.dispose();
        }
    }
}
