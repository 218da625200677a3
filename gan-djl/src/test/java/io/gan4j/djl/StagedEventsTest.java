package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.StyleGan;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.engine.CompiledGame;
import io.gan4j.engine.GameSetup;
import io.gan4j.engine.TrainingBackend;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.image.Images;
import io.gan4j.onnx.StyledGenerator;
import io.gan4j.onnx.Styles;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.run.Projected;
import io.gan4j.run.Projection;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told of stages, and what else goes on across their borders: 8 pixels up to step 4, a fade up to step 6, 16 up to 8. */
class StagedEventsTest {
    private static final Dataset DATA = Datasets.resized(Datasets.digits(40), 16, 16);
    private static final int STEPS = 8;

    private final List<String> told = new ArrayList<>();

    @TempDir
    Path folder;

    private GanBuilder gan() {
        return Gan.styleGan()
                .architecture(StyleGan.of(2).mapping(6, 2))
                .latent(6)
                .batch(8)
                .steps(STEPS)
                .reportEvery(1)
                .threads(1)
                .seed(5)
                .listener(new Told());
    }

    private final class Told implements TrainingListener {
        @Override
        public void started(TrainingStarted event) {
            told.add(event.stages().size() + " stages");
        }

        @Override
        public void stageBegan(TrainingStage event) {
            told.add(event.number() + " of " + event.count() + ", " + event.name() + ": " + event.firstStep() + " to "
                    + event.lastStep());
        }

        @Override
        public void wentBack(TrainingWentBack event) {
            told.add("back to " + event.step());
        }
    }

    private static void play(TrainingRun run, int steps) {
        for (int i = 0; i < steps; i++) {
            run.play();
        }
    }

    @Test
    void stages_areTold_beforeTheirFirstStep() {
        gan().train(DATA).close();
        assertThat(told)
                .containsExactly(
                        "3 stages", "1 of 3, 8 px: 1 to 4", "2 of 3, 8 to 16 px: 5 to 6", "3 of 3, 16 px: 7 to 8");
    }

    @Test
    void runOfOneGame_hasNoStages() {
        Gan.styleGan2()
                .generatorFeatures(2)
                .discriminatorFeatures(2)
                .batch(8)
                .steps(1)
                .threads(1)
                .listener(new Told())
                .train(DATA)
                .close();
        assertThat(told).containsExactly("0 stages");
    }

    /** Stopped while layers are faded in, as by a signal. */
    @Test
    void runThatIsResumed_tellsTheStageThatItGoesOnIn_andItsHistorySaysItOnce() throws IOException {
        try (TrainingRun run = gan().checkpoints(Checkpoints.in(folder)).start(DATA)) {
            play(run, 5);
            run.handOver().close();
        }
        told.clear();
        gan().checkpoints(Checkpoints.resume(folder)).train(DATA).close();
        assertThat(told).containsExactly("3 stages", "2 of 3, 8 to 16 px: 5 to 6", "3 of 3, 16 px: 7 to 8");
        List<String> lines = Files.readAllLines(folder.resolve("history.jsonl"));
        assertThat(lines.stream().filter(line -> line.contains("\"stage\"")).toList())
                .extracting(line -> line.substring(0, line.indexOf(',')))
                .containsExactly("{\"first_step\":1", "{\"first_step\":5", "{\"first_step\":7");
    }

    /** The backend, one of whose steps gives no numbers. */
    private static final class Spoiling implements TrainingBackend {
        private final TrainingBackend backend = new DjlBackend();
        private final int spoilt;
        private int played;

        Spoiling(int step) {
            this.spoilt = step;
        }

        @Override
        public String name() {
            return backend.name();
        }

        @Override
        public CompiledGame compile(GameSetup setup) {
            return new ForwardingGame(backend.compile(setup)) {
                @Override
                public float[] step(List<ByteBuffer> feeds) {
                    float[] outcomes = super.step(feeds);
                    if (++played == spoilt) {
                        Arrays.fill(outcomes, Float.NaN);
                    }
                    return outcomes;
                }
            };
        }
    }

    /**
     * The newest checkpoint of the first two runs is of the first stage: it and the fade are played again. That of the third is at the
     * border of the last stage, which begins again.
     */
    @ParameterizedTest
    @CsvSource({"5, 3, 3, 3", "6, 3, 3, 3", "8, 6, 6, 0"})
    void runThatDiverges_goesBackAcrossABorder(int diverges, int every, int back, int stagesAgain) throws IOException {
        try (TrainedGan trained = gan().checkpoints(Checkpoints.in(folder).everySteps(every))
                .onDivergence(Divergence.goBack(1))
                .backend(new Spoiling(diverges))
                .train(DATA)) {
            assertThat(trained.step()).isEqualTo(STEPS);
            assertThat(trained.parameters(TwoPlayerGame.GENERATOR)).containsKey("colors_16.weight");
        }
        int returned = told.indexOf("back to " + back);
        assertThat(returned).isPositive();
        List<String> all = List.of("1 of 3, 8 px: 1 to 4", "2 of 3, 8 to 16 px: 5 to 6", "3 of 3, 16 px: 7 to 8");
        assertThat(told.subList(returned + 1, told.size())).isEqualTo(all.subList(3 - stagesAgain, 3));
    }

    @Test
    void patience_doesNotEndARun_beforeItsLastStage() {
        try (TrainingRun run =
                        gan().steps(16).keepBest(new EverWorse(), 1).patience(2).start(DATA);
                TrainedGan trained = run.train()) {
            // the last stage has the steps 13 to 16
            assertThat(trained.history().get(trained.history().size() - 1).step())
                    .isEqualTo(14);
        }
    }

    /** While layers are faded in, a projection goes through both branches in the share of the moment. */
    @ParameterizedTest
    @CsvSource({"2, 4", "6, 6", "8, 6"})
    void projection_isIntoTheNetworksOfTheStage(int step, int layers) throws IOException {
        Path file = folder.resolve("model.onnx");
        try (TrainingRun run = gan().start(DATA)) {
            play(run, step);
            try (TrainedGan trained = run.handOver()) {
                Images picture = Images.of(DATA.shape(), new float[DATA.shape().size()]);
                Projected found = Projection.of(trained).steps(3).project(picture);
                assertThat(found.layers()).isEqualTo(layers);
                trained.export(file);
                try (StyledGenerator exported = StyledGenerator.load(file)) {
                    float[] made =
                            exported.generate(Styles.of(layers, found.latent())).toFloats();
                    assertThat(made).containsExactly(found.image().toFloats(), within(1e-4f));
                }
            }
        }
    }
}
