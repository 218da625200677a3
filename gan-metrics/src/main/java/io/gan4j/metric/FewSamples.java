package io.gan4j.metric;

import java.util.Arrays;

/**
 * Two sets of no more samples than features. All that the {@linkplain FrechetDistance Fréchet distance} asks of them follows
 * from the products of their samples, computed once for all subsets, so that no covariance is needed.
 */
final class FewSamples {
    private final double[][] real;
    private final double[][] generated;
    private final double[] between;
    private final double[][] products;

    /** The parts of a distance: of the means, the traces of both covariances, and the trace of the root of their product. */
    record Parts(double means, double traces, double root) {}

    FewSamples(Features real, Features generated) {
        double[] ofReal = Moments.meanOf(real);
        double[] ofGenerated = Moments.meanOf(generated);
        this.real = about(ofReal, real);
        this.generated = about(ofGenerated, generated);
        this.between = new double[ofReal.length];
        Arrays.setAll(between, d -> ofReal[d] - ofGenerated[d]);
        this.products = Products.of(this.real, Products.transposed(this.generated));
    }

    private static double[][] about(double[] centre, Features features) {
        double[][] rows = features.block(0, features.count());
        for (double[] row : rows) {
            for (int d = 0; d < row.length; d++) {
                row[d] -= centre[d];
            }
        }
        return rows;
    }

    /** The parts of the distance of all samples. */
    Parts all() {
        return without(0, 0, 0, 0);
    }

    /** Without the real samples from one place to before another, and without such generated ones. */
    Parts without(int fromReal, int toReal, int fromGenerated, int toGenerated) {
        double[][] ofReal = rest(real, fromReal, toReal);
        double[][] ofGenerated = rest(generated, fromGenerated, toGenerated);
        double[] meanOfReal = mean(ofReal);
        double[] meanOfGenerated = mean(ofGenerated);
        double means = 0;
        for (int d = 0; d < between.length; d++) {
            double difference = between[d] + meanOfReal[d] - meanOfGenerated[d];
            means += difference * difference;
        }
        double[][] centred = rest(products, fromReal, toReal);
        Arrays.setAll(centred, i -> rest(centred[i], fromGenerated, toGenerated));
        centre(centred, Math.sqrt((ofReal.length - 1.0) * (ofGenerated.length - 1.0)));
        return new Parts(
                means,
                trace(ofReal, meanOfReal) + trace(ofGenerated, meanOfGenerated),
                FrechetDistance.sumOfSingularValues(centred));
    }

    private static double[][] rest(double[][] rows, int from, int to) {
        double[][] rest = new double[rows.length - (to - from)][];
        System.arraycopy(rows, 0, rest, 0, from);
        System.arraycopy(rows, to, rest, from, rows.length - to);
        return rest;
    }

    private static double[] rest(double[] values, int from, int to) {
        double[] rest = new double[values.length - (to - from)];
        System.arraycopy(values, 0, rest, 0, from);
        System.arraycopy(values, to, rest, from, values.length - to);
        return rest;
    }

    private static double[] mean(double[][] rows) {
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            for (int d = 0; d < mean.length; d++) {
                mean[d] += row[d];
            }
        }
        for (int d = 0; d < mean.length; d++) {
            mean[d] /= rows.length;
        }
        return mean;
    }

    private static double trace(double[][] rows, double[] mean) {
        double sum = 0;
        for (double[] row : rows) {
            for (int d = 0; d < row.length; d++) {
                double difference = row[d] - mean[d];
                sum += difference * difference;
            }
        }
        return sum / (rows.length - 1);
    }

    /** Turns products of samples into those of their differences from their means, over a number. */
    private static void centre(double[][] products, double over) {
        double[] ofColumns = mean(products);
        double all = Arrays.stream(ofColumns).sum() / ofColumns.length;
        for (double[] row : products) {
            double ofRow = Arrays.stream(row).sum() / row.length;
            for (int j = 0; j < row.length; j++) {
                row[j] = (row[j] - ofRow - ofColumns[j] + all) / over;
            }
        }
    }
}
