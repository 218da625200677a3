package io.gan4j.djl.torch;

import com.google.common.collect.ImmutableMap;
import io.gan4j.layer.Layer;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * A critic {@code v f(W x + c) + b} in Java, in double precision: its features, and its gradient at a sample, which is {@code
 * W' (v f'(W x + c))}.
 */
record TwoLayers(Map<String, double[]> parameters, DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
    private static final double STEP = 1e-4;

    static TwoLayers of(Map<String, Tensor> parameters, DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
        ImmutableMap.Builder<String, double[]> wide = ImmutableMap.builder();
        parameters.forEach((name, tensor) -> wide.put(name, doubles(tensor.values())));
        return new TwoLayers(wide.buildOrThrow(), function, derivative);
    }

    static TwoLayers tanh(Map<String, Tensor> parameters) {
        return of(parameters, Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x));
    }

    static TwoLayers leakyRelu(Map<String, Tensor> parameters, double slope) {
        return of(parameters, x -> x < 0 ? slope * x : x, x -> x < 0 ? slope : 1);
    }

    /** The network of which this is the likeness. */
    static Network network(Shape input, int hidden, Layer activation) {
        return Network.from("x", input).linear(hidden).add(activation).linear(1).build();
    }

    static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    private double before(double[] sample, int hidden) {
        double[] w = parameters.get("linear_1.weight");
        double sum = parameters.get("linear_1.bias")[hidden];
        for (int i = 0; i < sample.length; i++) {
            sum += w[sample.length * hidden + i] * sample[i];
        }
        return sum;
    }

    /** What the second layer is given. */
    double[] features(double[] sample) {
        double[] features = new double[parameters.get("linear_1.bias").length];
        for (int h = 0; h < features.length; h++) {
            features[h] = function.applyAsDouble(before(sample, h));
        }
        return features;
    }

    /** The Euclidean norm of the gradient of the score at a sample. */
    double slope(double[] sample) {
        double[] w = parameters.get("linear_1.weight");
        double[] v = parameters.get("linear_2.weight");
        double squared = 0;
        for (int i = 0; i < sample.length; i++) {
            double partial = 0;
            for (int h = 0; h < v.length; h++) {
                partial += w[sample.length * h + i] * v[h] * derivative.applyAsDouble(before(sample, h));
            }
            squared += partial * partial;
        }
        return Math.sqrt(squared);
    }

    /** How a value changes with one of the parameters, by finite differences. */
    double difference(String name, int place, ToDoubleFunction<TwoLayers> value) {
        return (value.applyAsDouble(moved(name, place, STEP)) - value.applyAsDouble(moved(name, place, -STEP)))
                / (2 * STEP);
    }

    private TwoLayers moved(String name, int place, double by) {
        ImmutableMap.Builder<String, double[]> moved = ImmutableMap.builder();
        parameters.forEach((key, values) -> {
            double[] copy = values.clone();
            if (key.equals(name)) {
                copy[place] += by;
            }
            moved.put(key, copy);
        });
        return new TwoLayers(moved.buildOrThrow(), function, derivative);
    }
}
