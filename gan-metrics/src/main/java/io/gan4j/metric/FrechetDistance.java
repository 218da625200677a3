package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import io.gan4j.measurement.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The Fréchet distance of two sets of features, each taken for a normal distribution (Heusel et al. 2017, "GANs trained by a
 * two time-scale update rule", section 4; with the features of the Inception network of 2015 it is the FID): {@code |m1 - m2|^2
 * + Tr(S1 + S2 - 2 (S1 S2)^(1/2))} of means and covariances, those with {@code N - 1} in the denominator. 0 if both agree; the
 * lower the better; in the square of the features' unit.
 *
 * <p>The root's trace is computed in its symmetric form {@code Tr (S1^(1/2) S2 S1^(1/2))^(1/2)}: with factors {@code S = F' F}
 * it is the sum of the singular values of {@code F1 F2'}, which needs no root and no regularisation, whatever the rank. Sets of
 * no more samples than features are their own factors, once they are centred, so that no covariance is computed.
 *
 * <p>It is too high by about a constant over the number of samples, and the constant grows with the square of the number of
 * features: compare numbers of one count only. Heusel et al. ask for at least 10,000 samples with 2,048 features. {@link
 * #warnings} says where the bias rules.
 *
 * @param value the distance, at least 0
 * @param meanTerm the part of the means, {@code |m1 - m2|^2}
 * @param covarianceTerm the part of the covariances; at least 0
 * @param warnings what a reader must know before trusting it, one sentence each; mostly none
 */
public record FrechetDistance(double value, double meanTerm, double covarianceTerm, List<String> warnings) {
    /** With fewer samples a feature the bias is warned of. Heusel et al. have 4.9. */
    private static final int SAMPLES_A_FEATURE = 4;
    /** The number of parts that are left out in turn for the interval. */
    private static final int GROUPS = 10;

    /** Matrices of a number for each pair of samples that are in memory at once. */
    private static final long MATRICES_OF_SAMPLES = 5;
    /** Matrices of a number for each pair of features that are in memory at once. */
    private static final long MATRICES_OF_FEATURES = 10;

    private static final int FEWEST_FOR_AN_INTERVAL = 2 * GROUPS;

    /** A value with a list of its own. */
    public FrechetDistance {
        warnings = List.copyOf(warnings);
    }

    /**
     * The distance of two sets, each of at least two samples.
     *
     * @throws IllegalArgumentException if a set has fewer, or their dimensions differ
     */
    public static FrechetDistance of(Features real, Features generated) {
        generated.checkDimensions(real.dimensions());
        if (!areFew(real.count(), generated.count(), real.dimensions())) {
            return of(Moments.of(real), Moments.of(generated));
        }
        FewSamples.Parts parts = new FewSamples(real, generated).all();
        return new FrechetDistance(
                value(parts),
                parts.means(),
                value(parts) - parts.means(),
                warnings(real.count(), generated.count(), real.dimensions()));
    }

    /** Sets that need no covariance. */
    private static boolean areFew(int real, int generated, int dimensions) {
        return Math.max(real, generated) <= dimensions && Math.min(real, generated) >= 2;
    }

    /** Rounding may put the part of the covariances below its bound. */
    private static double value(FewSamples.Parts parts) {
        return parts.means() + Math.max(0, parts.traces() - 2 * parts.root());
    }

    /**
     * The memory that {@link #estimate} takes, about, in bytes.
     *
     * @param real the number of samples of the data
     * @param generated the number of generated samples
     * @param dimensions the number of features of each
     */
    public static long bytes(int real, int generated, int dimensions) {
        if (areFew(real, generated, dimensions)) {
            long samples = (long) real + 2L * generated;
            return Double.BYTES * (samples * dimensions + MATRICES_OF_SAMPLES * real * generated);
        }
        return Double.BYTES * MATRICES_OF_FEATURES * dimensions * dimensions;
    }

    /**
     * The distance of two sets of which the moments are known.
     *
     * @throws IllegalArgumentException if their dimensions differ
     */
    public static FrechetDistance of(Moments real, Moments generated) {
        int dimensions = real.dimensions();
        checkArgument(
                generated.dimensions() == dimensions,
                "features of one extractor can be compared, these have %s and %s dimensions",
                dimensions,
                generated.dimensions());
        double means = 0;
        double traces = 0;
        for (int d = 0; d < dimensions; d++) {
            double difference = real.mean(d) - generated.mean(d);
            means += difference * difference;
            traces += real.variance(d) + generated.variance(d);
        }
        // rounding may put it below its bound
        double covariances = Math.max(0, traces - 2 * traceOfRoot(Factor.of(real), Factor.of(generated)));
        return new FrechetDistance(
                means + covariances, means, covariances, warnings(real.count(), generated.count(), dimensions));
    }

    /**
     * The distance with its interval at this number of samples: two standard errors to either side, by the jackknife that
     * leaves a tenth of both sets out in turn (Efron and Tibshirani 1993, chapter 11). The interval holds what other samples
     * would give, not the bias, which is the same for them. It takes ten times as long as the distance alone. With fewer than
     * 20 samples in a set there is no interval, and {@link #warnings} says so.
     *
     * @throws IllegalArgumentException if a set has fewer than two samples, or their dimensions differ
     */
    public static Estimate estimate(Features real, Features generated) {
        generated.checkDimensions(real.dimensions());
        int fewest = Math.min(real.count(), generated.count());
        if (fewest < FEWEST_FOR_AN_INTERVAL) {
            return Estimate.without(of(real, generated).value);
        }
        if (areFew(real.count(), generated.count(), real.dimensions())) {
            return estimateOfFew(real, generated);
        }
        Moments.Scatter ofReal = Moments.Scatter.of(real, Moments.meanOf(real), 0, real.count());
        Moments.Scatter ofGenerated = Moments.Scatter.of(generated, Moments.meanOf(generated), 0, generated.count());
        double[] parts = new double[GROUPS];
        for (int group = 0; group < GROUPS; group++) {
            parts[group] = of(without(group, real, ofReal), without(group, generated, ofGenerated)).value;
        }
        double value = of(ofReal.moments(), ofGenerated.moments()).value;
        return Estimate.of(value, Resampling.standardErrorOfJackknife(parts)).within(0, Double.POSITIVE_INFINITY);
    }

    private static Estimate estimateOfFew(Features real, Features generated) {
        FewSamples sets = new FewSamples(real, generated);
        double[] parts = new double[GROUPS];
        for (int group = 0; group < GROUPS; group++) {
            parts[group] = value(sets.without(
                    start(group, real.count()),
                    start(group + 1, real.count()),
                    start(group, generated.count()),
                    start(group + 1, generated.count())));
        }
        return Estimate.of(value(sets.all()), Resampling.standardErrorOfJackknife(parts))
                .within(0, Double.POSITIVE_INFINITY);
    }

    /** The first sample of a tenth. */
    private static int start(int group, int count) {
        return (int) ((long) group * count / GROUPS);
    }

    private static Moments without(int group, Features features, Moments.Scatter all) {
        int from = start(group, features.count());
        int to = start(group + 1, features.count());
        return all.without(Moments.Scatter.of(features, all.centre(), from, to)).moments();
    }

    /** The sum of the singular values of {@code a b'}. */
    private static double traceOfRoot(double[][] a, double[][] b) {
        if (a.length > b.length) {
            return traceOfRoot(b, a);
        }
        if (a.length == 0) {
            return 0;
        }
        return sumOfSingularValues(Products.of(a, Products.transposed(b)));
    }

    /** The sum of a matrix's singular values: the roots of the eigenvalues of the smaller of its squares. */
    static double sumOfSingularValues(double[][] matrix) {
        double[][] square =
                Products.ofOwnTranspose(matrix.length <= matrix[0].length ? matrix : Products.transposed(matrix));
        double sum = 0;
        for (double eigenvalue : eigenvalues(square)) {
            // rounding may put one of 0 below
            sum += Math.sqrt(Math.max(0, eigenvalue));
        }
        return sum;
    }

    private static double[] eigenvalues(double[][] symmetric) {
        int size = symmetric.length;
        EigenDecomposition_F64<DMatrixRMaj> decomposition = DecompositionFactory_DDRM.eig(size, false, true);
        if (!decomposition.decompose(new DMatrixRMaj(symmetric))) {
            throw new IllegalStateException("the eigenvalues of a matrix of " + size + " rows did not converge");
        }
        double[] eigenvalues = new double[size];
        for (int i = 0; i < size; i++) {
            eigenvalues[i] = decomposition.getEigenvalue(i).getReal();
        }
        return eigenvalues;
    }

    /**
     * What {@link #warnings()} of the distance of two sets says, without computing it, and whether {@link #estimate} has no
     * interval: it follows from their sizes.
     *
     * @throws IllegalArgumentException if their dimensions differ
     */
    public static List<String> warnings(Features real, Features generated) {
        generated.checkDimensions(real.dimensions());
        List<String> warnings = warnings(real.count(), generated.count(), real.dimensions());
        int fewest = Math.min(real.count(), generated.count());
        if (fewest < FEWEST_FOR_AN_INTERVAL) {
            warnings.add(Plural.of(fewest, "sample") + (fewest == 1 ? " is" : " are")
                    + " too few for an interval, which takes " + FEWEST_FOR_AN_INTERVAL);
        }
        return warnings;
    }

    private static List<String> warnings(int real, int generated, int dimensions) {
        List<String> warnings = new ArrayList<>();
        warn(warnings, "the data", real, dimensions);
        warn(warnings, "the generator", generated, dimensions);
        return warnings;
    }

    private static void warn(List<String> warnings, String whose, int count, int dimensions) {
        if (count <= dimensions) {
            warnings.add(Plural.of(count, "sample") + " of " + whose + " leave a covariance of " + dimensions
                    + " features without full rank: the Fréchet distance is far too high; it takes at least "
                    + (dimensions + 1) + ", and " + SAMPLES_A_FEATURE * (long) dimensions + " for a small bias");
        } else if (count < SAMPLES_A_FEATURE * (long) dimensions) {
            warnings.add(Plural.of(count, "sample") + " of " + whose + " are few for " + dimensions
                    + " features: the Fréchet distance is too high; compare it with numbers of as many samples only, or take "
                    + SAMPLES_A_FEATURE * (long) dimensions);
        }
    }
}
