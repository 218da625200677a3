package io.gan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.tensor.Prior;
import io.gan4j.testing.Events;
import io.gan4j.watch.Advice.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingMonitorTest {
    private final MonitoredRun run = MonitoredRun.begun();

    @Test
    void run_thatGoesWell_isLeftInPeace() {
        assertThat(run.reports(2000).told).isEmpty();
    }

    @Test
    void discriminator_thatWins_isTold() {
        run.reports(20).set("discriminator loss", 0.01).set("generator loss", 5).reports(50);
        assertThat(run.told).hasSize(1);
        Advice advice = run.told.get(0);
        assertThat(advice.kind()).isEqualTo(Kind.DISCRIMINATOR_WON);
        assertThat(advice.step()).isBetween(230L, 260L);
        assertThat(advice.message())
                .startsWith("the discriminator's loss is 0.0100, and the generator's has risen from 0.")
                .endsWith(" to 5.00");
        assertThat(advice.advice()).contains("label smoothing", "instance noise", "R1");
    }

    /** Each of the three conditions alone missing: the discriminator's loss, the generator's, the scores. */
    @ParameterizedTest
    @CsvSource({"0.06, 5, 3, -3", "-0.01, 5, 3, -3", "0.01, 0.5, 3, -3", "0.01, 5, 0.1, -0.3"})
    void discriminator_thatDoesNotWin_isNotTold(double discriminator, double generator, double real, double fake) {
        run.reports(20)
                .set("discriminator loss", discriminator)
                .set("generator loss", generator)
                .set("real score", real)
                .set("fake score", fake)
                .reports(50);
        assertThat(run.kinds()).doesNotContain(Kind.DISCRIMINATOR_WON);
    }

    @Test
    void discriminator_thatWinsFromTheFirstStep_isToldAfterTheWarmUp() {
        for (int i = 0; i < 20; i++) {
            run.set("discriminator loss", 0.04 / (1 + i))
                    .set("generator loss", 3 + 0.5 * i)
                    .report();
        }
        assertThat(run.kinds()).containsExactly(Kind.DISCRIMINATOR_WON);
        assertThat(run.told.get(0).step()).isEqualTo(80);
    }

    @Test
    void discriminator_thatWinsInAGameWithoutScores_isTold() {
        for (int i = 0; i < 50; i++) {
            run.step++;
            run.tell(ImmutableMap.of("discriminator loss", 0.01f, "generator loss", 1f + i));
        }
        assertThat(run.kinds()).containsExactly(Kind.DISCRIMINATOR_WON);
    }

    @ParameterizedTest
    @CsvSource({
        // the generator's gradient before and after, and what is said
        "0.5, 4e-5, the generator's gradient has fallen from a norm of 0.500 to 4.00e-05",
        "5e-6, 9e-7, the generator's gradient has a norm of 9.00e-07"
    })
    void gradient_thatVanishes_isTold(double before, double after, String message) {
        run.set("generator gradient", before).reports(20);
        run.set("generator gradient", after).reports(30);
        assertThat(run.told)
                .containsExactly(new Advice(Kind.VANISHING_GRADIENTS, 230, message, Kind.VANISHING_GRADIENTS.advice()));
    }

    @Test
    void gradient_thatIsSmallButThere_isNotTold() {
        run.set("generator gradient", 0.5).reports(20);
        run.set("generator gradient", 6e-5).set("discriminator gradient", 1e-9).reports(30);
        assertThat(run.told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"generator", "discriminator"})
    void gradient_thatExplodes_isTold(String player) {
        run.set(player + " gradient", 20).reports(20);
        run.set(player + " gradient", 250).reports(30);
        assertThat(run.told)
                .containsExactly(new Advice(
                        Kind.EXPLODING_GRADIENTS,
                        230,
                        "the " + player + "'s gradient has grown from a norm of 20.0 to 250",
                        Kind.EXPLODING_GRADIENTS.advice()));
    }

    @ParameterizedTest
    @CsvSource({"5, 95", "90, 850"})
    void gradient_thatIsLargeByNature_isNotTold(double before, double after) {
        run.set("discriminator gradient", before).reports(20);
        run.set("discriminator gradient", after).reports(30);
        assertThat(run.told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void gradient_thatIsNoNumber_isTold(float norm) {
        run.reports(3).set("generator gradient", norm).reports(30);
        assertThat(run.kinds()).containsExactly(Kind.EXPLODING_GRADIENTS);
        assertThat(run.told.get(0).message()).isEqualTo("the generator's gradient is not finite");
    }

    @Test
    void values_thatAreNotReported_areNotWatched() {
        for (int i = 0; i < 100; i++) {
            run.step++;
            run.tell(ImmutableMap.of());
        }
        assertThat(run.told).isEmpty();
    }

    /** Told when it was seen three times, again when it was gone fifty times and then seen three times. */
    @Test
    void failure_isToldOnceUntilItIsGone() {
        run.reports(20).set("generator gradient", 1e-9).reports(2);
        assertThat(run.told).isEmpty();
        run.reports(500);
        assertThat(run.told).hasSize(1);
        run.recover().reports(49).set("generator gradient", 1e-9).reports(500);
        assertThat(run.told).hasSize(1);
        run.recover().reports(50).set("generator gradient", 1e-9).reports(2);
        assertThat(run.told).hasSize(1);
        run.reports(500);
        assertThat(run.kinds()).containsExactly(Kind.VANISHING_GRADIENTS, Kind.VANISHING_GRADIENTS);
    }

    @Test
    void failure_inTheFirstReports_isPassedOver() {
        run.set("generator gradient", 1e-9).reports(5).recover().reports(100);
        assertThat(run.told).isEmpty();
    }

    @Test
    void failures_ofSeveralKinds_areToldEach() {
        run.reports(20)
                .set("generator gradient", 1e-9)
                .set("discriminator gradient", 1e9)
                .reports(20);
        assertThat(run.kinds()).containsExactlyInAnyOrder(Kind.VANISHING_GRADIENTS, Kind.EXPLODING_GRADIENTS);
    }

    @Test
    void generator_thatCollapses_isToldAtTheSecondMeasurement() {
        run.reports(25).spread = 0.2;
        run.reports(14);
        assertThat(run.told).isEmpty();
        run.reports(500);
        assertThat(run.told).hasSize(1);
        Advice advice = run.told.get(0);
        assertThat(advice.kind()).isEqualTo(Kind.COLLAPSE);
        assertThat(advice.step()).isEqualTo(400);
        assertThat(advice.message())
                .matches("generated samples lie 0\\.3\\d+ apart on average, those of the data 1\\.\\d+:"
                        + " (19|2[01])\\.\\d % of it");
        assertThat(advice.advice()).contains("packing");
    }

    @Test
    void generator_thatIsHalfAsDiverse_isLeftInPeace() {
        run.spread = 0.3;
        assertThat(run.reports(500).told).isEmpty();
    }

    /** Five measurements of patience, then two in a row. */
    @Test
    void generator_thatNeverSpreads_isToldAfterPatience() {
        run.spread = 0.01;
        assertThat(run.reports(69).told).isEmpty();
        assertThat(run.reports(200).kinds()).containsExactly(Kind.COLLAPSE);
        assertThat(run.told.get(0).step()).isEqualTo(700);
    }

    @Test
    void generator_thatBeginsNarrow_isGivenTimeToSpread() {
        run.spread = 0.01;
        run.reports(59).recover().reports(200);
        assertThat(run.told).isEmpty();
    }

    @Test
    void generator_thatMakesNoNumbers_isNoCollapse() {
        run.reports(20).spread = Double.NaN;
        assertThat(run.reports(200).told).isEmpty();
    }

    @Test
    void diversity_isMeasuredAtEveryTenthReport() {
        assertThat(run.reports(35).measured).containsExactly(100L, 200L, 300L);
    }

    @Test
    void settings_changeWhenACollapseIsSeen() {
        MonitoredRun other =
                new MonitoredRun(monitor -> monitor.collapsedBelow(0.5).measureEvery(4), MonitoredRun.points(300), 1);
        other.reports(8).spread = 0.4;
        other.reports(8);
        assertThat(other.measured).containsExactly(40L, 80L, 120L, 160L);
        assertThat(other.kinds()).containsExactly(Kind.COLLAPSE);
    }

    @Test
    void data_ofOneSample_hasNoDiversityToCompare() {
        MonitoredRun other = new MonitoredRun(monitor -> monitor, Datasets.points(new float[2]), 1);
        other.spread = 0;
        assertThat(other.reports(200).told).isEmpty();
    }

    @Test
    void monitor_ofASecondRun_beginsAnew() {
        run.set("generator gradient", 500).reports(20);
        run.monitor.ended(Events.ended(200, TrainingEnded.Outcome.FINISHED));
        run.report();
        run.monitor.started(run.started(MonitoredRun.points(100)));
        run.set("generator gradient", 1e-2).reports(20);
        assertThat(run.told).isEmpty();
        run.set("generator gradient", 500).reports(3);
        assertThat(run.kinds()).containsExactly(Kind.EXPLODING_GRADIENTS);
    }

    /** What it was compared with belongs to steps that are played again. */
    @Test
    void monitor_ofARunThatGoesBack_beginsAnew() {
        run.set("generator gradient", 500).reports(20);
        run.monitor.wentBack(new TrainingWentBack(200, "generator", "a loss", 10, 1, 2, 0.5));
        run.set("generator gradient", 1e-2).reports(20);
        assertThat(run.told).isEmpty();
        run.set("generator gradient", 500).reports(3);
        assertThat(run.kinds()).containsExactly(Kind.EXPLODING_GRADIENTS);
    }

    /** The gradients of new networks are not compared with those of the ones before. */
    @Test
    void stage_isWatchedAnew() {
        run.set("generator gradient", 2).reports(20);
        run.stage(2).set("generator gradient", 150).reports(20);
        assertThat(run.told).isEmpty();
        run.set("generator gradient", 2000).reports(3);
        assertThat(run.kinds()).containsExactly(Kind.EXPLODING_GRADIENTS);
    }

    /** Images of 2 x 2: a checkerboard's neighbors differ as much as they can, those of halves in one direction alone. */
    @ParameterizedTest
    @CsvSource({"1, -1, -1, 1, still noise", "0.01, 0, 0.01, 0, nearly blank", "1, -1, 1, -1, ''"})
    void pictures_atTheEnd_areLookedAt(float a, float b, float c, float d, String seen) {
        byte dark = 0;
        byte light = (byte) 255;
        Dataset halves = Datasets.pixels(Events.SAMPLE, new byte[][] {{light, dark, light, dark}});
        Generator generator = Generator.of(ModelCard.generator(2, Prior.NORMAL, Events.SAMPLE), repeating(a, b, c, d));
        TrainingStarted plain = Events.started(10);
        List<Advice> told = new ArrayList<>();
        TrainingMonitor monitor = TrainingMonitor.of(told::add);
        monitor.started(new TrainingStarted(
                plain.game(), halves, plain.backend(), plain.device(), 10, 4, generator, plain.run()));
        monitor.ended(Events.ended(10, TrainingEnded.Outcome.CANCELLED));
        assertThat(told).isEmpty();
        monitor.started(new TrainingStarted(
                plain.game(), halves, plain.backend(), plain.device(), 10, 4, generator, plain.run()));
        monitor.ended(Events.ended(10, TrainingEnded.Outcome.FINISHED));
        if (seen.isEmpty()) {
            assertThat(told).isEmpty();
        } else {
            assertThat(told).hasSize(1);
            assertThat(told.get(0).kind()).isEqualTo(Kind.NOISE);
            assertThat(told.get(0).message()).contains(seen);
        }
    }

    private static Runner repeating(float... image) {
        return new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                float[] output = new float[count * image.length];
                for (int i = 0; i < output.length; i++) {
                    output[i] = image[i % image.length];
                }
                return output;
            }

            @Override
            public void close() {}
        };
    }

    @Test
    void settings_outOfRange_areRefused() {
        TrainingMonitor monitor = TrainingMonitor.of(advice -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.collapsedBelow(0))
                .withMessage("collapsedBelow must be above 0 and below 1, was 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.collapsedBelow(1))
                .withMessage("collapsedBelow must be above 0 and below 1, was 1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> monitor.measureEvery(0))
                .withMessage("measureEvery must be at least 1, was 0");
    }

    @Test
    void advice_asText_isOneLine() {
        assertThat(new Advice(Kind.EXPLODING_GRADIENTS, 7, "it is 250", Kind.EXPLODING_GRADIENTS.advice()))
                .hasToString("Step 7, exploding gradients: it is 250. Bound the gradient by gradientClipping, lower the"
                        + " learning rate of the player, or add R1 or a gradient penalty as a regularizer.");
    }
}
