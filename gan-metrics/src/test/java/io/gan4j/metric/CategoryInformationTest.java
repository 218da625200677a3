package io.gan4j.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Digits;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CategoryInformationTest {
    private static final int CLASSES = 10;

    /** Four pairs of points, each pair far from the others. */
    private static final Features PAIRS = Features.of(new double[] {0, 1, 100, 101, 200, 201, 300, 301}, 1);

    @Test
    void categories_ofEqualShares_whoseNeighboursAgree_giveAllThereIs() {
        Features generated = Features.of(new double[] {0, 100, 200, 300}, 1);
        assertThat(CategoryInformation.of(PAIRS, generated, 4)).isCloseTo(1, within(1e-12));
    }

    /** Shares of a half, a quarter and a quarter, and none: their entropy is 1.5 bits of 2. */
    @Test
    void categoryOfTwoPairs_leavesTheEntropyOfUnequalShares() {
        Features generated = Features.of(new double[] {50, 200, 300, 1e6}, 1);
        assertThat(CategoryInformation.of(PAIRS, generated, 4)).isCloseTo(0.75, within(1e-12));
    }

    /** Two of the four pairs hold both categories: neighbors agree in half of all cases, as by chance. */
    @Test
    void categoriesThatCutPairs_knowNothingOfNeighbours() {
        int[] own = {0, 0, 1, 1, 0, 1, 0, 1};
        int[] neighbours = {0, 0, 1, 1, 1, 0, 1, 0};
        assertThat(CategoryInformation.ofCategories(own, neighbours, 2)).isCloseTo(0, within(1e-12));
    }

    /** The capacity of a binary symmetric channel: {@code 1 - H(0.1)} bits, 0.531004. */
    @Test
    void neighboursThatAgreeInNineOfTenCases_giveTheCapacityOfSuchAChannel() {
        int[] own = IntStream.range(0, 20).map(i -> i % 2).toArray();
        int[] neighbours =
                IntStream.range(0, 20).map(i -> i < 18 ? i % 2 : 1 - i % 2).toArray();
        assertThat(CategoryInformation.ofCategories(own, neighbours, 2)).isCloseTo(0.531004, within(1e-6));
    }

    /** A generator of one category alone says nothing. */
    @Test
    void oneCategory_saysNothing() {
        assertThat(CategoryInformation.ofCategories(new int[] {1, 1}, new int[] {1, 1}, 3))
                .isZero();
    }

    /** Clusters of k-means explain more of the variance than digits do, and cut them. */
    @Test
    void digits_giveMoreThanClustersOfKMeans_thatExplainMoreVariance() {
        Dataset digits = Digits.of(1_000).size(16).draw();
        int[] places = IntStream.range(0, digits.size()).toArray();
        Features features =
                Features.of(Datasets.values(digits, places), digits.shape().size());
        Clusters clusters = Clusters.of(features, CLASSES, 0);
        int[] labels = IntStream.of(places).map(digits::label).toArray();
        int[] owners = IntStream.of(places)
                .map(i -> place(clusters.count(Features.of(features.row(i), features.dimensions()))))
                .toArray();
        assertThat(information(features, labels)).isGreaterThan(0.85);
        assertThat(information(features, owners)).isLessThan(0.8);
        assertThat(explained(features, owners)).isGreaterThan(explained(features, labels));
    }

    private static int place(int[] oneOfThem) {
        return IntStream.range(0, oneOfThem.length)
                .filter(i -> oneOfThem[i] == 1)
                .findFirst()
                .orElseThrow();
    }

    private static double information(Features features, int[] categories) {
        int[] neighbours = IntStream.of(Neighbours.nearestOther(features))
                .map(i -> categories[i])
                .toArray();
        return CategoryInformation.ofCategories(categories, neighbours, CLASSES);
    }

    /** The variance of the means of categories, as a share of all. */
    private static double explained(Features features, int[] categories) {
        double between = 0;
        double all = 0;
        for (int d = 0; d < features.dimensions(); d++) {
            double[] sums = new double[CLASSES];
            int[] counts = new int[CLASSES];
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < categories.length; i++) {
                double value = features.row(i)[d];
                sums[categories[i]] += value;
                counts[categories[i]]++;
                sum += value;
                squares += value * value;
            }
            all += squares - sum * sum / categories.length;
            for (int k = 0; k < CLASSES; k++) {
                between += sums[k] * sums[k] / counts[k];
            }
            between -= sum * sum / categories.length;
        }
        return between / all;
    }

    @Test
    void samples_thatAreTooFew_areRefused() {
        Features one = Features.of(new double[] {0}, 1);
        assertThatThrownBy(() -> CategoryInformation.of(one, PAIRS, 4))
                .hasMessage("there must be at least 2 real samples, was 1");
        assertThatThrownBy(() -> CategoryInformation.of(PAIRS, one, 4))
                .hasMessage("there must be a generated sample of each of the 4 categories, were 1 sample");
    }
}
