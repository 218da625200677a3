package io.gan4j.metric;

import static io.gan4j.metric.NormalFeatures.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DensityCoverageTest {
    /** The expected counts were computed by NumPy. */
    @ParameterizedTest
    @CsvSource({"3, 212, 43", "5, 357, 48"})
    void numbers_ofCongruentialNumbers_areThoseOfAnotherImplementation(int neighbours, int inBalls, int covered) {
        DensityCoverage numbers = DensityCoverage.of(Congruential.real(), Congruential.generated(), neighbours);
        assertThat(numbers.density().value()).isCloseTo(inBalls / 64.0 / neighbours, within(1e-12));
        assertThat(numbers.coverage().value()).isEqualTo(covered / 64.0);
        assertThat(DensityCoverage.of(Congruential.real(), Congruential.generated())
                        .neighbours())
                .isEqualTo(5);
    }

    /** Expected by NumPy: the copies of one real sample are in its own ball and in those of four others. */
    @Test
    void coverage_ofACollapsedGenerator_isThatOfOneNeighbourhood() {
        Features real = Congruential.real();
        DensityCoverage numbers = DensityCoverage.of(real, PrecisionRecallTest.collapsed(real));
        assertThat(numbers.density().value()).isCloseTo(1, within(1e-12));
        assertThat(numbers.coverage().value()).isEqualTo(5 / 64.0);
    }

    /** 0, 1, 3 have balls of 1, 1, 2: -1 is at the edge of 0's, 2.5 in 3's, 2 at the edge of 1's and in 3's. */
    @Test
    void ball_doesNotHoldItsEdge() {
        DensityCoverage numbers = DensityCoverage.of(
                Features.of(new double[] {0, 1, 3}, 1), Features.of(new double[] {-1, 2.5, 2}, 1), 1);
        assertThat(numbers.density().value()).isCloseTo(2 / 3.0, within(1e-15));
        assertThat(numbers.coverage().value()).isCloseTo(1 / 3.0, within(1e-15));
    }

    /** By the formula in Python. */
    @ParameterizedTest
    @CsvSource({
        "64, 64, 3, 0.88088188976378",
        "64, 64, 5, 0.97235260226618",
        "10000, 10000, 5, 0.96877343515566",
        "30, 7, 2, 0.35555555555556"
    })
    void expectedCoverage_followsItsFormula(int real, int generated, int neighbours, double expected) {
        assertThat(DensityCoverage.expectedCoverage(real, generated, neighbours))
                .isCloseTo(expected, within(1e-12));
    }

    /** Ten pairs of sets of one normal distribution, with seeds 50 to 69: density 1 and the expected coverage on average. */
    @Test
    void numbers_ofOneDistribution_areOneAndTheExpectedCoverage() {
        double density = 0;
        double coverage = 0;
        double expected = 0;
        for (int i = 0; i < 10; i++) {
            DensityCoverage numbers = DensityCoverage.of(normal(50 + 2 * i, 300, 4), normal(51 + 2 * i, 200, 4));
            density += numbers.density().value() / 10;
            coverage += numbers.coverage().value() / 10;
            expected = numbers.expectedCoverage();
        }
        assertThat(density).isCloseTo(1, within(0.06));
        assertThat(coverage).isCloseTo(expected, within(0.02));
    }

    /** Points at 0, 1, 2, ..., each of them repeated. */
    private static Features repeated(int... times) {
        double[] values = IntStream.range(0, times.length)
                .flatMap(i -> IntStream.generate(() -> i).limit(times[i]))
                .asDoubleStream()
                .toArray();
        return Features.of(values, 1);
    }

    /** Balls of no extent hold what equals their centre, as often as samples of the data's distribution do. */
    @Test
    void repeatedSamples_againstThemselves_areCoveredWithDensityOne() {
        for (Features repeated : List.of(repeated(10, 10, 10, 10), repeated(100), repeated(6, 40))) {
            DensityCoverage same = DensityCoverage.of(repeated, repeated);
            assertThat(same.density().value()).isCloseTo(1, within(1e-12));
            assertThat(same.coverage().value()).isEqualTo(1);
            int count = repeated.count();
            assertThat(same.warnings())
                    .containsExactly(count + " of the " + count + " samples of the data equal 5 others or more: only"
                            + " generated samples that are equal to them count as near them");
        }
    }

    /** 100 equal ones and 100 others: half of the density comes of each half. */
    @Test
    void repeatedSamplesAmongOthers_countAsTheOthersDo() {
        double[] values = new double[200];
        for (int i = 100; i < 200; i++) {
            values[i] = i + 1e-4 * i * i;
        }
        Features half = Features.of(values, 1);
        DensityCoverage same = DensityCoverage.of(half, half);
        assertThat(same.density().value()).isCloseTo(1, within(0.02));
        assertThat(same.coverage().value()).isEqualTo(1);
        assertThat(same.warnings()).hasSize(1).first().asString().startsWith("100 of the 200 samples");
        assertThat(DensityCoverage.of(Congruential.real(), Congruential.generated())
                        .warnings())
                .isEmpty();
    }

    /** A collapsed generator covers one of four points. */
    @Test
    void repeatedSamples_ofWhichOneIsGenerated_areCoveredInPart() {
        DensityCoverage one = DensityCoverage.of(repeated(10, 10, 10, 10), repeated(7));
        assertThat(one.coverage().value()).isEqualTo(0.25);
        assertThat(one.density().value()).isEqualTo(1);
        DensityCoverage none = DensityCoverage.of(repeated(10, 10), Features.of(new double[] {0.5, 1.5}, 1));
        assertThat(none.coverage().value()).isZero();
        assertThat(none.density().value()).isZero();
    }

    @Test
    void misuses_areRefused() {
        Features five = Congruential.features(1, 5, 2, 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DensityCoverage.of(five, five))
                .withMessage("5 neighbours need a set of at least 6 samples, had 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DensityCoverage.of(five, Congruential.features(1, 5, 3, 1, 0)))
                .withMessage("features of one extractor can be compared, these have 2 and 3 dimensions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DensityCoverage.expectedCoverage(5, 5, 5))
                .withMessage("5 neighbours need more than as many real samples, had 5");
    }
}
