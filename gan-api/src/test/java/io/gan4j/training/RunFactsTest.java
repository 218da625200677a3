package io.gan4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gan4j.metric.Better;
import io.gan4j.metric.Estimate;
import io.gan4j.metric.Measurement;
import io.gan4j.metric.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFactsTest {
    /** JSON has no numbers for these. */
    @Test
    void numbersThatAreNotFinite_comeBackAsTheyWere() {
        Measurement measured = Measurement.of(
                "distance",
                Estimate.without(Double.POSITIVE_INFINITY),
                Better.LOWER,
                new Protocol(3, 4, "test", "none", "pixels", "ab", 5),
                "A warning.");
        RunFacts facts = new RunFacts(
                7,
                8,
                Map.of("batch", "64"),
                Map.of("device", "abacus"),
                new RunFacts.Sums(Map.of("loss", Double.NaN), 2, 9),
                List.of(new RunFacts.Report(1, 2, 0.5, 1, 3, Double.NEGATIVE_INFINITY, Map.of("loss", Float.NaN))),
                new RunFacts.BestFacts(6, 7, List.of(measured)),
                List.of(new TrainingWentBack(5, "generator", "a loss", 4, 1, 2, 0.5)));
        assertThat(RunFacts.parse(facts.json())).isEqualTo(facts);
        assertThat(facts.json()).doesNotContain(":NaN", ":Infinity", ":-Infinity");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"settings\":{}}", "[]", "7", "{\"settings\":{},\"machine\":{},\"averages\":{}}"})
    void otherTexts_areRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunFacts.parse(text))
                .withMessageStartingWith("these are not the facts of a run: ");
    }
}
