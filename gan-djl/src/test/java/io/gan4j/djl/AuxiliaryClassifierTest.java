package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.AuxiliaryClassifier;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.Mlp;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Points;
import io.gan4j.data.TrainingData;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.game.Game;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.layer.Linear;
import io.gan4j.loss.NonSaturating;
import io.gan4j.network.Network;
import io.gan4j.rules.GameRules;
import io.gan4j.rules.Model;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.TrainingStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** GANs in which a classifier learns beside the discriminator: AC-GAN and InfoGAN. */
class AuxiliaryClassifierTest {
    private static final int MODES = 8;
    private static final Dataset RING = Points.ring(MODES).count(2_000).draw();

    @TempDir
    Path folder;

    /** A game whose classifier scores everything 0 at first: what it costs then is known. */
    private record Undecided(int numbers, AuxiliaryClassifier.Teacher teacher) implements GameRules {
        private TwoPlayerGame rules() {
            Network generator =
                    Conditioning.concatenated().generator(Mlp.of(4).generator(3 + MODES, Shape.of(2)), MODES);
            Network discriminator = Mlp.of(4).discriminator(Shape.of(2));
            Shape features = discriminator.shape(discriminator.penultimate());
            Network zero = Network.from("features", features)
                    .add(Linear.constant(features.size(), MODES + numbers, 0))
                    .build();
            return TwoPlayerGame.rules(
                            generator, discriminator, Prior.NORMAL, new NonSaturating(), TrainingStrategy.standard())
                    .auxiliary(new AuxiliaryClassifier(zero, numbers, teacher, 3, 1));
        }

        @Override
        public Game game(TrainingData data) {
            return rules().game(data);
        }

        @Override
        public ImmutableList<Model> models(TrainingData data) {
            return rules().models(RING.classes());
        }
    }

    private static float first(Undecided rules, String what) {
        List<TrainingProgress> reports = new ArrayList<>();
        Gan.game(rules)
                .batch(512)
                .steps(1)
                .threads(1)
                .seed(3)
                .listener(new TrainingListener() {
                    @Override
                    public void progressed(TrainingProgress event) {
                        reports.add(event);
                    }
                })
                .train(RING)
                .close();
        return reports.get(0).values().get(what);
    }

    /**
     * Adam moves each weight of the classifier by its rate of 2e-4 between the discriminator's phase and the generator's, so the
     * cost is that of scores of 0 up to some thousandths: 3 ln 8 for the class, and for each number of a normal latent 3 / 2.
     */
    @Test
    void undecidedClassifier_costsTheLogarithmOfTheNumberOfClasses_andHalfTheVarianceOfEachNumber() {
        assertThat(first(new Undecided(0, AuxiliaryClassifier.Teacher.LABELS), "reading"))
                .isCloseTo((float) (3 * Math.log(MODES)), within(0.02f));
        assertThat(first(new Undecided(0, AuxiliaryClassifier.Teacher.GENERATOR), "reading"))
                .isCloseTo((float) (3 * Math.log(MODES)), within(0.02f));
        // 512 squares of standard normal numbers have a mean of 1 with a deviation of 0.0625
        assertThat(first(new Undecided(2, AuxiliaryClassifier.Teacher.GENERATOR), "reading"))
                .isCloseTo((float) (3 * (Math.log(MODES) + 1)), within(0.5f));
    }

    /** What the classifier costs is part of the discriminator's loss, exactly: it scores 0 until that phase has been played. */
    @Test
    void discriminatorsLoss_holdsWhatTheClassifierCosts() {
        float withLabels = first(new Undecided(0, AuxiliaryClassifier.Teacher.LABELS), "discriminator loss");
        float withAsked = first(new Undecided(0, AuxiliaryClassifier.Teacher.GENERATOR), "discriminator loss");
        assertThat(withLabels).isEqualTo(withAsked, within(1e-5f));
        // two scores of nearly 0 cost about 2 ln 2
        assertThat(withLabels - 3 * (float) Math.log(MODES)).isBetween(1f, 1.8f);
    }

    private static GanBuilder points(Conditioning way) {
        return Gan.vanilla()
                .generatorFeatures(16)
                .discriminatorFeatures(16)
                .latent(2)
                .batch(32)
                .steps(2_000)
                .threads(1)
                .seed(1)
                .conditional(way);
    }

