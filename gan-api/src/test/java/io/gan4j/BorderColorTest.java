package io.gan4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.engine.FakeBackend;
import io.gan4j.layer.Ada;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Layer;
import io.gan4j.network.Network;
import io.gan4j.rules.TwoPlayerGame;
import io.gan4j.run.TrainingPlan;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The color of the images' border, and what augmentation makes of it. */
class BorderColorTest {
    private static final Dataset DIGITS = Datasets.digits(64);

    @Test
    void digitsOnBlack_haveABlackBorder() {
        assertThat(BorderColor.of(DIGITS)).hasValue(-1);
    }

    /** 3x4 pixels have 10 on the border, so that of two images 15 of 20 must be near 200. */
    @Test
    void border_thatThreeQuartersHaveWithinEightLevels_isTheColor() {
        byte[] first = filled(200);
        byte[] second = filled(200);
        second[0] = (byte) 192;
        second[1] = (byte) 208;
        Arrays.fill(second, 5, 7, (byte) 0);
        for (int place : new int[] {3, 4, 7, 8, 9}) {
            second[place] = 10;
        }
        assertThat(BorderColor.of(Datasets.pixels(Shape.of(1, 3, 4), first, second)))
                .hasValueCloseTo(200 / 127.5 - 1, within(1e-9));
        second[10] = 10;
        assertThat(BorderColor.of(Datasets.pixels(Shape.of(1, 3, 4), first, second)))
                .isEmpty();
        second[10] = (byte) 200;
        second[0] = (byte) 191;
        assertThat(BorderColor.of(Datasets.pixels(Shape.of(1, 3, 4), first, second)))
                .isEmpty();
    }

    @Test
    void noise_andPoints_haveNone() {
        byte[] noise = new byte[3 * 64];
        new Random(1).nextBytes(noise);
        assertThat(BorderColor.of(Datasets.pixels(Shape.of(3, 8, 8), noise))).isEmpty();
        assertThat(BorderColor.of(Datasets.ring(8))).isEmpty();
    }

    @Test
    void differentiableAugmentation_takesTheBordersColor_unlessABackgroundIsSet() {
        DiffAugment policy = DiffAugment.of(DiffAugment.Kind.CUTOUT);
        assertThat(augmentation(Gan.dcgan().augment(policy))).isEqualTo(policy.background(-1));
        assertThat(augmentation(Gan.dcgan().augment(policy.background(0)))).isEqualTo(policy.background(0));
        assertThat(augmentation(Gan.dcgan().augment(Ada.all())))
                .isEqualTo(Ada.all().layer(1));
    }

    private static Layer augmentation(GanBuilder gan) {
        GanBuilder tiny = gan.generatorFeatures(2).discriminatorFeatures(2).backend(new FakeBackend());
        TrainingPlan plan = new Planner(tiny.draft()).plan(DIGITS);
        Network discriminator = plan.game().player(TwoPlayerGame.DISCRIMINATOR).network();
        return discriminator.nodes().get(0).layer();
    }

    private static byte[] filled(int value) {
        byte[] pixels = new byte[12];
        Arrays.fill(pixels, (byte) value);
        return pixels;
    }
}
