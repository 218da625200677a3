package io.gan4j.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Numbers from Pillow 12.3: {@code Image.fromarray(a, mode="F").resize((width, height), Image.BICUBIC)}. */
class ResizedTest {
    /** {@code ((37 i) mod 19) / 9 - 1}. */
    private static Images image() {
        float[] values = new float[20];
        for (int i = 0; i < values.length; i++) {
            values[i] = 37 * i % 19 / 9f - 1;
        }
        return Images.of(Shape.of(1, 5, 4), values);
    }

    @Test
    void image_reduced_isPillows() {
        Images resized = image().resized(2, 3);
        assertThat(resized.shape()).isEqualTo(Shape.of(1, 2, 3));
        assertThat(resized.toFloats())
                .containsExactly(
                        new float[] {0.1575541f, 0.589448f, 0.418091f, -0.2572592f, -0.4548679f, -0.5981063f},
                        within(1e-6f));
    }

    @Test
    void image_enlargedAndReduced_isPillows() {
        assertThat(image().resized(7, 2).toFloats())
                .containsExactly(
                        new float[] {
                            0.04707712f,
                            0.9519511f,
                            0.4002796f,
                            0.6584111f,
                            0.5450624f,
                            0.2658242f,
                            0.1570248f,
                            -0.04591368f,
                            -0.1604355f,
                            -0.363374f,
                            -0.5127198f,
                            -0.7156582f,
                            -0.7577541f,
                            -0.9606926f
                        },
                        within(1e-6f));
    }

    /** The sum and some values of a strong reduction, whose kernel is several pixels wide. */
    @Test
    void image_reducedALot_isPillows() {
        float[] values = new float[1200];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (Math.sin(i * 0.7) + 0.3 * Math.cos(i * 1.3)) / 2;
        }
        float[] resized = Images.of(Shape.of(1, 40, 30), values).resized(9, 11).toFloats();
        double sum = 0;
        for (float value : resized) {
            sum += value;
        }
        assertThat(sum).isCloseTo(0.12401189 / 2, within(1e-5));
        assertThat(resized[0]).isCloseTo(0.04855127f / 2, within(1e-6f));
        assertThat(resized[4 * 11 + 5]).isCloseTo(0.005941651f / 2, within(1e-6f));
        assertThat(resized[8 * 11 + 10]).isCloseTo(0.040744107f / 2, within(1e-6f));
    }

    @Test
    void edge_thatOvershoots_isLimited() {
        float[] resized =
                Images.of(Shape.of(1, 1, 4), -1, -1, 1, 1).resized(1, 8).toFloats();
        assertThat(resized).contains(-1, 1);
        for (float value : resized) {
            assertThat(value).isBetween(-1f, 1f);
        }
    }

    /** Each plane alone. */
    @Test
    void batch_resized_isItsImagesResized() {
        float[] grey = image().toFloats();
        float[] batch = new float[2 * 3 * 20];
        for (int plane = 0; plane < 6; plane++) {
            for (int i = 0; i < 20; i++) {
                batch[plane * 20 + i] = grey[i] * (plane + 1) / 6;
            }
        }
        float[] resized = Images.of(Shape.of(3, 5, 4), batch).resized(2, 3).toFloats();
        float[] one = image().resized(2, 3).toFloats();
        assertThat(resized).hasSize(36);
        for (int i = 0; i < 36; i++) {
            assertThat(resized[i]).isCloseTo(one[i % 6] * (i / 6 + 1) / 6, within(1e-6f));
        }
    }

    @Test
    void image_ofThatSize_staysAsItIs() {
        assertThat(image().resized(5, 4)).isEqualTo(image());
    }

    @Test
    void size_below1_isRefused() {
        assertThatThrownBy(() -> image().resized(0, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
