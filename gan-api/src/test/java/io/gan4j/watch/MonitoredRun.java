package io.gan4j.watch;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.testing.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A run that is made up: reports every ten steps on a game that goes well, unless a value is set. The data are normal points
 * of the plane, the generator's samples are its latents times {@link #spread}.
 */
final class MonitoredRun {
    final List<Advice> told = new ArrayList<>();
    final List<Long> measured = new ArrayList<>();
    final TrainingMonitor monitor;
    double spread = 1;
    long step;
    private final RandomStream random;
    private final Map<String, Float> set = new LinkedHashMap<>();

    MonitoredRun(UnaryOperator<TrainingMonitor> settings, Dataset data, long seed) {
        random = RandomStream.of(seed);
        monitor = settings.apply(TrainingMonitor.of(told::add));
        monitor.started(started(data));
    }

    static MonitoredRun begun() {
        return new MonitoredRun(monitor -> monitor, points(1000), 1);
    }

    static Dataset points(int count) {
        float[][] points = new float[count][2];
        for (int i = 0; i < count; i++) {
            RandomStream.of(7, i).fillNormal(points[i], 0, 1);
        }
        return Datasets.points(points);
    }

    TrainingStarted started(Dataset data) {
        TrainingStarted plain = Events.started(10_000);
        return new TrainingStarted(
                plain.game(), data, plain.backend(), plain.device(), 10_000, 4, generator(), plain.run());
    }

    private Generator generator() {
        return Generator.of(ModelCard.generator(2, Prior.NORMAL, Shape.of(2)), new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                measured.add(step);
                float[] output = input.clone();
                for (int i = 0; i < output.length; i++) {
                    output[i] = (float) (spread * output[i]);
                }
                return output;
            }

            @Override
            public void close() {}
        });
    }

    /** From now on a value is as given; the others go on as they should. */
    MonitoredRun set(String name, double value) {
        set.put(name, (float) value);
        return this;
    }

    /** From now on all values are as they should be. */
    MonitoredRun recover() {
        set.clear();
        spread = 1;
        return this;
    }

    MonitoredRun report() {
        step += 10;
        Map<String, Float> values = new LinkedHashMap<>();
        values.put("discriminator loss", around(1.2));
        values.put("real score", around(0.5));
        values.put("fake score", -around(0.5));
        values.put("discriminator gradient", around(2));
        values.put("generator loss", around(0.9));
        values.put("generator gradient", around(0.5));
        values.putAll(set);
        return tell(values);
    }

    MonitoredRun tell(Map<String, Float> values) {
        monitor.progressed(new TrainingProgress(step, 10_000, 1, 4, Duration.ZERO, 100, ImmutableMap.copyOf(values)));
        return this;
    }

    /** The next step is the first of a stage. */
    MonitoredRun stage(int number) {
        monitor.stageBegan(new TrainingStage("larger", number, 3, step + 1, 10_000));
        return this;
    }

    MonitoredRun reports(int count) {
        for (int i = 0; i < count; i++) {
            report();
        }
        return this;
    }

    /** A value with a tenth of normal noise. */
    float around(double value) {
        return (float) (value * (1 + 0.1 * random.nextGaussian()));
    }

    double noise() {
        return random.nextGaussian();
    }

    List<Advice.Kind> kinds() {
        return told.stream().map(Advice::kind).toList();
    }
}
