package io.gan4j.examples;

import io.gan4j.TranslationBuilder;
import io.gan4j.file.VisibleText;
import io.gan4j.run.TrainedTranslator;
import io.gan4j.run.TranslationRun;
import io.gan4j.training.Checkpoints;
import io.gan4j.watch.ProgressBar;
import io.gan4j.watch.SampleFilm;
import io.gan4j.watch.TrainingMonitor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.ExitCode;

/**
 * A run of translators whose results go into a folder: the exported translators, a sheet of inputs, outputs and truths, an
 * animation of it, and the run folder. It can be stopped by a signal, and gone on with.
 *
 * @param preset what is trained
 * @param folder where the results go
 * @param out where the course of the run is told
 * @param err where a person who sends a signal is told
 */
record TranslationJob(TranslatorPreset preset, Path folder, PrintStream out, PrintWriter err) {
    /** Rows of the sheet. */
    private static final int ROWS = 8;

    private static final double HALFWAY = 0.5;

    /**
     * Finds out before the work whether the results can be written.
     *
     * @throws IOException if they cannot be
     */
    void prepare() throws IOException {
        OutputFolder.prepare(folder);
        List<String> results = new ArrayList<>(preset.files());
        results.addAll(List.of(TrainingJob.SHEET, TrainingJob.FILM, TrainingJob.HISTORY));
        for (String result : results) {
            OutputFile.check(folder.resolve(result));
        }
    }

    private Path run() {
        return TrainingJob.run(folder);
    }

    /**
     * The checkpoints of a run that begins here, or goes on.
     *
     * @throws IOException if there is a run that a new one would replace, or none to go on with
     */
    Checkpoints checkpoints(boolean resume) throws IOException {
        return KeptRun.in(run()).checkpoints(resume);
    }

    /**
     * Trains and writes the results.
     *
     * @param builder all settings, with checkpoints in the run folder
     * @param data what is learned
     * @return the exit code
     * @throws IOException if a result cannot be written
     */
    int train(TranslationBuilder builder, TranslationData data) throws IOException {
        boolean isKept = KeptRun.in(run()).isFinished();
        SampleFilm film = SampleFilm.of(ROWS, TrainingJob.SAMPLES_SEED);
        ProgressBar bar = ProgressBar.on(out);
        TranslationBuilder watched =
                builder.listener(bar).listener(TrainingMonitor.of(bar::tell)).listener(film);
        List<String> exported;
        try (TranslationRun run = data.start(watched)) {
            StopSignals signals = new StopSignals(run::stop, err);
            try (TrainedTranslator trained = signals.during(run::train)) {
                OptionalInt stopped = signals.exitCode();
                if (stopped.isPresent()) {
                    out.println("Stopped after step " + trained.step() + " of " + run.steps()
                            + "; --resume goes on from there");
                    return stopped.getAsInt();
                }
                int enlargement = TrainingJob.enlargement(data.first().shape());
                film.last().enlarged(enlargement).writePng(folder.resolve(TrainingJob.SHEET));
                film.gif().write(folder.resolve(TrainingJob.FILM));
                exported = export(trained);
            }
        }
        if (!isKept) {
            KeptRun.in(run()).delete();
        }
        tellResults(exported);
        return ExitCode.OK;
    }

    /** Exports the translators; after pretraining also those that were faithful, and those halfway to the crisp ones. */
    private List<String> export(TrainedTranslator trained) throws IOException {
        List<String> files = new ArrayList<>(export(trained, ""));
        if (trained.isPretrained()) {
            try (TrainedTranslator faithful = trained.interpolated(0);
                    TrainedTranslator halfway = trained.interpolated(HALFWAY)) {
                files.addAll(export(faithful, "faithful-"));
                files.addAll(export(halfway, "halfway-"));
            }
        }
        return files;
    }

    private List<String> export(TrainedTranslator translators, String prefix) throws IOException {
        List<String> files = new ArrayList<>();
        for (String name : translators.names()) {
            String file = prefix + preset.file(name);
            translators.export(name, folder.resolve(file));
            files.add(file);
        }
        return files;
    }

    private void tellResults(List<String> exported) {
        List<String> written = new ArrayList<>();
        exported.forEach(file -> written.add(file + " (verified)"));
        written.addAll(List.of(TrainingJob.SHEET, TrainingJob.FILM));
        if (Files.isRegularFile(folder.resolve(TrainingJob.HISTORY))) {
            written.add(TrainingJob.HISTORY);
        }
        String last = written.remove(written.size() - 1);
        out.println(
                "Wrote " + String.join(", ", written) + " and " + last + " to " + VisibleText.of(folder.toString()));
    }
}
