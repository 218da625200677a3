package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.TranslationBuilder;
import io.gan4j.architecture.ImageDiscriminator;
import io.gan4j.architecture.PatchDiscriminator;
import io.gan4j.architecture.SuperResolver;
import io.gan4j.architecture.SwapAutoencoder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TrainingProgress;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.loss.CycleConsistency;
import io.gan4j.loss.FeatureLoss;
import io.gan4j.loss.FeatureNetwork;
import io.gan4j.loss.L1;
import io.gan4j.loss.LearnedFeatures;
import io.gan4j.loss.MaskPenalty;
import io.gan4j.network.Network;
import io.gan4j.run.TrainedTranslator;
import io.gan4j.run.TranslationRun;
import io.gan4j.tensor.RandomStream;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Super-resolution that is faithful first and crisp then, and what is between the two. */
class PretrainingTest {
    private static final Dataset DIGITS = Datasets.resized(Datasets.digits(16), 16, 16);
    private static final int STEPS = 6;
    private static final int BORDER = 3;

    @TempDir
    Path folder;

    private static TranslationBuilder faithful() {
        return Gan.superResolution(2)
                .translator(SuperResolver.of(2, 4).blocks(1))
                .discriminator(ImageDiscriminator.of(4))
                .reconstructions(L1.of(1), FeatureLoss.of(FeatureNetwork.random(3)))
                .batch(4)
                .steps(STEPS)
                .seed(5)
                .threads(1)
                .ema(0.5)
                .reportEvery(1);
    }

    private static TranslationBuilder crisp() {
        return faithful().adversarial(0.1);
    }

    private static float[] small() {
        float[] pixels = new float[2 * 8 * 8];
        RandomStream.of(9).fillUniform(pixels, -1, 1);
        return pixels;
    }

    private static float[] made(TrainedTranslator trained) {
        return trained.translator().translate(small());
    }

    private static float[] faithfulAt(int steps) {
        try (TrainedTranslator trained = faithful().steps(steps).train(DIGITS)) {
            return made(trained);
        }
    }

    @Test
    void discriminator_takesPartFromTheBorderOn_inReportsToo() {
        try (TrainedTranslator trained = crisp().train(DIGITS)) {
            List<TrainingProgress> history = trained.history();
            assertThat(history).hasSize(STEPS);
            for (TrainingProgress report : history) {
                boolean before = report.step() <= BORDER;
                assertThat(report.values().containsKey("pretraining loss")).isEqualTo(before);
                assertThat(report.values().containsKey("discriminator loss")).isEqualTo(!before);
                assertThat(report.values().containsKey("translator loss")).isEqualTo(!before);
            }
        }
    }

    /** Until the border it is a run without a discriminator, sample by sample and bit by bit. */
    @Test
    void interpolated_atItsEnds_isTheFaithfulAndTheCrispBitForBit() throws IOException {
        float[] expected = faithfulAt(BORDER);
        try (TrainedTranslator trained = crisp().train(DIGITS);
                TrainedTranslator first = trained.interpolated(0);
                TrainedTranslator last = trained.interpolated(1)) {
            assertThat(made(first)).containsExactly(expected);
            assertThat(made(last)).containsExactly(made(trained)).isNotEqualTo(expected);
            Path file = folder.resolve("faithful.onnx");
            assertThat(first.export(file).origin().configuration()).containsEntry("interpolation", "0.0");
            try (ImageTranslator loaded = ImageTranslator.load(file)) {
                assertThat(loaded.translate(small())).containsExactly(expected, within(1e-5f));
            }
            assertThat(first.step()).isEqualTo(STEPS);
        }
    }

