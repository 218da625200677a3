package io.gan4j.examples;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a DCGAN on digits: a sheet, a film, a history and a verified ONNX file. */
@Command(
        name = "digits",
        description = {
            "Trains a DCGAN on digits and exports its generator. Writes into the output folder:",
            "  digits.onnx        the generator, compared with the trainer before it appears",
            "  samples.png        images that it generates from fixed latents",
            "  progress.gif       the same latents in the course of training",
            "  run/history.jsonl  a line a report: step, epoch, losses, scores, images/s",
            "  run/config.json    the settings; beside them sheets of images by step",
            "  run/checkpoints    until the others are there: what --resume goes on from, one a minute",
            "",
            "Ctrl-C, a closed terminal or the signal to terminate ends it after the step that it is at, with a checkpoint; a"
                    + " second one at once.",
            "",
            "Example: gan-examples digits --out digits",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class DigitsCommand implements Callable<Integer> {
    /** Smaller networks and more passes than the library's defaults, so that a first run ends well within five minutes. */
    static final int DRAWN_FEATURES = 32;

    static final int DRAWN_EPOCHS = 20;

    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder of MNIST or of a set in its format: train-images-idx3-ubyte and train-labels-idx1-ubyte,"
                            + " plain or .gz. Default: digits that the program draws itself.")
    private @Nullable Path data;

    @ArgGroup(exclusive = true)
    private Length length = new Length();

    /** How long to train; one way of saying it excludes the other. */
    private static final class Length {
        @Option(
                names = "--epochs",
                paramLabel = "N",
                description = "Passes over the data. Default: 10; " + DRAWN_EPOCHS + " for the drawn digits.")
        private @Nullable Integer epochs;

        @Option(names = "--steps", paramLabel = "N", description = "Updates of the generator, instead of --epochs.")
        private @Nullable Long steps;
    }

    @Option(names = "--batch", paramLabel = "N", description = "Images in a batch. Default: ${DEFAULT-VALUE}.")
    private int batch = 64;

    @Option(
            names = "--features",
            paramLabel = "N",
            description = "Width of both networks: channels next to the image. Default: 64; " + DRAWN_FEATURES
                    + " for the drawn digits, so that a first run takes minutes.")
    private @Nullable Integer features;

    @Option(
            names = "--latent",
            paramLabel = "N",
            description = "Length of the latent vector. Default: ${DEFAULT-VALUE}.")
    private int latent = 100;

    @Option(
            names = "--conditional",
            description =
                    "Learn the classes as well: sample --class draws what it is asked for, and sheets have a row a"
                            + " class.")
    private boolean conditional;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "From which everything random is derived: the same seed and number of threads give the same"
                    + " network. Default: ${DEFAULT-VALUE}.")
    private long seed = 0;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description =
                    "Threads to compute with; 0 for as many as there are physical cores. Default: ${DEFAULT-VALUE}.")
    private int threads = 0;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Output folder; created if it is missing, its files are replaced.")
    private Path folder = Path.of("");

    @Option(
            names = "--resume",
            description =
                    "Go on with the run in the output folder that was interrupted, to the same network: give the other"
                            + " options as they were.")
    private boolean resume;

    @Mixin
    private LiveOption live = new LiveOption();

    DigitsCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        GanBuilder gan = settings();
        Dataset digits = data == null ? Datasets.digits() : Datasets.mnist(data);
        TrainingJob job = new TrainingJob(folder, "digits.onnx", out, err(), new RunOptions());
        job.prepare(digits);
        try (LiveOption.Page page = live.open(out)) {
            Map<String, String> steps = length.steps == null ? Map.of() : Map.of("steps", Long.toString(length.steps));
            return job.train(gan.checkpoints(job.checkpoints(resume, steps)).listener(page.listener()), digits);
        }
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec, "the command line sets it")
                .commandLine()
                .getErr();
    }

    private GanBuilder settings() {
        return Usage.checked(spec, () -> {
            GanBuilder gan = Gan.dcgan().batch(batch).latent(latent).seed(seed).threads(threads);
            if (data == null) {
                gan = gan.generatorFeatures(DRAWN_FEATURES)
                        .discriminatorFeatures(DRAWN_FEATURES)
                        .epochs(DRAWN_EPOCHS);
            }
            if (features != null) {
                gan = gan.generatorFeatures(features).discriminatorFeatures(features);
            }
            if (conditional) {
                gan = gan.conditional();
            }
            if (length.steps != null) {
                return gan.steps(length.steps);
            }
            return length.epochs == null ? gan : gan.epochs(length.epochs);
        });
    }
}
