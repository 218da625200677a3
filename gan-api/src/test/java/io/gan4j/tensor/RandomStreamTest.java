package io.gan4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The golden numbers were worked out from the algorithm's description by a program in another language; those of seed
 * 1234567 are the ones that implementations of SplitMix64 are commonly checked against.
 */
class RandomStreamTest {
    @Test
    void numbers_ofAPlainSeed_areThoseOfSplitMix64() {
        RandomStream random = RandomStream.of(1_234_567);
        String[] numbers = IntStream.range(0, 5)
                .mapToObj(i -> Long.toUnsignedString(random.nextLong()))
                .toArray(String[]::new);
        assertThat(numbers)
                .containsExactly(
                        "6457827717110365317",
                        "3203168211198807973",
                        "9817491932198370423",
                        "4593380528125082431",
                        "16408922859458223821");
    }

    @Test
    void numbers_ofAPlace_areAsDocumented() {
        RandomStream random = RandomStream.of(42, 1, 7);
        assertThat(new long[] {random.nextLong(), random.nextLong(), random.nextLong()})
                .containsExactly(-6875066880432417827L, -6401391658355376927L, 228032475952402198L);
    }

    @ParameterizedTest
    @CsvSource({"42, 1, 7, -2273375307363970966", "42, 7, 1, -2897505064252050626"})
    void seed_ofAPlace_dependsOnTheOrderOfTheKeys(long seed, long first, long second, long expected) {
        assertThat(RandomStream.seed(seed, first, second)).isEqualTo(expected);
    }

    @Test
    void seed_ofNegativeNumbers_isAsDocumented() {
        assertThat(RandomStream.seed(-1, -1)).isEqualTo(-1256202442742737336L);
    }

    @Test
    void stream_ofAPlace_isTheStreamOfItsSeed() {
        assertThat(RandomStream.of(5, 3, 4).nextLong())
                .isEqualTo(RandomStream.of(RandomStream.seed(5, 3, 4)).nextLong());
    }

