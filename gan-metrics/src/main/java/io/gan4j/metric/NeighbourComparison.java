package io.gan4j.metric;

/**
 * Precision, recall, density and coverage of two sets, which all follow from the distances of pairs of samples: computed
 * together they take half the time of both kinds alone, and give the same numbers.
 *
 * @param precisionRecall with {@value PrecisionRecall#NEIGHBOURS} neighbours
 * @param densityCoverage with {@value DensityCoverage#NEIGHBOURS} neighbours
 */
public record NeighbourComparison(PrecisionRecall precisionRecall, DensityCoverage densityCoverage) {

    /**
     * Compares at least 6 real samples with at least 4 generated ones. It computes the distances of all pairs, on all cores,
     * but keeps none.
     *
     * @throws IllegalArgumentException if a set has fewer samples, or their dimensions differ
     */
    public static NeighbourComparison of(Features real, Features generated) {
        generated.checkDimensions(real.dimensions());
        double[][] nearest = Neighbours.nearest(real, DensityCoverage.NEIGHBOURS);
        PrecisionRecall.Balls ofBoth = new PrecisionRecall.Balls(
                Neighbours.squaredRadii(nearest, PrecisionRecall.NEIGHBOURS),
                Neighbours.squaredRadii(generated, PrecisionRecall.NEIGHBOURS));
        DensityCoverage.Balls ofReal = new DensityCoverage.Balls(
                Neighbours.squaredRadii(nearest, DensityCoverage.NEIGHBOURS), generated.count());
        Neighbours.distances(real, generated, (row, column, squares, count) -> {
            ofBoth.read(row, column, squares, count);
            ofReal.read(row, column, squares, count);
        });
        return new NeighbourComparison(
                ofBoth.shares(PrecisionRecall.NEIGHBOURS), ofReal.numbers(DensityCoverage.NEIGHBOURS));
    }
}
