package io.gan4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonParser;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Estimate;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.training.Checkpoints;
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
                new RunFacts.Sums(Map.of("loss", Double.NaN), 2, 9, Map.of("loss", 1L)),
                List.of(new RunFacts.Report(1, 2, 0.5, 1, 3, Double.NEGATIVE_INFINITY, Map.of("loss", Float.NaN))),
                new RunFacts.BestFacts(6, 7, List.of(measured)),
                List.of(new TrainingWentBack(5, "generator", "a loss", 4, 1, 2, 0.5)),
                JsonParser.parseString("{\"latent\":100}").getAsJsonObject(),
                List.of(new RunFacts.StageFacts("8 px", 0), new RunFacts.StageFacts("16 px", 3)));
        assertThat(RunFacts.parse(facts.json())).isEqualTo(facts);
        assertThat(facts.json()).doesNotContain(":NaN", ":Infinity", ":-Infinity");
    }

    /** What follows a divergence is recorded only where it is not the default. */
    @Test
    void divergence_otherwise_isADifferenceUnlessAskedFor() {
        RunFacts.Sums none = new RunFacts.Sums(Map.of(), 0, 0, null);
        Map<String, String> goesBack = Map.of("onDivergence", "back");
        RunFacts with = new RunFacts(1, 1, goesBack, Map.of(), none, List.of(), null, null, null, null);
        RunFacts without = new RunFacts(1, 1, Map.of(), Map.of(), none, List.of(), null, null, null, null);
        List<Checkpoints.Change> asked = List.of(Checkpoints.Change.LEARNING_RATE);
        assertThat(with.differences(Map.of(), asked)).isEmpty();
        assertThat(without.differences(goesBack, asked)).isEmpty();
        assertThat(with.differences(Map.of(), List.of()))
                .containsExactly(new RunFacts.Difference("onDivergence", "back", "nothing"));
        assertThat(without.differences(goesBack, List.of()))
                .containsExactly(new RunFacts.Difference("onDivergence", "nothing", "back"));
    }

    /** The facts of a checkpoint that was written before any were recorded. */
    @Test
    void facts_withoutGoingBack_haveNone() {
        RunFacts facts = RunFacts.parse("{\"settings\":{},\"machine\":{},\"averages\":{\"sums\":{}},\"history\":[]}");
        assertThat(facts.allWentBack()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"settings\":{}}", "[]", "7", "{\"settings\":{},\"machine\":{},\"averages\":{}}"})
    void otherTexts_areRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunFacts.parse(text))
                .withMessageStartingWith("these are not the facts of a run: ");
    }
}
