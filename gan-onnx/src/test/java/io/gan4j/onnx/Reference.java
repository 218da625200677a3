package io.gan4j.onnx;

import io.gan4j.layer.AdaptiveAugment;
import io.gan4j.layer.Add;
import io.gan4j.layer.Affine;
import io.gan4j.layer.Attention;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Bias;
import io.gan4j.layer.Channels;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv1d;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Embedding;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Fade;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.GlobalSum;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.LearnedConstant;
import io.gan4j.layer.LearnedScale;
import io.gan4j.layer.Linear;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.Modulate;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.Multiply;
import io.gan4j.layer.Noise;
import io.gan4j.layer.PRelu;
import io.gan4j.layer.Parameter;
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.PixelShuffle;
import io.gan4j.layer.ReflectionPad2d;
import io.gan4j.layer.Relu;
import io.gan4j.layer.Reshape;
import io.gan4j.layer.SampleSum;
import io.gan4j.layer.Scale;
import io.gan4j.layer.Sigmoid;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.StyleMixing;
import io.gan4j.layer.Tanh;
import io.gan4j.layer.TokenEmbedding;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.layer.WordPool;
import io.gan4j.network.Network;
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

        private ImageReference image() {
            return new ImageReference(in, out, x);
        }

        private double[] biased(Bias bias, double[] y) {
            if (bias != Bias.NONE) {
                float[] values = parameter("bias");
                int area = y.length / values.length;
                Arrays.setAll(y, i -> y[i] + values[i / area]);
            }
            return y;
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
            return biased(layer.bias(), image().conv2d(layer, parameter("weight")));
        }

        @Override
        public double[] convTranspose2d(ConvTranspose2d layer) {
            return biased(layer.bias(), image().convTranspose2d(layer, parameter("weight")));
        }

        @Override
        public double[] reflectionPad2d(ReflectionPad2d layer) {
            return image().reflectionPad2d(layer);
        }

        @Override
        public double[] upsampleNearest2d(UpsampleNearest2d layer) {
            return image().upsampleNearest2d(layer);
        }

        @Override
        public double[] pixelShuffle(PixelShuffle layer) {
            return image().pixelShuffle(layer);
        }

        @Override
        public double[] avgPool2d(AvgPool2d layer) {
            return image().avgPool2d(layer);
        }

        @Override
        public double[] maxPool2d(MaxPool2d layer) {
            return image().maxPool2d(layer);
        }

        @Override
        public double[] batchNorm(BatchNorm layer) {
            double[] y = new double[x.length];
            for (int i = 0; i < y.length; i++) {
                int c = i / (x.length / layer.features());
                double deviation = Math.sqrt(parameter("running_var")[c] + (double) layer.epsilon());
                y[i] = affine(layer.affine(), c, (x[i] - parameter("running_mean")[c]) / deviation);
            }
            return y;
        }

        @Override
        public double[] instanceNorm2d(InstanceNorm2d layer) {
            double[] y = new double[x.length];
            int area = in.height() * in.width();
            for (int i = 0; i < y.length; i++) {
                int c = i / area;
                double[] channel = Arrays.copyOfRange(x, c * area, (c + 1) * area);
                y[i] = affine(
                        layer.affine(), c, (x[i] - mean(channel)) / Math.sqrt(variance(channel) + layer.epsilon()));
            }
            return y;
        }

        @Override
        public double[] layerNorm(LayerNorm layer) {
            double[] y = new double[x.length];
            for (int i = 0; i < y.length; i++) {
                y[i] = affine(i, (x[i] - mean(x)) / Math.sqrt(variance(x) + layer.epsilon()));
            }
            return y;
        }

        private double affine(Affine affine, int index, double value) {
            return affine == Affine.NONE ? value : affine(index, value);
        }

        private double affine(int index, double value) {
            return parameter("weight")[index] * value + parameter("bias")[index];
        }

        private static double mean(double[] values) {
            return Arrays.stream(values).average().orElseThrow();
        }

        private static double variance(double[] values) {
            double mean = mean(values);
            return Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElseThrow();
        }

        @Override
        public double[] pixelNorm(PixelNorm layer) {
            double[] y = new double[x.length];
            int area = x.length / in.extent(0);
            for (int i = 0; i < y.length; i++) {
                double squares = 0;
                for (int c = 0; c < in.extent(0); c++) {
                    squares += x[c * area + i % area] * x[c * area + i % area];
                }
                y[i] = x[i] / Math.sqrt(squares / in.extent(0) + layer.epsilon());
            }
            return y;
        }

        @Override
        public double[] virtualBatchNorm(VirtualBatchNorm layer) {
            double[] y = new double[x.length];
            int area = x.length / layer.features();
            double count = layer.reference() + 1;
            for (int i = 0; i < y.length; i++) {
                int c = i / area;
                double[] own = Arrays.copyOfRange(x, c * area, (c + 1) * area);
                double referenceMean = parameter("reference_mean")[c];
                double referenceSquare = parameter("reference_var")[c] + referenceMean * referenceMean;
                double mean = (layer.reference() * referenceMean + mean(own)) / count;
                double ownSquare = Arrays.stream(own).map(v -> v * v).average().orElseThrow();
                double square = (layer.reference() * referenceSquare + ownSquare) / count;
                y[i] = affine(c, (x[i] - mean) / Math.sqrt(square - mean * mean + layer.epsilon()));
            }
            return y;
        }

        /** What the layer gives without its bias is linear in the weight, so it is divided instead of the weight. */
        @Override
        public double[] spectralNorm(SpectralNorm layer) {
            double[] y = layer.layer().accept(this);
            double sigma = sigma(layer);
            boolean biased = layer.layer().parameters().size() == 2;
            boolean weightless = layer.layer() instanceof ModulatedConv2d modulated
                    && modulated.demodulation() == ModulatedConv2d.Demodulation.ON;
            if (weightless) {
                return y; // what divides the weight divides its norm
            }
            for (int i = 0; i < y.length; i++) {
                double bias = biased ? parameter("bias")[i / (y.length / out.extent(0))] : 0;
                y[i] = (y[i] - bias) / sigma + bias;
            }
            return y;
        }

        private double sigma(SpectralNorm layer) {
            float[] w = parameter("weight");
            float[] u = parameter("weight_u");
            float[] v = parameter("weight_v");
            double sum = 0;
            for (int o = 0; o < u.length; o++) {
                for (int c = 0; c < v.length; c++) {
                    sum += u[o] * WeightMatrix.element(layer.layer(), w, o, c) * v[c];
                }
            }
            return sum / WeightMatrix.length(u) / WeightMatrix.length(v);
        }

        @Override
        public double[] minibatchDiscrimination(MinibatchDiscrimination layer) {
            return withRunningMean(1);
        }

        @Override
        public double[] minibatchStdDev(MinibatchStdDev layer) {
            return withRunningMean(x.length / in.extent(0));
        }

        private double[] withRunningMean(int pixels) {
            double[] y = Arrays.copyOf(x, out.size());
            for (int i = x.length; i < y.length; i++) {
                y[i] = parameter("running_mean")[(i - x.length) / pixels];
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

        @Override
        public double[] multiply(Multiply layer) {
            double[] y = new double[x.length];
            Arrays.setAll(y, i -> x[i] * inputs.get(1)[i]);
            return y;
        }

        @Override
        public double[] modulate(Modulate layer) {
            double[] y = new double[x.length];
            int area = x.length / in.extent(0);
            Arrays.setAll(y, i -> x[i] * inputs.get(1)[i / area] + inputs.get(2)[i / area]);
            return y;
        }

        @Override
        public double[] embedding(Embedding layer) {
            double[] y = new double[layer.features()];
            for (int i = 0; i < x.length; i++) {
                for (int o = 0; o < y.length; o++) {
                    y[o] += x[i] * parameter("weight")[i * y.length + o];
                }
            }
            return y;
        }

        @Override
        public double[] sampleSum(SampleSum layer) {
            return new double[] {Arrays.stream(x).sum()};
        }

        @Override
        public double[] globalSum(GlobalSum layer) {
            double[] y = new double[out.size()];
            for (int i = 0; i < x.length; i++) {
                y[i / (x.length / y.length)] += x[i];
            }
            return y;
        }

        @Override
        public double[] pRelu(PRelu layer) {
            double[] y = new double[x.length];
            int area = x.length / layer.channels();
            Arrays.setAll(y, i -> x[i] > 0 ? x[i] : parameter("weight")[i / area] * x[i]);
            return y;
        }

        @Override
        public double[] scale(Scale layer) {
            return map(v -> layer.factor() * v);
        }

        @Override
        public double[] channels(Channels layer) {
            int area = x.length / in.extent(0);
            return Arrays.copyOfRange(x, layer.from() * area, layer.to() * area);
        }

        /** The layer's definition with the products instead of its weight and bias. */
        @Override
        public double[] equalized(Equalized layer) {
            Map<String, Tensor> changed = new HashMap<>(parameters);
            for (Parameter parameter : layer.parameters()) {
                double factor = layer.gain() * layer.rate();
                if (parameter.name().equals("weight")) {
                    int outputs =
                            parameter.shape().extent(layer.layer().traits().weightAxis());
                    factor /= Math.sqrt((double) parameter.shape().size() / outputs);
                }
                float[] values = parameter(parameter.name()).clone();
                for (int i = 0; i < values.length; i++) {
                    values[i] *= (float) factor;
                }
                changed.put(node.name() + "." + parameter.name(), Tensor.of(parameter.shape(), values));
            }
            return layer.layer().accept(new Reference(network, changed).new Evaluation(node, inputs, in));
        }

        @Override
        public double[] modulatedConv2d(ModulatedConv2d layer) {
            return biased(
                    layer.bias(), new StyledReference(in).modulated(layer, x, inputs.get(1), parameter("weight")));
        }

        @Override
        public double[] fir2d(Fir2d layer) {
            return new StyledReference(in).filtered(layer.use(), x);
        }

        @Override
        public double[] noise(Noise layer) {
            return new StyledReference(in).noisy(layer, x, parameter("strength"), parameter("noise"));
        }

        @Override
        public double[] fade(Fade layer) {
            return new StyledReference(in).faded(x, inputs.get(1), parameter("alpha")[0]);
        }

        @Override
        public double[] diffAugment(DiffAugment layer) {
            return x;
        }

        @Override
        public double[] adaptiveAugment(AdaptiveAugment layer) {
            return x;
        }

        @Override
        public double[] attention(Attention layer) {
            return image().attended(layer.queries(), inputs.get(1), inputs.get(2));
        }

        @Override
        public double[] learnedScale(LearnedScale layer) {
            return map(v -> parameter("weight")[0] * v);
        }

        @Override
        public double[] styleMixing(StyleMixing layer) {
            return x;
        }

        @Override
        public double[] learnedConstant(LearnedConstant layer) {
            return new StyledReference(in).constant(parameter("weight"));
        }

        private TextReference text() {
            return new TextReference(in, out, inputs);
        }

        @Override
        public double[] tokenEmbedding(TokenEmbedding layer) {
            return text().embedded(layer, parameter("weight"), parameter("position"));
        }

        @Override
        public double[] conv1d(Conv1d layer) {
            return biased(layer.bias(), text().convolved(layer, parameter("weight")));
        }

        @Override
        public double[] wordPool(WordPool layer) {
            return text().pooled(layer.places());
        }
    }
}