    @Test
    void floats_takeTheUpper24Bits() {
        RandomStream random = RandomStream.of(42);
        assertThat(new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat(), random.nextFloat()})
                .containsExactly(0.7415648698806763f, 0.1599103808403015f, 0.27860110998153687f, 0.34419065713882446f);
    }

    @Test
    void doubles_takeTheUpper53Bits() {
        RandomStream random = RandomStream.of(42);
        assertThat(new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()})
                .containsExactly(0.7415648787718233, 0.1599103928769201, 0.27860113025513866);
    }

    @Test
    void normals_areThoseOfBoxAndMuller() {
        RandomStream random = RandomStream.of(42);
        assertThat(new double[] {
                    random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), random.nextGaussian()
                })
                .containsExactly(
                        new double[] {0.8822489062222688, 1.388473285287707, -0.4508498757188601, 0.6707164409024291},
                        within(1e-15));
    }

    @Test
    void numbersBelowABound_areTheUpper31BitsModuloTheBound() {
        RandomStream random = RandomStream.of(42);
        assertThat(IntStream.range(0, 12).map(i -> random.nextInt(10)).toArray())
                .containsExactly(1, 3, 1, 5, 5, 7, 2, 3, 7, 4, 3, 5);
    }

    @Test
    void numbersBelowAPowerOfTwo_areTheLowestBits() {
        RandomStream random = RandomStream.of(42);
        assertThat(IntStream.range(0, 12).map(i -> random.nextInt(8)).toArray())
                .containsExactly(6, 3, 7, 7, 2, 2, 4, 6, 7, 0, 2, 6);
    }

    /** Just above half of the range nearly every second number is passed over: of the first nine, three are. */
    @Test
    void numbersBelowABoundThatLeavesARest_passItOver() {
        RandomStream random = RandomStream.of(42);
        assertThat(IntStream.range(0, 6).map(i -> random.nextInt((1 << 30) + 1)).toArray())
                .containsExactly(343404953, 598291371, 739143935, 81669165, 469021582, 729996347);
    }

    @Test
    void numbersBelowOne_areZero() {
        assertThat(RandomStream.of(1).nextInt(1)).isZero();
    }

    @Test
    void numbersBelowZero_areRefused() {
        assertThatThrownBy(() -> RandomStream.of(1).nextInt(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bound must be at least 1, was 0");
    }

    /** Pearson's statistic of 7 outcomes, 6 degrees of freedom: above 22.5 once in a thousand seeds. */
    @Test
    void numbersBelowABound_areUniform() {
        RandomStream random = RandomStream.of(3);
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[random.nextInt(7)]++;
        }
        double statistic = Arrays.stream(counts)
                .mapToDouble(c -> Math.pow(c - 10_000, 2) / 10_000)
                .sum();
        assertThat(statistic).isLessThan(22.5);
    }

    /** The moments of 200,000 deviates within five standard errors: 1, sqrt(2), sqrt(15 - 9), sqrt(96) over sqrt(n). */
    @Test
    void normals_haveTheMomentsOfTheNormalDistribution() {
        int n = 200_000;
        RandomStream random = RandomStream.of(7);
        double[] powers = new double[5];
        for (int i = 0; i < n; i++) {
            double x = random.nextGaussian();
            for (int power = 1; power <= 4; power++) {
                powers[power] += Math.pow(x, power) / n;
            }
        }
        double five = 5 / Math.sqrt(n);
        assertThat(powers[1]).isCloseTo(0, within(five));
        assertThat(powers[2]).isCloseTo(1, within(five * Math.sqrt(2)));
        assertThat(powers[3]).isCloseTo(0, within(five * Math.sqrt(15)));
        assertThat(powers[4]).isCloseTo(3, within(five * Math.sqrt(96)));
    }

    @Test
    void filling_byMeanAndDeviation_shiftsAndScales() {
        float[] plain = new float[5];
        float[] shifted = new float[5];
        RandomStream.of(1).fillNormal(plain, 0, 1);
        RandomStream.of(1).fillNormal(shifted, 3, 2);
        for (int i = 0; i < plain.length; i++) {
            assertThat(shifted[i]).isCloseTo(3 + 2 * plain[i], within(1e-6f));
        }
    }

    @Test
    void filling_uniformly_staysInRangeAndReachesItsEnds() {
        float[] values = new float[100_000];
        RandomStream.of(1).fillUniform(values, -2, 4);
        double mean = IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
        assertThat(mean).isCloseTo(1, within(5 * 6 / Math.sqrt(12 * values.length)));
        Arrays.sort(values);
        assertThat(values[0]).isBetween(-2f, -1.999f);
        assertThat(values[values.length - 1]).isBetween(3.999f, 4f);
    }

    @Test
    void permutation_ofASeed_isAsDocumented() {
        assertThat(RandomStream.of(42).permutation(10)).containsExactly(4, 6, 8, 3, 9, 5, 7, 1, 0, 2);
    }

    @Test
    void permutation_ofNothing_isEmpty() {
        assertThat(RandomStream.of(1).permutation(0)).isEmpty();
    }

    /** The 24 orders of 4, 23 degrees of freedom: Pearson's statistic is above 49.7 once in a thousand seeds. */
    @Test
    void permutations_areUniform() {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 24_000; i++) {
            counts.merge(Arrays.toString(RandomStream.of(9, i).permutation(4)), 1, Integer::sum);
        }
        assertThat(counts).hasSize(24);
        double statistic = counts.values().stream()
                .mapToDouble(c -> Math.pow(c - 1000, 2) / 1000)
                .sum();
        assertThat(statistic).isLessThan(49.7);
    }

    @Test
    void streams_ofNeighbouringPlaces_haveNoNumberInCommon() {
        Set<Long> numbers = new HashSet<>();
        for (int key = 0; key < 50; key++) {
            RandomStream random = RandomStream.of(0, key);
            for (int i = 0; i < 100; i++) {
                numbers.add(random.nextLong());
            }
        }
        assertThat(numbers).hasSize(5000);
    }

    /** The correlation of two streams of 20,000 deviates has a standard error of 0.0071. */
    @ParameterizedTest
    @CsvSource({"0, 0, 0, 1", "0, 0, 1, 0", "5, 12, 5, 13", "0, 12, 1, 12"})
    void streams_ofNeighbouringPlaces_areUncorrelated(long seedA, long keyA, long seedB, long keyB) {
        int n = 20_000;
        RandomStream a = RandomStream.of(seedA, keyA);
        RandomStream b = RandomStream.of(seedB, keyB);
        double product = 0;
        for (int i = 0; i < n; i++) {
            product += a.nextGaussian() * b.nextGaussian() / n;
        }
        assertThat(product).isCloseTo(0, within(5 / Math.sqrt(n)));
    }
}
