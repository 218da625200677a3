package io.gan4j.metric;

import static io.gan4j.metric.NormalFeatures.normal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClustersTest {
    /** Three heaps, of 3, 5 and 7 samples. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void clusters_ofHeapsFarApart_areTheHeaps(long seed) {
        Features samples =
                Features.of(new double[] {0, 1, 2, 50, 51, 52, 53, 54, 100, 101, 102, 103, 104, 105, 106}, 1);
        assertThat(Clusters.of(samples, 3, seed).count(samples)).containsExactlyInAnyOrder(3, 5, 7);
    }

    /** The centres are where Lloyd's rounds end: each sample is nearest to the mean of its own cluster. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2})
    void clusters_ofSamplesThatRunIntoEachOther_areAFixedPoint(long seed) {
        Features samples = normal(seed, 400, 5);
        Clusters clusters = Clusters.of(samples, 12, seed);
        int[] owners = owners(clusters, samples);
        double[][] means = means(samples, owners, 12);
        for (int i = 0; i < owners.length; i++) {
            assertThat(nearest(samples.row(i), means)).as("sample %s", i).isEqualTo(owners[i]);
        }
    }

    private static int[] owners(Clusters clusters, Features samples) {
        int[] owners = new int[samples.count()];
        for (int i = 0; i < owners.length; i++) {
            int[] counts = clusters.count(samples.slice(i, i + 1));
            while (counts[owners[i]] == 0) {
                owners[i]++;
            }
        }
        return owners;
    }

    private static double[][] means(Features samples, int[] owners, int clusters) {
        double[][] means = new double[clusters][samples.dimensions()];
        int[] counts = new int[clusters];
        for (int owner : owners) {
            counts[owner]++;
        }
        for (int i = 0; i < owners.length; i++) {
            for (int d = 0; d < samples.dimensions(); d++) {
                means[owners[i]][d] += samples.at(i, d) / counts[owners[i]];
            }
        }
        return means;
    }

    private static int nearest(double[] row, double[][] centres) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < centres.length; k++) {
            double square = 0;
            for (int d = 0; d < row.length; d++) {
                square += (row[d] - centres[k][d]) * (row[d] - centres[k][d]);
            }
            if (square < least) {
                least = square;
                nearest = k;
            }
        }
        return nearest;
    }

    /** Compared bit by bit: where each of 200 other samples goes depends on every centre. */
    @Test
    void clusters_onAnyNumberOfThreads_areTheSame() {
        Features samples = normal(7, 1_000, 9);
        int[] alone = owners(onThreads(1, samples), normal(8, 200, 9));
        assertThat(owners(onThreads(4, samples), normal(8, 200, 9))).containsExactly(alone);
        assertThat(owners(Clusters.of(samples, 20, 4), normal(8, 200, 9))).isNotEqualTo(alone);
    }

    private static Clusters onThreads(int threads, Features samples) {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> Clusters.of(samples, 20, 3)).join();
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void equalSamples_thatAreTooFewDifferentOnes_areRefused() {
        Features samples = Features.of(new double[] {1, 2, 1, 2, 1}, 1);
        assertThat(Clusters.of(samples, 2, 0).count(samples)).containsExactlyInAnyOrder(3, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Clusters.of(samples, 3, 0))
                .withMessage("3 bins need at least 3 different samples of the data, there are 2");
    }
}
