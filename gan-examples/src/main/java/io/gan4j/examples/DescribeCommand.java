package io.gan4j.examples;

import static java.util.stream.Collectors.joining;

import io.gan4j.error.ModelFileException;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import io.gan4j.inference.Discriminator;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ImageTranslator;
import io.gan4j.inference.LoadOptions;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Recogniser;
import io.gan4j.inference.TestVector;
import io.gan4j.inference.TextReader;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what a model file says of itself, and whether it still computes what it was exported to. */
@Command(
        name = "describe",
        description = {
            "Shows what a model file says of itself: what it makes and from what, where it comes from, its settings; and"
                    + " runs the test vectors that it carries.",
            "",
            "Example: gan-examples describe digits/digits.onnx",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class DescribeCommand implements Callable<Integer> {
    private static final int MOST_WORDS = 20;

    private final PrintStream out;

    @Parameters(
            paramLabel = "MODEL.onnx",
            description = "The exported generator, translator, discriminator or classifier.")
    private Path model = Path.of("");

    DescribeCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        ModelCard card = ModelCard.read(model);
        row("file", String.format(Locale.ROOT, "%s, %,d bytes", model, Files.size(model)));
        row("kind", card.kind().name().toLowerCase(Locale.ROOT));
        if (card.kind() == ModelCard.Kind.GENERATOR) {
            row("latent", Plural.of(card.latentSize(), "number") + ", " + prior(card));
        }
        if (!card.classes().isEmpty()) {
            row("classes", card.classes().size() + ": " + String.join(", ", card.classes()));
        }
        card.vocabulary().ifPresent(this::texts);
        card.sentence().ifPresent(sentence -> row("sentences", "vectors of the encoder " + sentence.encoder()));
        if (card.features() > 0) {
            row("features", Integer.toString(card.features()));
        }
        if (card.kind() == ModelCard.Kind.TRANSLATOR) {
            row("translates", TranslatorEnds.of(card).words());
        }
        row("inputs", card.inputs().stream().map(DescribeCommand::batch).collect(joining(", ")));
        row("samples", sample(card.sample()) + ", " + range(card));
        row("trained on", orElse(card.origin().dataset(), "not stated"));
        row("fingerprint", orElse(card.origin().datasetFingerprint(), "not stated"));
        row("step", String.format(Locale.ROOT, "%,d", card.origin().step()));
        row("licence", orElse(card.origin().licence(), "not stated"));
        row("version", "gan4j " + orElse(card.origin().libraryVersion(), "unknown"));
        out.println("configuration");
        card.origin()
                .configuration()
                .forEach((name, value) ->
                        out.printf(Locale.ROOT, "  %-24s%s%n", VisibleText.of(name), VisibleText.of(value)));
        if (!card.origin().measurements().isEmpty()) {
            out.println("measured");
            card.origin().measurements().forEach(measured -> out.println("  " + VisibleText.of(measured(measured))));
        }
        return verify(card) ? 0 : 1;
    }

    private static String measured(Measurement measurement) {
        Protocol protocol = measurement.protocol();
        return String.format(
                Locale.ROOT,
                "%s %s (%,d real of %s, %,d generated, seed %d, features: %s)",
                measurement.metric(),
                measurement.estimate(),
                protocol.real(),
                protocol.split(),
                protocol.generated(),
                protocol.seed(),
                protocol.extractor());
    }

    private void row(String name, String value) {
        out.printf(Locale.ROOT, "%-16s%s%n", name, VisibleText.of(value));
    }

    /** An input of the file by name, with the shape of a batch. */
    private static String batch(Port port) {
        String extents = Arrays.stream(port.shape().toArray())
                .mapToObj(extent -> ", " + extent)
                .collect(joining());
        return port.name() + " (N" + extents + ")";
    }

    private static String orElse(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static String prior(ModelCard card) {
        return switch (card.prior()) {
            case NORMAL -> "normal with mean 0 and standard deviation 1";
            case UNIFORM -> "uniform from -1 to 1";
        };
    }

    private static String range(ModelCard card) {
        return switch (card.range()) {
            case MINUS_ONE_TO_ONE -> "values from -1 to 1";
            case UNBOUNDED -> "any values";
        };
    }

    private static String sample(Shape shape) {
        if (!shape.isImage()) {
            return "vectors of shape " + shape;
        }
        return colors(shape) + " images, " + shape.height() + " pixels high and " + shape.width() + " wide";
    }

    /** The word for the channels of images. */
    static String colors(Shape shape) {
        return switch (shape.channels()) {
            case 1 -> "grey";
            case 3 -> "RGB";
            case 4 -> "RGBA";
            default -> shape.channels() + " channels";
        };
    }

    /** Loading runs the test vectors, and refuses a file that fails them. */
    private boolean verify(ModelCard card) throws IOException {
        int number = card.testVectors().size();
        if (number == 0) {
            row("test vectors", "none");
            return true;
        }
        try {
            load(card);
        } catch (ModelFileException e) {
            row("test vectors", number + ", FAILED: " + Complaint.oneLine(e.getMessage()));
            return false;
        }
        row("test vectors", number + ", all pass within " + TestVector.TOLERANCE);
        return true;
    }

    private void texts(Vocabulary vocabulary) {
        String first = vocabulary.words().stream()
                .limit(MOST_WORDS)
                .map(VisibleText::of)
                .collect(joining(", "));
        boolean more = vocabulary.words().size() > MOST_WORDS;
        row("texts", "up to " + Plural.of(vocabulary.length(), "word"));
        row("words", vocabulary.words().size() + ": " + first + (more ? ", ..." : ""));
        vocabulary.examples().stream().findFirst().ifPresent(text -> row("for example", text));
    }

    private void load(ModelCard card) throws IOException {
        switch (card.kind()) {
            case GENERATOR -> Generator.load(model).close();
            case TRANSLATOR -> ImageTranslator.load(model).close();
            case TEXT_ENCODER -> TextReader.load(model).close();
            case DISCRIMINATOR -> Discriminator.load(model).close();
            case CLASSIFIER, EXTRACTOR ->
                Recogniser.load(Files.readAllBytes(model), LoadOptions.defaults(), card.kind())
                        .close();
        }
    }
}
