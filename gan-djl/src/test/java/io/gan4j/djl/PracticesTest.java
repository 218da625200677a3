package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.Normalization;
import io.gan4j.evaluation.Metric;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingListener;
import io.gan4j.game.Adam;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Replay;
import io.gan4j.game.Schedule;
import io.gan4j.game.Sgd;
import io.gan4j.inference.Generator;
import io.gan4j.loss.FeatureMatching;
import io.gan4j.loss.HistoricalAveraging;
import io.gan4j.loss.Labels;
import io.gan4j.loss.R1;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.training.GeneratorMetric;
import io.gan4j.training.TrainingStrategy;
import io.gan4j.watch.SampleFilm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The practices in whole runs, from the settings to the exported file. */
class PracticesTest {
    private static final int COUNT = 7;
    private static final int PIXELS = 256;

    @TempDir
    Path folder;

    /** Runs in which several practices work together. */
    enum Together {
        AVERAGED(Gan.dcgan().generatorFeatures(4).discriminatorFeatures(4).ema(0.5)),
        STANDING(Gan.dcgan()
                .generatorFeatures(4)
                .discriminatorFeatures(4)
                .ema(0.5)
                .generatorDropout(0.3)
                .standingStatistics(3)),
        VIRTUAL(Gan.dcgan()
                .generatorFeatures(4)
                .discriminatorFeatures(4)
                .generatorNorm(Normalization.VIRTUAL)
                .discriminatorNorm(Normalization.VIRTUAL)
                .referenceBatch(8)),
        VIRTUAL_PACKED(Gan.dcgan()
                .generatorFeatures(4)
                .discriminatorFeatures(4)
                .packing(2)
                .discriminatorNorm(Normalization.VIRTUAL)
                .referenceBatch(8)),
        REPLAYED(Gan.vanilla()
                .generatorFeatures(8)
                .discriminatorFeatures(8)
                .replay(Replay.half(12))
                .instanceNoise(Schedule.linear(0.1, 0))
                .regularizers(new HistoricalAveraging(0.1f), R1.of(0.1).every(2), FeatureMatching.standard())
                .spectralNorm()
                .generatorDropout(0.3)
                .dropout(0.3)
                .ema(0.9)),
        PACKED(Gan.vanilla()
                .generatorFeatures(8)
                .discriminatorFeatures(8)
                .packing(2)
                .scoring(TrainingStrategy.Scoring.MIXED)
                .accumulation(2)
                .minibatchDiscrimination(4, 3)
                .labels(Labels.smoothed().flipped(0.1))
                .replay(Replay.pool(5))),
        UNROLLED(Gan.vanilla()
                .generatorFeatures(8)
                .discriminatorFeatures(8)
                .unrolledSteps(3)
                .generatorSteps(2)
                .gradientClipping(GradientClipping.norm(1))
                .rate(Schedule.cosine(1, 0)));

        @SuppressWarnings("ImmutableEnumChecker") // immutable, though it does not say so in a way that is checked
        private final GanBuilder settings;

