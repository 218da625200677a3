package io.gan4j.examples;

import io.gan4j.TextToImageBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.event.CurrentRun;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingStarted;
import io.gan4j.file.VisibleText;
import io.gan4j.run.TextToImageRun;
import io.gan4j.run.TrainedTextToImage;
import io.gan4j.training.Checkpoints;
import io.gan4j.watch.ProgressBar;
import io.gan4j.watch.TrainingMonitor;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.ExitCode;

/**
 * A run of a GAN that makes images of sentences, whose results go into a folder: the exported model, captions with their images
 * as a sheet and as a page, and the run folder. It can be stopped by a signal, and gone on with.
 *
 * @param folder where the results go
 * @param out where the course of the run is told
 * @param err where a person who sends a signal is told
 */
record TextJob(Path folder, PrintStream out, PrintWriter err) {
    private static final String MODEL = "model.onnx";
    private static final String PAGE = "captions.html";

    /**
     * Finds out before the work whether the results can be written.
     *
     * @throws IOException if they cannot be
     */
    void prepare() throws IOException {
        OutputFolder.prepare(folder);
        for (String result : List.of(MODEL, TrainingJob.SHEET, PAGE, TrainingJob.HISTORY)) {
            OutputFile.check(folder.resolve(result));
        }
    }

    /**
     * The checkpoints of a run that begins here, or goes on.
     *
     * @throws IOException if there is a run that a new one would replace, or none to go on with
     */
    Checkpoints checkpoints(boolean resume) throws IOException {
        return KeptRun.in(TrainingJob.run(folder)).checkpoints(resume);
    }

    /** Says what the first bar is about. */
    private final class Announced implements TrainingListener {
        @Override
        public void started(TrainingStarted event) {
            out.println("The text encoder learns first, which captions go with which images:");
        }
    }

    /**
     * Trains and writes the results.
     *
     * @param builder all settings, with checkpoints in the run folder
     * @param captioned what is learned
     * @param encoder reads the captions
     * @return the exit code
     * @throws IOException if a result cannot be written
     */
    int train(TextToImageBuilder builder, Dataset captioned, EncoderOptions.Opened encoder) throws IOException {
        boolean isKept = KeptRun.in(TrainingJob.run(folder)).isFinished();
        ProgressBar bar = ProgressBar.on(out);
        CurrentRun current = new CurrentRun();
        TextToImageBuilder watched = encoder.on(builder)
                .encoderListener(new Announced())
                .encoderListener(ProgressBar.on(out))
                .encoderListener(current)
                .listener(bar)
                .listener(TrainingMonitor.of(bar::tell))
                .listener(current);
        StopSignals signals = new StopSignals(current::stop, err);
        Optional<Trained> trained = signals.during(() -> trained(watched, captioned, signals));
        if (trained.isEmpty()) {
            out.println("Stopped while the text encoder learned; --resume goes on from there");
            return signals.exitCode().orElseThrow();
        }
        try (TrainedTextToImage gan = trained.get().gan()) {
            OptionalInt stopped = signals.exitCode();
            if (stopped.isPresent()) {
                out.println("Stopped after step " + gan.step() + " of "
                        + trained.get().steps() + "; --resume goes on from there");
                return stopped.getAsInt();
            }
            CaptionSamples.of(captioned, TrainingJob.SAMPLES_SEED)
                    .write(
                            gan.generator(),
                            encoder,
                            folder.resolve(TrainingJob.SHEET),
                            folder.resolve(PAGE),
                            TrainingJob.enlargement(captioned.shape()));
            gan.export(folder.resolve(MODEL));
        }
        if (!isKept) {
            KeptRun.in(TrainingJob.run(folder)).delete();
        }
        out.println("Wrote " + MODEL + " (verified), " + TrainingJob.SHEET + ", " + PAGE + " and " + TrainingJob.HISTORY
                + " to " + VisibleText.of(folder.toString()));
        return ExitCode.OK;
    }

    /** A GAN, and the steps that its run was to have. */
    private record Trained(TrainedTextToImage gan, long steps) {}

    /** What was trained; empty if a signal came while the text encoder learned. */
    private static Optional<Trained> trained(TextToImageBuilder builder, Dataset captioned, StopSignals signals) {
        try (TextToImageRun run = builder.start(captioned)) {
            long steps = run.steps();
            return Optional.of(new Trained(run.train(), steps));
        } catch (CancellationException e) {
            if (signals.exitCode().isPresent()) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
