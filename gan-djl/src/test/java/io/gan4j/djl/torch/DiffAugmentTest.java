package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.DiffAugment.Kind;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is done to an image follows from the numbers that are drawn for it; the numbers here are worked out by hand. */
class DiffAugmentTest {
    /**
     * The image has two channels: brightness + 0.25; saturation times 0.5 about each pixel's mean; contrast times 1.25 about
     * the mean.
     */
    @Test
    void color_isBrightnessThenSaturationThenContrast() {
        double[] x = {0, 0.5, -0.5, 0.25};
        double[] y = augmented(DiffAugment.of(Kind.COLOR), Shape.of(2, 1, 2), x, 0.75, 0.25, 0.75);
        // bright: .25 .75 | -.25 .5, pixel means 0 and .625, half as far: .125 .6875 | -.125 .5625, mean .3125
        assertThat(y)
                .containsExactly(
                        new double[] {
                            0.3125 - 1.25 * 0.1875, 0.3125 + 1.25 * 0.375, 0.3125 - 1.25 * 0.4375, 0.3125 + 1.25 * 0.25
                        },
                        within(1e-12));
    }

    /** An eighth of 8 pixels is one: u below a third shifts up or left, above two thirds down or right. */
    @Test
    void translation_shiftsByWholePixels_andTheBackgroundComesIn() {
        DiffAugment layer = DiffAugment.of(Kind.TRANSLATION).background(-1);
        double[] x = new double[64];
        Arrays.setAll(x, i -> i / 64.0);
        double[] y = augmented(layer, Shape.of(1, 8, 8), x, 0, 0, 0, 0.9, 0.1);
        for (int i = 0; i < 64; i++) {
            int row = i / 8 - 1;
            int column = i % 8 + 1;
            double expected = row < 0 || column > 7 ? -1 : x[row * 8 + column];
            assertThat(y[i]).as("pixel " + i).isCloseTo(expected, within(1e-12));
        }
        assertThat(augmented(layer, Shape.of(1, 8, 8), x, 0, 0, 0, 0.5, 0.5)).containsExactly(x, within(1e-12));
    }

    /** A hole of 2x3 in an image of 4x6, whose middle is drawn among 5 rows and 6 columns. */
    @Test
    void cutout_leavesBackground_andMayHangOverTheEdge() {
        DiffAugment layer = DiffAugment.of(Kind.CUTOUT);
        Shape shape = Shape.of(1, 4, 6);
        double[] ones = new double[24];
        Arrays.fill(ones, 1);
        assertThat(DiffAugment.hole(4)).isEqualTo(2);
        assertThat(DiffAugment.hole(6)).isEqualTo(3);
        // row floor(.5 * 5) - 1 = 1, column floor(.5 * 6) - 1 = 2
        double[] inside = augmented(layer, shape, ones, 0, 0, 0, 0, 0, 0.5, 0.5);
        for (int i = 0; i < 24; i++) {
            boolean isHole = (i / 6 == 1 || i / 6 == 2) && i % 6 >= 2 && i % 6 <= 4;
            assertThat(inside[i]).as("pixel " + i).isEqualTo(isHole ? 0 : 1);
        }
        // row 0 - 1, column 0 - 1: what is left of the hole is one pixel high and two wide
        double[] corner = augmented(layer, shape, ones, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Arrays.stream(corner).sum()).isEqualTo(22);
        assertThat(corner[0] + corner[1]).isZero();
    }

    @Test
    void images_inEvaluation_stayAsTheyAre() {
        Network network = network(DiffAugment.all(), Shape.of(1, 2, 2));
        try (Applied applied = Applied.of(network, Map.of())) {
            double[] x = {0.1, 0.2, 0.3, 0.4};
            assertThat(applied.value(Mode.EVALUATE, 1, x)).containsExactly(x);
            assertThat(applied.value(Mode.FIXED, 1, x)).containsExactly(x);
        }
    }

    @Test
    void images_ofABatch_areChangedEachInItsOwnWay() {
        DiffAugment layer = DiffAugment.of(Kind.COLOR);
        double[] numbers = {0.75, 0.5, 0.5, 0, 0, 0, 0, 0.25, 0.5, 0.5, 0, 0, 0, 0};
        try (Applied applied =
                Applied.of(network(layer, Shape.of(1, 1, 1)), Map.of()).drawn(2, numbers)) {
            assertThat(applied.value(Mode.LEARN, 2, 0, 0)).containsExactly(new double[] {0.25, -0.25}, within(1e-12));
        }
    }

    private static Network network(DiffAugment layer, Shape shape) {
        return Network.from("x", shape).add(layer).build();
    }

    private static double[] augmented(DiffAugment layer, Shape shape, double[] x, double... numbers) {
        try (Applied applied =
                Applied.of(network(layer, shape), Map.of()).drawn(1, Arrays.copyOf(numbers, DiffAugment.DRAWN))) {
            double[] learning = applied.value(Mode.LEARN, 1, x);
            assertThat(applied.value(Mode.FROZEN, 1, x)).containsExactly(learning);
            return learning;
        }
    }
}
