package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.measurement.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How densely generated samples lie where the data is, and how much of the data has some near it (Naeem et al. 2020, "Reliable
 * fidelity and diversity metrics for generative models", section 3): each of {@code N} real samples has a ball that reaches to
 * its {@code k}-th nearest neighbour among the real ones, its edge left out. With balls of the real samples only, outliers of
 * the generator mislead neither number.
 *
 * <p>Both are better the higher they are: density is {@code 1 / (k M)} times the number of pairs of one of {@code M} generated
 * samples and a ball that it is in, at least 0 and possibly above 1; coverage is the share of balls with a generated sample in
 * them, from 0 to 1. Of two sets of one distribution density is 1 and coverage {@link #expectedCoverage} on average, and no
 * generator can be asked for more. The paper takes 10,000 samples of both; what coverage can reach depends on the counts.
 *
 * <p>Where more than {@code k} real samples are equal, their balls have no extent, and leaving out the edge would leave out the
 * centre: such a ball holds the generated samples that are equal to it, and these count in density as one sample counts of the
 * data's own distribution. {@link #warnings} says where that is so.
 *
 * <p>Intervals are from the 2.5th to the 97.5th percentile of 1,000 resamplings of the terms, that is generated samples for
 * density and balls for coverage: they do not hold what another set on the other side would change.
 *
 * @param density of the generated samples about the real ones
 * @param coverage of the real samples by the generated ones
 * @param expectedCoverage the mean coverage of samples of the data's own distribution, with these counts
 * @param neighbours the {@code k}
 * @param warnings what a reader must know before trusting the numbers, one sentence each; mostly none
 */
public record DensityCoverage(
        Estimate density, Estimate coverage, double expectedCoverage, int neighbours, List<String> warnings) {
    /** The {@code k} of the paper. */
    public static final int NEIGHBOURS = 5;

    private static final long SEED = 2020;

    /** A value with a list of its own. */
    public DensityCoverage {
        warnings = List.copyOf(warnings);
    }

    /** With five neighbours; otherwise as {@link #of(Features, Features, int)}. */
    public static DensityCoverage of(Features real, Features generated) {
        return of(real, generated, NEIGHBOURS);
    }

    /**
     * Compares more real samples than neighbours with at least one generated sample. It computes the distances of all pairs, on
     * all cores, but keeps none.
     *
     * @throws IllegalArgumentException if {@code neighbours} is below 1, there are no more real samples than that, or the sets'
     *     dimensions differ
     */
    public static DensityCoverage of(Features real, Features generated, int neighbours) {
        generated.checkDimensions(real.dimensions());
        Balls balls = new Balls(Neighbours.squaredRadii(real, neighbours), generated.count());
        Neighbours.distances(real, generated, balls);
        return balls.numbers(neighbours);
    }

    /** Which generated samples are in which balls; it is told the distances of real samples from generated ones. */
    static final class Balls implements Neighbours.Reader {
        private final double[] radii;
        private final double[] covered;
        private final AtomicIntegerArray around;
        /** Which generated samples equal real ones whose balls have no extent. */
        private final AtomicIntegerArray repeated;

        Balls(double[] squaredRadii, int generated) {
            radii = squaredRadii;
            covered = new double[radii.length];
            around = new AtomicIntegerArray(generated);
            repeated = new AtomicIntegerArray(generated);
        }

        @Override
        public void read(int row, int column, double[] squares, int count) {
            for (int j = 0; j < count; j++) {
                if (squares[j] < radii[row]) {
                    around.incrementAndGet(column + j);
                    covered[row] = 1;
                } else if (squares[j] == 0) {
                    repeated.set(column + j, 1);
                    covered[row] = 1;
                }
            }
        }

        private List<String> warnings(int neighbours) {
            long points = Arrays.stream(radii).filter(radius -> radius == 0).count();
            return points == 0
                    ? List.of()
                    : List.of(points + " of the " + radii.length + " samples of the data equal " + neighbours
                            + " others or more: only generated samples that are equal to them count as near them");
        }

        DensityCoverage numbers(int neighbours) {
            double[] densities = new double[around.length()];
            // each of g equal ones counts k / g, so that together they count k
            Arrays.setAll(densities, j -> (double) around.get(j) / neighbours + repeated.get(j));
            return new DensityCoverage(
                    Resampling.ofMean(densities, SEED),
                    Resampling.ofMean(covered, SEED + 1),
                    expectedCoverage(covered.length, densities.length, neighbours),
                    neighbours,
                    warnings(neighbours));
        }
    }

    /**
     * The mean coverage of generated samples that are of the data's own distribution: {@code 1 - prod (N - 1 - i) / (M + N - 1
     * - i)} over {@code i} from 0 to {@code k - 1}, whatever the distribution, if it has a density (Naeem et al. 2020, section
     * 3.3). It is near {@code 1 - 2^-k} for large sets of equal size.
     *
     * @param real the number {@code N} of real samples, more than neighbours
     * @param generated the number {@code M} of generated samples, at least 1
     * @param neighbours the {@code k}, at least 1
     * @throws IllegalArgumentException if a number is below that
     */
    public static double expectedCoverage(int real, int generated, int neighbours) {
        checkArgument(neighbours >= 1, "neighbours must be at least 1, was %s", neighbours);
        checkArgument(real > neighbours, "%s neighbours need more than as many real samples, had %s", neighbours, real);
        checkArgument(generated >= 1, "generated must be at least 1, was %s", generated);
        double uncovered = 1;
        for (int i = 0; i < neighbours; i++) {
            uncovered *= (real - 1.0 - i) / (generated + (real - 1.0) - i);
        }
        return 1 - uncovered;
    }
}
