package io.gan4j.onnx;

import io.gan4j.layer.Conv1d;
import io.gan4j.layer.TokenEmbedding;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * What layers that read texts compute for one sample, by the definitions; biases are added by others.
 *
 * @param in the shape of the first input
 * @param out the shape of the output
 * @param inputs the values of the inputs
 */
record TextReference(Shape in, Shape out, List<double[]> inputs) {
    double[] embedded(TokenEmbedding layer, float[] weight, float[] position) {
        double[] x = inputs.get(0);
        double[] y = new double[out.size()];
        for (int place = 0; place < layer.places(); place++) {
            int word = (int) Math.floor(Math.min(Math.max(x[place], 0), layer.words()) + 0.5);
            for (int i = 0; i < layer.features() && word > 0; i++) {
                y[i * layer.places() + place] =
                        weight[(word - 1) * layer.features() + i] + position[place * layer.features() + i];
            }
        }
        return y;
    }

    double[] convolved(Conv1d layer, float[] weight) {
        double[] x = inputs.get(0);
        double[] y = new double[out.size()];
        int length = in.extent(1);
        for (int i = 0; i < y.length; i++) {
            int channel = i / out.extent(1);
            int first = i % out.extent(1) * layer.stride() - layer.padding();
            for (int from = 0; from < in.extent(0); from++) {
                for (int k = 0; k < layer.kernel(); k++) {
                    int place = first + k;
                    if (place >= 0 && place < length) {
                        y[i] += weight[(channel * in.extent(0) + from) * layer.kernel() + k] * x[from * length + place];
                    }
                }
            }
        }
        return y;
    }

    double[] pooled(int places) {
        double[] x = inputs.get(0);
        double[] y = new double[out.size()];
        for (int feature = 0; feature < in.extent(0); feature++) {
            double sum = 0;
            int count = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int place = 0; place < places; place++) {
                if (inputs.get(1)[place] > 0) {
                    sum += x[feature * places + place];
                    largest = Math.max(largest, x[feature * places + place]);
                    count++;
                }
            }
            y[feature] = count == 0 ? 0 : sum / count;
            y[feature + in.extent(0)] = count == 0 ? 0 : largest;
        }
        return y;
    }
}