    /** The mode of the ring that a point is nearest to; -1 between modes. */
    private static int mode(float x, float y) {
        if (Math.hypot(x, y) < 0.3) {
            return -1;
        }
        double turn = Math.atan2(y, x) / (2 * Math.PI) * MODES;
        return Math.floorMod(Math.round(turn), MODES);
    }

    private static int[] counts(Generator generator, int code) {
        int[] counts = new int[MODES];
        float[] points = generator.samples(generator.latents(50, 3), Conditions.of(code));
        for (int i = 0; i < 50; i++) {
            int mode = mode(points[2 * i], points[2 * i + 1]);
            if (mode >= 0) {
                counts[mode]++;
            }
        }
        return counts;
    }

    @Test
    void auxiliaryClassifier_makesPointsLieWhereThoseOfTheClassDo() {
        try (TrainedGan trained = points(Conditioning.auxiliary()).train(RING)) {
            int right = 0;
            for (int place = 0; place < MODES; place++) {
                right += counts(trained.generator(), place)[place];
            }
            assertThat(right / (50.0 * MODES)).isGreaterThan(0.9);
        }
    }

    /**
     * Without any label, each category comes to stand for a place of its own: its points are together, and apart from others'.
     */
    @Test
    void discoveredCategories_lieTogether_inModesOfTheirOwn() {
        try (TrainedGan trained = points(Conditioning.discovered(MODES, 0)).train(unlabelled())) {
            int together = 0;
            boolean[] taken = new boolean[MODES];
            for (int code = 0; code < MODES; code++) {
                int[] counts = counts(trained.generator(), code);
                int most = 0;
                for (int mode = 1; mode < MODES; mode++) {
                    most = counts[mode] > counts[most] ? mode : most;
                }
                together += counts[most];
                taken[most] = true;
            }
            int different = 0;
            for (boolean mode : taken) {
                different += mode ? 1 : 0;
            }
            assertThat(together / (50.0 * MODES)).isGreaterThan(0.8);
            assertThat(different).isGreaterThanOrEqualTo(6);
        }
    }

    private static Dataset unlabelled() {
        ByteBuffer point = ByteBuffer.allocate(2 * Float.BYTES).order(ByteOrder.nativeOrder());
        float[][] values = new float[RING.size()][];
        for (int i = 0; i < values.length; i++) {
            RING.read(i, point.clear());
            values[i] = new float[] {point.getFloat(0), point.getFloat(Float.BYTES)};
        }
        return Datasets.points(values);
    }

    static Stream<Conditioning> ways() {
        return Stream.of(Conditioning.auxiliary(), Conditioning.discovered(5, 2));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void run_resumedByItsFolder_endsInTheSameState_andItsFileTakesTheSameClasses(Conditioning way) throws IOException {
        Dataset digits = Datasets.resized(Datasets.digits(60), 16, 16);
        GanBuilder gan = Gan.dcgan()
                .generatorFeatures(2)
                .discriminatorFeatures(2)
                .latent(4)
                .batch(10)
                .steps(6)
                .threads(1)
                .conditional(way);
        Map<String, Tensor> whole;
        try (TrainedGan trained = gan.train(digits)) {
            whole = trained.parameters("generator");
            Path file = folder.resolve("model.onnx");
            trained.export(file);
            try (Generator loaded = Generator.load(file)) {
                assertThat(loaded.classes()).isEqualTo(way.classes(digits.classes()));
                String third = loaded.classes().get(3);
                assertThat(loaded.generate(2, 1, Conditions.of(third)).toFloats())
                        .containsExactly(
                                trained.generator()
                                        .generate(2, 1, Conditions.of(3))
                                        .toFloats(),
                                within(1e-4f));
            }
        }
        Path run = folder.resolve("run");
        try (TrainingRun stopped =
                gan.checkpoints(Checkpoints.in(run).everySteps(2)).start(digits)) {
            for (int i = 0; i < 3; i++) {
                stopped.play();
            }
            stopped.handOver().close();
        }
        try (TrainedGan trained = Gan.resume(run).train(digits)) {
            assertThat(trained.parameters("generator")).isEqualTo(whole);
        }
        try (TrainedGan stored = TrainedGan.load(run)) {
            assertThat(stored.generator().classes()).isEqualTo(way.classes(digits.classes()));
            assertThat(stored.parameters("generator")).isEqualTo(whole);
        }
    }
}
