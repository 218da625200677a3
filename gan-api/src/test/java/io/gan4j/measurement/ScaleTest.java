package io.gan4j.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ScaleTest {
    /** Columns (1, 3) and (100, 300): means 2 and 200, deviations 1 and 100. */
    @Test
    void scale_isThatOfTheFarthestComponent() {
        assertThat(Scale.of(new float[] {1, 100, 3, 300}, 2)).isEqualTo(new Scale(1, 200, 100));
    }

    /** A category that one row in a thousand has is 1 among -1: a deviation of 0.063, beside a column that varies by 1. */
    @Test
    void componentThatHardlyVaries_isNoFaultIfOthersDo() {
        float[] rows = new float[2_000];
        for (int i = 0; i < 1_000; i++) {
            rows[2 * i] = i == 0 ? 1 : -1;
            rows[2 * i + 1] = i % 2 == 0 ? 1 : -1;
        }
        assertThat(Scale.of(rows, 2)).isEqualTo(new Scale(1, 0, 1));
        assertThat(Scale.of(new float[] {0.01f, 0, -0.01f, 0}, 2).isFar()).isTrue();
    }

    @Test
    void numbersAroundZeroThatVaryByAboutOne_areNear() {
        assertThat(Scale.of(new float[] {-2, 2, -1, 3}, 1).isFar()).isFalse();
        assertThat(new Scale(0, -9, 9).isFar()).isFalse();
        // a component that is always the same needs no scaling
        assertThat(new Scale(0, 1, 0).isFar()).isFalse();
    }

    @Test
    void largeMeans_andLargeOrTinyDeviations_areFar() {
        assertThat(new Scale(0, -11, 1).isFar()).isTrue();
        assertThat(new Scale(0, 0, 11).isFar()).isTrue();
        assertThat(new Scale(0, 0, 0.09).isFar()).isTrue();
    }

    @Test
    void samples_thatAreNoWholeNumberOrNone_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scale.of(new float[3], 2))
                .withMessage("samples must hold 2 values each of at least one sample, were 3 values");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scale.of(new float[0], 2))
                .withMessage("samples must hold 2 values each of at least one sample, were 0 values");
    }
}
