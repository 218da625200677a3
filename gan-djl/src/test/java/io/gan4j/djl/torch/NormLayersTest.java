package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.PixelNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers that normalise each sample by itself compute their formulas in every mode. */
class NormLayersTest {
    private static final int COUNT = 3;
    private static final Shape IMAGE = Shape.of(2, 3, 4);

    @ParameterizedTest
    @EnumSource(Mode.class)
    void instanceNorm_ofImages_normalisesEachChannelOfEachImage(Mode mode) {
        double[] x = Applied.normal(COUNT * IMAGE.size(), 1);
        double[] expected = x.clone();
        Map<String, Tensor> parameters = Map.of(
                "instance_norm2d_1.weight", Tensor.of(Shape.of(2), 2, -0.5f),
                "instance_norm2d_1.bias", Tensor.of(Shape.of(2), 1, 0.25f));
        for (int i = 0; i < COUNT; i++) {
            normalise(expected, 24 * i, 12, 0.1);
            normalise(expected, 24 * i + 12, 12, 0.1);
            for (int pixel = 0; pixel < 12; pixel++) {
                expected[24 * i + pixel] = 2 * expected[24 * i + pixel] + 1;
                expected[24 * i + 12 + pixel] = -0.5 * expected[24 * i + 12 + pixel] + 0.25;
            }
        }
        check(new InstanceNorm2d(2, 0.1f), IMAGE, parameters, mode, x, expected);
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void layerNorm_normalisesEachSample(Mode mode) {
        for (Shape shape : new Shape[] {IMAGE, Shape.of(5)}) {
            int size = shape.size();
            double[] x = Applied.normal(COUNT * size, 2);
            float[] weight = HandPlayed.normal(size, 3);
            float[] bias = HandPlayed.normal(size, 4);
            double[] expected = x.clone();
            for (int i = 0; i < COUNT; i++) {
                normalise(expected, size * i, size, 0.1);
                for (int j = 0; j < size; j++) {
                    expected[size * i + j] = weight[j] * expected[size * i + j] + bias[j];
                }
            }
            Map<String, Tensor> parameters = Map.of(
                    "layer_norm_1.weight", Tensor.of(shape, weight), "layer_norm_1.bias", Tensor.of(shape, bias));
            check(new LayerNorm(shape, 0.1f), shape, parameters, mode, x, expected);
        }
    }

    @ParameterizedTest
    @EnumSource(Mode.class)
    void pixelNorm_dividesEachPixelByItsRootMeanSquare(Mode mode) {
        double[] x = Applied.normal(COUNT * IMAGE.size(), 5);
        double[] expected = new double[x.length];
        for (int i = 0; i < COUNT; i++) {
            for (int pixel = 0; pixel < 12; pixel++) {
                double first = x[24 * i + pixel];
                double second = x[24 * i + 12 + pixel];
                double root = Math.sqrt((first * first + second * second) / 2 + 0.1);
                expected[24 * i + pixel] = first / root;
                expected[24 * i + 12 + pixel] = second / root;
            }
        }
        check(new PixelNorm(0.1f), IMAGE, Map.of(), mode, x, expected);
        // a vector is one pixel: mean of squares 12.4 + 0.1
        double root = Math.sqrt(12.5);
        double[] ofVector = {1 / root, -6 / root, 5 / root, 0, 0};
        check(new PixelNorm(0.1f), Shape.of(5), Map.of(), mode, new double[] {1, -6, 5, 0, 0}, ofVector);
    }

    private static void normalise(double[] values, int from, int count, double epsilon) {
        double mean = 0;
        double square = 0;
        for (int i = from; i < from + count; i++) {
            mean += values[i] / count;
        }
        for (int i = from; i < from + count; i++) {
            square += (values[i] - mean) * (values[i] - mean) / count;
        }
        for (int i = from; i < from + count; i++) {
            values[i] = (values[i] - mean) / Math.sqrt(square + epsilon);
        }
    }

    private static void check(
            Layer layer, Shape shape, Map<String, Tensor> parameters, Mode mode, double[] x, double[] expected) {
        Network network = Network.from("x", shape).add(layer).build();
        try (Applied applied = Applied.of(network, parameters)) {
            // the epsilon is a float
            assertThat(applied.value(mode, x.length / shape.size(), x)).containsExactly(expected, within(1e-8));
        }
    }
}
