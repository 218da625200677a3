package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointsTest {
    private static double[] point(Dataset dataset, int index) {
        ByteBuffer sample = ByteBuffer.allocate(2 * Float.BYTES);
        dataset.read(index, sample);
        return new double[] {sample.getFloat(0), sample.getFloat(4)};
    }

    @Test
    void ring_ofEight_hasTheCentresOfThePaper() {
        double[][] centres = Points.ring(8).centres();
        double diagonal = Math.sqrt(0.5);
        double[][] expected = {
            {1, 0}, {diagonal, diagonal}, {0, 1}, {-diagonal, diagonal},
            {-1, 0}, {-diagonal, -diagonal}, {0, -1}, {diagonal, -diagonal}
        };
        for (int mode = 0; mode < 8; mode++) {
            assertThat(centres[mode]).containsExactly(expected[mode], within(1e-12));
        }
        assertThat(Points.ring(8).standardDeviation()).isEqualTo(0.01);
    }

    @Test
    void grid_ofFive_hasTheCentresOfThePaper() {
        double[][] centres = Points.grid(5).centres();
        assertThat(centres).hasDimensions(25, 2);
        assertThat(centres[0]).containsExactly(-4, -4);
        assertThat(centres[1]).containsExactly(-4, -2);
        assertThat(centres[12]).containsExactly(0, 0);
        assertThat(centres[24]).containsExactly(4, 4);
        assertThat(Points.grid(5).standardDeviation()).isEqualTo(0.05);
    }

    @Test
    void ring_drawn_hasItsMomentsAroundEveryCentre() {
        Points.Ring ring =
                Points.ring(8).radius(2).standardDeviation(0.02).count(80_000).seed(3);
        momentsMatch(ring, ring.draw());
    }

    @Test
    void grid_drawn_hasItsMomentsAroundEveryCentre() {
        Points.Grid grid =
                Points.grid(3).spacing(1.5).standardDeviation(0.1).count(90_000).seed(3);
        momentsMatch(grid, grid.draw());
    }

    /** With 10,000 points a mode, five standard errors: 5 % of the deviation for the mean, 3.6 % for the deviation. */
    private static void momentsMatch(Points.Mixture mixture, Dataset points) {
        double[][] centres = mixture.centres();
        double deviation = mixture.standardDeviation();
        double[][] sums = new double[centres.length][5];
        for (int i = 0; i < points.size(); i++) {
            int mode = points.label(i);
            double[] point = point(points, i);
            double dx = (point[0] - centres[mode][0]) / deviation;
            double dy = (point[1] - centres[mode][1]) / deviation;
            double[] terms = {dx, dy, dx * dx, dy * dy, dx * dy};
            for (int k = 0; k < terms.length; k++) {
                sums[mode][k] += terms[k] * centres.length / points.size();
            }
        }
        for (double[] means : sums) {
            assertThat(means).containsExactly(new double[] {0, 0, 1, 1, 0}, within(0.072));
        }
    }

    @Test
    void ring_byTheThreeSigmaRule_isAsGoodAsAnIdealSampler() {
        Points.Ring ring = Points.ring(8).seed(1);
        Dataset points = ring.draw();
        double[][] centres = ring.centres();
        int good = 0;
        for (int i = 0; i < points.size(); i++) {
            double[] point = point(points, i);
            double[] centre = centres[points.label(i)];
            good += Math.hypot(point[0] - centre[0], point[1] - centre[1]) < 0.03 ? 1 : 0;
        }
        assertThat((double) good / points.size()).isCloseTo(1 - Math.exp(-4.5), within(0.0017)); // 5 standard errors
    }

    @Test
    void swissRoll_withoutNoise_liesOnItsSpiral() {
        Dataset points = Points.swissRoll().noise(0).count(5000).seed(2).draw();
        for (int i = 0; i < points.size(); i++) {
            double[] point = point(points, i);
            double t = 7.5 * Math.hypot(point[0], point[1]);
            assertThat(t).isBetween(1.5 * Math.PI - 1e-5, 4.5 * Math.PI + 1e-5);
            assertThat(point[0]).isCloseTo(t * Math.cos(t) / 7.5, within(1e-5));
            assertThat(point[1]).isCloseTo(t * Math.sin(t) / 7.5, within(1e-5));
        }
    }

    @Test
    void swissRoll_hasTheMomentsOfItsFormula() {
        Dataset points = Datasets.swissRoll();
        double radial = 0;
        double most = 0;
        for (int i = 0; i < points.size(); i++) {
            double[] point = point(points, i);
            radial += (point[0] * point[0] + point[1] * point[1]) / points.size();
            most = Math.max(most, Math.max(Math.abs(point[0]), Math.abs(point[1])));
        }
        // t is uniform in [1.5 pi, 4.5 pi]: its mean square is 9.75 pi^2; the noise adds 2 * 0.25^2
        assertThat(radial).isCloseTo((9.75 * Math.PI * Math.PI + 0.125) / 56.25, within(0.02));
        assertThat(most).isBetween(1.8, 2.1);
        assertThat(points.classes()).isEmpty();
    }

    @Test
    void points_describeThemselves() {
        Dataset ring = Datasets.ring(8);
        assertThat(ring.name()).isEqualTo("ring of 8 Gaussians, 100000 points");
        assertThat(ring.size()).isEqualTo(100_000);
        assertThat(ring.shape()).isEqualTo(Shape.of(2));
        assertThat(ring.encoding()).isEqualTo(Dataset.Encoding.FLOATS);
        assertThat(Datasets.grid(5).classes()).hasSize(25).startsWith("mode 0", "mode 1");
    }

    @Test
    void points_fromASeed_areTheSameEverywhere() {
        assertThat(Pictures.checksum(Points.ring(8).count(1000).seed(7).draw())).isEqualTo("a0cbf609");
        assertThat(Pictures.checksum(Points.grid(5).count(1000).seed(7).draw())).isEqualTo("1d383756");
        assertThat(Pictures.checksum(Points.swissRoll().count(1000).seed(7).draw()))
                .isEqualTo("59deb6a1");
    }

    @Test
    void point_ofALargerSet_isTheSame() {
        Dataset few = Points.grid(5).count(10).seed(7).draw();
        Dataset many = Points.grid(5).count(1000).seed(7).draw();
        for (int i = 0; i < few.size(); i++) {
            assertThat(point(few, i)).isEqualTo(point(many, i));
        }
    }

    @Test
    void setting_returnsANewValue_andLeavesTheOld() {
        Points.Ring base = Points.ring(8);
        assertThat(base.radius(2).standardDeviation(0.02).count(10).seed(1))
                .isEqualTo(new Points.Ring(8, 2, 0.02, 10, 1));
        assertThat(base).isEqualTo(new Points.Ring(8, 1, 0.01, 100_000, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void radius_notAboveZero_isRefused(double radius) {
        assertThatThrownBy(() -> Points.ring(8).radius(radius))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("radius must be above 0 and finite, was " + radius);
    }

    @Test
    void setting_outOfRange_isRefusedWithRuleAndValue() {
        assertThatThrownBy(() -> Points.ring(0)).hasMessage("modes must be at least 1, was 0");
        assertThatThrownBy(() -> Points.ring(Integer.MAX_VALUE))
                .hasMessage("modes must be at most 1000000, was 2147483647");
        assertThatThrownBy(() -> Points.grid(0)).hasMessage("side must be from 1 to 1000, was 0");
        assertThatThrownBy(() -> Points.grid(5).spacing(0)).hasMessage("spacing must be above 0 and finite, was 0.0");
        assertThatThrownBy(() -> Points.ring(8).standardDeviation(-1))
                .hasMessage("standardDeviation must be at least 0 and finite, was -1.0");
        assertThatThrownBy(() -> Points.swissRoll().noise(-1))
                .hasMessage("noise must be at least 0 and finite, was -1.0");
        assertThatThrownBy(() -> Points.swissRoll().count(0)).hasMessage("count must be at least 1, was 0");
        assertThatThrownBy(() -> Points.ring(8).count(Integer.MAX_VALUE))
                .hasMessage("count must be at most 268435454, was 2147483647");
    }
}
