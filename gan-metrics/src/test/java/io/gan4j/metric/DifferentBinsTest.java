package io.gan4j.metric;

import static io.gan4j.metric.NormalFeatures.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferentBinsTest {
    private static final double RELATIVE_PERCENT = 1e-7;

    /** Shares 0.4, 0.3, 0.2, 0.1 of 1,000 and 0.45, 0.3, 0.24, 0.01 of 500; expected by NumPy. */
    @Test
    void numbers_ofCounts_areThoseOfAnotherImplementation() {
        DifferentBins bins = DifferentBins.ofCounts(new int[] {400, 300, 200, 100}, new int[] {225, 150, 120, 5}, 0);
        assertThat(bins.scores().get(0)).isCloseTo(1.8516401995451026, withinPercentage(RELATIVE_PERCENT));
        assertThat(bins.scores().get(1)).isCloseTo(0, within(1e-15));
        assertThat(bins.scores().get(2)).isCloseTo(1.7826850820307303, withinPercentage(RELATIVE_PERCENT));
        assertThat(bins.scores().get(3)).isCloseTo(-6.440081861116378, withinPercentage(RELATIVE_PERCENT));
        assertThat(bins.different().value()).isEqualTo(1);
        assertThat(bins.divergence().value()).isCloseTo(0.023014175585613451, withinPercentage(RELATIVE_PERCENT));
        assertThat(bins.bins()).isEqualTo(4);
        assertThat(bins.beyond(1.8)).isEqualTo(2);
        assertThat(bins.warnings()).isEmpty();
    }

    /** Shares that change places: {@code z = d / sqrt(0.5 0.5 2 / n)}, 1.9604 of 102 samples and 1.9415 of 104. */
    @ParameterizedTest
    @CsvSource({"44, 58, 2", "45, 59, 0"})
    void bin_isDifferent_beyondTheLevelOfFivePercent(int low, int high, int different) {
        DifferentBins bins = DifferentBins.ofCounts(new int[] {low, high}, new int[] {high, low}, 0);
        assertThat(bins.different().value()).isEqualTo(different);
    }

    /** Bins of two heaps, half and half; a quarter and three quarters of the generated: by hand 0.033822. */
    @Test
    void divergence_ofTwoHeaps_isThatByHand() {
        Features real = Features.of(new double[] {0, 1, 20, 21}, 1);
        Features generated = Features.of(new double[] {-3, 19, 20, 30}, 1);
        DifferentBins bins = DifferentBins.of(real, generated, 2, 0);
        assertThat(bins.divergence().value()).isCloseTo(0.033822, within(1e-6));
        assertThat(bins.expectedDivergence()).isEqualTo(1 / 8.0 * (1 / 4.0 + 1 / 4.0));
        assertThat(bins.different().value()).isZero();
        assertThat(bins.warnings())
                .containsExactly(
                        "4 samples of the data are few for the test in 2 bins; take 20, or fewer bins",
                        "4 samples of the generator are few for the test in 2 bins; take 20, or fewer bins");
    }

    /** No bin in common. */
    @Test
    void divergence_ofSetsApart_isTheLogarithmOfTwo() {
        DifferentBins bins = DifferentBins.ofCounts(new int[] {50, 0, 0}, new int[] {0, 50, 0}, 0);
        assertThat(bins.divergence().value()).isCloseTo(Math.log(2), within(1e-15));
        assertThat(bins.divergence().high()).isLessThanOrEqualTo(Math.log(2));
        assertThat(bins.scores()).containsExactly(-10.0, 10.0, 0.0);
        assertThat(bins.different().value()).isEqualTo(2);
    }

    /** Twenty pairs of sets, 800 bins: 40 of them different and the expected divergence, if one set did not make the bins. */
    @Test
    void numbers_ofOneDistribution_areThoseOfChance() {
        double different = 0;
        double divergence = 0;
        int held = 0;
        for (int i = 0; i < 20; i++) {
            DifferentBins bins = DifferentBins.of(normal(2 * i, 1_000, 3), normal(2 * i + 1, 1_000, 3), 40, i);
            different += bins.different().value();
            divergence += bins.divergence().value() / bins.expectedDivergence() / 20;
            held += bins.different().low() <= 2 && 2 <= bins.different().high() ? 1 : 0;
            assertThat(bins.warnings()).isEmpty();
        }
        assertThat(different).isBetween(20.0, 60.0);
        assertThat(divergence).isCloseTo(1, within(0.1));
        assertThat(held).isGreaterThanOrEqualTo(19);
    }

    @Test
    void missingPart_isNoticed() {
        Features real = normal(1, 2_000, 3);
        Features rest = normal(2, 4_000, 3);
        int[] left = IntStream.range(0, rest.count())
                .filter(i -> rest.at(i, 0) < 1)
                .limit(2_000)
                .toArray();
        DifferentBins fresh = DifferentBins.of(real, normal(3, 2_000, 3), 40, 0);
        DifferentBins missing = DifferentBins.of(real, rest.rows(left), 40, 0);
        assertThat(missing.different().low()).isGreaterThan(fresh.different().high());
        assertThat(missing.divergence().low()).isGreaterThan(fresh.divergence().high());
    }

    @Test
    void copies_areBelowChanceAndWarnedOf() {
        Features real = normal(1, 1_000, 3);
        DifferentBins bins = DifferentBins.of(real, real, 40, 0);
        assertThat(bins.different().value()).isZero();
        assertThat(bins.divergence().value()).isZero();
        assertThat(bins.warnings())
                .containsExactly(
                        "the proportions are more alike than chance allows fresh samples to be: are the generated"
                                + " ones copies of the very samples of the data that they are compared with?");
    }

    @Test
    void numbers_ofTheSameSeed_areTheSame() {
        Features real = normal(1, 300, 3);
        Features generated = normal(2, 300, 3);
        DifferentBins bins = DifferentBins.of(real, generated, 9);
        assertThat(DifferentBins.of(real, generated, 9)).isEqualTo(bins);
        assertThat(DifferentBins.of(real, generated, 8)).isNotEqualTo(bins);
        assertThat(bins.bins()).isEqualTo(100);
    }

    /** Moved far in one feature, all generated samples go elsewhere, if the bins are made of that one: a sixth of them are. */
    @Test
    void bins_ofMoreThanThousandFeatures_areMadeOfASixth() {
        Features real = normal(1, 40, 1_002);
        DifferentBins of = DifferentBins.of(real, real, 2, 0);
        int noticed = 0;
        for (int feature = 0; feature < 1_002; feature += 30) {
            float[] moved = real.toFloats();
            for (int i = feature; i < moved.length; i += 1_002) {
                moved[i] += 1_000;
            }
            noticed += DifferentBins.of(real, Features.of(moved, 1_002), 2, 0)
                            .scores()
                            .equals(of.scores())
                    ? 0
                    : 1;
        }
        assertThat(noticed).isBetween(2, 12);
    }

    @Test
    void misuses_areRefused() {
        Features five = Congruential.features(1, 5, 2, 1, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DifferentBins.of(five, five, 0))
                .withMessage("100 bins need at least 100 samples of the data, and 1000 for a sound test, had 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DifferentBins.of(five, five.slice(0, 2), 3, 0))
                .withMessage("3 bins need at least 3 samples of the generator, and 30 for a sound test, had 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DifferentBins.of(five, five, 1, 0))
                .withMessage("bins must be at least 2, was 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DifferentBins.of(five, Congruential.features(1, 5, 3, 1, 0), 2, 0))
                .withMessage("features of one extractor can be compared, these have 2 and 3 dimensions");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DifferentBins.ofCounts(new int[2], new int[3], 0))
                .withMessage("the bins must be the same and at least 2, were 2 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DifferentBins.ofCounts(new int[] {1, -1}, new int[] {1, 1}, 0))
                .withMessage("numbers of samples must be at least 0, one was -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DifferentBins.ofCounts(new int[] {1, 1}, new int[2], 0))
                .withMessage("the bins must hold at least one sample of each set, held none of one");
    }
}
