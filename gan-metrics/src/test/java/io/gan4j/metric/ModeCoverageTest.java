package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Points;
import io.gan4j.tensor.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeCoverageTest {
    private static final double[][] TWO = {{0, 0}, {10, 0}};

    /** Points of a mixture whose modes are drawn at random, as a perfect generator would draw them. */
    private static float[] ideal(Points.Mixture mixture, int count, long seed) {
        RandomStream random = RandomStream.of(seed);
        double[][] centres = mixture.centres();
        float[] points = new float[2 * count];
        for (int i = 0; i < count; i++) {
            double[] centre = centres[random.nextInt(centres.length)];
            for (int axis = 0; axis < 2; axis++) {
                points[2 * i + axis] = (float) (centre[axis] + mixture.standardDeviation() * random.nextGaussian());
            }
        }
        return points;
    }

    /** Three of four points are good, two of the first mode and one of the second. */
    @Test
    void coverage_ofFewPoints_isThatOfHand() {
        float[] points = {0, 2.9f, 2.1f, -2.1f, 10, 0, 0, 3.1f};
        ModeCoverage coverage = ModeCoverage.of(points, TWO, 1);
        double divergence = 2 / 3.0 * Math.log(4 / 3.0) + 1 / 3.0 * Math.log(2 / 3.0);
        assertThat(coverage.modes()).isEqualTo(2);
        assertThat(coverage.found()).isEqualTo(2);
        assertThat(coverage.highQuality()).isEqualTo(0.75);
        assertThat(coverage.reverseKl()).isCloseTo(divergence, within(1e-12));
    }

    /** The distance is radial: (2.5, 2.5) is within three deviations along each axis, but 3.54 away. */
    @Test
    void point_inTheCornerOfTheBox_isOfLowQuality() {
        assertThat(ModeCoverage.of(new float[] {2.5f, 2.5f}, TWO, 1).highQuality())
                .isZero();
    }

    @Test
    void point_withinReachOfTwoModes_belongsToTheNearer() {
        double[][] close = {{0, 0}, {1, 0}};
        ModeCoverage coverage = ModeCoverage.of(new float[] {0.6f, 0, 0.7f, 0}, close, 1);
        assertThat(coverage.found()).isEqualTo(1);
        assertThat(coverage.reverseKl()).isCloseTo(Math.log(2), within(1e-12));
    }

    @Test
    void collapse_ontoOneMode_isTheLogarithmOfTheirNumber() {
        ModeCoverage coverage = ModeCoverage.of(new float[] {1, 0, 1, 0, 1, 0.01f}, Points.ring(8));
        assertThat(coverage).isEqualTo(new ModeCoverage(8, 1, 1, coverage.reverseKl()));
        assertThat(coverage.reverseKl()).isCloseTo(Math.log(8), within(1e-12));
    }

    @Test
    void points_ofNoMode_findNothingAndDivergeWithoutEnd() {
        assertThat(ModeCoverage.of(new float[] {5, 0, Float.NaN, 0, 0, Float.POSITIVE_INFINITY}, TWO, 1))
                .isEqualTo(new ModeCoverage(2, 0, 0, Double.POSITIVE_INFINITY));
    }

    /** 1 - exp(-9 / 2) = 98.89 % within five standard errors of 100,000 points. */
    @ParameterizedTest
    @CsvSource({"ring", "grid"})
    void highQuality_ofAPerfectSampler_isThatOfTheThreeSigmaRule(String name) {
        Points.Mixture mixture = name.equals("ring") ? Points.ring(8) : Points.grid(5);
        ModeCoverage coverage = ModeCoverage.of(ideal(mixture, 100_000, 1), mixture);
        assertThat(coverage.highQuality()).isCloseTo(0.98889, within(0.0017));
        assertThat(coverage.found()).isEqualTo(mixture.centres().length);
    }

    /**
     * For n points, 2 n times the divergence is chi-squared with one degree of freedom fewer than modes, here (modes - 1) / 5000
     * on average; within five standard errors of 50 trials.
     */
    @ParameterizedTest
    @CsvSource({"ring, 0.0014, 0.0006", "grid, 0.0048, 0.0010"})
    void reverseKl_ofAPerfectSampler_isItsFloor(String name, double floor, double tolerance) {
        Points.Mixture mixture = name.equals("ring") ? Points.ring(8) : Points.grid(5);
        double mean = 0;
        for (int trial = 0; trial < 50; trial++) {
            mean += ModeCoverage.of(ideal(mixture, 2500, trial), mixture).reverseKl() / 50;
        }
        assertThat(mean).isCloseTo(floor, within(tolerance));
    }

    @Test
    void misuses_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModeCoverage.of(new float[3], TWO, 1))
                .withMessage("points must hold two coordinates each of at least one point, were 3 numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModeCoverage.of(new float[0], TWO, 1))
                .withMessage("points must hold two coordinates each of at least one point, were 0 numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModeCoverage.of(new float[2], new double[0][], 1))
                .withMessage("centres must hold at least one mode, was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModeCoverage.of(new float[2], new double[][] {{1}}, 1))
                .withMessage("a centre must have 2 coordinates, had 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModeCoverage.of(new float[2], TWO, 0))
                .withMessage("standardDeviation must be above 0 and finite, was 0.0");
    }
}
