package io.gan4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {
    @Test
    void shape_ofThreeExtents_isAnImageOfChannelsHeightWidth() {
        Shape shape = Shape.of(3, 28, 20);
        assertThat(shape.isImage()).isTrue();
        assertThat(shape.channels()).isEqualTo(3);
        assertThat(shape.height()).isEqualTo(28);
        assertThat(shape.width()).isEqualTo(20);
        assertThat(shape.size()).isEqualTo(1680);
        assertThat(shape.rank()).isEqualTo(3);
        assertThat(shape.extent(2)).isEqualTo(20);
    }

    @Test
    void shape_withoutExtents_isAScalarOfSizeOne() {
        assertThat(Shape.of()).isSameAs(Shape.scalar());
        assertThat(Shape.scalar().rank()).isZero();
        assertThat(Shape.scalar().size()).isEqualTo(1);
    }

    @Test
    void shape_asText_isWrittenAsInPapers() {
        assertThat(Shape.of(1, 28, 28)).hasToString("(1, 28, 28)");
        assertThat(Shape.of(100)).hasToString("(100)");
        assertThat(Shape.scalar()).hasToString("()");
    }

    @Test
    void shape_withEqualExtents_isEqual() {
        assertThat(Shape.of(2, 3)).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
        assertThat(Shape.of(2, 3)).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(2, 3, 1));
    }

    @Test
    void shape_ofAnExtentBelowOne_isRefused() {
        assertThatThrownBy(() -> Shape.of(3, 0, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an extent of a shape must be at least 1, was 0");
    }

    @Test
    void shape_ofMoreElementsThanAnArrayHolds_isRefused() {
        assertThatThrownBy(() -> Shape.of(65_536, 65_536))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a shape holds at most 2147483647 elements, this one is (65536, 65536)");
    }

    @Test
    void channels_ofNoImage_areRefused() {
        assertThatThrownBy(() -> Shape.of(100).channels())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not the shape of an image (channels, height, width): (100)");
    }

    @Test
    void extents_handedOut_areACopy() {
        Shape shape = Shape.of(2, 3);
        shape.toArray()[0] = 99;
        assertThat(shape.extent(0)).isEqualTo(2);
    }
}
