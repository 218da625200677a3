package io.gan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.gan4j.Gan;
import io.gan4j.architecture.Conditioning;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Events;
import io.gan4j.watch.Advice.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Classes are normal points around places that are {@link #apart}; generated ones have a spread for each class. */
class ClassCollapseTest {
    private static final List<String> CLASSES = List.of("a", "b", "c");

    private final List<Advice> told = new ArrayList<>();
    private final TrainingMonitor monitor = TrainingMonitor.of(told::add);
    private final double[] spread = {1, 1, 1};
    private double apart = 10;
    private int generated;
    private long step;

    private static Dataset data(int... counts) {
        int all = Arrays.stream(counts).sum();
        float[][] points = new float[all][2];
        int[] labels = new int[all];
        int at = 0;
        for (int place = 0; place < counts.length; place++) {
            for (int i = 0; i < counts[place]; i++) {
                RandomStream.of(7, at).fillNormal(points[at], 0, 1);
                points[at][0] += 10 * place;
                labels[at++] = place;
            }
        }
        return Datasets.labelled(Datasets.points(points), names(counts.length), labels);
    }

    private static List<String> names(int count) {
        return count == 3
                ? CLASSES
                : IntStream.range(0, count).mapToObj(i -> "class " + i).toList();
    }

    private ClassCollapseTest begin(Dataset data, List<String> classes) {
        ModelCard card = ModelCard.generator(2, Prior.NORMAL, Shape.of(2)).conditional("y", classes);
        Generator generator = Generator.of(card, new Runner() {
            @Override
            public List<float[]> run(List<float[]> inputs, int count) {
                generated += count;
                float[] points = new float[2 * count];
                for (int i = 0; i < count; i++) {
                    int place = 0;
                    while (inputs.get(1)[i * classes.size() + place] == 0) {
                        place++;
                    }
                    double wide = spread[place % spread.length];
                    points[2 * i] = (float) (apart * place + wide * inputs.get(0)[2 * i]);
                    points[2 * i + 1] = (float) (wide * inputs.get(0)[2 * i + 1]);
                }
                return List.of(points);
            }

            @Override
            public void close() {}
        });
        TrainingStarted plain = Events.started(100_000);
        monitor.started(new TrainingStarted(
                plain.game(), data, plain.backend(), plain.device(), 100_000, 4, generator, plain.run()));
        return this;
    }

    /** Each tenth report is a measurement. */
    private ClassCollapseTest measurements(int count) {
        for (int i = 0; i < 10 * count; i++) {
            step += 10;
            monitor.progressed(new TrainingProgress(step, 100_000, 1, 4, Duration.ZERO, 100, ImmutableMap.of()));
        }
        return this;
    }

    private List<Kind> kinds() {
        return told.stream().map(Advice::kind).toList();
    }

    @Test
    void classes_asDiverseAsThoseOfTheData_areLeftInPeace() {
        begin(data(100, 100, 100), CLASSES).measurements(20);
        spread[1] = 0.4;
        measurements(20);
        assertThat(told).isEmpty();
    }

    /** Over all samples nothing is to be seen of it: the classes lie far from each other. */
    @Test
    void oneClassThatCollapses_isToldAtTheSecondMeasurement() {
        begin(data(100, 100, 100), CLASSES).measurements(3);
        spread[1] = 0.1;
        measurements(1);
        assertThat(told).isEmpty();
        measurements(30);
        assertThat(kinds()).containsExactly(Kind.COLLAPSE_WITHIN_CLASSES);
        assertThat(told.get(0).step()).isEqualTo(500);
        assertThat(told.get(0).message())
                .matches("generated samples of 'b' lie 0\\.1\\d+ apart on average, those of the data 1\\.\\d+:"
                        + " (9|10|11)\\.\\d % of it");
        assertThat(told.get(0).toString()).startsWith("Step 500, collapse within classes: ");
    }

    @Test
    void classesThatAllCollapse_areCounted() {
        begin(data(100, 100, 100), CLASSES).measurements(3);
        Arrays.fill(spread, 0.01);
        measurements(5);
        assertThat(kinds()).containsExactly(Kind.COLLAPSE_WITHIN_CLASSES);
        assertThat(told.get(0).message()).endsWith("; 3 of the 3 classes that are watched have collapsed");
    }

    /** A generator that makes one sample of everything is told as a collapse, once. */
    @Test
    void wholeCollapse_isNotToldOfClassesAsWell() {
        begin(data(100, 100, 100), CLASSES).measurements(3);
        Arrays.fill(spread, 0.01);
        apart = 0;
        measurements(10);
        assertThat(kinds()).containsExactly(Kind.COLLAPSE);
    }

    /** Five measurements of patience, then two in a row. */
    @Test
    void classesThatNeverSpread_areToldAfterPatience() {
        Arrays.fill(spread, 0.01);
        begin(data(100, 100, 100), CLASSES).measurements(6);
        assertThat(told).isEmpty();
        measurements(1);
        assertThat(kinds()).containsExactly(Kind.COLLAPSE_WITHIN_CLASSES);
    }

    @Test
    void classesOfSamplesThatAreAlike_areNotWatched() {
        // of the second class the data has one sample, of the third none
        spread[1] = 0;
        spread[2] = 0;
        begin(data(100, 1, 0), CLASSES).measurements(20);
        assertThat(told).isEmpty();
    }

    @Test
    void samplesThatAreNoNumbers_areNoCollapse() {
        begin(data(100, 100, 100), CLASSES).measurements(3);
        Arrays.fill(spread, Double.NaN);
        measurements(10);
        assertThat(told).isEmpty();
    }

    /** The classes of the data say nothing of what a category should look like. */
    @Test
    void categoriesFoundWithoutLabels_areNotWatched() {
        spread[1] = 0.01;
        begin(data(100, 100, 100), List.of("code 0", "code 1", "code 2")).measurements(20);
        assertThat(told).isEmpty();
    }

    @Test
    void ofManyClasses_sixteenAreLookedAt() {
        int[] counts = new int[40];
        Arrays.fill(counts, 40);
        begin(data(counts), names(40)).measurements(1);
        // 256 over all, and 32 of each class that is looked at
        assertThat(generated).isEqualTo(256 + 16 * 32);
    }

    @Test
    void remedies_ofAnAuxiliaryClassifier_areOtherClassesAndNoPacks() {
        Remedies auxiliary = new Remedies(
                Gan.sngan().conditional(Conditioning.auxiliary()).configuration(), data(3_000, 1, 1), null);
        assertThat(auxiliary.against(Kind.COLLAPSE_WITHIN_CLASSES))
                .isEqualTo(
                        "Try minibatchStdDev(4), which is off; or conditional(Conditioning.projection()) instead of an"
                                + " auxiliary classifier, which rewards images that are alike; or regularizers(R1.of(1)).");
        Remedies projection = new Remedies(Gan.sngan().conditional().configuration(), data(3_000, 1, 1), null);
        assertThat(projection.against(Kind.COLLAPSE_WITHIN_CLASSES))
                .startsWith(
                        "Try minibatchStdDev(4), which is off; or packing(2), so that the discriminator sees two samples");
    }
}
