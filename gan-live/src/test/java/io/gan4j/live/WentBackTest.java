package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.testing.Events;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a page's monitor has seen does not count once the run went back, or plays with other networks. */
class WentBackTest {
    private static final int STEPS = 1_000;

    private final Story story = new Story(() -> {});
    private final WatchedRun run = begin();

    private WatchedRun begin() {
        TrainingStarted start = Events.started(STEPS);
        WatchedRun begun = new WatchedRun(story, () -> false, LiveOptions.defaults(), Runnable::run, start, () -> 0L);
        begun.begin(start);
        return begun;
    }

    /** Ten reports after a step of gradients that are not finite. */
    private void explode(long after) {
        for (int i = 1; i <= 10; i++) {
            run.progressed(new TrainingProgress(
                    after + i,
                    STEPS,
                    1,
                    4,
                    Duration.ofSeconds(after + i),
                    64,
                    ImmutableMap.of("generator gradient", Float.POSITIVE_INFINITY)));
        }
    }

    private List<JsonObject> advice() {
        return story.all().lines().stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.get("kind").getAsString().equals("advice"))
                .toList();
    }

    @Test
    void adviceOfARunThatDidNotGoBack_isTheSameOnce() {
        explode(0);
        explode(10);
        assertThat(advice()).hasSize(1);
    }

    @Test
    void monitor_beginsAnewWhereTheRunWentBack() {
        explode(0);
        run.wentBack(new TrainingWentBack(10, "generator", "the loss is NaN", 0, 1, 3, 0.5));
        explode(0);
        assertThat(advice()).hasSize(2);
    }

    @Test
    void head_hasTheCostsOfTheStages_forTheTimeLeft() {
        TrainingStarted plain = Events.started(STEPS);
        TrainingStarted growing = new TrainingStarted(
                plain.game(),
                plain.data(),
                plain.backend(),
                plain.device(),
                STEPS,
                4,
                plain.generator(),
                null,
                ImmutableList.of(
                        new TrainingStage("8 px", 1, 2, 1, 400, 1), new TrainingStage("16 px", 2, 2, 401, 1000, 3.5)),
                plain.run());
        assertThat(StoryLines.head(growing, null).get("stages").toString())
                .isEqualTo("[{\"last_step\":400,\"cost\":1.0},{\"last_step\":1000,\"cost\":3.5}]");
        assertThat(StoryLines.head(plain, null).has("stages")).isFalse();
    }
}
