package io.gan4j.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TrainingStarted;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Events;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a page says of a conditional generator whose classes lie apart, while the samples of each class become alike. */
class ClassCollapseAdviceTest {
    private static final List<String> CLASSES = List.of("left", "right");
    private static final int STEPS = 20_000;

    private final Story story = new Story(() -> {});
    /** Moves by ten minutes with each report, so that the run may always look at samples. */
    private final AtomicLong clock = new AtomicLong();
    /** The standard deviation of the points of a class. */
    private float spread = 1;

    /** Points of two classes, which lie 100 apart, each with a standard deviation of 1. */
    private static Dataset data() {
        float[][] points = new float[400][2];
        int[] labels = new int[points.length];
        for (int i = 0; i < points.length; i++) {
            RandomStream.of(1, i).fillNormal(points[i], 0, 1);
            labels[i] = i % 2;
            points[i][0] += 100 * labels[i];
        }
        return Datasets.labelled(Datasets.points(points), CLASSES, labels);
    }

    private Generator generator() {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(2)).conditional("y", CLASSES);
        return Generator.of(card, new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                float[] points = Arrays.copyOf(inputs.get(0), 2 * count);
                for (int i = 0; i < count; i++) {
                    points[2 * i] = spread * points[2 * i] + 100 * inputs.get(1)[2 * i + 1];
                    points[2 * i + 1] *= spread;
                }
                return List.of(points);
            }

            @Override
            public void close() {}
        });
    }

    private List<JsonObject> adviceOf(int reports, float later) {
        TrainingStarted plain = Events.started(STEPS);
        TrainingStarted start = new TrainingStarted(
                plain.game(), data(), plain.backend(), plain.device(), STEPS, 4, generator(), plain.run());
        WatchedRun run = new WatchedRun(story, () -> true, LiveOptions.defaults(), Runnable::run, start, clock::get);
        run.begin(start);
        for (int i = 1; i <= reports; i++) {
            clock.addAndGet(Duration.ofMinutes(10).toNanos());
            spread = i > reports / 2 ? later : 1;
            run.progressed(Events.progress(STEPS / reports * (long) i, STEPS, Duration.ofNanos(clock.get())));
        }
        return story.all().lines().stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.get("kind").getAsString().equals("advice"))
                .toList();
    }

    /** A measurement is made at every tenth look, and two in a row must show the collapse. */
    @Test
    void samplesOfAClass_thatBecomeAlike_areAdvisedAboutOnce() {
        assertThat(adviceOf(100, 0.01f))
                .filteredOn(line -> line.get("about").getAsString().equals("collapse within classes"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.get("step").getAsLong()).isEqualTo(70 * STEPS / 100);
                    assertThat(line.get("seen").getAsString())
                            .startsWith("generated samples of '")
                            .endsWith("; 2 of the 2 classes that are watched have collapsed");
                });
    }

    @Test
    void samplesOfClasses_asDiverseAsTheData_areNotAdvisedAbout() {
        assertThat(adviceOf(100, 0.9f)).noneMatch(line -> line.toString().contains("collapse"));
    }
}