        Together(GanBuilder settings) {
            this.settings =
                    settings.latent(6).batch(8).steps(4).seed(3).threads(1).reportEvery(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void run_ofASeed_givesTheSameBitsEachTime(Together practices) {
        Map<String, String> first;
        try (TrainedGan trained = practices.settings.train(Presets.DATA)) {
            first = Presets.bits(trained);
            trained.history()
                    .forEach(report -> assertThat(report.values().values()).allMatch(Float::isFinite));
        }
        try (TrainedGan again = practices.settings.train(Presets.DATA);
                TrainedGan other = practices.settings.seed(4).train(Presets.DATA)) {
            assertThat(Presets.bits(again)).isEqualTo(first);
            assertThat(Presets.bits(other)).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @EnumSource
    void generator_exported_givesTheSameImagesAloneAndAmongOthers(Together practices) throws IOException {
        Path file = folder.resolve("generator.onnx");
        try (TrainedGan trained = practices.settings.train(Presets.DATA)) {
            trained.export(file);
            trained.exportDiscriminator(folder.resolve("discriminator.onnx"));
            float[] expected = trained.generator().generate(COUNT, 11).toFloats();
            try (Generator generator = Generator.load(file)) {
                assertThat(generator.generate(COUNT, 11).toFloats()).containsExactly(expected, within(1e-4f));
                for (int i = 0; i < COUNT; i++) {
                    assertThat(generator
                                    .generate(generator.latents(COUNT, 11).get(i))
                                    .toFloats())
                            .containsExactly(Arrays.copyOfRange(expected, i * PIXELS, (i + 1) * PIXELS), within(1e-4f));
                }
            }
        }
    }

    /** The file holds the average, whose images are not those of the weights that were played with. */
    @Test
    void average_isWhatIsExported() throws IOException {
        Path file = folder.resolve("generator.onnx");
        GanBuilder plain = Gan.dcgan()
                .generatorFeatures(4)
                .discriminatorFeatures(4)
                .latent(6)
                .batch(8)
                .steps(4)
                .optimizer(Adam.of(0.01))
                .threads(1);
        try (TrainedGan averaged = plain.ema(0.9).train(Presets.DATA);
                TrainedGan raw = plain.train(Presets.DATA)) {
            // the average takes no part in the game: the discriminators have seen the same fakes
            assertThat(averaged.parameters("discriminator")).isEqualTo(raw.parameters("discriminator"));
            assertThat(averaged.parameters("generator")).isNotEqualTo(raw.parameters("generator"));
            averaged.export(file);
            float[] ofRaw = raw.generator().generate(COUNT, 11).toFloats();
            try (Generator generator = Generator.load(file)) {
                float[] exported = generator.generate(COUNT, 11).toFloats();
                float difference = 0;
                for (int i = 0; i < exported.length; i++) {
                    difference = Math.max(difference, Math.abs(exported[i] - ofRaw[i]));
                }
                assertThat(difference).isGreaterThan(1e-3f);
            }
        }
    }

    @Test
    void standingStatistics_changeTheStatisticsAlone() {
        GanBuilder plain = Together.AVERAGED.settings;
        try (TrainedGan before = plain.train(Presets.DATA);
                TrainedGan standing = plain.standingStatistics(4).train(Presets.DATA)) {
            before.parameters("generator")
                    .forEach((name, tensor) -> assertThat(tensor.equals(
                                    standing.parameters("generator").get(name)))
                            .as(name)
                            .isEqualTo(!name.contains("running_")));
        }
    }

    /** The card's numbers, the last sheet of the film and the best state are of the network that is handed over. */
    @Test
    void standingStatistics_areThoseThatIsMeasuredAndShown() {
        GeneratorMetric distance = Metric.slicedWasserstein().samples(60).seed(0);
        SampleFilm film = SampleFilm.of(4, 3);
        Map<Long, Double> measured = new TreeMap<>();
        TrainingListener noted = new TrainingListener() {
            @Override
            public void evaluated(TrainingEvaluated event) {
                measured.put(event.step(), event.value());
            }
        };
        GanBuilder gan = Presets.DCGAN.settings().steps(6).standingStatistics(5);
        try (TrainedGan trained =
                gan.evaluateEvery(3, distance).listener(film).listener(noted).train(Presets.DATA)) {
            double kept = trained.measurements().get(0).value();
            assertThat(distance.of(trained.generator(), Presets.DATA)).isEqualTo(kept);
            assertThat(measured).containsOnlyKeys(3L, 6L);
            assertThat(kept).isEqualTo(measured.get(trained.step()));
        }
        try (TrainedGan last = gan.listener(film).train(Presets.DATA)) {
            assertThat(film.last().toPixels())
                    .isEqualTo(last.generator().generate(4, 3).grid().toPixels());
        }
    }

    /** What is computed for a look is taken back: the run goes on as without it. */
    @Test
    void standingStatistics_computedForALook_doNotChangeTheRun() {
        GanBuilder gan = Presets.DCGAN.settings().steps(6).standingStatistics(5);
        GeneratorMetric distance = Metric.slicedWasserstein().samples(20).seed(0);
        try (TrainingRun plain = gan.start(Presets.DATA);
                TrainingRun watched = gan.evaluateEvery(1, distance).start(Presets.DATA)) {
            for (int i = 0; i < 5; i++) {
                plain.play();
                watched.play();
            }
            assertThat(watched.generator().generate(4, 3).toFloats())
                    .isEqualTo(plain.generator().generate(4, 3).toFloats());
        }
    }

    /** Were the reference drawn anew, the statistics of the first layer's normalisation would follow it. */
    @Test
    void reference_staysOneBatchThroughTheRun() {
        try (TrainingRun run = Together.VIRTUAL
                .settings
                .generatorOptimizer(Sgd.of(1e-12))
                .discriminatorOptimizer(Sgd.of(1e-12))
                .start(Presets.DATA)) {
            run.play();
            float[] first = run.generator().generate(COUNT, 11).toFloats();
            run.play();
            run.play();
            assertThat(run.generator().generate(COUNT, 11).toFloats()).containsExactly(first, within(1e-6f));
        }
    }
}
