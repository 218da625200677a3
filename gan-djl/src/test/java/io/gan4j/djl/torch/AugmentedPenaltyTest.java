package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.game.PhasePlan;
import io.gan4j.layer.Ada;
import io.gan4j.layer.AdaptiveAugment;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Layer;
import io.gan4j.loss.R1;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * R1 of a discriminator whose images are augmented is the gradient at the images as they were before: it flows back through
 * what was drawn for each of them. The critic is {@code v tanh(W T(x) + c) + b}; T and all differences are Java's.
 */
class AugmentedPenaltyTest {
    private static final int SIDE = 4;
    private static final Shape IMAGE = Shape.of(1, SIDE, SIDE);
    private static final int PIXELS = SIDE * SIDE;
    private static final int HIDDEN = 3;
    private static final int BATCH = 2;
    private static final float GAMMA = 3;
    private static final double STEP = 1e-3;

    private static final float[] REAL = HandPlayed.normal(BATCH * PIXELS, 1);

    /** One image a pixel up, and half as far from its mean; the other a pixel to the right, and 1.4 times as far. */
    private static final float[][] DRAWN = {{0.5f, 0.5f, 0, 0.1f, 0.5f, 0, 0}, {0.5f, 0.5f, 0.9f, 0.5f, 0.9f, 0, 0}};

    @Test
    void r1_underDiffAugment_isTheGradientAtTheImageBeforeIt() {
        Layer layer = DiffAugment.of(DiffAugment.Kind.COLOR, DiffAugment.Kind.TRANSLATION)
                .background(-1);
        UnaryOperator<double[]> first = image -> moved(contrast(image, 0.5), -1, 0);
        UnaryOperator<double[]> second = image -> moved(contrast(image, 1.4), 0, 1);
        check(layer, joined(DRAWN), first, second);
    }

    /** Halves of pixels: a drift of half a pixel along the rows, onto black; and a light-dark flip with more contrast. */
    @Test
    void r1_underAdaptiveAugmentation_isTheGradientAtTheImageBeforeIt() {
        Ada policy = Ada.of(Ada.Kind.DRIFT, Ada.Kind.CONTRAST, Ada.Kind.LUMA_FLIP)
                .background(-1)
                .fixed(0.8);
        // normal numbers of 1: side / 8 of a pixel along each axis, and a contrast of the root of 2
        float one = 0.8413447f;
        float[] drift = numbers(Ada.Kind.DRIFT, 0, 0.5f, one);
        float[] colors = numbers(Ada.Kind.CONTRAST, 0, one);
        colors[Ada.Kind.LUMA_FLIP.place()] = 0;
        colors[Ada.Kind.LUMA_FLIP.place() + 1] = 0.1f;
        check(
                policy.layer(1),
                joined(drift, colors),
                AugmentedPenaltyTest::halfAPixelRight,
                image -> Arrays.stream(image).map(x -> -Math.sqrt(2) * x).toArray());
    }

    private static void check(
            Layer layer, float[] drawn, UnaryOperator<double[]> first, UnaryOperator<double[]> second) {
        Network network = Network.from("x", IMAGE)
                .add(layer)
                .flatten()
                .linear(HIDDEN)
                .tanh()
                .linear(1)
                .build();
        Map<String, Tensor> parameters = HandPlayed.trained(network, 3);
        TwoLayers critic = TwoLayers.tanh(parameters);
        try (HandPlayed played = PlayerCritic.penalised(R1.of(GAMMA), network, parameters, BATCH)) {
            float[] outcomes = played.step(draw -> draw instanceof PhasePlan.UniformDraw ? drawn : REAL);
            assertThat((double) outcomes[0]).isCloseTo(penalty(critic, first, second), within(1e-4));
            parameters.forEach((name, before) -> {
                float[] after = played.parameter("critic", name);
                for (int i = 0; i < after.length; i++) {
                    assertThat((double) before.values()[i] - after[i])
                            .as("%s[%s]", name, i)
                            .isCloseTo(
                                    critic.difference(name, i, moved -> penalty(moved, first, second)), within(5e-4));
                }
            });
        }
    }

    /** Half of gamma times the mean over the images of the squared differences of the score along each raw pixel. */
    private static double penalty(TwoLayers critic, UnaryOperator<double[]> first, UnaryOperator<double[]> second) {
        double sum = 0;
        for (int n = 0; n < BATCH; n++) {
            UnaryOperator<double[]> change = n == 0 ? first : second;
            for (int i = 0; i < PIXELS; i++) {
                double[] image = TwoLayers.doubles(Arrays.copyOfRange(REAL, n * PIXELS, (n + 1) * PIXELS));
                image[i] += STEP;
                double above = score(critic, change.apply(image));
                image[i] -= 2 * STEP;
                double slope = (above - score(critic, change.apply(image))) / (2 * STEP);
                sum += slope * slope;
            }
        }
        return GAMMA / 2 * sum / BATCH;
    }

    private static double score(TwoLayers critic, double[] image) {
        double[] features = critic.features(image);
        double[] factors = critic.parameters().get("linear_2.weight");
        double score = 0;
        for (int h = 0; h < features.length; h++) {
            score += factors[h] * features[h];
        }
        return score;
    }

    private static double[] contrast(double[] image, double factor) {
        double mean = Arrays.stream(image).average().orElseThrow();
        return Arrays.stream(image).map(x -> mean + factor * (x - mean)).toArray();
    }

    /** Moved down and to the right by whole pixels, onto black. */
    private static double[] moved(double[] image, int down, int right) {
        double[] moved = new double[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            int row = i / SIDE - down;
            int column = i % SIDE - right;
            boolean isInside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
            moved[i] = isInside ? image[row * SIDE + column] : -1;
        }
        return moved;
    }

    private static double[] halfAPixelRight(double[] image) {
        double[] right = moved(image, 0, 1);
        double[] between = new double[PIXELS];
        Arrays.setAll(between, i -> (image[i] + right[i]) / 2);
        return between;
    }

    /** What is drawn for an image of which one kind is due. */
    private static float[] numbers(Ada.Kind kind, float... values) {
        float[] numbers = new float[AdaptiveAugment.DRAWN];
        Arrays.fill(numbers, 0.99f);
        System.arraycopy(values, 0, numbers, kind.place(), values.length);
        return numbers;
    }

    private static float[] joined(float[]... rows) {
        float[] all = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, all, i * rows[0].length, rows[i].length);
        }
        return all;
    }
}
