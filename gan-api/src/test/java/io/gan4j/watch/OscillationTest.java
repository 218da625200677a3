package io.gan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import io.gan4j.event.TrainingProgress;
import io.gan4j.tensor.RandomStream;
import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OscillationTest {
    private final RandomStream random = RandomStream.of(11);

    /** At how many of the reports a cycle is seen. */
    private static int seen(int reports, IntToDoubleFunction generator, IntToDoubleFunction discriminator) {
        Oscillation oscillation = new Oscillation();
        int seen = 0;
        for (int i = 0; i < reports; i++) {
            ImmutableMap<String, Float> values =
                    ImmutableMap.of("generator loss", (float) generator.applyAsDouble(i), "discriminator loss", (float)
                            discriminator.applyAsDouble(i));
            TrainingProgress report = new TrainingProgress(i + 1, reports, 0, 1, Duration.ZERO, 1, values);
            seen += oscillation.look(report) == null ? 0 : 1;
        }
        return seen;
    }

    /** Seen at every report once the window of 40 is full, in spite of noise and a trend. */
    @ParameterizedTest
    @ValueSource(doubles = {3.2, 5, 7.7, 9, 10})
    void cycle_withNoiseAndTrend_isSeen(double period) {
        IntToDoubleFunction cycle = i -> Math.sin(2 * Math.PI * i / period);
        int seen = seen(
                100,
                i -> 2 + 0.01 * i + 0.9 * cycle.applyAsDouble(i) + 0.15 * random.nextGaussian(),
                i -> 1 - 0.4 * cycle.applyAsDouble(i) + 0.1 * random.nextGaussian());
        assertThat(seen).isEqualTo(61);
    }

    @Test
    void cycle_isDescribed() {
        Oscillation oscillation = new Oscillation();
        String message = null;
        for (int i = 0; i < 40; i++) {
            double cycle = Math.sin(2 * Math.PI * i / 8);
            TrainingProgress report = new TrainingProgress(
                    i + 1,
                    40,
                    0,
                    1,
                    Duration.ZERO,
                    1,
                    ImmutableMap.of(
                            "generator loss", (float) (2 + cycle), "discriminator loss", (float) (1 - 0.5 * cycle)));
            message = oscillation.look(report);
        }
        assertThat(message)
                .matches("the generator's loss swings by (1\\.0\\d|0\\.9\\d+) around 2\\.00 every 8 reports, and the"
                        + " discriminator's the other way");
    }

    /** A hundred runs' worth, the same for both players but for the sign: nothing but the cycle could tell it from one. */
    @Test
    void noise_isNoCycle() {
        double[] noise = new double[10_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextGaussian();
        }
        assertThat(seen(noise.length, i -> 1 + 0.5 * noise[i], i -> 1 - 0.5 * noise[i]))
                .isLessThanOrEqualTo(5);
    }

    /** Where each report goes on from the one before it, as losses do. About 5 windows of 10,000 happen to look like a cycle. */
    @Test
    void wandering_isNoCycle() {
        double[] walk = new double[10_000];
        for (int i = 1; i < walk.length; i++) {
            walk[i] = 0.9 * walk[i - 1] + random.nextGaussian();
        }
        assertThat(seen(walk.length, i -> 1 + 0.5 * walk[i], i -> 1 - 0.5 * walk[i]))
                .isLessThanOrEqualTo(30);
    }

    @Test
    void decay_isNoCycle() {
        assertThat(seen(500, i -> 5 * Math.exp(-i / 30.0), i -> 5 - 5 * Math.exp(-i / 30.0)))
                .isZero();
        assertThat(seen(500, i -> i < 250 ? 1 : 4, i -> i < 250 ? 4 : 1)).isZero();
    }

    @Test
    void constant_isNoCycle() {
        assertThat(seen(100, i -> 2, i -> 1)).isZero();
    }

    @Test
    void cycle_ofSmallAmplitude_isLeftInPeace() {
        assertThat(seen(100, i -> 2 + 0.45 * Math.sin(i), i -> 1 - 0.45 * Math.sin(i)))
                .isZero();
        assertThat(seen(100, i -> 2 + 0.6 * Math.sin(i), i -> 1 - 0.6 * Math.sin(i)))
                .isPositive();
    }

    @Test
    void cycle_ofBothTogether_isNotThatOfAGame() {
        assertThat(seen(100, i -> 2 + Math.sin(i), i -> 1 + Math.sin(i))).isZero();
        assertThat(seen(100, i -> 2 + Math.sin(i), i -> 1)).isZero();
    }

    @Test
    void cycle_inARun_isToldOnce() {
        MonitoredRun run = MonitoredRun.begun().reports(50);
        for (int i = 0; i < 200; i++) {
            double cycle = Math.sin(2 * Math.PI * i / 9);
            run.set("generator loss", 1.5 + 0.8 * cycle + 0.1 * run.noise())
                    .set("discriminator loss", 1.2 - 0.5 * cycle + 0.1 * run.noise())
                    .report();
        }
        run.recover().reports(200);
        assertThat(run.kinds()).containsExactly(Advice.Kind.OSCILLATION);
        assertThat(run.told.get(0).advice()).contains("ema");
    }
}
