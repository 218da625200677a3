package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.layer.Layer;
import io.gan4j.layer.Parameter;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every layer states of its nature is what it does on libtorch. */
class TraitsTest {
    private static final int COUNT = 4;
    private static final int SIZE = 3;

    static Stream<Arguments> layers() {
        return LayersTest.layers();
    }

    /** The network of a layer whose input follows from three numbers by a linear layer. */
    private static Network network(Layer layer, Shape input) {
        NetworkBuilder network = Network.from("z", Shape.of(SIZE))
                .linear(input.size())
                .reshape(input)
                .name("x");
        return LayersTest.with(network, layer).name("layer").build();
    }

    private static Applied applied(Network network) {
        Applied applied = Applied.of(network, HandPlayed.trained(network, 5)).reference(COUNT, Applied.normal(12, 8));
        if (network.any(traits -> traits.drawn() != null)) {
            double[] drawn = new double[timesDrawn(network) * sizeOfDrawn(network)];
            Arrays.setAll(drawn, i -> i % 3 / 2.5);
            applied.drawn(timesDrawn(network), drawn);
        }
        return applied;
    }

    /** How often something is drawn for a batch: for each sample, or once where all samples have the same. */
    private static int timesDrawn(Network network) {
        return network.output().layer().traits().drawn() instanceof Traits.Progress ? 1 : COUNT;
    }

    private static int sizeOfDrawn(Network network) {
        Traits.Drawn drawn = network.output().layer().traits().drawn();
        return drawn.shape(network.outputShape()).size();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void samples_areMixed_whereTheLayerStatesIt(Layer layer, Shape input) {
        Network network = network(layer, input);
        try (Applied applied = applied(network)) {
            double[] x = Applied.normal(COUNT * SIZE, 7);
            double[] others = Applied.normal(COUNT * SIZE, 9);
            System.arraycopy(x, 0, others, 0, SIZE);
            int size = network.outputShape().size();
            double[] first = Arrays.copyOf(applied.value(Mode.FROZEN, COUNT, x), size);
            double[] again = Arrays.copyOf(applied.value(Mode.FROZEN, COUNT, others), size);
            double apart = 0;
            for (int i = 0; i < size; i++) {
                apart = Math.max(apart, Math.abs(first[i] - again[i]));
            }
            assertThat(apart > 1e-9).isEqualTo(layer.traits().mixesSamples());
        }
    }

    @ParameterizedTest
    @MethodSource("layers")
    void statistics_changeByLearning_whereTheLayerStatesIt(Layer layer, Shape input) {
        Network network = network(layer, input);
        Traits.Statistics stated = layer.traits().statistics();
        List<Parameter> statistics = network.parameters(Parameter.Role.STATISTIC);
        assertThat(statistics.isEmpty()).isEqualTo(stated == Traits.Statistics.NONE);
        try (Applied applied = applied(network)) {
            double[] x = Applied.normal(COUNT * SIZE, 7);
            double[][] before = values(applied, statistics);
            double[] evaluated = applied.value(Mode.EVALUATE, COUNT, x);
            double[] frozen = applied.value(Mode.FROZEN, COUNT, x);
            assertThat(values(applied, statistics)).isDeepEqualTo(before);
            applied.value(Mode.LEARN, COUNT, x);
            for (int i = 0; i < before.length; i++) {
                boolean changed =
                        !Arrays.equals(applied.parameter(statistics.get(i).name()), before[i]);
                assertThat(changed).isEqualTo(stated != Traits.Statistics.CONSTANT);
            }
            for (Parameter statistic : statistics) {
                double[] other = Applied.normal(statistic.shape().size(), 13);
                applied.set(
                        statistic.name(), Arrays.stream(other).map(Math::abs).toArray());
            }
            // what follows the weight is read where the network stands still as well
            boolean read = differ(frozen, applied.value(Mode.FROZEN, COUNT, x));
            assertThat(read).isEqualTo(stated == Traits.Statistics.FOLLOWING);
            boolean used = differ(evaluated, applied.value(Mode.EVALUATE, COUNT, x));
            assertThat(used).isEqualTo(stated != Traits.Statistics.NONE);
        }
    }

    private static boolean differ(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (a[i] != b[i]) {
                return true;
            }
        }
        return false;
    }

    private static double[][] values(Applied applied, List<Parameter> parameters) {
        return parameters.stream().map(p -> applied.parameter(p.name())).toArray(double[][]::new);
    }

    /** One sample in the reference batch's place gives another output, and so does something else that is drawn. */
    @ParameterizedTest
    @MethodSource("layers")
    void whatIsGivenBesides_changesTheOutput_whereTheLayerStatesIt(Layer layer, Shape input) {
        Network network = network(layer, input);
        try (Applied applied = applied(network)) {
            double[] x = Applied.normal(COUNT * SIZE, 7);
            double[] first = applied.value(Mode.FROZEN, COUNT, x);
            applied.reference(COUNT, Applied.normal(12, 6));
            assertThat(differ(first, applied.value(Mode.FROZEN, COUNT, x)))
                    .isEqualTo(layer.traits().reference() > 0);
            if (layer.traits().drawn() != null) {
                double[] other = new double[timesDrawn(network) * sizeOfDrawn(network)];
                Arrays.fill(other, layer.traits().mask() == null ? 0.95 : 0);
                applied.drawn(timesDrawn(network), other);
                assertThat(differ(first, applied.value(Mode.FROZEN, COUNT, x))).isTrue();
            }
            if (layer.traits().mask() != null) {
                assertThat(applied.value(Mode.FROZEN, COUNT, x))
                        .containsExactly(
                                new double[COUNT * network.outputShape().size()], within(0.0));
            }
        }
    }
}
