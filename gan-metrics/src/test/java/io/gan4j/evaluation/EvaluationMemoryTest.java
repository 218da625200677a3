package io.gan4j.evaluation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;

class EvaluationMemoryTest {
    private static final long GIB = 1L << 30;

    @Test
    void samples_thatCannotFit_areRefusedWithNeedAndHeapAndWhatFits() {
        assertThatThrownBy(() -> Evaluation.checkMemory(2_000_000, Shape.of(1, 28, 28), 784, GIB))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "2000000 samples of shape (1, 28, 28) take 5981 MiB, Java's heap has 1024 MiB, and an array holds"
                                + " 2,147,483,647 numbers: set samples to 308152 or less, or start Java with a larger heap by -Xmx");
        assertThatCode(() -> Evaluation.checkMemory(308_152, Shape.of(1, 28, 28), 784, GIB))
                .doesNotThrowAnyException();
    }

    @Test
    void samples_moreThanAnArrayHolds_areRefusedOnAnyHeap() {
        assertThatThrownBy(() -> Evaluation.checkMemory(Integer.MAX_VALUE, Shape.of(1, 28, 28), 784, 1000 * GIB))
                .hasMessageStartingWith("2147483647 samples of shape (1, 28, 28) take ");
    }
}
