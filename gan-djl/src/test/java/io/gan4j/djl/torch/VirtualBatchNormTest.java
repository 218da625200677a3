package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.layer.BatchNorm;
import io.gan4j.layer.Layer;
import io.gan4j.layer.VirtualBatchNorm;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Virtual batch normalisation: a sample together with the reference batch, never with the others of its own batch. */
class VirtualBatchNormTest {
    private static final int REFERENCE = 3;
    private static final int COUNT = 4;
    private static final Shape IMAGE = Shape.of(2, 2, 3);
    private static final float EPSILON = 0.1f;
    private static final float[] WEIGHT = {2, -0.5f};
    private static final float[] BIAS = {1, 0.25f};

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LEARN", "FROZEN"})
    void output_beforeTheReference_isThatOfTheFormula(Mode mode) {
        for (Shape shape : new Shape[] {IMAGE, Shape.of(2)}) {
            double[] r = Applied.normal(REFERENCE * shape.size(), 1);
            double[] x = Applied.normal(COUNT * shape.size(), 2);
            try (Applied applied = applied(shape).reference(REFERENCE, r)) {
                assertThat(applied.value(mode, COUNT, x)).containsExactly(normalised(r, x), within(1e-8));
            }
        }
    }

    @Test
    void statistics_ofALearner_areThoseOfTheNewestReference() {
        double[] x = Applied.normal(COUNT * IMAGE.size(), 2);
        double[] r = Applied.normal(REFERENCE * IMAGE.size(), 1);
        try (Applied applied = applied(IMAGE).reference(REFERENCE, Applied.normal(REFERENCE * IMAGE.size(), 9))) {
            applied.value(Mode.LEARN, COUNT, x);
            applied.reference(REFERENCE, r).value(Mode.LEARN, COUNT, x);
            double[] mean = {moment(r, 0, 1), moment(r, 1, 1)};
            double[] variance = {moment(r, 0, 2) - mean[0] * mean[0], moment(r, 1, 2) - mean[1] * mean[1]};
            assertThat(applied.parameter("virtual_batch_norm_1.reference_mean")).containsExactly(mean, within(1e-12));
            assertThat(applied.parameter("virtual_batch_norm_1.reference_var"))
                    .containsExactly(variance, within(1e-12));
            assertThat(applied.value(Mode.EVALUATE, COUNT, x)).containsExactly(normalised(r, x), within(1e-8));
        }
    }

    @Test
    void statistics_ofAFrozenNetwork_standStill() {
        try (Applied applied = applied(IMAGE).reference(REFERENCE, Applied.normal(REFERENCE * IMAGE.size(), 1))) {
            applied.value(Mode.FROZEN, COUNT, Applied.normal(COUNT * IMAGE.size(), 2));
            assertThat(applied.parameter("virtual_batch_norm_1.reference_mean")).containsExactly(0, 0);
            assertThat(applied.parameter("virtual_batch_norm_1.reference_var")).containsExactly(1, 1);
        }
    }

    @Test
    void sample_amongOthers_givesWhatItGivesAmongStillOthers() {
        assertThat(changeForOthers(VirtualBatchNorm.of(2, REFERENCE))).isZero();
        // what the test would see if it were not so
        assertThat(changeForOthers(BatchNorm.of(2))).isGreaterThan(0.1);
    }

    /** How much the first sample's output changes when the others of its batch do. */
    private static double changeForOthers(Layer layer) {
        Network network = Network.from("x", IMAGE)
                .conv2d(2, 1, 1, 0)
                .add(layer)
                .leakyRelu(0.2f)
                .flatten()
                .linear(1)
                .build();
        double[] x = Applied.normal(COUNT * IMAGE.size(), 2);
        double[] others = Applied.normal(COUNT * IMAGE.size(), 3);
        System.arraycopy(x, 0, others, 0, IMAGE.size());
        try (Applied applied = Applied.of(network, HandPlayed.trained(network, 1))) {
            applied.reference(REFERENCE, Applied.normal(REFERENCE * IMAGE.size(), 1));
            return Math.abs(applied.value(Mode.LEARN, COUNT, x)[0] - applied.value(Mode.LEARN, COUNT, others)[0]);
        }
    }

