package io.gan4j.examples;

import com.google.common.collect.ImmutableList;
import io.gan4j.GanBuilder;
import io.gan4j.SettingsTable;
import io.gan4j.TextToImageBuilder;
import io.gan4j.TranslationBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import io.gan4j.run.GameRun;
import io.gan4j.run.TextToImageRun;
import io.gan4j.run.TrainingRun;
import io.gan4j.run.TranslationRun;
import io.gan4j.tensor.Shape;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says what a run would do, and how long it would take, and writes nothing. */
final class DryRun {
    private static final int STEPS = 10;
    private static final double NANOS = 1e9;
    private static final double MINUTE = 60;
    private static final double HOUR = 3_600;
    /** A run that goes back needs checkpoints, of which a dry run keeps none. */
    private static final Map<String, String> UNKEPT = Map.of("checkpoints", "none", "onDivergence", "fail");

    private final PrintStream out;
    private String device = "";
    private double epochs;
    private String networks = "";
    private ImmutableList<TrainingStage> stages = ImmutableList.of();

    DryRun(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints networks, practices, settings and the time, which ten steps tell.
     *
     * @param preset the name of what the settings began with
     * @param base the settings of that
     * @param gan all settings
     * @param data what would be learnt
     * @param course says what is worth knowing before
     */
    void tell(String preset, GanBuilder base, GanBuilder gan, Dataset data, RunOptions course) {
        SettingsTable<GanBuilder> table = SettingsTable.gan();
        GanBuilder unkept = table.set(gan, UNKEPT);
        try (TrainingRun run = unkept.listener(new Witness()).start(data)) {
            Pace pace = pace(run);
            if (!stages.isEmpty()) {
                pace = ofStages(unkept, data);
            }
            head(preset, data.name(), data.shape(), run.steps());
            out.println(networks);
            course.advice(run).forEach(line -> out.println(line + System.lineSeparator()));
            out.println("practices");
            unkept.practices().forEach(line -> out.println(Paragraph.of(line, "  ", 4)));
            out.println();
            tellStages();
            changes(preset, table.changes(base, gan));
            out.println(time(pace, run.steps()));
        }
    }

    /** Prints networks, settings and the time of a run of translators, as {@link #tell} does for a GAN. */
    void tellTranslators(String preset, TranslationBuilder base, TranslationBuilder all, TranslationData data) {
        SettingsTable<TranslationBuilder> table = TranslatorPreset.TABLE;
        TranslationBuilder unkept = table.set(all, UNKEPT);
        try (TranslationRun run = data.start(unkept.listener(new Witness()))) {
            tell(run, preset, data.name(), data.first().shape(), table.changes(base, all));
        }
    }

    /** Prints networks, settings and the time of a GAN that makes images of sentences, once its text encoder has learned. */
    void tellText(String preset, TextToImageBuilder base, TextToImageBuilder all, Dataset captioned) {
        SettingsTable<TextToImageBuilder> table = TextPreset.TABLE;
        TextToImageBuilder unkept = table.set(all, UNKEPT);
        try (TextToImageRun run = unkept.listener(new Witness()).start(captioned)) {
            tell(run, preset, captioned.name(), captioned.shape(), table.changes(base, all));
        }
    }

    private void tell(GameRun<?> run, String preset, String data, Shape sample, Map<String, String> changes) {
        Pace pace = pace(run);
        head(preset, data, sample, run.steps());
        out.println(networks);
        out.println();
        changes(preset, changes);
        out.println(time(pace, run.steps()));
    }

    /**
     * How long a run takes.
     *
     * @param played the steps that tell
     * @param seconds of the whole run; NaN if they are too few
     */
    private record Pace(long played, double seconds) {}

    /** Plays steps, of which the first prepares the others. */
    private static Pace pace(GameRun<?> run) {
        long played = Math.min(STEPS, run.steps());
        run.play();
        long began = System.nanoTime();
        for (long step = 1; step < played; step++) {
            run.play();
        }
        double seconds = (System.nanoTime() - began) / NANOS;
        return new Pace(played, played < 2 ? Double.NaN : seconds / (played - 1) * run.steps());
    }

    /** Plays a short run with the same stages, whose steps take longer from stage to stage. */
    private Pace ofStages(GanBuilder gan, Dataset data) {
        StageTimes times = new StageTimes();
        long steps = StageTimes.steps(stages);
        try (TrainingRun run = gan.steps(steps).listener(times).start(data)) {
            for (long step = 0; step < steps; step++) {
                long began = System.nanoTime();
                run.play();
                times.add((System.nanoTime() - began) / NANOS);
            }
        }
        return new Pace(steps, times.whole(stages));
    }

    private void tellStages() {
        if (!stages.isEmpty()) {
            out.println("stages");
            stages.forEach(stage ->
                    out.println("  " + stage.name() + ": steps " + stage.firstStep() + " to " + stage.lastStep()));
            out.println();
        }
    }

    private void head(String preset, String data, Shape sample, long steps) {
        out.println(Paragraph.of(
                "Would train " + preset + " on " + VisibleText.of(data) + ", samples of shape " + sample + ": "
                        + Plural.of(steps, "step") + ", " + String.format(Locale.ROOT, "%.2f", epochs) + " epochs",
                "",
                2));
        out.println();
    }

    private void changes(String preset, Map<String, String> changes) {
        out.println("settings that differ from those of " + preset);
        changes.forEach((name, text) -> out.println(Paragraph.of(name + " = " + text, "  ", 4)));
        out.println(changes.isEmpty() ? "  none" : "");
    }

    private String time(Pace pace, long steps) {
        if (Double.isNaN(pace.seconds())) {
            return "time: one step is too few to tell; nothing was written";
        }
        return Paragraph.of(
                "about " + duration(pace.seconds()) + " for " + Plural.of(steps, "step") + " on " + device
                        + ", estimated by playing " + pace.played() + "; nothing was written",
                "time: ",
                2);
    }

    private static String duration(double seconds) {
        if (seconds < MINUTE) {
            return String.format(Locale.ROOT, "%.1f seconds", seconds);
        }
        return seconds < HOUR
                ? String.format(Locale.ROOT, "%.1f minutes", seconds / MINUTE)
                : String.format(Locale.ROOT, "%.1f hours", seconds / HOUR);
    }

    /** Hears where the run computes, and with which networks. */
    private final class Witness implements TrainingListener {
        @Override
        public void started(TrainingStarted event) {
            device = event.device();
            epochs = event.epochs();
            stages = event.stages();
            networks = event.game().players().stream()
                    .map(player -> player.name()
                            + System.lineSeparator()
                            + player.network().summary())
                    .collect(Collectors.joining(System.lineSeparator()));
        }
    }
}
