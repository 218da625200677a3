package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gan4j.layer.Ada;
import io.gan4j.layer.Attention;
import io.gan4j.layer.AvgPool2d;
import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Channels;
import io.gan4j.layer.Conv1d;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.ConvTranspose2d;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.Embedding;
import io.gan4j.layer.Equalized;
import io.gan4j.layer.Fade;
import io.gan4j.layer.Fir2d;
import io.gan4j.layer.GlobalSum;
import io.gan4j.layer.InstanceNorm2d;
import io.gan4j.layer.Layer;
import io.gan4j.layer.LayerNorm;
import io.gan4j.layer.LeakyRelu;
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
import io.gan4j.layer.PixelNorm;
import io.gan4j.layer.PixelShuffle;
import io.gan4j.layer.ReflectionPad2d;
import io.gan4j.layer.SampleSum;
import io.gan4j.layer.Scale;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.StyleMixing;
import io.gan4j.layer.Tanh;
import io.gan4j.layer.Traits;
import io.gan4j.layer.UpsampleNearest2d;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.layer.WordPool;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What libtorch takes for a gradient, of first and of second order (as gradient penalties need it), is that of finite
 * differences, with an activation behind the layer that may overwrite its output.
 */
class LayerGradientsTest {
    private static final int COUNT = 4;
    private static final double STEP = 1e-5;
    private static final Shape IMAGE = Shape.of(2, 3, 2);