    /** The reference samples go through the first layer, past the dropout and into the second. */
    @Test
    void dropout_betweenTwo_dropsNothingOfTheReference() {
        Network network = Network.from("x", Shape.of(2))
                .add(new VirtualBatchNorm(2, REFERENCE, EPSILON))
                .name("first")
                .dropout(0.5f)
                .add(new VirtualBatchNorm(2, REFERENCE, EPSILON))
                .build();
        double[] r = Applied.normal(REFERENCE * 2, 1);
        double[] x = Applied.normal(COUNT * 2, 2);
        double[] mask = {2, 0, 0, 2, 2, 2, 0, 0};
        double[] masked = normalised(r, x);
        for (int i = 0; i < masked.length; i++) {
            masked[i] *= mask[i];
        }
        Map<String, Tensor> parameters = network.initialise(0);
        try (Applied applied = Applied.of(network, parameters)) {
            applied.reference(REFERENCE, r).drawn(COUNT, mask);
            for (String layer : new String[] {"first", "virtual_batch_norm_2"}) {
                applied.set(layer + ".weight", WEIGHT[0], WEIGHT[1]);
                applied.set(layer + ".bias", BIAS[0], BIAS[1]);
            }
            assertThat(applied.value(Mode.LEARN, COUNT, x))
                    .containsExactly(normalised(normalised(r, r), masked), within(1e-8));
        }
    }

    @Test
    void reference_isTheFirstListOfAllThatPlay() {
        Network network = Network.from("x", Shape.of(2))
                .virtualBatchNorm(REFERENCE)
                .dropout(0.5f)
                .build();
        assertThat(NetworkScript.lists(network, Mode.LEARN)).containsExactly("r", "p", "s", "m");
        assertThat(NetworkScript.lists(network, Mode.FROZEN)).containsExactly("r", "p", "m");
        assertThat(NetworkScript.lists(network, Mode.EVALUATE)).containsExactly("p", "s");
    }

    private static Applied applied(Shape shape) {
        Network network = Network.from("x", shape)
                .add(new VirtualBatchNorm(2, REFERENCE, EPSILON))
                .build();
        Applied applied = Applied.of(network, network.initialise(0));
        applied.set("virtual_batch_norm_1.weight", WEIGHT[0], WEIGHT[1]);
        applied.set("virtual_batch_norm_1.bias", BIAS[0], BIAS[1]);
        return applied;
    }

    /** Samples of two channels, each normalised together with the reference, as the layer's documentation puts it. */
    private static double[] normalised(double[] r, double[] x) {
        int size = r.length / REFERENCE;
        double[] y = x.clone();
        for (int from = 0; from < x.length; from += size) {
            double[] sample = Arrays.copyOfRange(x, from, from + size);
            for (int channel = 0; channel < 2; channel++) {
                double mean = (REFERENCE * moment(r, channel, 1) + moment(sample, channel, 1, 1)) / (REFERENCE + 1);
                double square = (REFERENCE * moment(r, channel, 2) + moment(sample, channel, 2, 1)) / (REFERENCE + 1);
                double root = Math.sqrt(square - mean * mean + EPSILON);
                for (int i = from + channel * size / 2; i < from + (channel + 1) * size / 2; i++) {
                    y[i] = WEIGHT[channel] * (x[i] - mean) / root + BIAS[channel];
                }
            }
        }
        return y;
    }

    private static double moment(double[] r, int channel, int power) {
        return moment(r, channel, power, REFERENCE);
    }

    /** The mean of a power of a channel over some samples. */
    private static double moment(double[] samples, int channel, int power, int count) {
        int pixels = samples.length / count / 2;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                sum += Math.pow(samples[(2 * i + channel) * pixels + pixel], power);
            }
        }
        return sum / count / pixels;
    }
}
