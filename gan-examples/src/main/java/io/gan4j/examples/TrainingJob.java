package io.gan4j.examples;

import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import io.gan4j.tensor.Shape;
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
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.ExitCode;

/**
 * A run whose results go into a folder: the exported generator, of images a sheet and an animation, of points a plot, and the
 * run folder with settings and history. It can be stopped by a signal, and gone on with.
 *
 * @param folder where the results go
 * @param model the name of the exported file
 * @param out where the course of the run is told
 * @param err where a person who sends a signal is told
 * @param course whether its newest checkpoint is kept when it is finished
 */
record TrainingJob(Path folder, String model, PrintStream out, PrintWriter err, RunOptions course) {
    /** Images on a sheet, a square number, and the seed of their latents. */
    static final int SAMPLES = 64;

    static final long SAMPLES_SEED = 0;

    private static final int MOST_OF_A_CLASS = 8;

    /** Up to this many pixels a side, images are enlarged for the sheet. */
    private static final int SMALL_SIDE = 32;

    private static final int ENLARGEMENT = 2;

    static final String SHEET = "samples.png";
    static final String FILM = "progress.gif";
    private static final String PLOT = "points.png";
    static final String HISTORY = "run/history.jsonl";
    private static final String CONFIG = "run/config.json";

    /**
     * Finds out before the work whether the results can be written.
     *
     * @param data what the run learns, which decides about its results
     * @throws IOException if they cannot be
     */
    void prepare(Dataset data) throws IOException {
        OutputFolder.prepare(folder);
        List<String> pictures = Images.canHold(data.shape()) ? List.of(SHEET, FILM) : List.of(PLOT);
        for (String result : Stream.of(List.of(model), pictures, List.of(HISTORY, CONFIG))
                .flatMap(List::stream)
                .toList()) {
            OutputFile.check(folder.resolve(result));
        }
    }

    /** The run folder. */
    Path run() {
        return run(folder);
    }

    /** The run folder in an output folder. */
    static Path run(Path folder) {
        return folder.resolve("run");
    }

    /**
     * The checkpoints of a run that begins here, or goes on.
     *
     * @param settings what the command sets, by name
     * @throws IOException if there is a run that a new one would replace, or none to go on with, or one that is finished
     */
    Checkpoints checkpoints(boolean resume, Map<String, String> settings) throws IOException {
        KeptRun kept = KeptRun.in(run());
        Checkpoints checkpoints = kept.checkpoints(resume);
        if (resume) {
            kept.checkThatMoreIsToDo(folder.resolve(model), settings);
        }
        return checkpoints;
    }

    /**
     * Trains and writes the results.
     *
     * @param gan all settings, with checkpoints in the run folder
     * @param data what is learnt
     * @return the exit code
     * @throws IOException if a result cannot be written
     */
    int train(GanBuilder gan, Dataset data) throws IOException {
        boolean pictures = Images.canHold(data.shape());
        boolean keeps = course.keepsCheckpoint || KeptRun.in(run()).isFinished();
        SampleFilm film = SampleFilm.of(samples(gan, data), SAMPLES_SEED);
        ProgressBar bar = ProgressBar.on(out);
        GanBuilder watched = gan.listener(bar).listener(TrainingMonitor.of(bar::tell));
        try (TrainingRun run = (pictures ? watched.listener(film) : watched).start(data)) {
            course.advice(run).forEach(out::println);
            long from = run.step();
            StopSignals signals = new StopSignals(run::stop, err);
            try (TrainedGan trained = signals.during(run::train)) {
                OptionalInt stopped = signals.exitCode();
                if (stopped.isPresent()) {
                    out.println("Stopped after step " + trained.step() + " of " + run.steps()
                            + "; --resume goes on from there");
                    return stopped.getAsInt();
                }
                if (pictures) {
                    film.last().enlarged(enlargement(data.shape())).writePng(folder.resolve(SHEET));
                    film.gif().write(folder.resolve(FILM));
                } else {
                    Scatter.of(data, trained.generator(), SAMPLES_SEED).writePng(folder.resolve(PLOT));
                }
                trained.export(folder.resolve(model));
                // where no step was left to play, the checkpoint is that of a run that ended before
                keeps |= run.step() == from;
            }
        }
        if (!keeps) {
            KeptRun.in(run()).delete();
        }
        tellResults(data.shape());
        if (keeps && !course.keepsCheckpoint) {
            Path checkpoints = run().resolve("checkpoints");
            out.println("The checkpoint stays, as before: delete " + VisibleText.of(checkpoints.toString())
                    + " if it is not needed");
        }
        return ExitCode.OK;
    }

    /** How many samples a sheet has; a GAN that is given classes gets a row of up to 8 for each. */
    private static int samples(GanBuilder gan, Dataset data) {
        int classes = data.classes().size();
        boolean rows = gan.configuration().containsKey("conditional") && classes > 0;
        return rows ? classes * Math.max(1, Math.min(MOST_OF_A_CLASS, SAMPLES / classes)) : SAMPLES;
    }

    static int enlargement(Shape image) {
        return Math.max(image.height(), image.width()) <= SMALL_SIDE ? ENLARGEMENT : 1;
    }

    private void tellResults(Shape sample) {
        List<String> written = new ArrayList<>(List.of(model + " (verified)"));
        written.addAll(Images.canHold(sample) ? List.of(SHEET, FILM) : List.of(PLOT));
        if (Files.isRegularFile(folder.resolve(HISTORY))) {
            written.add(HISTORY);
        }
        String last = written.remove(written.size() - 1);
        out.println(
                "Wrote " + String.join(", ", written) + " and " + last + " to " + VisibleText.of(folder.toString()));
        if (written.contains(PLOT)) {
            out.println("The samples are no images: " + PLOT + " shows the first two numbers of each, real ones in grey"
                    + " and generated ones in orange");
        }
    }
}
