package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sets of {@link Points} that have other shapes than rings, lattices and spirals. */
class PlaneShapesTest {
    private static float[] values(Dataset data) {
        int[] places = new int[data.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
        return Datasets.values(data, places);
    }

    @Test
    void moons_withoutNoise_lieOnTwoHalfCircles() {
        float[] points = values(Points.moons().noise(0).count(2000).seed(3).draw());
        double left = 0;
        for (int i = 0; i < 2000; i++) {
            int side = i % 2 == 0 ? 1 : -1;
            double x = side * points[2 * i] + 0.5;
            double y = side * points[2 * i + 1] + 0.25;
            assertThat(Math.hypot(x, y)).isCloseTo(1, within(1e-6));
            assertThat(y).isGreaterThan(-1e-6);
            left += x / 2000;
        }
        // the mean of cos t over half a turn is 0, its variance 1/2
        assertThat(left).isCloseTo(0, within(5 * Math.sqrt(0.5 / 2000)));
    }

    @Test
    void line_withoutNoise_liesOnTheDiagonal() {
        float[] points = values(Points.line().noise(0).count(2000).seed(3).draw());
        double square = 0;
        for (int i = 0; i < 2000; i++) {
            assertThat(points[2 * i]).isEqualTo(points[2 * i + 1]).isBetween(-1f, 1f);
            square += points[2 * i] * points[2 * i] / 2000.0;
        }
        assertThat(square).isCloseTo(1.0 / 3, within(5 * Math.sqrt(4.0 / 45 / 2000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 17, 64})
    void blobs_lieApart_withinTheSquare(int modes) {
        double[][] centres = Points.blobs(modes).centres();
        assertThat(centres).hasDimensions(modes, 2);
        for (int i = 0; i < modes; i++) {
            assertThat(centres[i][0]).isBetween(-1.5, 1.5);
            assertThat(centres[i][1]).isBetween(-1.5, 1.5);
            for (int j = 0; j < i; j++) {
                assertThat(Math.hypot(centres[i][0] - centres[j][0], centres[i][1] - centres[j][1]))
                        .isGreaterThanOrEqualTo(1.5 / Math.sqrt(modes));
            }
        }
        assertThat(Points.blobs(modes).count(10).centres()).isDeepEqualTo(centres);
        assertThat(Points.blobs(modes).seed(1).centres()[0]).isNotEqualTo(centres[0]);
    }

    @Test
    void sets_describeThemselves() {
        assertThat(Points.moons().count(9).draw().name()).isEqualTo("two moons, 9 points");
        assertThat(Points.line().count(9).draw().name()).isEqualTo("line, 9 points");
        Dataset blobs = Points.blobs(3).count(9).draw();
        assertThat(blobs.name()).isEqualTo("3 blobs, 9 points");
        assertThat(blobs.classes()).containsExactly("mode 0", "mode 1", "mode 2");
        assertThat(blobs.label(4)).isEqualTo(1);
    }

    @Test
    void point_ofALargerSet_isTheSame() {
        assertThat(values(Points.moons().count(9).draw()))
                .isEqualTo(values(Datasets.take(Points.moons().count(99).draw(), 9)));
        assertThat(values(Points.line().count(9).draw()))
                .isEqualTo(values(Datasets.take(Points.line().count(99).draw(), 9)));
        assertThat(values(Points.line().seed(1).count(9).draw()))
                .isNotEqualTo(values(Points.line().count(9).draw()));
    }

    @Test
    void settings_outOfRange_areRefused() {
        assertThatThrownBy(() -> Points.blobs(0)).hasMessage("modes must be from 1 to 64, was 0");
        assertThatThrownBy(() -> Points.blobs(65)).hasMessage("modes must be from 1 to 64, was 65");
        assertThatThrownBy(() -> Points.moons().noise(-1)).hasMessage("noise must be at least 0 and finite, was -1.0");
        assertThatThrownBy(() -> Points.line().count(0)).hasMessage("count must be at least 1, was 0");
    }
}
