package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Digits;
import io.gan4j.measurement.Estimate;
import io.gan4j.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What needs no training; the rest is tested in gan-djl. */
class ClassificationAccuracyTest {
    private static final ClassificationAccuracy STANDARD = ClassificationAccuracy.standard();

    /** Own labels: the built-in digits. */
    private record Drawn(int size) implements LabelledSource {
        @Override
        public String name() {
            return "digits";
        }

        @Override
        public String hash() {
            return "";
        }

        @Override
        public Dataset draw(int count, long seed) {
            return Digits.of(count).size(size).seed(seed).draw();
        }
    }

    /** From SciPy 1.17, {@code binomtest(45, 50).proportion_ci(method="wilson")}. */
    @Test
    void interval_isWilsons() {
        Estimate estimate = Estimate.ofShare(0.9, 50);
        assertThat(estimate.value()).isEqualTo(0.9);
        assertThat(estimate.low()).isCloseTo(0.7863976856, within(1e-10));
        assertThat(estimate.high()).isCloseTo(0.9565242351, within(1e-10));
    }

    @Test
    void interval_ofAllRight_staysWithin1() {
        Estimate estimate = Estimate.ofShare(1, 10_000);
        assertThat(estimate.high()).isEqualTo(1);
        assertThat(estimate.low()).isCloseTo(0.9996160016, within(1e-10));
    }

    @Test
    void settings_changeTheirOwnFieldAlone() {
        assertThat(STANDARD.images(500).epochs(2).seed(7).threads(1))
                .isEqualTo(new ClassificationAccuracy(500, 2, 7, 1));
    }

    @Test
    void settings_outOfRange_areRefused() {
        assertThatThrownBy(() -> STANDARD.images(127))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images must be at least 128, was 127");
        assertThatThrownBy(() -> STANDARD.epochs(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs must be at least 1, was 0");
        assertThatThrownBy(() -> STANDARD.threads(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must not be negative, was -1");
    }

    @Test
    void test_withoutLabels_isRefused() {
        Dataset grey = Datasets.named(Datasets.pixels(Shape.of(1, 8, 8), new byte[4][64]), "grey");
        assertThatThrownBy(() -> STANDARD.of(new Drawn(8), grey))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("grey has no labels to test against");
    }

    @Test
    void test_ofOtherImagesOrClasses_isRefused() {
        Dataset test = Datasets.named(Digits.of(20).size(12).draw(), "digits");
        assertThatThrownBy(() -> STANDARD.images(128).of(new Drawn(16), test))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("generated are images of shape (1, 16, 16) and the classes [0, 1,");
        Dataset two = Datasets.labelled(test, List.of("0", "1"), new int[20]);
        assertThatThrownBy(() -> STANDARD.images(128).of(new Drawn(12), two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("digits has (1, 12, 12) and [0, 1]");
    }
}
