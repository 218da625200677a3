package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.error.BackendException;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The layers that tell a discriminator how alike the samples of its batch are. */
class MinibatchLayersTest {
    /** Kernel 0 reads the features as they are, kernel 1 their sum and nothing. */
    private static final Tensor KERNELS = Tensor.of(Shape.of(2, 4), 1, 0, 1, 0, 0, 1, 1, 0);

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LEARN", "FROZEN"})
    void discrimination_ofABatch_appendsHowCloseTheOthersAre(Mode mode) {
        try (Applied applied = discrimination()) {
            // distances by kernel 0: 3 from first to second, 1 from first to third, 2 between these; by kernel 1: 1, 1,
            // 0
            double[] expected = {
                0, 0, Math.exp(-3) + Math.exp(-1), 2 * Math.exp(-1),
                2, -1, Math.exp(-3) + Math.exp(-2), Math.exp(-1) + 1,
                1, 0, Math.exp(-1) + Math.exp(-2), Math.exp(-1) + 1
            };
            assertThat(applied.value(mode, 3, 0, 0, 2, -1, 1, 0)).containsExactly(expected, within(1e-12));
        }
    }

    @Test
    void discrimination_ofEqualSamples_countsTheOthersExactly() {
        try (Applied applied = discrimination()) {
            assertThat(applied.value(Mode.LEARN, 4, 3, -7, 3, -7, 3, -7, 3, -7))
                    .containsExactly(3, -7, 3, 3, 3, -7, 3, 3, 3, -7, 3, 3, 3, -7, 3, 3);
        }
    }

    @Test
    void discrimination_inEvaluation_appendsTheMeanThatItsLearningGathered() {
        try (Applied applied = discrimination()) {
            applied.value(Mode.FROZEN, 2, 0, 0, 0, 0);
            assertThat(applied.parameter("minibatch_discrimination_1.running_mean"))
                    .containsExactly(0, 0);
            applied.value(Mode.LEARN, 2, 0, 0, 0, 0);
            applied.value(Mode.LEARN, 3, 0, 0, 2, -1, 1, 0);
            double first = 0.9 * 0.1 + 0.1 * 2 / 3 * (Math.exp(-1) + Math.exp(-2) + Math.exp(-3));
            double second = 0.9 * 0.1 + 0.1 * (4 * Math.exp(-1) + 2) / 3;
            double[] mean = {first, second};
            assertThat(applied.parameter("minibatch_discrimination_1.running_mean"))
                    .containsExactly(mean, within(1e-8));
            assertThat(applied.value(Mode.EVALUATE, 2, 5, 6, 7, 8))
                    .containsExactly(new double[] {5, 6, first, second, 7, 8, first, second}, within(1e-8));
        }
    }

    private static Applied discrimination() {
        Network network = Network.from("x", Shape.of(2))
                .add(MinibatchDiscrimination.of(2, 2, 2))
                .build();
        return Applied.of(
                network,
                Map.of(
                        "minibatch_discrimination_1.weight",
                        KERNELS,
                        "minibatch_discrimination_1.running_mean",
                        Tensor.zeros(Shape.of(2))));
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"LEARN", "FROZEN"})
    void stdDev_ofVectors_isThatOfEachGroup(Mode mode) {
        try (Applied applied = stdDev(2, Shape.of(2))) {
            // the groups are samples 0 and 2, of deviations 1 and 3, and samples 1 and 3, of deviations 0.5 and 0
            double even = 2;
            double odd = (0.5 + 1e-4) / 2;
            double[] expected = {0, 0, even, 7, 7, odd, 2, 6, even, 8, 7, odd};
            assertThat(applied.value(mode, 4, 0, 0, 7, 7, 2, 6, 8, 7)).containsExactly(expected, within(1e-7));
        }
    }

    @Test
    void stdDev_ofImages_isAChannelMore() {
        try (Applied applied = stdDev(2, Shape.of(2, 1, 2))) {
            // deviations 1, 2, 3, 4 of the four elements
            double[] expected = {0, 0, 0, 0, 2.5, 2.5, 2, 4, 6, 8, 2.5, 2.5};
            assertThat(applied.value(Mode.LEARN, 2, 0, 0, 0, 0, 2, 4, 6, 8)).containsExactly(expected, within(1e-7));
            double[] evaluated = {1, 2, 3, 4, 0.25, 0.25};
            assertThat(applied.value(Mode.EVALUATE, 1, 1, 2, 3, 4)).containsExactly(evaluated, within(1e-7));
        }
    }

    /** The epsilon under the root leaves 1e-4. */
    @Test
    void stdDev_ofEqualSamples_isAsGoodAsZero() {
        try (Applied applied = stdDev(2, Shape.of(1))) {
            assertThat(applied.value(Mode.FROZEN, 2, 5, 5))
                    .containsExactly(new double[] {5, 1e-4, 5, 1e-4}, within(1e-9));
        }
    }

    @Test
    void stdDev_inEvaluation_isTheMeanOfWhatItsLearningGathered() {
        try (Applied applied = stdDev(2, Shape.of(1))) {
            applied.value(Mode.FROZEN, 2, 0, 6);
            assertThat(applied.parameter("minibatch_std_dev_1.running_mean")).containsExactly(0);
            // two groups, of deviations 3 and 1
            applied.value(Mode.LEARN, 4, 0, 0, 6, 2);
            assertThat(applied.value(Mode.EVALUATE, 3, 7, 8, 9))
                    .containsExactly(new double[] {7, 0.2, 8, 0.2, 9, 0.2}, within(1e-7));
        }
    }

    @Test
    void stdDev_ofABatchThatTheGroupDoesNotDivide_isRefused() {
        try (Applied applied = stdDev(2, Shape.of(2))) {
            assertThatThrownBy(() -> applied.value(Mode.LEARN, 3, 1, 2, 3, 4, 5, 6))
                    .isInstanceOf(BackendException.class)
                    .hasMessageContaining("minibatch_std_dev_1");
        }
    }

    private static Applied stdDev(int group, Shape shape) {
        Network network =
                Network.from("x", shape).add(new MinibatchStdDev(group)).build();
        return Applied.of(network, network.initialise(0));
    }
}
