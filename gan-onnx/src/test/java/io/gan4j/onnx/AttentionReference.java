package io.gan4j.onnx;

import io.gan4j.layer.Attention;

/** Attention by its definition, in double precision: loops, no engine. */
final class AttentionReference {
    private AttentionReference() {}

    /** What each query gives: the values, weighted by how well their keys fit. */
    static double[] sums(Attention layer, double[] queries, double[] keys, double[] values) {
        int pixels = layer.queries().height() * layer.queries().width();
        int depth = queries.length / pixels;
        int places = keys.length / depth;
        double[] y = new double[values.length / places * pixels];
        for (int i = 0; i < pixels; i++) {
            double[] share = new double[places];
            double sum = 0;
            for (int j = 0; j < places; j++) {
                double fit = 0;
                for (int d = 0; d < depth; d++) {
                    fit += keys[d * places + j] * queries[d * pixels + i];
                }
                share[j] = Math.exp(fit);
                sum += share[j];
            }
            for (int e = 0; e < y.length / pixels; e++) {
                for (int j = 0; j < places; j++) {
                    y[e * pixels + i] += share[j] / sum * values[e * places + j];
                }
            }
        }
        return y;
    }
}
