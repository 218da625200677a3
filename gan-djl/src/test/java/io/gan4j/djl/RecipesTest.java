package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.Normalization;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TrainingProgress;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.layer.Ada;
import io.gan4j.layer.DiffAugment;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.PathLength;
import io.gan4j.loss.R1;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.RandomStream;
import io.gan4j.training.Fakes;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset, and every practice that changes a network, trains and exports both networks. */
class RecipesTest {
    static final Dataset DIGITS = Datasets.resized(Datasets.digits(200), 16, 16);
    private static final float TOLERANCE = 1e-4f;
    private static final int COUNT = 5;

    @TempDir
    Path folder;

    /** So small that a step takes milliseconds. */
    static GanBuilder small(GanBuilder preset) {
        return preset.generatorFeatures(4)
                .discriminatorFeatures(4)
                .latent(6)
                .batch(8)
                .reportEvery(1)
                .threads(1);
    }

    static Stream<Arguments> presets() {
        return Stream.of(
                Arguments.of("vanilla", Gan.vanilla()),
                Arguments.of("dcgan", Gan.dcgan()),
                Arguments.of("wgan", Gan.wgan()),
                Arguments.of("wgan-gp", Gan.wganGp()),
                Arguments.of("lsgan", Gan.lsgan()),
                Arguments.of("sngan", Gan.sngan()),
                Arguments.of("dragan", Gan.dragan()),
                Arguments.of("infogan", Gan.infoGan()),
                Arguments.of("modern", Gan.modern()),
                Arguments.of("sagan", Gan.sagan()),
                Arguments.of("stylegan", Gan.styleGan()),
                Arguments.of("stylegan2", Gan.styleGan2()));
    }

    @Test
    void presets_areAllThatTheLibraryHas() {
        long all = Stream.of(Gan.class.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && method.getReturnType() == GanBuilder.class
                        && method.getParameterCount() == 0)
                .count();
        assertThat(presets()).hasSize((int) all);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("presets")
    void preset_trainsAndExportsBothNetworks(String name, GanBuilder preset) throws IOException {
        check(small(preset).steps(3), 3);
    }

    static Stream<Arguments> normalizations() {
        return Stream.of(Normalization.values())
                .flatMap(kind -> Stream.of(
                        Arguments.of(kind + " in the generator", Gan.dcgan().generatorNorm(kind)),
                        Arguments.of(kind + " in the discriminator", Gan.dcgan().discriminatorNorm(kind)),
                        Arguments.of(
                                kind + " of connected layers",
                                Gan.vanilla().generatorNorm(kind).discriminatorNorm(kind))))
                // of vectors there is one number a feature, which has no statistics of its own
                .filter(arguments -> !arguments.get()[0].equals("INSTANCE of connected layers"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("normalizations")
    void normalization_trainsAndExportsBothNetworks(String name, GanBuilder settings) throws IOException {
        check(small(settings).referenceBatch(8).steps(2), 2);
    }

    static Stream<Arguments> practices() {
        return Stream.of(
                Arguments.of("spectral norm", Gan.dcgan().spectralNorm()),
                Arguments.of("spectral norm in the generator", Gan.dcgan().generatorSpectralNorm()),
                Arguments.of("spectral norm of connected layers", Gan.vanilla().spectralNorm()),
                Arguments.of("dropout", Gan.dcgan().dropout(0.3)),
                Arguments.of("dropout in the generator", Gan.dcgan().generatorDropout(0.3)),
                Arguments.of("minibatch discrimination", Gan.dcgan().minibatchDiscrimination(5, 3)),
                Arguments.of(
                        "minibatch discrimination of vectors", Gan.vanilla().minibatchDiscrimination(5, 3)),
                Arguments.of("minibatch standard deviation", Gan.dcgan().minibatchStdDev(4)),
                Arguments.of(
                        "augmentation", Gan.dcgan().augment(DiffAugment.all().background(-1))),
                Arguments.of(
                        "adaptive augmentation under R1",
                        Gan.styleGan2().augment(Ada.all().following(0.1, 64)).regularizers(R1.of(1))),
                Arguments.of(
                        "augmentation under R1",
                        Gan.styleGan2().augment(DiffAugment.all()).regularizers(R1.of(1))),
                Arguments.of(
                        "style mixing and path length",
                        Gan.styleGan2()
                                .architecture(StyleGan2.of(4).mixing(0.9))
                                .regularizers(PathLength.standard())),
                Arguments.of("packing", Gan.dcgan().packing(2)),
                Arguments.of("shared fakes", Gan.dcgan().fakes(Fakes.SHARED)),
                Arguments.of(
                        "shared fakes of a style-based generator",
                        Gan.styleGan2().fakes(Fakes.SHARED)),
                Arguments.of(
                        "all of the discriminator's at once",
                        Gan.wganGp()
                                .regularizers(GradientPenalty.standard())
                                .discriminatorNorm(Normalization.LAYER)
                                .spectralNorm()
                                .dropout(0.3)
                                .minibatchDiscrimination(5, 3)
                                .minibatchStdDev(4)
                                .packing(2)),
                Arguments.of("a moving average of the generator", Gan.dcgan().ema(0.9)),
                Arguments.of(
                        "standing statistics of a moving average",
                        Gan.dcgan().ema(0.9).standingStatistics(3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("practices")
    void practice_trainsAndExportsBothNetworks(String name, GanBuilder settings) throws IOException {
        check(small(settings).steps(2), 2);
    }

    private void check(GanBuilder settings, int steps) throws IOException {
        Path ofGenerator = folder.resolve("generator.onnx");
        Path ofDiscriminator = folder.resolve("discriminator.onnx");
        try (TrainedGan trained = settings.train(DIGITS)) {
            finite(trained.history(), steps);
            trained.export(ofGenerator);
            trained.exportDiscriminator(ofDiscriminator);
            try (Generator generator = Generator.load(ofGenerator);
                    Discriminator discriminator = Discriminator.load(ofDiscriminator)) {
                float[] images = trained.generator().generate(COUNT, 11).toFloats();
                assertThat(generator.generate(COUNT, 11).toFloats()).containsExactly(images, within(TOLERANCE));
                float[] judged = new float[COUNT * discriminator.card().sample().size()];
                RandomStream.of(3).fillUniform(judged, -1, 1);
                assertThat(discriminator.score(judged))
                        .hasSize(COUNT)
                        .containsExactly(trained.discriminator().score(judged), within(TOLERANCE));
            }
        }
    }

    private static void finite(List<TrainingProgress> history, int steps) {
        assertThat(history).hasSize(steps);
        assertThat(history)
                .allSatisfy(report ->
                        assertThat(report.values().values()).isNotEmpty().allMatch(value -> Float.isFinite(value)));
    }
}
