package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.architecture.MultiScaleTranslator;
import io.gan4j.architecture.PatchDiscriminator;
import io.gan4j.architecture.UNet;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.MovingDigits;
import io.gan4j.engine.Device;
import io.gan4j.engine.FakeBackend;
import io.gan4j.engine.Precision;
import io.gan4j.error.CheckpointException;
import io.gan4j.game.Expr;
import io.gan4j.game.GradientClipping;
import io.gan4j.game.Schedule;
import io.gan4j.loss.FeatureLoss;
import io.gan4j.loss.FeatureNetwork;
import io.gan4j.loss.GradientDifference;
import io.gan4j.loss.Hinge;
import io.gan4j.loss.L1;
import io.gan4j.loss.Reconstruction;
import io.gan4j.run.RecordedRun;
import io.gan4j.run.TranslationRun;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.TranslationRunSettings;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of translators that a run folder gave back, on an engine that learns nothing. */
class ResumedTranslationTest {
    private static final Dataset PICTURES = Datasets.shapes(12);
    private static final Dataset PAIRS = Datasets.outlines(PICTURES);
    private static final Dataset FILMS = MovingDigits.of(12).size(48).frames(5).draw();

    @TempDir
    Path folder;

    /** A preset with its data. */
    private record Case(String name, TranslationBuilder settings, Function<TranslationBuilder, TranslationRun> start) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("pix2pix", Gan.pix2pix(), settings -> settings.start(PAIRS)),
                new Case("everything", everything(), settings -> settings.start(PAIRS)),
                new Case("cyclegan", Gan.cycleGan(), settings -> settings.start(PICTURES, PICTURES)),
                new Case("superresolution", Gan.superResolution(4), settings -> settings.start(PICTURES)),
                new Case(
                        "superresolution in two parts",
                        Gan.superResolution(2)
                                .adversarial(1e-3)
                                .reconstructions(
                                        L1.of(1),
                                        FeatureLoss.of(FeatureNetwork.random(2)).absolute()),
                        settings -> settings.start(PICTURES)),
                new Case(
                        "nextframe rolled out",
                        Gan.nextFrame(3).rollout(2).rolloutWeight(0.5),
                        settings -> settings.start(FILMS)),
                new Case(
                        "nextframe at several scales",
                        Gan.nextFrame(3).translator(MultiScaleTranslator.of(2).scales(3)),
                        settings -> settings.start(FILMS)),
                new Case("nextframe", Gan.nextFrame(3), settings -> settings.start(FILMS)),
                new Case("faceswap", Gan.faceSwap(), settings -> settings.start(PICTURES, PICTURES)));
    }

    private static TranslationBuilder everything() {
        return Gan.pix2pix()
                .translator(UNet.of(5))
                .discriminator(PatchDiscriminator.of(3))
                .loss(new Hinge())
                .adversarial(0.5)
                .reconstructions(L1.of(7), GradientDifference.of(2))
                .learningRate(1e-3)
                .rate(Schedule.cosine(1, 0))
                .gradientClipping(GradientClipping.norm(3))
                .ema(0.9)
                .accumulation(2)
                .seed(-3)
                .reportEvery(2)
                .device(Device.GPU)
                .threads(3)
                .precision(Precision.BFLOAT16);
    }

    /** Plays two steps of a new run, and gives it up as a crash would. */
    private void interrupted(Case of) {
        TranslationBuilder kept = of.settings()
                .batch(4)
                .steps(4)
                .backend(new FakeBackend())
                .checkpoints(Checkpoints.in(folder).everySteps(2).keep(7));
        try (TranslationRun run = of.start().apply(kept)) {
            run.play();
            run.play();
        }
    }

    private String config() throws IOException {
        return Files.readString(folder.resolve("config.json"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void resumedSettings_areTheRecordedOnes(Case of) throws IOException {
        interrupted(of);
        TranslationBuilder resumed = Gan.resumeTranslation(folder);
        assertThat(resumed.configuration())
                .isEqualTo(of.settings().batch(4).steps(4).configuration());
        String recorded = config();
        FakeBackend backend = new FakeBackend();
        try (TranslationRun run = of.start().apply(resumed.backend(backend))) {
            run.train().close();
        }
        assertThat(backend.fed).hasSize(2);
        assertThat(config()).isEqualTo(recorded);
        assertThat(backend.compiled.get(0).device())
                .isEqualTo(of.name().equals("everything") ? Device.GPU : Device.AUTOMATIC);
        assertThat(backend.compiled.get(0).precision())
                .isEqualTo(of.name().equals("everything") ? Precision.BFLOAT16 : Precision.FLOAT32);
        assertThat(backend.compiled.get(0).threads()).isEqualTo(of.name().equals("everything") ? 3 : 0);
    }

    /** What is new in the draft of settings has to be recorded, or it is lost when a run goes on. */
    @Test
    void everySetting_isRecorded() {
        List<String> set = Stream.concat(
                        Stream.of("learning"),
                        Arrays.stream(RunDraft.class.getDeclaredFields())
                                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
                                .map(field -> field.getName())
                                .filter(name -> !List.of(
                                                // the strategy is a part of what is learned
                                                "strategy", "changes", "listeners", "backend", "checkpoints")
                                        .contains(name)))
                .toList();
        assertThat(Arrays.stream(TranslationRunSettings.class.getRecordComponents())
                        .map(RecordComponent::getName))
                .containsExactlyInAnyOrderElementsOf(set);
    }

    /** How a run of this version describes itself; runs of this form must be readable for ever. */
    @Test
    void config_isReadableByPeopleAndMachines() throws IOException {
        interrupted(new Case("", Gan.superResolution(4).seed(11), settings -> settings.start(PICTURES)));
        assertThat(config())
                .startsWith("""
                        {
                          "format": 1,
                          "translation": {
                            "learning": {
                              "preset": "superresolution",
                              "task": {"type": "TranslationTask.Larger", "scale": 4, "kernel": "BICUBIC"},
                        """)
                .contains("\"checkpoints\": {\"everySteps\": 2, \"everyTime\": \"PT0S\", \"keep\": 7},\n")
                .contains("\"samples\": 12", "\"shape\": [3, 32, 32]");
    }

    @Test
    void changedSetting_isRefused_unlessItsChangeIsAskedFor() throws IOException {
        interrupted(new Case("", Gan.pix2pix(), settings -> settings.start(PAIRS)));
        assertThatThrownBy(() -> Gan.resumeTranslation(folder)
                        .adversarial(0.25)
                        .backend(new FakeBackend())
                        .train(PAIRS))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("adversarial: recorded 1.0, given 0.25");
        FakeBackend backend = new FakeBackend();
        Gan.resumeTranslation(folder, Checkpoints.Change.LENGTH)
                .steps(6)
                .backend(backend)
                .train(PAIRS)
                .close();
        assertThat(backend.fed).hasSize(4);
    }

    /** A term that is no type of the library's. */
    private record Mine(int power) implements Reconstruction {
        @Override
        public Expr loss(Expr made, Expr truth) {
            return made.minus(truth).square().mean();
        }
    }

    @Test
    void ownTerm_hasToBeGivenInCode() {
        interrupted(new Case("", Gan.pix2pix().reconstructions(new Mine(2)), settings -> settings.start(PAIRS)));
        assertThatThrownBy(() -> Gan.resumeTranslation(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "the run in " + folder + " has settings that the library does not know, which no file can hold:"
                                + " translation.learning.reconstructions[0] (Mine[power=2]); make the same settings in code, and"
                                + " go on by checkpoints(Checkpoints.resume(folder))");
    }

    @Test
    void runOfTheOtherKind_saysHowItGoesOn() throws IOException {
        interrupted(new Case("", Gan.pix2pix(), settings -> settings.start(PAIRS)));
        assertThat(RecordedRun.kind(folder)).isEqualTo(RecordedRun.Kind.TRANSLATOR);
        assertThatThrownBy(() -> Gan.resume(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the run in " + folder
                        + " trains a translator of images; go on by Gan.resumeTranslation(folder)");
        Path gan = folder.resolve("gan");
        try (var run = Gan.vanilla()
                .backend(new FakeBackend())
                .batch(4)
                .steps(4)
                .checkpoints(Checkpoints.in(gan).everySteps(1))
                .start(Datasets.digits(8))) {
            run.play();
        }
        assertThat(RecordedRun.kind(gan)).isEqualTo(RecordedRun.Kind.GAN);
        assertThatThrownBy(() -> Gan.resumeTranslation(gan))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the run in " + gan + " trains a GAN; go on by Gan.resume(folder)");
    }
}
