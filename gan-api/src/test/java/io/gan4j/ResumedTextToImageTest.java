package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.DeepFusion;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.data.Captions;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.engine.Device;
import io.gan4j.engine.FakeBackend;
import io.gan4j.engine.Precision;
import io.gan4j.error.CheckpointException;
import io.gan4j.layer.Parameter;
import io.gan4j.loss.LeastSquares;
import io.gan4j.loss.MatchingAware;
import io.gan4j.network.Network;
import io.gan4j.rules.SentenceEncoder;
import io.gan4j.run.RecordedRun;
import io.gan4j.run.TextToImageRun;
import io.gan4j.tensor.Tensor;
import io.gan4j.tensor.Vocabulary;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Mismatch;
import io.gan4j.training.TextToImageRunSettings;
import io.gan4j.training.TranslationRunSettings;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings of GANs that make images of sentences, as a run folder gave them back, on an engine that learns nothing. */
class ResumedTextToImageTest {
    private static final Dataset SHAPES = Datasets.shapes(12);

    @TempDir
    Path folder;

    static Stream<TextToImageBuilder> presets() {
        return Stream.of(Gan.textToImage(), Gan.ganCls(), everything()).map(settings -> settings.encoderSteps(2));
    }

    private static TextToImageBuilder everything() {
        return Gan.textToImage()
                .architecture(new DeepFusion(3, 5))
                .latent(7)
                .loss(LeastSquares.standard())
                .mismatch(Mismatch.IMAGES)
                .interpolation(0.5)
                .matching(0.5)
                .textEncoder(new TextEncoder(6, 5, 4))
                .regularizers(MatchingAware.standard())
                .discriminatorSteps(2)
                .learningRate(1e-3)
                .ema(0.9)
                .seed(-3)
                .reportEvery(2)
                .device(Device.GPU)
                .threads(3)
                .precision(Precision.BFLOAT16);
    }

    /** Plays two steps of a new run, and gives it up as a crash would. */
    private void interrupted(TextToImageBuilder settings) {
        TextToImageBuilder kept = settings.batch(4)
                .steps(4)
                .backend(new FakeBackend())
                .checkpoints(Checkpoints.in(folder).everySteps(2).keep(7));
        try (TextToImageRun run = kept.start(SHAPES)) {
            run.play();
            run.play();
        }
    }

    private String config() throws IOException {
        return Files.readString(folder.resolve("config.json"));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void resumedSettings_areTheRecordedOnes(TextToImageBuilder settings) throws IOException {
        interrupted(settings);
        TextToImageBuilder resumed = Gan.resumeTextToImage(folder);
        assertThat(resumed.configuration()).isEqualTo(settings.batch(4).steps(4).configuration());
        boolean isChanged = settings.draft().threads == 3;
        assertThat(resumed.draft().device).isEqualTo(isChanged ? Device.GPU : Device.AUTOMATIC);
        assertThat(resumed.draft().precision).isEqualTo(isChanged ? Precision.BFLOAT16 : Precision.FLOAT32);
        assertThat(resumed.draft().threads).isEqualTo(settings.draft().threads);
        assertThat(resumed.draft().reportEvery).isEqualTo(settings.draft().reportEvery);
        assertThat(resumed.draft().checkpoints)
                .isEqualTo(Checkpoints.resume(folder).everySteps(2).keep(7));
    }

    /** Both families record the same of a run; the test of translators holds that against all that can be set. */
    @Test
    void everySetting_isRecorded() {
        assertThat(names(TextToImageRunSettings.class)).isEqualTo(names(TranslationRunSettings.class));
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    @Test
    void config_isReadableByPeopleAndMachines() throws IOException {
        interrupted(Gan.textToImage().encoderSteps(2));
        assertThat(config()).startsWith("""
                        {
                          "format": 1,
                          "textToImage": {
                            "learning": {
                              "preset": "text-to-image",
                              "architecture": {"type": "DeepFusion", "generatorFeatures": 16, "discriminatorFeatures": 16},
                        """).contains("\"samples\": 12", "\"shape\": [3, 32, 32]");
    }

    @Test
    void encoderGivenInCode_hasToBeGivenAgain() {
        Vocabulary vocabulary = Captions.tokenized(SHAPES).vocabulary().orElseThrow();
        Network network = TextEncoder.standard().encoder(vocabulary);
        ImmutableMap<String, Tensor> weights = network.parameters().stream()
                .collect(ImmutableMap.toImmutableMap(Parameter::name, parameter -> Tensor.zeros(parameter.shape())));
        SentenceEncoder learned = new SentenceEncoder(vocabulary, network, weights);
        assertThatThrownBy(() -> {
                    interrupted(Gan.textToImage().encoder(learned));
                    Gan.resumeTextToImage(folder);
                })
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        "the checkpoint of step 2 in " + folder + " does not hold its settings; make the same settings"
                                + " in code, and go on by checkpoints(Checkpoints.resume(folder))");
    }

    @Test
    void runOfAnotherKind_saysHowItGoesOn() throws IOException {
        interrupted(Gan.ganCls().encoderSteps(2));
        assertThat(RecordedRun.kind(folder)).isEqualTo(RecordedRun.Kind.TEXT_TO_IMAGE);
        assertThatThrownBy(() -> Gan.resume(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("the run in " + folder
                        + " trains a GAN that makes images of sentences; go on by Gan.resumeTextToImage(folder)");
        assertThatThrownBy(() -> Gan.resumeTranslation(folder))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("go on by Gan.resumeTextToImage(folder)");
    }
}
