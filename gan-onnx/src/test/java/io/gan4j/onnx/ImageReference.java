package io.gan4j.onnx;

import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.MaxPool2d;
import io.gan4j.layer.PixelShuffle;
import io.gan4j.layer.ReflectionPad2d;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What layers of images compute for one sample, by the definitions: those that have places; biases are added by others. */
final class ImageReference {
    private final Shape in;
    private final Shape out;
    private final double[] x;

    ImageReference(Shape in, Shape out, double[] x) {
        this.in = in;
        this.out = out;
        this.x = x;
    }

    /** The number of the input at a place, given as in the output. */
    private double pixel(int channel, int row, int column) {
        return x[(channel * in.height() + row) * in.width() + column];
    }

    private interface Pixel {
        double at(int channel, int row, int column);
    }

    private double[] image(Pixel pixel) {
        double[] y = new double[out.size()];
        Arrays.setAll(
                y, i -> pixel.at(i / (out.height() * out.width()), i / out.width() % out.height(), i % out.width()));
        return y;
    }

    double[] conv2d(Conv2d layer, float[] w) {
        double[] y = new double[out.size()];
        int next = 0;
        for (int o = 0; o < out.channels(); o++) {
            for (int row = 0; row < out.height(); row++) {
                for (int column = 0; column < out.width(); column++) {
                    double sum = 0;
                    for (int k = 0; k < w.length / out.channels(); k++) {
                        int kx = k % layer.kernelWidth();
                        int ky = k / layer.kernelWidth() % layer.kernelHeight();
                        int group = o / (out.channels() / layer.groups());
                        int c = k / layer.kernelWidth() / layer.kernelHeight()
                                + group * (in.channels() / layer.groups());
                        int h = row * layer.stride() + ky - layer.padding();
                        int v = column * layer.stride() + kx - layer.padding();
                        if (h >= 0 && h < in.height() && v >= 0 && v < in.width()) {
                            sum += w[o * (w.length / out.channels()) + k] * x[(c * in.height() + h) * in.width() + v];
                        }
                    }
                    y[next++] = sum;
                }
            }
        }
        return y;
    }

    /** Every input pixel paints its kernel onto the output. */
    double[] convTranspose2d(ConvTranspose2d layer, float[] w) {
        double[] y = new double[out.size()];
        for (int i = 0; i < x.length; i++) {
            int c = i / (in.height() * in.width());
            int row = i / in.width() % in.height() * layer.stride() - layer.padding();
            int column = i % in.width() * layer.stride() - layer.padding();
            int kernel = w.length / in.channels();
            for (int k = 0; k < kernel; k++) {
                int h = row + k / layer.kernelWidth() % layer.kernelHeight();
                int v = column + k % layer.kernelWidth();
                int group = c / (in.channels() / layer.groups());
                int o = k / layer.kernelWidth() / layer.kernelHeight() + group * (out.channels() / layer.groups());
                if (h >= 0 && h < out.height() && v >= 0 && v < out.width()) {
                    y[(o * out.height() + h) * out.width() + v] += w[c * kernel + k] * x[i];
                }
            }
        }
        return y;
    }

    double[] reflectionPad2d(ReflectionPad2d layer) {
        int p = layer.padding();
        return image((c, row, column) -> pixel(c, mirrored(row - p, in.height()), mirrored(column - p, in.width())));
    }

    private static int mirrored(int place, int extent) {
        int inside = Math.abs(place);
        return inside < extent ? inside : 2 * (extent - 1) - inside;
    }

    double[] upsampleNearest2d(UpsampleNearest2d layer) {
        return image((c, row, column) -> pixel(c, row / layer.factor(), column / layer.factor()));
    }

    double[] pixelShuffle(PixelShuffle layer) {
        int f = layer.factor();
        return image((c, row, column) -> pixel(c * f * f + row % f * f + column % f, row / f, column / f));
    }

    double[] avgPool2d(AvgPool2d layer) {
        return image((c, row, column) ->
                tile(c, row, column, layer.size(), layer.size()).average().orElseThrow());
    }

    double[] maxPool2d(MaxPool2d layer) {
        return image((c, row, column) ->
                tile(c, row, column, layer.size(), layer.stride()).max().orElseThrow());
    }

    private DoubleStream tile(int channel, int row, int column, int size, int stride) {
        return IntStream.range(0, size * size)
                .mapToDouble(i -> pixel(channel, row * stride + i / size, column * stride + i % size));
    }

    /** For each of the input's pixels the mean of the values, weighted by how well its keys fit. */
    double[] attended(Shape queries, double[] keys, double[] values) {
        int pixels = queries.height() * queries.width();
        int depth = x.length / pixels;
        int places = keys.length / depth;
        double[] y = new double[values.length / places * pixels];
        for (int i = 0; i < pixels; i++) {
            double[] share = new double[places];
            double sum = 0;
            for (int j = 0; j < places; j++) {
                double fit = 0;
                for (int d = 0; d < depth; d++) {
                    fit += keys[d * places + j] * x[d * pixels + i];
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
