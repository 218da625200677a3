package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableMap;
import io.gan4j.Gan;
import io.gan4j.TranslationBuilder;
import io.gan4j.architecture.TranslatorArchitecture;
import io.gan4j.data.Clips;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.loss.FeatureLoss;
import io.gan4j.loss.FeatureNetwork;
import io.gan4j.loss.L1;
import io.gan4j.network.Network;
import io.gan4j.run.TrainedTranslator;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A translator of films that continues its own frames in training, against numbers worked out by hand. */
class RolloutTest {
    private static final Shape FRAME = Shape.of(1, 4, 4);
    private static final int[] LEVELS = {250, 200, 60, 30};

    /** One clip of even frames, from light to dark. */
    private static Clips clip() {
        byte[][] frames = new byte[LEVELS.length][FRAME.size()];
        for (int i = 0; i < frames.length; i++) {
            Arrays.fill(frames[i], (byte) LEVELS[i]);
        }
        return Clips.of(Datasets.pixels(FRAME, frames), LEVELS.length);
    }

    private static float value(int frame) {
        return LEVELS[frame] / 127.5f - 1;
    }

    /** Its frame is the sum of the two before it, times a half; nothing else is learned from than the distance. */
    private static TranslationBuilder averaging() {
        return Gan.nextFrame(2)
                .translator((input, output) -> Network.from("input", input)
                        .add(new Conv2d(2, 1, 1, 1, 1, 0, Bias.NONE, Init.constant(0.5f)))
                        .build())
                .adversarial(0)
                .reconstructions(L1.of(1))
                .batch(1)
                .steps(1)
                .threads(1);
    }

    private static float loss(TranslationBuilder settings, Dataset films) {
        try (TrainedTranslator trained = settings.train(films)) {
            return trained.history().get(0).values().get("translator loss");
        }
    }

    @Test
    void rolledOutLoss_comparesFramesThatAreMadeOfMadeOnes() {
        float first = (value(0) + value(1)) / 2;
        float second = (value(1) + first) / 2;
        float expected = Math.abs(first - value(2)) + 0.5f * Math.abs(second - value(3));
        assertThat(loss(averaging().rollout(2).rolloutWeight(0.5), clip())).isEqualTo(expected, within(1e-6f));
    }

    /** Two frames fit behind the history; the first of them alone is compared where nothing is rolled out. */
    @Test
    void lossWithoutRollout_comparesTheNextFrameAlone() {
        float first = (value(0) + value(1)) / 2;
        assertThat(loss(averaging(), clip().rollout(2))).isEqualTo(Math.abs(first - value(2)), within(1e-6f));
    }

    /** The frame is made at half size first, as the mean of the two before it, and enlarged: even frames stay even. */
    private record TwoScales() implements TranslatorArchitecture {
        @Override
        public Network translator(Shape input, Shape output) {
            return Network.from("input", input)
                    .avgPool2d(2)
                    .add(new Conv2d(2, 1, 1, 1, 1, 0, Bias.NONE, Init.constant(0.5f)))
                    .name("half")
                    .upsampleNearest2d(2)
                    .scale(3)
                    .build();
        }

        @Override
        public ImmutableMap<String, Integer> smallerImages() {
            return ImmutableMap.of("half", 2);
        }
    }

    /** The last frame is no even one: the half and the whole are compared with different means. */
    @Test
    void smallerImages_areComparedWithTheTruthMadeAsSmall() {
        byte[][] frames = new byte[3][FRAME.size()];
        Arrays.fill(frames[0], (byte) LEVELS[0]);
        Arrays.fill(frames[1], (byte) LEVELS[1]);
        for (int i = 0; i < FRAME.size(); i++) {
            frames[2][i] = (byte) (i % 2 == 0 ? 0 : 255);
        }
        float half = (value(0) + value(1)) / 2;
        float whole = (Math.abs(3 * half - 1) + Math.abs(3 * half + 1)) / 2;
        Clips film = Clips.of(Datasets.pixels(FRAME, frames), 3);
        assertThat(loss(averaging().translator(new TwoScales()), film)).isEqualTo(whole + half, within(1e-6f));
        assertThat(loss(averaging().translator(new TwoScales()).reconstructions(L1.of(2)), film))
                .as("with the term's own weight")
                .isEqualTo(2 * (whole + half), within(1e-6f));
    }

    /** A network of features takes images of one size. */
    @Test
    void featureLoss_comparesTheWholeImageAlone() {
        Map<String, Tensor> one = Map.of("as_it_is.weight", Tensor.of(Shape.of(1, 1, 1, 1), 1));
        Network itself = Network.from("image", FRAME)
                .add(new Conv2d(1, 1, 1, 1, 1, 0, Bias.NONE, Init.DCGAN))
                .name("as_it_is")
                .build();
        FeatureLoss features =
                FeatureLoss.of(FeatureNetwork.of("itself", itself, one)).absolute();
        float half = (value(0) + value(1)) / 2;
        float whole = Math.abs(3 * half - value(2));
        Clips film = clip().clips(0, 1);
        assertThat(loss(averaging().translator(new TwoScales()).reconstructions(features), film))
                .isEqualTo(whole, within(1e-6f));
        assertThat(loss(averaging().translator(new TwoScales()).reconstructions(features, L1.of(1)), film))
                .isEqualTo(2 * whole + Math.abs(half - value(2)), within(1e-6f));
    }

    @Test
    void rollout_whereItCannotBe_isRefused() {
        assertThatThrownBy(() -> Gan.pix2pix().rollout(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rollout(...) is for translators that continue films: begin with Gan.nextFrame(4)");
        assertThat(Gan.pix2pix().rollout(1).rolloutWeight(1).configuration())
                .isEqualTo(Gan.pix2pix().configuration());
        assertThatThrownBy(() -> averaging().rollout(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rollout must be at least 1 frame, was 0");
        assertThatThrownBy(() -> averaging().rolloutWeight(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rolloutWeight must be a finite number above 0, was -1.0");
        assertThatThrownBy(() -> averaging().rollout(3).start(clip()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("clip is shorter than the 5 frames of a window");
    }
}
