package io.gan4j.onnx;

import io.gan4j.network.Add;
import io.gan4j.network.BatchNorm;
import io.gan4j.network.Bias;
import io.gan4j.network.Concat;
import io.gan4j.network.Conv2d;
import io.gan4j.network.ConvTranspose2d;
import io.gan4j.network.Dropout;
import io.gan4j.network.Layer;
import io.gan4j.network.LeakyRelu;
import io.gan4j.network.Linear;
import io.gan4j.network.Network;
import io.gan4j.network.Relu;
import io.gan4j.network.Reshape;
import io.gan4j.network.Sigmoid;
import io.gan4j.network.Tanh;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** What a network computes for one sample in evaluation, by the definitions, in double precision: loops, no engine. */
final class Reference {
    private final Network network;
    private final Map<String, Tensor> parameters;

    Reference(Network network, Map<String, Tensor> parameters) {
        this.network = network;
        this.parameters = parameters;
    }

    double[] evaluate(Map<String, double[]> inputs) {
        Map<String, double[]> values = new HashMap<>(inputs);
        Map<String, Shape> shapes = new HashMap<>();
        network.inputs().forEach(input -> shapes.put(input.name(), input.shape()));
        for (Network.Node node : network.nodes()) {
            List<double[]> x = node.inputs().stream().map(values::get).toList();
            Shape shape = shapes.get(node.inputs().get(0));
            values.put(node.name(), node.layer().accept(new Evaluation(node, x, shape)));
            shapes.put(node.name(), node.shape());
        }
        return values.get(network.output().name());
    }

    double[] evaluate(float[] input) {
        double[] values = new double[input.length];
        Arrays.setAll(values, i -> input[i]);
        return evaluate(Map.of(network.inputs().get(0).name(), values));
    }

    private final class Evaluation implements Layer.Visitor<double[]> {
        private final Network.Node node;
        private final List<double[]> inputs;
        private final double[] x;
        private final Shape in;
        private final Shape out;

        Evaluation(Network.Node node, List<double[]> inputs, Shape in) {
            this.node = node;
            this.inputs = inputs;
            this.x = inputs.get(0);
            this.in = in;
            this.out = node.shape();
        }

        private float[] parameter(String name) {
            return parameters.get(node.name() + "." + name).values();
        }

        private double bias(Bias bias, int channel) {
            return bias == Bias.NONE ? 0 : parameter("bias")[channel];
        }

        private double[] map(DoubleUnaryOperator f) {
            return Arrays.stream(x).map(f).toArray();
        }

        @Override
        public double[] linear(Linear layer) {
            double[] y = new double[layer.outFeatures()];
            for (int o = 0; o < y.length; o++) {
                y[o] = parameter("bias")[o];
                for (int i = 0; i < x.length; i++) {
                    y[o] += parameter("weight")[o * x.length + i] * x[i];
                }
            }
            return y;
        }

        @Override
        public double[] conv2d(Conv2d layer) {
            double[] y = new double[out.size()];
            float[] w = parameter("weight");
            int next = 0;
            for (int o = 0; o < out.channels(); o++) {
                for (int row = 0; row < out.height(); row++) {
                    for (int column = 0; column < out.width(); column++) {
                        double sum = bias(layer.bias(), o);
                        for (int k = 0; k < w.length / out.channels(); k++) {
                            int kx = k % layer.kernelWidth();
                            int ky = k / layer.kernelWidth() % layer.kernelHeight();
                            int c = k / layer.kernelWidth() / layer.kernelHeight();
                            int h = row * layer.stride() + ky - layer.padding();
                            int v = column * layer.stride() + kx - layer.padding();
                            if (h >= 0 && h < in.height() && v >= 0 && v < in.width()) {
                                sum += w[o * (w.length / out.channels()) + k]
                                        * x[(c * in.height() + h) * in.width() + v];
                            }
                        }
                        y[next++] = sum;
                    }
                }
            }
            return y;
        }

        /** Every input pixel paints its kernel onto the output. */
        @Override
        public double[] convTranspose2d(ConvTranspose2d layer) {
            double[] y = new double[out.size()];
            int area = out.height() * out.width();
            for (int i = 0; i < y.length; i++) {
                y[i] = bias(layer.bias(), i / area);
            }
            float[] w = parameter("weight");
            for (int i = 0; i < x.length; i++) {
                int c = i / (in.height() * in.width());
                int row = i / in.width() % in.height() * layer.stride() - layer.padding();
                int column = i % in.width() * layer.stride() - layer.padding();
                int kernel = w.length / in.channels();
                for (int k = 0; k < kernel; k++) {
                    int h = row + k / layer.kernelWidth() % layer.kernelHeight();
                    int v = column + k % layer.kernelWidth();
                    int o = k / layer.kernelWidth() / layer.kernelHeight();
                    if (h >= 0 && h < out.height() && v >= 0 && v < out.width()) {
                        y[(o * out.height() + h) * out.width() + v] += w[c * kernel + k] * x[i];
                    }
                }
            }
            return y;
        }

        @Override
        public double[] batchNorm(BatchNorm layer) {
            double[] y = new double[x.length];
            for (int i = 0; i < y.length; i++) {
                int c = i / (x.length / layer.features());
                double deviation = Math.sqrt(parameter("running_var")[c] + (double) layer.epsilon());
                y[i] = parameter("weight")[c] * (x[i] - parameter("running_mean")[c]) / deviation
                        + parameter("bias")[c];
            }
            return y;
        }

        @Override
        public double[] relu(Relu layer) {
            return map(v -> Math.max(v, 0));
        }

        @Override
        public double[] leakyRelu(LeakyRelu layer) {
            return map(v -> v > 0 ? v : layer.slope() * v);
        }

        @Override
        public double[] tanh(Tanh layer) {
            return map(Math::tanh);
        }

        @Override
        public double[] sigmoid(Sigmoid layer) {
            return map(v -> 1 / (1 + Math.exp(-v)));
        }

        @Override
        public double[] dropout(Dropout layer) {
            return x;
        }

        @Override
        public double[] reshape(Reshape layer) {
            return x;
        }

        @Override
        public double[] concat(Concat layer) {
            return inputs.stream().flatMapToDouble(Arrays::stream).toArray();
        }

        @Override
        public double[] add(Add layer) {
            double[] y = new double[x.length];
            inputs.forEach(input -> Arrays.setAll(y, i -> y[i] + input[i]));
            return y;
        }
    }
}
