package io.gan4j.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TrainingEnded.Outcome;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.testing.Events;
import io.gan4j.watch.ProgressBar.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBarTest {
    private static final ProgressText IMAGES = new ProgressText("images", new TimeLeft(ImmutableList.of()));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static void run(ProgressBar bar) {
        bar.started(Events.started(200));
        bar.progressed(Events.progress(50, 200, Duration.ofSeconds(20)));
        bar.progressed(Events.progress(200, 200, Duration.ofSeconds(83)));
        bar.ended(Events.ended(200, Outcome.FINISHED));
    }

    @Test
    void lines_ofAWholeRun_haveThisText() {
        run(ProgressBar.on(out).style(Style.LINES));
        assertThat(printed()).isEqualTo("""
                Training on dots, 500 images: 200 steps, 4 epochs
                generator of 94 weights, discriminator of 55 weights; Abacus 1.0, CPU, 2 threads
                step 50/200, epoch 1.00/4.00, 640 images/s, losses 0.500 (discriminator) and 1.250 (generator), 0:20, left 1:00
                step 200/200, epoch 4.00/4.00, 640 images/s, losses 0.500 (discriminator) and 1.250 (generator), 1:23, left 0:00
                Finished all 200 steps, after 1:23
                """);
    }

    @Test
    void bar_ofAWholeRun_isRedrawnInPlace() {
        run(ProgressBar.on(out).style(Style.BAR));
        assertThat(printed())
                .isEqualTo("""
                Training on dots, 500 images: 200 steps, 4 epochs
                generator of 94 weights, discriminator of 55 weights; Abacus 1.0, CPU, 2 threads
                """
                        + "\r[                              ]   0/200"
                        + "\r[==         ]  50/200  epoch 1.0  640 images/s  D 0.50  G 1.25  0:20, left 1:00"
                        + "\r[===========] 200/200  epoch 4.0  640 images/s  D 0.50  G 1.25  1:23, left 0:00\n"
                        + "Finished all 200 steps, after 1:23\n");
    }

    /** A game of other phases than those of a GAN. */
    @Test
    void losses_ofOtherPhases_areNamedByThem() {
        TrainingProgress report = new TrainingProgress(
                5,
                10,
                1,
                2,
                Duration.ofSeconds(5),
                40,
                ImmutableMap.of("translators loss", 2.5f, "judge_a loss", 0.25f, "cycle", 1f, "judge_b loss", 0.5f));
        ProgressBar lines = ProgressBar.on(out).style(Style.LINES);
        lines.started(Events.started(10));
        bytes.reset();
        lines.progressed(report);
        assertThat(printed())
                .isEqualTo(
                        "step 5/10, epoch 1.00/2.00, 40 images/s, losses 2.500 (translators), 0.250 (judge_a) and 0.500"
                                + " (judge_b), 0:05, left 0:05\n");
    }

    /** The beginning of a run of 200 steps on some data. */
    private static TrainingStarted startedOn(Dataset data) {
        TrainingStarted event = Events.started(200);
        return new TrainingStarted(
                event.game(),
                data,
                event.backend(),
                event.device(),
                event.steps(),
                event.epochs(),
                event.generator(),
                event.run());
    }

    @Test
    void speed_ofPoints_isNotOneOfImages() {
        ProgressBar bar = ProgressBar.on(out).style(Style.LINES);
        bar.started(startedOn(Datasets.points(new float[] {1, 2}, new float[] {3, 4})));
        bar.progressed(Events.progress(50, 200, Duration.ofSeconds(20)));
        assertThat(printed()).contains(" 640 samples/s, ").doesNotContain("images");
    }

    @Test
    void automatic_withoutATerminal_writesLines() {
        run(ProgressBar.on(out));
        assertThat(printed()).contains("step 50/200").doesNotContain("\r");
    }

    @Test
    void bar_shorterThanTheOneBefore_coversIt() {
        ProgressBar bar = ProgressBar.on(out).style(Style.BAR);
        bar.started(Events.started(200));
        bar.progressed(Events.progress(1, 200, Duration.ofHours(1), 1e30f));
        bytes.reset();
        bar.progressed(Events.progress(2, 200, Duration.ofHours(2), 0.5f));
        assertThat(printed()).hasSize(1 + ProgressBar.COLUMNS);
    }

    @Test
    void bar_longNumbers_neverWraps() {
        TrainingProgress event = Events.progress(123_456_789, 987_654_321, Duration.ofHours(100), 1e20f);
        assertThat(IMAGES.bar(event, ProgressBar.COLUMNS)).hasSizeLessThanOrEqualTo(ProgressBar.COLUMNS);
    }

    @ParameterizedTest
    @CsvSource({
        "78, '[==        ]  50/200  epoch 1.0  640 images/s  D 0.50  G 1.25  0:20, left 1:00'",
        "60, '[=====                  ]  50/200  D 0.50  G 1.25  left 1:00'",
        "39, ' 50/200  D 0.50  G 1.25  left 1:00'",
        "30, '[==       ]  50/200  left 1:00'",
        "20, ' 50/200  left 1:00'",
        "10, ' 50/200'"
    })
    void bar_onANarrowTerminal_saysWhatFits(int columns, String expected) {
        assertThat(IMAGES.bar(Events.progress(50, 200, Duration.ofSeconds(20)), columns))
                .hasSizeLessThanOrEqualTo(columns)
                .isEqualTo(expected);
    }

    @Test
    void names_fromOutside_doNothingToTheTerminal() {
        Dataset named = Datasets.named(Events.started(200).data(), "\u001b[31mred\nnext");
        ProgressBar.on(out).style(Style.LINES).started(startedOn(named));
        assertThat(printed()).startsWith("Training on \\u001b[31mred\\u000anext: 200 steps");
    }

    @Test
    void lines_comeAtMostEveryTenSeconds() {
        ProgressBar bar = ProgressBar.on(out).style(Style.LINES);
        for (int second = 1; second <= 30; second++) {
            bar.progressed(Events.progress(second, 200, Duration.ofSeconds(second)));
        }
        assertThat(printed().lines().map(line -> line.substring(0, line.indexOf(','))))
                .containsExactly("step 1/200", "step 11/200", "step 21/200");
    }

    @Test
    void lines_afterTenMinutes_comeOnceAMinute() {
        ProgressBar bar = ProgressBar.on(out).style(Style.LINES);
        for (int minute = 20; minute < 23; minute++) {
            bar.progressed(Events.progress(minute, 200, Duration.ofMinutes(minute)));
            bar.progressed(
                    Events.progress(minute, 200, Duration.ofMinutes(minute).plusSeconds(59)));
        }
        assertThat(printed().lines()).hasSize(3);
    }

    @Test
    void progress_inALocaleWithOtherDigits_isWrittenTheSame() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(IMAGES.line(Events.progress(50, 200, Duration.ofSeconds(20))))
                    .startsWith("step 50/200, epoch 1.00/4.00, 640 images/s");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void goingBack_hasALineOfItsOwn() {
        ProgressBar bar = ProgressBar.on(out).style(Style.BAR);
        bar.started(Events.started(200));
        bar.progressed(Events.progress(70, 200, Duration.ofSeconds(83)));
        bytes.reset();
        bar.wentBack(new TrainingWentBack(71, "generator", "training diverged at step 71", 60, 1, 3, 0.5));
        bar.progressed(Events.progress(61, 200, Duration.ofSeconds(83)));
        assertThat(printed()).startsWith("\nWent back to step 60 (time 1 of 3): training diverged at step 71\n\r[");
    }

    @Test
    void stage_isNamedOnALineOfItsOwn() {
        ProgressBar bar = ProgressBar.on(out).style(Style.BAR);
        bar.started(Events.started(2000));
        bar.progressed(Events.progress(1000, 2000, Duration.ofSeconds(83)));
        bytes.reset();
        bar.stageBegan(new TrainingStage("8 to 16 px", 2, 3, 1001, 1500));
        assertThat(printed()).isEqualTo("\nStage 2 of 3, 8 to 16 px: steps 1,001 to 1,500\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FINISHED  | Finished all 200 steps, after 1:23",
                "STOPPED   | Stopped at step 70 of 200, after 1:23",
                "CANCELLED | Cancelled at step 70 of 200, after 1:23",
                "FAILED    | Failed at step 70 of 200, after 1:23"
            })
    void lastLine_saysHowItEnded(Outcome outcome, String expected) {
        ProgressBar bar = ProgressBar.on(out).style(Style.LINES);
        bar.started(Events.started(200));
        bytes.reset();
        bar.ended(Events.ended(70, outcome));
        assertThat(printed()).isEqualTo(expected + "\n");
    }

    @ParameterizedTest
    @CsvSource({"499, 0:00", "500, 0:01", "59900, 1:00", "3599000, 59:59", "3723000, 1:02:03", "90000000, 25:00:00"})
    void time_isReadAsPeopleDo(long millis, String expected) {
        assertThat(ProgressText.time(Duration.ofMillis(millis))).isEqualTo(expected);
    }

    @Test
    void advice_standsOnALineOfItsOwn() {
        ProgressBar bar = ProgressBar.on(out).style(Style.BAR);
        bar.started(Events.started(200));
        bar.tell(new Advice(Advice.Kind.NOISE, 7, "it is\nnoise", "Train longer."));
        assertThat(printed().lines()).contains("Step 7, noise: it is noise. Train longer.");
    }
}