    /** What a single convolution makes is linear in its weights. */
    @Test
    void interpolated_ofALinearTranslator_liesOnTheStraightLine() {
        TranslationBuilder linear = crisp().translator((input, output) -> Network.from("input", input)
                .upsampleNearest2d(2)
                .conv2d(1, 3, 1, 1)
                .build());
        try (TrainedTranslator trained = linear.train(DIGITS);
                TrainedTranslator between = trained.interpolated(0.25);
                TrainedTranslator first = trained.interpolated(0)) {
            float[] from = made(first);
            float[] to = made(trained);
            float[] expected = new float[from.length];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = 0.75f * from[i] + 0.25f * to[i];
            }
            assertThat(made(between)).containsExactly(expected, within(1e-6f)).isNotEqualTo(from);
            assertThatThrownBy(() -> trained.interpolated(1.5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("crispness must be from 0 to 1, was 1.5");
            assertThatThrownBy(() -> between.interpolated(0.5))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("nothing was pretrained, so there is nothing to interpolate with: set pretraining(0.5)"
                            + " and adversarial(...) before training");
        }
    }

    /** Before the border, at it, and after it, where what is kept has to come from the checkpoint. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void resumedRun_endsAsOneThatWasNotInterrupted(int interruptedAfter) throws IOException {
        float[] crisp;
        float[] faithful;
        try (TrainedTranslator whole = crisp().train(DIGITS);
                TrainedTranslator first = whole.interpolated(0)) {
            crisp = made(whole);
            faithful = made(first);
        }
        TranslationBuilder kept = crisp().checkpoints(Checkpoints.in(folder).everySteps(1));
        try (TranslationRun run = kept.start(DIGITS)) {
            for (int step = 0; step < interruptedAfter; step++) {
                run.play();
            }
        }
        try (TrainedTranslator resumed = Gan.resumeTranslation(folder).train(DIGITS);
                TrainedTranslator first = resumed.interpolated(0)) {
            assertThat(made(resumed)).containsExactly(crisp);
            assertThat(made(first)).containsExactly(faithful);
            assertThat(resumed.history()).hasSize(STEPS);
        }
    }

    /** Encoder and decoders learn together before the discriminators begin, and are kept together. */
    @Test
    void faceSwap_isPretrainedAndInterpolatedInBothWays() {
        Dataset faces = Datasets.resized(Datasets.shapes(8), 32, 32);
        TranslationBuilder swap = Gan.faceSwap()
                .translator(SwapAutoencoder.of(2))
                .discriminator(PatchDiscriminator.of(2))
                .reconstructions(L1.of(1), FeatureLoss.of(FeatureNetwork.random(3)), MaskPenalty.standard())
                .pretraining(0.5)
                .batch(2)
                .steps(2)
                .threads(1)
                .reportEvery(1);
        try (TrainedTranslator trained = swap.train(faces, faces);
                TrainedTranslator faithful = trained.interpolated(0)) {
            assertThat(trained.isPretrained()).isTrue();
            assertThat(faithful.isPretrained()).isFalse();
            assertThat(faithful.names()).containsExactly("a-to-b", "b-to-a");
            assertThat(trained.history().get(0).values()).doesNotContainKey("judge_a loss");
            assertThat(trained.history().get(1).values()).containsKeys("judge_a loss", "judge_b loss", "mask of a");
            float[] face = Datasets.values(faces, 0);
            for (String name : faithful.names()) {
                assertThat(faithful.translator(name).translate(face))
                        .isNotEqualTo(trained.translator(name).translate(face));
            }
        }
    }

    /** A term that could not do anything is told, not passed over. */
    @Test
    void terms_thatDoNotBelongToTheGame_areRefused() {
        assertThatThrownBy(() -> faithful()
                        .reconstructions(L1.of(1), MaskPenalty.standard())
                        .start(DIGITS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this translator cannot be trained: MaskPenalty is for the masks of face swaps: leave it out of"
                                + " reconstructions(...)");
        assertThatThrownBy(() -> Gan.cycleGan()
                        .reconstructions(CycleConsistency.standard(), L1.of(1))
                        .start(DIGITS, DIGITS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this translator cannot be trained: there are no pairs, so nothing is compared with a truth:"
                                + " leave L1 out of reconstructions(...)");
        Dataset faces = Datasets.shapes(8);
        assertThatThrownBy(() ->
                        Gan.faceSwap().reconstructions(MaskPenalty.standard()).start(faces, faces))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("this translator cannot be trained: nothing compares what is made with the faces: set"
                        + " reconstructions(L1.of(1), MaskPenalty.standard())");
    }

    /** The network's layers are in the folder's settings, its weights in the checkpoint. */
    @Test
    void lossByLearnedFeatures_goesOnFromTheFolderAlone_andIsNotExported() throws IOException {
        Network network = Network.from("x", DIGITS.shape())
                .conv2d(3, 3, 2, 1)
                .batchNorm()
                .relu()
                .flatten()
                .linear(2)
                .build();
        FeatureNetwork features = FeatureNetwork.of("judge", network, network.initialise(8));
        TranslationBuilder settings = faithful().reconstructions(L1.of(1), FeatureLoss.of(features));
        float[] expected;
        float[] without = faithfulAt(STEPS);
        try (TrainedTranslator whole = settings.train(DIGITS)) {
            expected = made(whole);
            assertThat(expected).isNotEqualTo(without);
            Path file = folder.resolve("larger.onnx");
            String hash = ((LearnedFeatures) features).hash();
            assertThat(whole.export(file).origin().configuration().get("reconstructions"))
                    .contains(hash);
            try (ImageTranslator loaded = ImageTranslator.load(file)) {
                assertThat(loaded.translate(small())).containsExactly(expected, within(1e-5f));
            }
        }
        Path run = folder.resolve("run");
        try (TranslationRun begun =
                settings.checkpoints(Checkpoints.in(run).everySteps(2)).start(DIGITS)) {
            begun.play();
            begun.play();
        }
        try (TrainedTranslator resumed = Gan.resumeTranslation(run).train(DIGITS)) {
            assertThat(made(resumed)).containsExactly(expected);
        }
    }

    @Test
    void pretraining_withoutAnythingToMinimize_isRefused() {
        assertThatThrownBy(() -> crisp().reconstructions().start(DIGITS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this translator cannot be trained: pretraining minimizes reconstructions, of which there are"
                                + " none: set reconstructions(L1.standard()) or pretraining(0)");
        assertThatThrownBy(() -> Gan.cycleGan().pretraining(0.5).start(DIGITS, DIGITS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a cycle is learned against discriminators from the beginning: leave"
                        + " pretraining(...) out");
        assertThatThrownBy(() -> crisp().pretraining(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pretraining must be a share of the run from 0 up to, but without, 1, was 1.0");
    }
}
