package io.gan4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gan4j.inference.Runner;
import io.gan4j.network.Add;
import io.gan4j.network.BatchNorm;
import io.gan4j.network.Bias;
import io.gan4j.network.Concat;
import io.gan4j.network.Conv2d;
import io.gan4j.network.ConvTranspose2d;
import io.gan4j.network.Dropout;
import io.gan4j.network.Init;
import io.gan4j.network.Layer;
import io.gan4j.network.LeakyRelu;
import io.gan4j.network.Linear;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.network.Relu;
import io.gan4j.network.Reshape;
import io.gan4j.network.Sigmoid;
import io.gan4j.network.Tanh;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every layer, written and run, gives what its definition says. */
class LayersTest {
    private static final Init INIT = Init.normal(0, 0.5f);
    private static final Shape IMAGE = Shape.of(3, 5, 7);

    static Stream<Arguments> layers() {
        return Stream.of(
                arguments(Linear.of(5, 3), Shape.of(5)),
                arguments(Conv2d.of(3, 4, 3, 1, 1), IMAGE),
                arguments(Conv2d.of(3, 4, 4, 2, 1).withoutBias(), IMAGE),
                arguments(new Conv2d(3, 2, 2, 5, 3, 2, Bias.ZERO, INIT), IMAGE),
                arguments(Conv2d.covering(IMAGE, 6), IMAGE),
                arguments(ConvTranspose2d.doubling(3, 4), IMAGE),
                arguments(ConvTranspose2d.doubling(3, 2).withoutBias().outputPadding(1, 0), IMAGE),
                arguments(ConvTranspose2d.doubling(3, 2).outputPadding(0, 1), IMAGE),
                arguments(new ConvTranspose2d(3, 2, 2, 5, 3, 1, 2, 1, Bias.ZERO, INIT), IMAGE),
                arguments(new ConvTranspose2d(3, 2, 5, 1, 1, 0, 0, 0, Bias.NONE, INIT), IMAGE),
                arguments(ConvTranspose2d.spreading(3, Shape.of(4, 5, 7)), Shape.of(3, 1, 1)),
                arguments(BatchNorm.of(6), Shape.of(6)),
                arguments(BatchNorm.of(3), IMAGE),
                arguments(new BatchNorm(3, 0.1f, 0.5f, INIT), IMAGE),
                arguments(new Relu(), IMAGE),
                arguments(new LeakyRelu(0.2f), IMAGE),
                arguments(new LeakyRelu(0), Shape.of(4)),
                arguments(new Tanh(), IMAGE),
                arguments(new Sigmoid(), Shape.of(9)),
                arguments(new Dropout(0.5f), IMAGE),
                arguments(new Dropout(0.5f), Shape.scalar()),
                arguments(new Reshape(Shape.of(7, 15)), IMAGE),
                arguments(new Reshape(Shape.scalar()), Shape.of(1)),
                arguments(new Reshape(Shape.of(1, 1, 1)), Shape.scalar()),
                arguments(new Concat(), IMAGE),
                arguments(new Concat(), Shape.of(3)),
                arguments(new Add(), IMAGE),
                arguments(new Add(), Shape.scalar()));
    }

    @Test
    void catalogue_holdsEveryLayer() {
        assertThat(layers().map(row -> row.get()[0].getClass()).collect(Collectors.toSet()))
                .isEqualTo(Set.of(Layer.class.getPermittedSubclasses()));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void layer_writtenAndRun_givesItsDefinition(Layer layer, Shape input) {
        check(network(layer, input), 2e-5);
    }

    @Test
    void add_ofThree_sumsAll() {
        NetworkBuilder network = from(Shape.of(4)).linear(4).name("a").relu().name("b");
        check(network.join(new Add(), "x", "a", "b").build(), 1e-5);
    }

    @Test
    void concat_ofThree_keepsTheirOrder() {
        NetworkBuilder network = from(Shape.of(2, 3, 3)).tanh().name("a");
        network.convTranspose2d(1, 3, 1, 1).name("b");
        check(network.join(new Concat(), "b", "x", "a", "x").build(), 1e-5);
    }

    @Test
    void residualBlockWithDropout_leavesTheDropoutOut() {
        NetworkBuilder network = from(Shape.of(4)).dropout(0.3f).name("trunk");
        network.linear(4).dropout(0.9f).name("branch");
        network.join(new Add(), "trunk", "branch").dropout(0.5f).dropout(0.1f);
        check(network.build(), 1e-5);
    }

    @Test
    void layersCalledAsTheOutput_keepTheirNames() {
        NetworkBuilder network = from(Shape.of(4)).linear(3).name("samples");
        check(network.relu().linear(2).name("score").build(), 1e-5);
    }

    @Test
    void saturatedActivations_stayFinite() {
        Network network = from(Shape.of(4)).sigmoid().build();
        try (Runner runner = Models.runner(Models.write(network, Models.card(network)))) {
            assertThat(runner.run(new float[] {-1000, 1000, Float.MIN_VALUE, 0}, 1))
                    .containsExactly(new float[] {0, 1, 0.5f, 0.5f}, within(1e-6f));
        }
    }

    /** A card's generator begins with a vector, so the layer's input "x" is one that is given another shape. */
    private static NetworkBuilder from(Shape input) {
        return Network.from("z", Shape.of(input.size())).reshape(input).name("x");
    }

    /** The layer alone; with as many inputs as it needs. */
    private static Network network(Layer layer, Shape input) {
        NetworkBuilder network = from(input);
        if (layer instanceof Concat || layer instanceof Add) {
            return network.tanh().join(layer, "tanh_1", "x").build();
        }
        return network.add(layer).build();
    }

    private static void check(Network network, double tolerance) {
        Shape input = network.inputs().get(0).shape();
        Map<String, Tensor> parameters = Models.trained(network, 7);
        byte[] file = Models.FORMAT.write(network, parameters, Models.card(network));
        float[] x = new float[3 * input.size()];
        RandomStream.of(11).fillNormal(x, 0, 1);
        double[] expected = new double[3 * network.outputShape().size()];
        for (int i = 0; i < 3; i++) {
            double[] one = new Reference(network, parameters)
                    .evaluate(Arrays.copyOfRange(x, i * input.size(), (i + 1) * input.size()));
            System.arraycopy(one, 0, expected, i * one.length, one.length);
        }
        try (Runner runner = Models.runner(file)) {
            float[] output = runner.run(x, 3);
            assertThat(output).hasSameSizeAs(expected);
            for (int i = 0; i < output.length; i++) {
                assertThat((double) output[i]).isCloseTo(expected[i], within(tolerance));
            }
        }
    }
}
