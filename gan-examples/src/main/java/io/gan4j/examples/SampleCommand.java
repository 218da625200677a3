package io.gan4j.examples;

import io.gan4j.file.AtomicFile;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.onnx.StyledGenerator;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws images from an exported generator onto one sheet. */
@Command(
        name = "sample",
        description = {
            "Generates images with an exported generator and writes them on one sheet. A generator that was trained on classes"
                    + " gives each class a row, one that was trained on captions each text; all rows share their latents."
                    + " One that was trained on a table or on points writes rows.",
            "",
            "Example: gan-examples sample digits/digits.onnx --seed 7 --out sheet.png",
            "Example: gan-examples sample people/model.onnx --count 100 --out rows.csv",
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
            description = "How many images, 1 to " + MOST + "; of classes or texts how many in each row. Default: "
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
            names = "--text",
            paramLabel = "TEXT",
            description =
                    "A text that gets a row, for generators that were trained on captions; may be given several times. Default:"
                            + " images of captions that the model has with it.")
    private List<String> texts = List.of();

    @Option(
            names = "--text-file",
            paramLabel = "FILE.txt",
            description = "A file with a text on each line, in UTF-8, which get their rows after those of --text.")
    private @Nullable Path textFile;

    @Option(
            names = "--lenient",
            description =
                    "Leaves words that the generator does not know out of the texts, with a warning, rather than refusing.")
    private boolean lenient;

    @Mixin
    private EncoderOptions encoderOptions = new EncoderOptions();

    @Option(
            names = "--page",
            paramLabel = "FILE.html",
            description =
                    "A page with the texts and the images of each, in one file, beside the sheet; replaced if it is there.")
    private @Nullable Path page;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of their latents: the same seed gives the same images. Default: ${DEFAULT-VALUE}.")
    private long seed = TrainingJob.SAMPLES_SEED;

    @Option(
            names = "--psi",
            paramLabel = "X",
            description =
                    "Of a style-based generator, such as one of the preset stylegan or stylegan2, how far styles are from the mean one: 0"
                            + " makes one image of all, below 1 images are more typical and less varied. Default: 1.")
    private @Nullable Double psi;

    @Option(
            names = "--out",
            paramLabel = "FILE.png",
            required = true,
            description =
                    "The sheet, a PNG image that says that a model made it, or FILE.csv for rows of a table and for"
                            + " points; replaced if it is there.")
    private Path file = Path.of("");

    SampleCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        OutputFile.check(file, model);
        checkOptions();
        List<String> all = texts();
        if (psi != null) {
            Images images = truncated(psi, all);
            write(images, images.grid());
            return 0;
        }
        try (EncoderOptions.Opened encoder = encoderOptions.open();
                Generator generator = Generator.load(model)) {
            if (TableRows.isNameOf(file.toString())) {
                writeRows(generator);
                return 0;
            }
            if (generator.columns().isPresent()) {
                throw new IllegalArgumentException(
                        "this generator was trained on a table: give --out a name that ends in .csv");
            }
            if (!generator.shape().isImage()) {
                throw new IllegalArgumentException("this generator makes points, samples of shape " + generator.shape()
                        + ", and no images: give --out a name that ends in .csv");
            }
            List<Row> rows = rows(generator, encoder, all);
            int columns = count == null ? rows.isEmpty() ? TrainingJob.SAMPLES : COLUMNS : count;
            check(generator.shape(), columns, rows.size());
            OutputFile.prepare(file);
            if (rows.isEmpty()) {
                Images images = generator.generate(columns, seed);
                write(images, images.grid());
                return 0;
            }
            List<Images> made = rows.stream()
                    .map(row -> generator.generate(columns, seed, row.asked))
                    .toList();
            Images images = Images.concat(made);
            write(images, images.grid(columns));
            if (page != null) {
                OutputFile.prepare(page);
                CaptionPage.of(rows.stream().map(Row::name).toList(), made, columns)
                        .write(page);
                out.println("Wrote " + VisibleText.of(page.toString()));
            }
        }
        return 0;
    }

    private void writeRows(Generator generator) throws IOException {
        int number = count == null ? TrainingJob.SAMPLES : count;
        String rows = TableRows.of(generator, number, seed);
        OutputFile.prepare(file);
        AtomicFile.write(file, rows.getBytes(StandardCharsets.UTF_8));
        out.println("Wrote " + Plural.of(number, "row") + " to " + VisibleText.of(file.toString()));
    }

    private void write(Images images, Images sheet) throws IOException {
        sheet.writePng(file);
        out.println("Wrote " + images + " to " + VisibleText.of(file.toString()));
    }

    /** Images that are asked for together, and what is asked for. */
    private record Row(String name, Conditions asked) {}

    /** A row for each text or class; none for a generator of latents alone, or of texts if none is given. */
    private List<Row> rows(Generator generator, EncoderOptions.Opened encoder, List<String> all) {
        if (!all.isEmpty() && generator.card().sentence().isPresent() && encoder.encoder() == null) {
            throw new IllegalArgumentException(
                    "an encoder outside reads the texts of this generator: name it by --encoder");
        }
        if (!all.isEmpty()) {
            return all.stream()
                    .map(text -> new Row(text, lenient ? encoder.asked(text).lenient() : encoder.asked(text)))
                    .toList();
        }
        List<String> names = classes.isEmpty() ? generator.classes() : classes;
        return names.stream().map(name -> new Row(name, Conditions.of(name))).toList();
    }

    private List<String> texts() throws IOException {
        List<String> all = new ArrayList<>(texts);
        if (textFile != null) {
            try {
                Files.readAllLines(textFile).stream()
                        .filter(line -> !line.isBlank())
                        .forEach(all::add);
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("--text-file " + textFile + " is no text in UTF-8", e);
            }
            if (all.isEmpty()) {
                throw new IllegalArgumentException("--text-file " + textFile + ": there is no text in it");
            }
        }
        if (!all.isEmpty() && !classes.isEmpty()) {
            throw Usage.misuse(spec, "--class and --text do not go together");
        }
        if (page != null && all.isEmpty()) {
            throw Usage.misuse(spec, "--page needs texts, by --text or --text-file");
        }
        return all;
    }

    private void checkOptions() {
        Usage.checkRange(spec, "--count", count, 1, MOST);
        Usage.checkFinite(spec, "--psi", psi);
        boolean rows = TableRows.isNameOf(file.toString());
        if (rows && (psi != null || page != null || textFile != null || !classes.isEmpty() || !texts.isEmpty())) {
            throw Usage.misuse(spec, "rows of a table go with none of --class, --text, --text-file, --psi and --page");
        }
        if (!rows) {
            OutputFile.checkEnding(spec, file, ".png", "the sheet is a PNG image");
        }
    }

    /** Images of truncated styles; of a generator with classes each is of a class that is drawn. */
    private Images truncated(double share, List<String> all) throws IOException {
        if (!classes.isEmpty() || !all.isEmpty()) {
            throw Usage.misuse(
                    spec, "--psi goes with neither --class nor --text: truncated images are of classes that are drawn");
        }
        try (StyledGenerator generator = StyledGenerator.load(model)) {
            int number = count == null ? TrainingJob.SAMPLES : count;
            checkMemory(generator.card().output(), number, 1);
            OutputFile.prepare(file);
            return generator.generate(number, seed, share);
        }
    }

    private static void check(Shape image, int columns, int rows) {
        if ((long) columns * rows > MOST) {
            throw new IllegalArgumentException(columns + " images of each of " + rows
                    + " classes or texts are more than " + MOST
                    + ", the most on a sheet: give a smaller --count, or fewer of them");
        }
        checkMemory(image, columns, Math.max(1, rows));
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
