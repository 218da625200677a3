package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import java.util.Arrays;

/**
 * How well a generator's categories divide the data where it is sparse, from 0 to 1, without any labels. Each real sample is given
 * the category of the generated sample that is nearest to it; the number is the mutual information of the category of a real sample
 * and that of the nearest other real sample, divided by {@code ln K} for {@code K} categories:
 *
 * <pre>{@code
 * J(a, b) = share of real samples x with c(x) = a and c(nearest(x)) = b, averaged with J(b, a)
 * information = sum over a, b of J(a, b) ln(J(a, b) / (J(a) J(b))) / ln K
 * }</pre>
 *
 * <p>It is 1 if every category has an equal share of the data and neighbors are always of one category. It falls where a border
 * between two categories cuts through samples that are alike, such as one digit that two categories share, and where shares are
 * unequal, since one category holds two digits. The share of the variance that categories explain does not see this: it is larger
 * for clusters of k-means, which cut digits apart, than for the digits themselves. Strehl and Ghosh ("Cluster ensembles", JMLR
 * 2002) compare two divisions of the same samples by mutual information, normalized by their entropies; here a division is compared
 * with itself one neighbor further, and normalized by {@code ln K}, so that unequal shares count against it.
 *
 * <p>It also rises with the variety and quality of the generated samples, since the nearest one of a real sample is then more often
 * of the right kind. So it compares states of one run, or runs of the same settings.
 *
 * <p>With few samples it is a little too large, by at most about {@code K (K - 1) / (2 N ln K)} for {@code N} real samples.
 */
public final class CategoryInformation {
    private CategoryInformation() {}

    /**
     * Judges categories by samples.
     *
     * @param real features of at least 2 samples
     * @param generated features of samples, of which the {@code i}-th is of the category {@code i} modulo {@code categories}
     * @param categories how many there are, at least 2
     * @throws IllegalArgumentException if there are fewer real samples, fewer generated ones than categories, or dimensions differ
     */
    public static double of(Features real, Features generated, int categories) {
        generated.checkDimensions(real.dimensions());
        checkArgument(real.count() >= 2, "there must be at least 2 real samples, was %s", real.count());
        checkArgument(
                generated.count() >= categories,
                "there must be a generated sample of each of the %s categories, were %s",
                categories,
                Plural.of(generated.count(), "sample"));
        int[] own = Neighbours.nearestOf(real, generated);
        Arrays.setAll(own, i -> own[i] % categories);
        int[] nearest = Neighbours.nearestOther(real);
        return ofCategories(own, Arrays.stream(nearest).map(i -> own[i]).toArray(), categories);
    }

    /**
     * The information of pairs of neighbors.
     *
     * @param own the category of each sample, from 0 to one less than there are
     * @param neighbours that of its nearest other sample
     * @param categories how many there are, at least 2
     * @throws IllegalArgumentException if a number is out of range, or there is not a neighbor for each of at least one sample
     */
    static double ofCategories(int[] own, int[] neighbours, int categories) {
        checkArgument(categories >= 2, "categories must be at least 2, was %s", categories);
        checkArgument(
                own.length > 0 && own.length == neighbours.length,
                "there must be a neighbor for each of at least one sample, were %s for %s",
                neighbours.length,
                own.length);
        double[][] joint = new double[categories][categories];
        double[] shares = new double[categories];
        double each = 0.5 / own.length;
        for (int i = 0; i < own.length; i++) {
            joint[own[i]][neighbours[i]] += each;
            joint[neighbours[i]][own[i]] += each;
            shares[own[i]] += each;
            shares[neighbours[i]] += each;
        }
        double information = 0;
        for (int a = 0; a < categories; a++) {
            for (int b = 0; b < categories; b++) {
                if (joint[a][b] > 0) {
                    information += joint[a][b] * Math.log(joint[a][b] / (shares[a] * shares[b]));
                }
            }
        }
        return Math.max(0, information / Math.log(categories));
    }
}
