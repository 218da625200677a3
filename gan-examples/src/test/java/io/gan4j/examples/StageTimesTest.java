package io.gan4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.event.TrainingStage;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageTimesTest {
    private static final List<TrainingStage> STAGES = List.of(
            new TrainingStage("8 px", 1, 3, 1, 500),
            new TrainingStage("8 to 16 px", 2, 3, 501, 750),
            new TrainingStage("16 px", 3, 3, 751, 1000));

    /** Steps of 1, 2 and 4 seconds, each stage after a first one that takes longer. */
    @Test
    void run_takesTheTimesOfItsStages() {
        StageTimes times = new StageTimes();
        for (int stage = 0; stage < 3; stage++) {
            times.stageBegan(STAGES.get(stage));
            for (double seconds : new double[] {60, 1 << stage, 1 << stage}) {
                times.add(seconds);
            }
        }
        assertThat(times.whole(STAGES)).isCloseTo(500 + 2 * 250 + 4 * 250, within(1e-9));
    }

    @Test
    void onlyStepOfAStage_counts() {
        StageTimes times = new StageTimes();
        times.stageBegan(STAGES.get(0));
        times.add(0.5);
        assertThat(times.whole(STAGES.subList(0, 1))).isCloseTo(250, within(1e-9));
    }

    /** A quarter of the steps belongs to each of the shortest stages. */
    @Test
    void shortRun_hasThreeStepsInItsShortestStage_withinLimits() {
        assertThat(StageTimes.steps(STAGES)).isEqualTo(12);
        assertThat(StageTimes.steps(
                        List.of(new TrainingStage("8 px", 1, 2, 1, 2), new TrainingStage("16 px", 2, 2, 3, 1_000_000))))
                .isEqualTo(20);
        assertThat(StageTimes.steps(
                        List.of(new TrainingStage("8 px", 1, 2, 1, 1), new TrainingStage("16 px", 2, 2, 2, 2))))
                .isEqualTo(2);
    }
}
