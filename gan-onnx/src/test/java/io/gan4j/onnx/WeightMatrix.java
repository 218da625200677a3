package io.gan4j.onnx;

import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.Embedding;
import io.gan4j.layer.Layer;
import io.gan4j.layer.ModulatedConv2d;

/** The weights of layers as matrices, for spectral normalization. */
final class WeightMatrix {
    private WeightMatrix() {}

    /** The weight as a matrix of a row each output. */
    static double element(Layer layer, float[] w, int row, int column) {
        if (layer instanceof ConvTranspose2d transposed) {
            int kernel = transposed.kernelHeight() * transposed.kernelWidth();
            int input = column / kernel;
            return w[(input * transposed.outChannels() + row) * kernel + column % kernel];
        }
        if (layer instanceof ModulatedConv2d modulated && modulated.size() == ModulatedConv2d.Size.DOUBLED) {
            return w[(column / 9 * modulated.outChannels() + row) * 9 + column % 9];
        }
        if (layer instanceof Embedding embedding) {
            return w[column * embedding.features() + row];
        }
        int rows = layer.parameters().get(0).shape().extent(0);
        return w[row * (w.length / rows) + column];
    }

    static double length(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
