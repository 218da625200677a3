package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * Density and coverage of a generator (Naeem et al. 2020, "Reliable fidelity and diversity metrics for generative models",
 * section 3). Around each real sample is a ball that reaches, not quite, to its {@code k}-th nearest real neighbour. Density: how
 * many balls a generated sample lies in, over {@code k}, on average; not below 0, about 1 for two samples of one distribution,
 * more where generated samples crowd together where real ones are dense. Coverage: the share of the balls with a generated
 * sample in them; 0 to 1, {@link #expectedCoverage} for two samples of one distribution. The higher the better.
 *
 * <p>The paper has {@code k} 5. Intervals are by 1,000 resamplings of the generated samples for the density, of the balls for the
 * coverage.
 *
 * @param density of the generated samples
 * @param coverage of the real ones
 */
public record DensityCoverage(Estimate density, Estimate coverage) {
    /** The paper's number of neighbours. */
    public static final int NEIGHBOURS = 5;

    /** With the paper's 5 neighbours. */
    public static DensityCoverage of(Features real, Features generated, long seed) {
        return of(real, generated, NEIGHBOURS, seed);
    }

    /**
     * Density and coverage.
     *
     * @param neighbours which nearest neighbour a ball reaches to, at least 1
     * @param seed of the resampling
     * @throws IllegalArgumentException if a set has no more samples than that, or dimensions differ
     */
    public static DensityCoverage of(Features real, Features generated, int neighbours, long seed) {
        PrecisionRecall.check(real, generated, neighbours);
        double[] radii = Distances.radii(real, neighbours);
        double[] balls = new double[generated.count()];
        AtomicIntegerArray covered = new AtomicIntegerArray(radii.length);
        Distances.visit(generated, real, (row, squared) -> {
            int inside = 0;
            for (int j = 0; j < radii.length; j++) {
                if (squared[j] < radii[j]) {
                    inside++;
                    covered.set(j, 1);
                }
            }
            balls[row] = (double) inside / neighbours;
        });
        double[] coverage = new double[radii.length];
        for (int j = 0; j < coverage.length; j++) {
            coverage[j] = covered.get(j);
        }
        return new DensityCoverage(Resampling.ofMean(balls, seed), Resampling.ofMean(coverage, seed));
    }

    /**
     * The coverage that two samples of one distribution have on average, of any distribution (Naeem et al. 2020, section 3.3):
     * {@code 1 - prod (N - 1 - i) / (M + N - 1 - i)} over {@code i} from 0 to {@code k - 1}.
     *
     * @param real how many real samples, more than the neighbours
     * @param generated how many generated ones
     * @param neighbours which neighbour a ball reaches to
     */
    public static double expectedCoverage(int real, int generated, int neighbours) {
        checkArgument(real > neighbours, "real must be more than the %s neighbours, was %s", neighbours, real);
        double missed = 1;
        for (int i = 0; i < neighbours; i++) {
            missed *= (real - 1.0 - i) / (generated + real - 1.0 - i);
        }
        return 1 - missed;
    }
}
