package io.gan4j.examples;

import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.onnx.StyledGenerator;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws images from an exported generator onto one sheet. */
@Command(
        name = "sample",
        description = {
            "Generates images with an exported generator and writes them on one sheet. A generator that was trained on classes"
                    + " gives each class a row, in which all rows share their latents.",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class SampleCommand implements Callable<Integer> {
    private static final int MOST = 10_000;
    private static final int COLUMNS = 8;

    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL.onnx", description = "The exported generator.")
    private Path model = Path.of("");

    @Option(
            names = "--count",
            paramLabel = "N",
            description =
                    "How many images, 1 to " + MOST + "; of a generator with classes how many in each row. Default: "
                            + TrainingJob.SAMPLES + "; " + COLUMNS + " in each row.")
    private @Nullable Integer count;

    @Option(
            names = "--class",
            paramLabel = "NAME",
            description =
                    "A class that gets a row, for generators that were trained on classes; may be given several times."
                            + " Default: all classes.")
    private List<String> classes = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of their latents: the same seed gives the same images. Default: ${DEFAULT-VALUE}.")
    private long seed = TrainingJob.SAMPLES_SEED;

    @Option(
            names = "--psi",
            paramLabel = "X",
            description =
                    "Of a style-based generator, such as one of the preset stylegan2, how far styles are from the mean one: 0"
                            + " makes one image of all, below 1 images are more typical and less varied. Default: 1.")
    private @Nullable Double psi;

    @Option(
            names = "--out",
            paramLabel = "FILE.png",
            required = true,
            description = "The sheet, a PNG image that says that a model made it; replaced if it is there.")
    private Path file = Path.of("");

    SampleCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        checkOptions();
        OutputFile.check(file, model);
        if (psi != null) {
            Images images = truncated(psi);
            images.grid().writePng(file);
            out.println("Wrote " + images + " to " + VisibleText.of(file.toString()));
            return 0;
        }
        try (Generator generator = Generator.load(model)) {
            boolean rows = generator.card().isConditional() || !classes.isEmpty();
            Images images = rows ? rows(generator) : any(generator);
            (rows ? images.grid(images.count() / rowCount(generator)) : images.grid()).writePng(file);
            out.println("Wrote " + images + " to " + VisibleText.of(file.toString()));
        }
        return 0;
    }

    private void checkOptions() {
        if (count != null && (count < 1 || count > MOST)) {
            throw misuse("--count must be from 1 to " + MOST + ", was " + count);
        }
        if (psi != null && !Double.isFinite(psi)) {
            throw misuse("--psi must be a number, was " + psi);
        }
        OutputFile.checkEnding(file, ".png", "the sheet is a PNG image").ifPresent(problem -> {
            throw misuse(problem);
        });
    }

    private RuntimeException misuse(String message) {
        return spec == null
                ? new IllegalArgumentException(message)
                : new ParameterException(spec.commandLine(), message);
    }

    /** Images of truncated styles; of a generator with classes each is of a class that is drawn. */
    private Images truncated(double share) throws IOException {
        if (!classes.isEmpty()) {
            throw misuse("--psi and --class do not go together: truncated images are of classes that are drawn");
        }
        try (StyledGenerator generator = StyledGenerator.load(model)) {
            int number = count == null ? TrainingJob.SAMPLES : count;
            checkMemory(generator.card().output(), number, 1);
            OutputFile.prepare(file);
            return generator.generate(number, seed, share);
        }
    }

    private int rowCount(Generator generator) {
        return classes.isEmpty() ? generator.classes().size() : classes.size();
    }

    private Images any(Generator generator) throws IOException {
        int number = count == null ? TrainingJob.SAMPLES : count;
        checkMemory(generator.shape(), number, 1);
        OutputFile.prepare(file);
        return generator.generate(number, seed);
    }

    /** A row for each class, all from the same latents. */
    private Images rows(Generator generator) throws IOException {
        int columns = count == null ? COLUMNS : count;
        int rows = rowCount(generator);
        if ((long) columns * rows > MOST) {
            throw new IllegalArgumentException(columns + " images of each of " + rows + " classes are more than " + MOST
                    + ", the most on a sheet: give a smaller --count, or fewer classes by --class");
        }
        checkMemory(generator.shape(), columns, rows);
        OutputFile.prepare(file);
        return classes.isEmpty()
                ? generator.generateEveryClass(columns, seed)
                : Images.concat(classes.stream()
                        .map(name -> generator.generate(columns, seed, Conditions.of(name)))
                        .toList());
    }

    /** The images as floats and the sheet as floats: what is needed at least. */
    private static void checkMemory(Shape image, int number, int rows) {
        long needed = 2L * number * rows * image.size() * Float.BYTES;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap) {
            throw new IllegalArgumentException("--count " + number + ": images of " + image + " on a sheet take "
                    + (needed >> 20) + " MiB, Java's heap has " + (heap >> 20) + ": give " + number * heap / needed
                    + " or less, or start Java with a larger heap by -Xmx");
        }
    }
}
