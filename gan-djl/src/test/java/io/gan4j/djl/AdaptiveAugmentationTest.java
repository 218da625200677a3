package io.gan4j.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.event.TrainingProgress;
import io.gan4j.layer.Ada;
import io.gan4j.loss.LeastSquares;
import io.gan4j.run.TrainedGan;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The probability of augmentation follows the signs of the scores that the discriminator gives to real images. */
class AdaptiveAugmentationTest {
    private static final int BATCH = 8;
    private static final int IMAGES = 256;

    private static final GanBuilder GAN = Gan.dcgan()
            .generatorFeatures(2)
            .discriminatorFeatures(4)
            .latent(4)
            .batch(BATCH)
            .steps(40)
            .reportEvery(1)
            .threads(1)
            .seed(3);

    /** The reports of a step tell the mean sign of its real images and the probability with which they were changed. */
    @Test
    void probability_followsTheSignsByHand() {
        List<TrainingProgress> history = history(GAN.augment(Ada.all().following(0.3, IMAGES)));
        float probability = 0;
        float sum = 0;
        int count = 0;
        float most = 0;
        for (TrainingProgress report : history) {
            assertThat(value(report, "augmentation"))
                    .as("step %s", report.step())
                    .isCloseTo(probability, within(1e-6f));
            double sign = value(report, "real sign");
            assertThat(sign * BATCH).isEqualTo(Math.rint(sign * BATCH));
            sum += (float) sign;
            count++;
            if ((report.step() - 1) % 4 == 0) {
                float direction = Math.signum(sum / count - 0.3f);
                probability = Math.min(0.8f, Math.max(0, probability + direction * count * BATCH / IMAGES));
                most = Math.max(most, probability);
                sum = 0;
                count = 0;
            }
        }
        assertThat(most)
                .as("the discriminator is sure of more than a few images")
                .isGreaterThan(0.2f);
    }

    @Test
    void probability_neverLeavesItsRange() {
        List<TrainingProgress> history = history(GAN.augment(Ada.all().following(0.001, 2 * BATCH)));
        assertThat(history)
                .allSatisfy(report -> assertThat(value(report, "augmentation")).isBetween(0f, Ada.MOST));
        assertThat(history)
                .anySatisfy(report -> assertThat(value(report, "augmentation")).isEqualTo(Ada.MOST));
    }

    /** Least squares between 0 and 1 part at a half. */
    @Test
    void signs_underLeastSquares_areThoseAboutTheMiddleOfTheTargets() {
        List<TrainingProgress> history =
                history(GAN.loss(LeastSquares.standard()).augment(Ada.all()));
        double[] signs = history.stream()
                .mapToDouble(report -> value(report, "real sign"))
                .toArray();
        double[] scores = history.stream()
                .mapToDouble(report -> value(report, "real score"))
                .toArray();
        for (int i = 0; i < signs.length; i++) {
            if (signs[i] == 1) {
                assertThat(scores[i]).isGreaterThan(0.5);
            } else if (signs[i] == -1) {
                assertThat(scores[i]).isLessThan(0.5);
            }
        }
        assertThat(signs).as("some batch is on one side").containsAnyOf(-1, 1);
    }

    @Test
    void fixedProbability_isNotReported_andPacksAreChanged() {
        GanBuilder packed = GAN.packing(2).steps(2);
        List<TrainingProgress> plain = history(packed);
        List<TrainingProgress> changed = history(packed.augment(Ada.all().fixed(0.8)));
        assertThat(changed.get(0).values()).doesNotContainKey("augmentation");
        assertThat(changed.get(0).values().get("real score"))
                .isNotEqualTo(plain.get(0).values().get("real score"));
        List<TrainingProgress> never = history(packed.augment(Ada.all().fixed(0)));
        assertThat(value(never.get(0), "real score")).isEqualTo(value(plain.get(0), "real score"));
    }

    private static float value(TrainingProgress report, String name) {
        return Objects.requireNonNull(report.values().get(name), name);
    }

    private static List<TrainingProgress> history(GanBuilder settings) {
        try (TrainedGan gan = settings.train(Presets.DATA)) {
            return gan.history();
        }
    }
}
