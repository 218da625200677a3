package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;
import io.gan4j.tensor.Shape;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionalDiversityTest {
    private static Images images(float... values) {
        return Images.of(Shape.of(1, 1, 2), values);
    }

    /** Distances of pairs: 2, sqrt(1/2 (1 + 1)) = 1 twice, so 4/3; and 0.5 of one pair. */
    @Test
    void of_isTheMeanOverConditionsOfTheMeanDistanceOfPairs() {
        Images three = images(1, 1, -1, -1, 0, 0);
        Images two = images(0.5f, 0, 0, 0.5f);
        Estimate measured = ConditionalDiversity.of(List.of(three, two), 1);
        assertThat(measured.value()).isCloseTo((4.0 / 3 + 0.5) / 2, within(1e-7));
        assertThat(measured.hasInterval()).isFalse();
    }

    @Test
    void of_equalImages_isZero() {
        Estimate measured = ConditionalDiversity.of(Collections.nCopies(12, images(0.3f, 1, 0.3f, 1)), 1);
        assertThat(measured.value()).isZero();
        assertThat(measured.high()).isZero();
    }

    @Test
    void of_tooFewImages_isRefused() {
        assertThatThrownBy(() -> ConditionalDiversity.of(List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the diversity under conditions needs at least one of them");
        assertThatThrownBy(() -> ConditionalDiversity.of(List.of(images(1, 1)), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the diversity under a condition needs at least 2 images of it, there is 1");
    }
}
