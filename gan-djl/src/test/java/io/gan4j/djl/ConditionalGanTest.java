package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Normalization;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Points;
import io.gan4j.game.Replay;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditional GANs from the data to the file. */
class ConditionalGanTest {
    private static final Dataset DIGITS = Datasets.resized(Datasets.digits(60), 16, 16);

    @TempDir
    Path folder;

    private static GanBuilder small(GanBuilder preset) {
        return preset.generatorFeatures(2)
                .discriminatorFeatures(2)
                .latent(4)
                .batch(10)
                .steps(3)
                .threads(1)
                .seed(5);
    }

    static Stream<Arguments> presets() {
        return Stream.of(
                        Gan.vanilla(),
                        Gan.dcgan(),
                        Gan.lsgan(),
                        Gan.sngan(),
                        Gan.dragan(),
                        Gan.wgan(),
                        Gan.wganGp(),
                        Gan.modern(),
                        Gan.sagan(),
                        Gan.styleGan2().minibatchStdDev(5))
                .flatMap(preset -> Stream.of(
                                Conditioning.projection(), Conditioning.concatenated(), Conditioning.auxiliary())
                        .map(way -> Arguments.of(
                                preset.configuration().get("preset") + ", " + way.describe(),
                                small(preset).conditional(way))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("presets")
    void everyPreset_trainsWithClasses_andItsFileGivesTheSameImages(String name, GanBuilder gan) throws IOException {
        try (TrainedGan trained = gan.train(DIGITS)) {
            Generator generator = trained.generator();
            assertThat(generator.classes()).isEqualTo(DIGITS.classes());
            Path file = folder.resolve("conditional.onnx");
            ModelCard card = trained.export(file);
            assertThat(card.isConditional()).isTrue();
            try (Generator loaded = Generator.load(file)) {
                assertThat(loaded.classes()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
                float[] expected = generator.generate(3, 7, Conditions.of("4")).toFloats();
                assertThat(loaded.generate(3, 7, Conditions.of(4)).toFloats()).containsExactly(expected, within(1e-4f));
                assertThat(loaded.generateEveryClass(2, 7).count()).isEqualTo(20);
            }
            Path critic = folder.resolve("critic.onnx");
            trained.exportDiscriminator(critic);
            if (!trained.discriminator().card().isConditional()) {
                return; // where classes are read, the discriminator is told none
            }
            try (Discriminator loaded = Discriminator.load(critic)) {
                float[] scores = loaded.score(generator.generate(3, 7, Conditions.of("4")), Conditions.of("4"));
                assertThat(scores)
                        .containsExactly(
                                trained.discriminator()
                                        .score(generator.generate(3, 7, Conditions.of("4")), Conditions.of("4")),
                                within(1e-3f));
            }
        }
    }

    @Test
    void run_resumedByItsFolder_endsInTheSameState() throws IOException {
        GanBuilder gan = small(Gan.dcgan()).conditional().ema(0.9).steps(6);
        Map<String, Tensor> whole;
        try (TrainedGan trained = gan.train(DIGITS)) {
            whole = trained.parameters("generator");
        }
        Path run = folder.resolve("run");
        try (TrainingRun stopped =
                gan.checkpoints(Checkpoints.in(run).everySteps(2)).start(DIGITS)) {
            for (int i = 0; i < 3; i++) {
                stopped.play();
            }
            stopped.handOver().close();
        }
        try (TrainedGan trained = Gan.resume(run).train(DIGITS)) {
            assertThat(trained.parameters("generator")).isEqualTo(whole);
            assertThat(trained.generator().classes()).isEqualTo(DIGITS.classes());
        }
        try (TrainedGan stored = TrainedGan.load(run)) {
            assertThat(stored.generator().classes()).isEqualTo(DIGITS.classes());
            assertThat(stored.generator().generate(2, 3, Conditions.of("9")).count())
                    .isEqualTo(2);
        }
    }

    static Stream<Arguments> practicesOfSeveralSamples() {
        return Stream.of(Conditioning.projection(), Conditioning.concatenated())
                .flatMap(way -> Stream.of(Gan.dcgan(), Gan.vanilla())
                        .map(preset -> small(preset).conditional(way).steps(4))
                        .flatMap(gan -> Stream.of(
                                gan.packing(2),
                                gan.replay(Replay.pool(8)),
                                gan.generatorNorm(Normalization.VIRTUAL)
                                        .discriminatorNorm(Normalization.VIRTUAL)
                                        .referenceBatch(3),
                                gan.packing(2)
                                        .replay(Replay.half(8))
                                        .discriminatorNorm(Normalization.VIRTUAL)
                                        .referenceBatch(3))))
                .map(gan -> Arguments.of(
                        gan.configuration().get("conditional") + " "
                                + gan.configuration().get("preset") + gan.practices(),
                        gan));
    }

    /** Packs, replay buffers and reference batches hold classes as well: such a run trains, exports and resumes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("practicesOfSeveralSamples")
    void classes_goWithPacksReplayAndReferences(String name, GanBuilder gan) throws IOException {
        Map<String, Tensor> whole;
        int packing = gan.strategy().packing();
        try (TrainedGan trained = gan.train(DIGITS)) {
            whole = trained.parameters("discriminator");
            trained.export(folder.resolve("conditional.onnx"));
            Path critic = folder.resolve("critic.onnx");
            trained.exportDiscriminator(critic);
            float[] samples = trained.generator()
                    .generate(2 * packing, 7, Conditions.of("4"))
                    .toFloats();
            Conditions each = packing == 1 ? Conditions.each("4", "9") : Conditions.each("4", "9", "0", "0");
            try (Discriminator loaded = Discriminator.load(critic)) {
                float[] scores = loaded.score(samples, each);
                assertThat(scores)
                        .hasSize(2)
                        .containsExactly(trained.discriminator().score(samples, each), within(1e-3f));
                assertThat(scores).isNotEqualTo(loaded.score(samples, Conditions.of("4")));
            }
        }
        Path run = folder.resolve("run");
        try (TrainingRun stopped =
                gan.checkpoints(Checkpoints.in(run).everySteps(2)).start(DIGITS)) {
            for (int i = 0; i < 3; i++) {
                stopped.play();
            }
            stopped.handOver().close();
        }
        try (TrainedGan trained = Gan.resume(run).train(DIGITS)) {
            assertThat(trained.parameters("discriminator")).isEqualTo(whole);
        }
    }

    @Test
    void classifierBesideADiscriminatorOfPacks_isRefused_andWhatItReplaysIsNot() {
        GanBuilder read = small(Gan.dcgan()).conditional(Conditioning.discovered(3, 2));
        assertThatThrownBy(() -> read.packing(2).train(DIGITS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this GAN cannot be trained: a classifier beside the discriminator reads the class of one sample,"
                                + " and the features of a pack are of 2 samples: set packing(1), or"
                                + " conditional(Conditioning.projection())");
        read.replay(Replay.half(8)).train(DIGITS).close();
    }

    @Test
    void data_withoutClasses_isRefused() {
        float[][] values = {{0, 0}, {1, 1}, {2, 2}};
        assertThatThrownBy(() -> small(Gan.vanilla()).batch(2).conditional().train(Datasets.points(values)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "a conditional GAN needs samples of at least 2 classes, 3 points has no labels: take data with"
                                + " labels, or leave conditional() out");
    }

    /** Most batches of 10 hold none of the one sample of the second class. */
    @ParameterizedTest
    @MethodSource("ways")
    void class_thatBatchesMayLack_isLearnedAndAskedForAsTheOthers(Conditioning way) {
        int[] labels = new int[DIGITS.size()];
        labels[7] = 1;
        Dataset rare =
                Datasets.labelled(Datasets.resized(Datasets.digits(60), 16, 16), List.of("usual", "rare"), labels);
        try (TrainedGan trained = small(Gan.dcgan()).conditional(way).steps(8).train(rare)) {
            assertThat(trained.history()
                            .get(trained.history().size() - 1)
                            .values()
                            .values())
                    .allMatch(Float::isFinite);
            float[] images = trained.generator()
                    .generate(2, 1, Conditions.each("usual", "rare"))
                    .toFloats();
            for (float pixel : images) {
                assertThat(pixel).isBetween(-1f, 1f);
            }
        }
    }

    static List<Conditioning> ways() {
        return List.of(Conditioning.projection(), Conditioning.concatenated(), Conditioning.auxiliary());
    }

    @Test
    void discriminator_ofClasses_asksForThem() {
        try (TrainedGan trained = small(Gan.dcgan()).conditional().steps(1).train(DIGITS)) {
            assertThatThrownBy(() ->
                            trained.discriminator().score(trained.generator().generate(2, 0)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("score(images, Conditions.of(name))");
        }
    }

    /** Two classes of points, far apart: what is asked for is what comes. */
    @Test
    void points_ofEachClass_lieWhereThoseOfTheClassDo() {
        GanBuilder gan = Gan.vanilla()
                .generatorFeatures(16)
                .discriminatorFeatures(16)
                .latent(2)
                .batch(32)
                .steps(2_000)
                .threads(1)
                .seed(1)
                .conditional();
        try (TrainedGan trained = gan.train(Points.ring(8).count(2_000).draw())) {
            Generator generator = trained.generator();
            int right = 0;
            int asked = 25;
            for (int place = 0; place < generator.classes().size(); place++) {
                float[] points = generator.samples(generator.latents(asked, 3), Conditions.of(place));
                double angle = 2 * Math.PI * place / generator.classes().size();
                for (int i = 0; i < asked; i++) {
                    double off = Math.atan2(points[2 * i + 1], points[2 * i]) - angle;
                    double apart = Math.abs(Math.atan2(Math.sin(off), Math.cos(off)));
                    right += apart < Math.PI / generator.classes().size() ? 1 : 0;
                }
            }
            assertThat(right / (double) (asked * generator.classes().size())).isGreaterThan(0.9);
        }
    }
}
