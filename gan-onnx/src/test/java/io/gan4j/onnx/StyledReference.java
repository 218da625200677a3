package io.gan4j.onnx;

import io.gan4j.layer.Fir2d;
import io.gan4j.layer.ModulatedConv2d;
import io.gan4j.layer.Noise;
import io.gan4j.tensor.Shape;
import java.util.Arrays;

/**
 * What the layers of style-based generators compute for one sample, by their definitions, for {@link Reference}.
 *
 * @param in the shape of the image that goes in
 */
record StyledReference(Shape in) {
    /** As the paper has it: the weight is scaled and divided for this one sample, and then there is a convolution. */
    double[] modulated(ModulatedConv2d layer, double[] x, double[] style, float[] stored) {
        boolean doubled = layer.size() == ModulatedConv2d.Size.DOUBLED;
        int area = layer.kernel() * layer.kernel();
        double[] weight = new double[stored.length];
        double[] squares = new double[layer.outChannels()];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = stored[i] * style[inOf(layer, i / area)];
            squares[outOf(layer, i / area)] += weight[i] * weight[i];
        }
        for (int i = 0; i < weight.length; i++) {
            double norm = layer.demodulation() == ModulatedConv2d.Demodulation.ON
                    ? Math.sqrt(squares[outOf(layer, i / area)] + ModulatedConv2d.EPSILON)
                    : 1;
            weight[i] *= layer.gain() / norm;
        }
        return doubled ? doubled(layer, x, weight) : convolved(layer, x, weight);
    }

    private static int inOf(ModulatedConv2d layer, int pair) {
        return layer.size() == ModulatedConv2d.Size.DOUBLED ? pair / layer.outChannels() : pair % layer.inChannels();
    }

    private static int outOf(ModulatedConv2d layer, int pair) {
        return layer.size() == ModulatedConv2d.Size.DOUBLED ? pair % layer.outChannels() : pair / layer.inChannels();
    }

    private double[] convolved(ModulatedConv2d layer, double[] x, double[] weight) {
        int kernel = layer.kernel();
        double[] y = new double[layer.outChannels() * in.height() * in.width()];
        for (int i = 0; i < y.length; i++) {
            int out = i / (in.height() * in.width());
            int row = i / in.width() % in.height() - kernel / 2;
            int column = i % in.width() - kernel / 2;
            for (int k = 0; k < layer.inChannels() * kernel * kernel; k++) {
                int h = row + k / kernel % kernel;
                int v = column + k % kernel;
                if (h >= 0 && h < in.height() && v >= 0 && v < in.width()) {
                    y[i] += weight[out * layer.inChannels() * kernel * kernel + k]
                            * x[(k / kernel / kernel * in.height() + h) * in.width() + v];
                }
            }
        }
        return y;
    }

    /** Each pixel paints a kernel of 3 at every second place; what comes out is filtered. */
    private double[] doubled(ModulatedConv2d layer, double[] x, double[] weight) {
        int height = 2 * in.height() + 1;
        int width = 2 * in.width() + 1;
        double[] painted = new double[layer.outChannels() * height * width];
        for (int i = 0; i < x.length; i++) {
            int c = i / (in.height() * in.width());
            for (int k = 0; k < layer.outChannels() * 9; k++) {
                int h = 2 * (i / in.width() % in.height()) + k / 3 % 3;
                int v = 2 * (i % in.width()) + k % 3;
                painted[(k / 9 * height + h) * width + v] += weight[c * layer.outChannels() * 9 + k] * x[i];
            }
        }
        return filtered(painted, layer.outChannels(), height, width, 1, 4);
    }

    /** By the binomial kernel, with a stride of 1. */
    private static double[] filtered(double[] image, int channels, int height, int width, int padding, double gain) {
        double[] taps = {0.125, 0.375, 0.375, 0.125};
        int rows = height + 2 * padding - 3;
        int columns = width + 2 * padding - 3;
        double[] y = new double[channels * rows * columns];
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < 16; k++) {
                int h = i / columns % rows + k / 4 - padding;
                int v = i % columns + k % 4 - padding;
                if (h >= 0 && h < height && v >= 0 && v < width) {
                    y[i] += gain * taps[k / 4] * taps[k % 4] * image[(i / columns / rows * height + h) * width + v];
                }
            }
        }
        return y;
    }

    /** One map of noise for all channels, each times its strength. */
    double[] noisy(Noise layer, double[] x, float[] strengths, float[] noise) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            double strength = strengths[layer.strengths() == 1 ? 0 : i / noise.length];
            y[i] = x[i] + layer.gain() * strength * noise[i % noise.length];
        }
        return y;
    }

    /** The same for every sample. */
    double[] constant(float[] values) {
        double[] y = new double[values.length];
        Arrays.setAll(y, i -> values[i]);
        return y;
    }

    /** Between two. */
    double[] faded(double[] old, double[] added, double alpha) {
        double[] y = new double[old.length];
        Arrays.setAll(y, i -> old[i] + alpha * (added[i] - old[i]));
        return y;
    }

    /** Zeros between the pixels before a filter that doubles; every second pixel of what a filter that halves gives. */
    double[] filtered(Fir2d.Use use, double[] x) {
        int channels = in.channels();
        return switch (use) {
            case BEFORE_HALVING -> filtered(x, channels, in.height(), in.width(), 2, 1);
            case AFTER_DOUBLING -> filtered(x, channels, in.height(), in.width(), 1, 4);
            case DOWNSAMPLING -> {
                int half = in.width() / 2;
                double[] all = filtered(x, channels, in.height(), in.width(), 1, 1);
                double[] y = new double[channels * (in.height() / 2) * (in.width() / 2)];
                for (int i = 0; i < y.length; i++) {
                    int row = 2 * (i / half % (in.height() / 2));
                    int place = i / half / (in.height() / 2) * (in.height() - 1) + row;
                    y[i] = all[place * (in.width() - 1) + 2 * (i % half)];
                }
                yield y;
            }
            case UPSAMPLING -> {
                // two zeros before the first pixel of a row, one behind the last beside the one that is its own
                int height = 2 * in.height() + 3;
                int width = 2 * in.width() + 3;
                double[] spread = new double[channels * height * width];
                for (int i = 0; i < x.length; i++) {
                    int row = i / in.width() / in.height() * height + 2 * (i / in.width() % in.height()) + 2;
                    spread[row * width + 2 * (i % in.width()) + 2] = x[i];
                }
                yield filtered(spread, channels, height, width, 0, 4);
            }
        };
    }
}
