package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Sgd;
import io.gan4j.loss.NonSaturating;
import io.gan4j.loss.PathLength;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.training.TrainingStrategy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Path length regularization of a linear synthesis: the image is {@code A w}, so that {@code J^T y = A^T y / 2} for images of 2x2
 * pixels, whatever the style.
 */
class PathLengthTest {
    private static final int BATCH = 3;
    private static final Shape IMAGE = Shape.of(1, 2, 2);
    private static final float[] MATRIX = {1, 2, -1, 0.5f, 0, 3, 2, -2}; // 4 pixels by 2 styles
    private static final float[] DIRECTIONS = {1, 0, 0, 0, 0, 1, 1, 0, -1, 0.5f, 2, 1};
    private static final double RATE = 0.5;
    private static final float WEIGHT = 1.5f;
    private static final float DECAY = 0.25f;

    private static final Network GENERATOR = Network.from("z", Shape.of(2))
            .linear(2)
            .name("w")
            .linear(4)
            .name("a")
            .reshape(IMAGE)
            .build();

    /** A discriminator that gives nothing of its input on, so that the loss of the generator has no gradient. */
    private static final Network DISCRIMINATOR =
            Network.from("x", IMAGE).flatten().linear(1).name("d").build();

    private static HandPlayed played(TrainingStrategy strategy) {
        Game game = TwoPlayerGame.of(GENERATOR, DISCRIMINATOR, Prior.NORMAL, new NonSaturating(), strategy);
        Map<String, Tensor> generator = new HashMap<>(GENERATOR.initialise(3));
        generator.put("a.weight", Tensor.of(Shape.of(4, 2), MATRIX.clone()));
        Map<String, Tensor> discriminator =
                Map.of("d.weight", Tensor.zeros(Shape.of(1, 4)), "d.bias", Tensor.zeros(Shape.of(1)));
        return HandPlayed.with(game, BATCH, Map.of("generator", generator, "discriminator", discriminator));
    }

    private static TrainingStrategy with(PathLength path) {
        return TrainingStrategy.standard()
                .generatorOptimizer(Sgd.of(RATE))
                .discriminatorOptimizer(Sgd.of(1e-12))
                .regularizers(path);
    }

    /** The generator's loss at a step of an interval, or between two. */
    private static float loss(HandPlayed played, float interval) {
        return played.step(draw -> {
            if (draw instanceof PhasePlan.IntervalDraw) {
                return new float[] {interval};
            }
            return draw instanceof PhasePlan.RandomDraw
                    ? DIRECTIONS
                    : HandPlayed.normal(
                            BATCH * draw.shape().size(), draw.shape().size());
        })[4]; // behind the discriminator's loss, two scores and its gradient's norm
    }

    private static double[] pulled(int sample) {
        double[] pulled = new double[2];
        for (int pixel = 0; pixel < 4; pixel++) {
            for (int i = 0; i < 2; i++) {
                pulled[i] += MATRIX[2 * pixel + i] * DIRECTIONS[4 * sample + pixel] / 2.0;
            }
        }
        return pulled;
    }

    private static double length(int sample) {
        return Math.hypot(pulled(sample)[0], pulled(sample)[1]);
    }

    private static double meanLength() {
        return (length(0) + length(1) + length(2)) / 3;
    }

    @Test
    void penalty_ofALinearSynthesis_isThatOfItsClosedForm() {
        double target = DECAY * meanLength();
        double expected = 0;
        for (int sample = 0; sample < BATCH; sample++) {
            expected += WEIGHT * Math.pow(length(sample) - target, 2) / BATCH;
        }
        try (HandPlayed played = played(with(new PathLength(WEIGHT, DECAY, 1)))) {
            assertThat((double) loss(played, 1)).isCloseTo(Math.log(2) + expected, within(1e-5));
            assertThat(played.state().get("kept.path_length").values()[0]).isCloseTo((float) target, within(1e-6f));
        }
    }

    /** {@code d/dA} of {@code |A^T y|} is {@code y (A^T y)^T / |A^T y|}; the target stands still. */
    @Test
    void gradient_atTheSynthesis_isThatOfItsClosedForm() {
        double target = DECAY * meanLength();
        float[] expected = MATRIX.clone();
        for (int sample = 0; sample < BATCH; sample++) {
            double[] pulled = pulled(sample);
            double slope = WEIGHT * 2 * (length(sample) - target) / BATCH / length(sample);
            for (int i = 0; i < expected.length; i++) {
                expected[i] -= (float) (RATE * slope * pulled[i % 2] * DIRECTIONS[4 * sample + i / 2] / 2);
            }
        }
        try (HandPlayed played = played(with(new PathLength(WEIGHT, DECAY, 1)))) {
            loss(played, 1);
            assertThat(played.parameter("generator", "a.weight")).containsExactly(expected, within(1e-5f));
        }
    }

    @Test
    void everyFourthStep_countsFourTimes_andTheMeanMovesThereAlone() {
        try (HandPlayed lazy = played(with(new PathLength(WEIGHT, DECAY, 4)));
                HandPlayed always = played(with(new PathLength(WEIGHT, DECAY, 1)))) {
            assertThat((double) loss(lazy, 0)).isCloseTo(Math.log(2), within(1e-6));
            assertThat(lazy.state().get("kept.path_length").values()).containsExactly(0);
            double once = loss(always, 1) - Math.log(2);
            assertThat(loss(lazy, 4) - Math.log(2)).isCloseTo(4 * once, within(1e-4));
            assertThat(lazy.state().get("kept.path_length").values()[0])
                    .isCloseTo((float) (DECAY * meanLength()), within(1e-6f));
        }
    }
}