    static Stream<Arguments> layers() {
        return Stream.of(
                        arguments(BatchNorm.of(2), IMAGE),
                        arguments(InstanceNorm2d.of(2), IMAGE),
                        arguments(LayerNorm.of(IMAGE), IMAGE),
                        arguments(LayerNorm.of(Shape.of(3)), Shape.of(3)),
                        arguments(PixelNorm.standard(), IMAGE),
                        arguments(PixelNorm.standard(), Shape.of(3)),
                        arguments(VirtualBatchNorm.of(2, 3), IMAGE),
                        arguments(VirtualBatchNorm.of(3, 3), Shape.of(3)),
                        arguments(new SpectralNorm(Linear.of(3, 4)), Shape.of(3)),
                        arguments(new SpectralNorm(Conv2d.of(2, 3, 2, 1, 1)), IMAGE),
                        arguments(new SpectralNorm(Conv2d.covering(IMAGE, 2)), IMAGE),
                        arguments(new SpectralNorm(ConvTranspose2d.of(2, 3, 2, 1, 0)), IMAGE),
                        arguments(
                                new SpectralNorm(
                                        ConvTranspose2d.spreading(2, IMAGE).withoutBias()),
                                Shape.of(2, 1, 1)),
                        arguments(MinibatchDiscrimination.of(3, 2, 2), Shape.of(3)),
                        arguments(new MinibatchStdDev(2), Shape.of(3)),
                        arguments(new MinibatchStdDev(4), IMAGE),
                        arguments(Conv2d.of(2, 4, 2, 1, 1).groups(2), IMAGE),
                        arguments(Conv2d.depthwise(2, 2, 2, 1), IMAGE),
                        arguments(Conv2d.depthwise(2, 1, 1, 0), IMAGE),
                        arguments(Conv2d.of(4, 1, 2, 1, 1), Shape.of(4, 2, 1)),
                        arguments(ConvTranspose2d.of(2, 4, 2, 2, 1).groups(2), IMAGE),
                        arguments(BatchNorm.of(2).withoutAffine(), IMAGE),
                        arguments(InstanceNorm2d.of(2).withoutAffine(), IMAGE),
                        arguments(Embedding.of(3, 4), Shape.of(3)),
                        arguments(new SpectralNorm(Embedding.of(3, 4)), Shape.of(3)),
                        arguments(new Multiply(), IMAGE),
                        arguments(new Modulate(), IMAGE),
                        arguments(new Modulate(), Shape.of(3)),
                        arguments(new SampleSum(), Shape.of(3)),
                        arguments(new GlobalSum(), IMAGE),
                        arguments(PRelu.of(2), IMAGE),
                        arguments(PRelu.of(3), Shape.of(3)),
                        arguments(new Scale(-0.7f), IMAGE),
                        arguments(new Channels(1, 2), IMAGE),
                        arguments(new Channels(0, 2), Shape.of(3)),
                        arguments(new ReflectionPad2d(1), IMAGE),
                        arguments(UpsampleNearest2d.doubling(), IMAGE),
                        arguments(new PixelShuffle(2), Shape.of(4, 2, 1)),
                        arguments(new AvgPool2d(2), IMAGE),
                        arguments(new MaxPool2d(2), IMAGE),
                        arguments(new MaxPool2d(2, 1), IMAGE),
                        arguments(Equalized.of(Linear.of(3, 4)).rate(0.5f).rectified(), Shape.of(3)),
                        arguments(Equalized.of(Conv2d.of(2, 3, 2, 1, 1)), IMAGE),
                        arguments(Equalized.of(ModulatedConv2d.of(2, 3, 3)), IMAGE),
                        arguments(ModulatedConv2d.doubling(2, 2), IMAGE),
                        arguments(ModulatedConv2d.toColors(2, 3), IMAGE),
                        arguments(new Fir2d(Fir2d.Use.UPSAMPLING), IMAGE),
                        arguments(new Fir2d(Fir2d.Use.DOWNSAMPLING), Shape.of(2, 4, 2)),
                        arguments(new Fir2d(Fir2d.Use.BEFORE_HALVING), IMAGE),
                        arguments(new Fir2d(Fir2d.Use.AFTER_DOUBLING), IMAGE),
                        arguments(Noise.of(IMAGE), IMAGE),
                        arguments(Noise.ofChannels(IMAGE), IMAGE),
                        arguments(new Fade(), IMAGE),
                        arguments(new StyleMixing(0.99f), Shape.of(3)),
                        arguments(new Attention(IMAGE, Shape.of(4, 1, 1)), IMAGE),
                        arguments(new LearnedScale(0.7f), IMAGE),
                        arguments(Ada.all().fixed(0.8).layer(1), Shape.of(3, 4, 4)),
                        arguments(Ada.all().background(-0.5).fixed(0.7).layer(2), Shape.of(8, 3, 4)),
                        arguments(DiffAugment.all().background(-1), Shape.of(3, 8, 8)),
                        arguments(Conv1d.of(2, 3, 3, 1, 1), Shape.of(2, 4)),
                        arguments(Conv1d.of(2, 3, 2, 2, 1).withoutBias(), Shape.of(2, 4)),
                        arguments(new WordPool(4), Shape.of(2, 4)))
                .flatMap(row -> Stream.of(new Tanh(), new LeakyRelu(0.2f))
                        .map(activation -> arguments(row.get()[0], row.get()[1], activation)));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void gradients_areThoseOfFiniteDifferences(Layer layer, Shape input, Layer activation) {
        int size = input.size();
        // a layer before it, so that every network has weights
        NetworkBuilder before = Network.from("z", Shape.of(3))
                .linear(size)
                .reshape(input)
                .tanh()
                .name("x");
        Network network = LayersTest.with(before, layer).add(activation).build();
        try (Applied applied = Applied.of(network, HandPlayed.trained(network, 5))) {
            applied.reference(3, Applied.normal(3 * 3, 8));
            if (layer.traits().drawn() != null) {
                int samples = layer.traits().drawn() instanceof Traits.Progress ? 1 : COUNT;
                double[] drawn = Applied.normal(
                        samples * layer.traits().drawn().shape(input).size(), 9);
                applied.drawn(
                        samples,
                        Arrays.stream(drawn).map(v -> v - Math.floor(v)).toArray());
            }
            double[] x = Applied.normal(COUNT * 3, 7);
            check(
                    applied,
                    x,
                    applied.gradient(Mode.FROZEN, COUNT, x),
                    () -> applied.gradient(Mode.FROZEN, COUNT, x)[0]);
            check(applied, x, applied.penalty(Mode.FROZEN, COUNT, x), () -> applied.penalty(Mode.FROZEN, COUNT, x)[0]);
        }
    }

    private interface Loss {
        double value();
    }

    /**
     * Along one direction for the batch and for each weight.
     *
     * @param found the loss, its gradient with respect to the batch, which the loss reads anew, and to the weights
     */
    private static void check(Applied applied, double[] x, double[] found, Loss loss) {
        double[] batch = x.clone();
        int place = 1;
        place = check("x", batch, found, place, moved -> {
            System.arraycopy(moved, 0, x, 0, x.length);
            return loss.value();
        });
        for (Map.Entry<String, double[]> weight : applied.weights().entrySet()) {
            place = check(weight.getKey(), weight.getValue(), found, place, moved -> {
                applied.set(weight.getKey(), moved);
                return loss.value();
            });
        }
        assertThat(place).isEqualTo(found.length);
    }

    private static int check(String of, double[] at, double[] found, int place, ToDoubleFunction<double[]> loss) {
        double[] direction = Applied.normal(at.length, 3);
        double slope = 0;
        for (int i = 0; i < at.length; i++) {
            slope += direction[i] * found[place + i];
        }
        double difference =
                loss.applyAsDouble(moved(at, direction, STEP)) - loss.applyAsDouble(moved(at, direction, -STEP));
        // which also puts back what was moved
        assertThat(loss.applyAsDouble(at)).as(of).isFinite();
        double expected = difference / (2 * STEP);
        assertThat(slope).as(of).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
        return place + at.length;
    }

    private static double[] moved(double[] at, double[] direction, double step) {
        double[] moved = at.clone();
        for (int i = 0; i < at.length; i++) {
            moved[i] += step * direction[i];
        }
        return moved;
    }
}
