package io.gan4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {
    @Test
    void tensor_ofTheWrongLength_isRefused() {
        assertThatThrownBy(() -> Tensor.of(Shape.of(2, 3), 1, 2, 3, 4, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("shape (2, 3) holds 6 values, the array has 5");
    }

    @Test
    void tensor_ofZeros_hasTheShapesSize() {
        assertThat(Tensor.zeros(Shape.of(2, 3)).values()).containsExactly(0, 0, 0, 0, 0, 0);
    }

    @Test
    void tensor_ofAnArray_sharesIt() {
        float[] values = {1, 2};
        assertThat(Tensor.of(Shape.of(2), values).values()).isSameAs(values);
    }

    @Test
    void tensors_areEqual_byShapeAndValues() {
        Tensor tensor = Tensor.of(Shape.of(2, 1), 1, 2);
        assertThat(tensor)
                .isEqualTo(Tensor.of(Shape.of(2, 1), 1, 2))
                .hasSameHashCodeAs(Tensor.of(Shape.of(2, 1), 1, 2))
                .isNotEqualTo(Tensor.of(Shape.of(1, 2), 1, 2))
                .isNotEqualTo(Tensor.of(Shape.of(2, 1), 1, 3))
                .hasToString("Tensor(2, 1)");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void tensor_withAValueThatIsNoNumber_isNotFinite(float value) {
        assertThat(Tensor.of(Shape.of(2), 1, value).isFinite()).isFalse();
        assertThat(Tensor.of(Shape.of(2), 1, Float.MAX_VALUE).isFinite()).isTrue();
    }
}
