package io.gan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Better;
import java.util.List;
import org.junit.jupiter.api.Test;

class BestTest {
    private final GeneratorMetric real = new Named("real", Better.LOWER);
    private final GeneratorMetric made = new Named("made", Better.HIGHER);

    private record Named(String name, Better better) implements GeneratorMetric {
        @Override
        public double of(Generator generator, Dataset data) {
            return 0;
        }
    }

    @Test
    void best_byAMetricWithoutOrder_isRefused() {
        GeneratorMetric similar = new Named("similarity", Better.NEAR_REAL);
        String message = "the best state cannot be kept by the similarity, of which neither lower nor higher values are"
                + " better: name another metric";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Best.of(10, List.of(similar)))
                .withMessage(message);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Best.of(10, List.of(made, similar)).by("similarity"))
                .withMessage(message);
    }

    @Test
    void best_ofSeveralMetrics_isByTheFirstWithAnOrder_orByTheNamedOne() {
        GeneratorMetric similar = new Named("similarity", Better.NEAR_REAL);
        Best best = Best.of(10, List.of(similar, made, real));
        assertThat(best.metrics()).isEqualTo(ImmutableList.of(similar, made, real));
        assertThat(best.metric()).isEqualTo(made);
        assertThat(best.by("real").metric()).isEqualTo(real);
    }

    @Test
    void best_byANameOfNoMetricOrOfTwo_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Best.of(10, List.of(made, real)).by("unreal"))
                .withMessage(
                        "the best state is kept by one metric; none of those that are measured have the name 'unreal':"
                                + " they are made, real");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Best.of(10, List.of(made, real, made)).by("made"))
                .withMessage("the best state is kept by one metric; 2 of those that are measured have the name 'made':"
                        + " they are made, real, made");
    }

    @Test
    void best_byNoMetric_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Best.of(10, List.of()))
                .withMessage("metrics must hold at least one, by which the best state is kept");
    }
}
