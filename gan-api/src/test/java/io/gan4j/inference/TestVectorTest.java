package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TestVectorTest {
    @Test
    void vector_ofAShortOutput_keepsAll() {
        assertThat(TestVector.of(1, new float[] {1, 2, 3}).values()).containsExactly(1, 2, 3);
    }

    @Test
    void vector_ofALongOutput_keepsEvenlySpacedPlaces() {
        float[] output = new float[1024];
        for (int i = 0; i < output.length; i++) {
            output[i] = i;
        }
        float[] values = TestVector.of(1, output).values();
        assertThat(values).hasSize(256);
        assertThat(values[0]).isZero();
        assertThat(values[1]).isEqualTo(4);
        assertThat(values[255]).isEqualTo(1020);
    }

    @Test
    void difference_isTheLargestAtTheKeptPlaces() {
        TestVector vector = TestVector.of(1, new float[] {1, 2, 3});
        assertThat(vector.difference(new float[] {1, 2.5f, 2.75f})).isCloseTo(0.5f, within(1e-6f));
        assertThat(vector.difference(new float[] {1, 2, 3})).isZero();
    }

    @Test
    void difference_toSomethingElse_isInfinite() {
        TestVector vector = TestVector.of(1, new float[] {1, 2, 3});
        assertThat(vector.difference(new float[] {1, 2})).isInfinite();
        assertThat(vector.difference(new float[] {1, Float.NaN, 3})).isInfinite();
        assertThat(vector.difference(new float[] {1, Float.NEGATIVE_INFINITY, 3}))
                .isInfinite();
    }

    @Test
    void vectors_areEqual_byTheirNumbers() {
        assertThat(new TestVector(1, new float[] {1}))
                .isEqualTo(new TestVector(1, new float[] {1}))
                .hasSameHashCodeAs(new TestVector(1, new float[] {1}))
                .isNotEqualTo(new TestVector(2, new float[] {1}))
                .isNotEqualTo(new TestVector(1, new float[] {2}))
                .hasToString("TestVector(seed 1, 1 value)");
    }
}
