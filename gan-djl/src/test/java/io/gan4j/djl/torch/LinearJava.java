package io.gan4j.djl.torch;

import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;

/** A network of one linear layer in Java, in double precision: {@code W x + b}, whose parameters are one row, W then b. */
final class LinearJava {
    private final int in;
    private final int out;

    private LinearJava(int in, int out) {
        this.in = in;
        this.out = out;
    }

    /** A layer with these numbers of features in and out. */
    static LinearJava of(int in, int out) {
        return new LinearJava(in, out);
    }

    /** The parameters of the only layer of a network, as a row. */
    double[] row(Map<String, Tensor> parameters) {
        double[] row = new double[(in + 1) * out];
        float[] weight = parameters.get("linear_1.weight").values();
        float[] bias = parameters.get("linear_1.bias").values();
        for (int i = 0; i < row.length; i++) {
            row[i] = i < in * out ? weight[i] : bias[i - in * out];
        }
        return row;
    }

    /** A row as the parameters of the only layer of a network. */
    Map<String, Tensor> parameters(double[] row) {
        float[] weight = new float[in * out];
        float[] bias = new float[out];
        for (int i = 0; i < row.length; i++) {
            if (i < in * out) {
                weight[i] = (float) row[i];
            } else {
                bias[i - in * out] = (float) row[i];
            }
        }
        return Map.of(
                "linear_1.weight", Tensor.of(Shape.of(out, in), weight),
                "linear_1.bias", Tensor.of(Shape.of(out), bias));
    }

    /** What a batch becomes. */
    double[] apply(double[] row, double[] batch) {
        int samples = batch.length / in;
        double[] result = new double[samples * out];
        for (int n = 0; n < samples; n++) {
            for (int o = 0; o < out; o++) {
                double sum = row[in * out + o];
                for (int i = 0; i < in; i++) {
                    sum += row[o * in + i] * batch[n * in + i];
                }
                result[n * out + o] = sum;
            }
        }
        return result;
    }
}
