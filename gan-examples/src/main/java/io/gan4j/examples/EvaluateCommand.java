package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.ImageFolder;
import io.gan4j.evaluation.Evaluation;
import io.gan4j.evaluation.EvaluationProgress;
import io.gan4j.evaluation.EvaluationReport;
import io.gan4j.evaluation.Metric;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.file.VisibleText;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds a generator against data, and writes what came of it as a table, as JSON and as a page with pictures. */
@Command(
        name = "evaluate",
        description = {
            "Measures how well a generator imitates data, and prints a table; each number says under what conditions it was"
                    + " measured.",
            "",
            "Example: gan-examples evaluate digits/digits.onnx --data mnist",
            "",
            "Options:"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
    private static final String PIXELS = "pixels";
    private static final String RANDOM = "random";
    private static final String CLASSIFIER = "classifier";
    /** The seed of the random network. It is a part of the protocol and never changes. */
    private static final long RANDOM_SEED = 0;

    private static final int LEAST_TO_LEARN = 128;

    private final PrintStream out;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "MODEL.onnx", description = "The exported generator.")
    private Path model = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "What it should imitate: a folder of MNIST, of a set in its format or of CIFAR-10 (its test files, if"
                            + " they are there, are data that it was not trained on), or a folder or zip of images. Default: digits that the"
                            + " program draws itself.")
    private @Nullable Path data;

    @Option(
            names = "--skip-damaged",
            description =
                    "Leave files out that are damaged or no images, and say how many, rather than end at the first.")
    private boolean skipsDamaged;

    @Option(
            names = "--metrics",
            paramLabel = "NAME",
            split = ",",
            description = "Which metrics, with commas between them: ${COMPLETION-CANDIDATES}. Default: all that fit and"
                    + " do not take minutes.",
            completionCandidates = MetricNames.class)
    private List<String> metrics = List.of();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "How many images to generate, and to draw from the data. Default: ${DEFAULT-VALUE}.")
    private int samples = 5_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The seed of the latents and of the choice from the data. Default: ${DEFAULT-VALUE}.")
    private long seed = 0;

    @Option(
            names = "--features",
            paramLabel = "KIND",
            description =
                    "What sees the images: pixels; random, a network of fixed random weights; classifier, the network"
                            + " of --classifier; or FILE.onnx, a network of your own. Default: pixels, or random for images"
                            + " of more than some thousand values.")
    private @Nullable String features;

    @Option(
            names = "--classifier",
            paramLabel = "FILE.onnx",
            description =
                    "A classifier that this library exported. Default: where classes are asked for and the data has"
                            + " labels, one is trained on them first.")
    private @Nullable Path classifierFile;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description =
                    "Folder in which features of the data and the classifier are kept for the next time. Default: none.")
    private @Nullable Path cache;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the numbers as JSON; replaced if it is there.")
    private @Nullable Path json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write a page with numbers, charts and pictures that needs nothing else; replaced if it is there.")
    private @Nullable Path html;

    EvaluateCommand(PrintStream out) {
        this.out = out;
    }

    /** For the help. */
    static final class MetricNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Metric.all().stream().map(Metric::key).iterator();
        }
    }

    @Override
    public Integer call() throws IOException {
        List<Metric> wanted = checkUsage();
        prepareResults();
        try (Generator generator = Generator.load(model)) {
            checkModel(generator);
            EvaluationData against = EvaluationData.load(
                    data, generator.shape(), skipsDamaged ? ImageFolder.Damaged.SKIP : ImageFolder.Damaged.FAIL);
            checkData(generator, against.real());
            long began = System.nanoTime();
            try (Tools tools = new Tools(against.real(), wanted)) {
                Evaluation evaluation = Evaluation.of(generator)
                        .against(against.real())
                        .samples(samples)
                        .seed(seed)
                        .features(tools.extractor())
                        .after(Duration.ofNanos(System.nanoTime() - began))
                        .progress(this::tell);
                evaluation = against.heldOut().map(evaluation::heldOut).orElse(evaluation);
                if (tools.classifier != null) {
                    evaluation = evaluation.classifier(tools.classifier);
                }
                if (cache != null) {
                    evaluation = evaluation.cache(cache);
                }
                if (!wanted.isEmpty()) {
                    evaluation = evaluation.metrics(wanted.toArray(Metric[]::new));
                }
                write(evaluation.run());
            }
        }
        return 0;
    }

    private List<Metric> checkUsage() {
        return Usage.checked(spec, () -> {
            checkArgument(samples >= 2, "--samples must be at least 2, was %s", samples);
            checkArgument(
                    features == null
                            || List.of(PIXELS, RANDOM, CLASSIFIER).contains(features)
                            || features.endsWith(".onnx"),
                    "--features must be pixels, random, classifier or a file that ends in .onnx, was %s",
                    features);
            checkArgument(
                    json == null || html == null || !absolute(json).equals(absolute(html)),
                    "--json and --html name the same file, %s",
                    json);
            return metrics.stream().map(Metric::named).toList();
        });
    }

    /** What fits no data is told before data are read or drawn. */
    private void checkModel(Generator generator) {
        Shape shape = generator.shape();
        if (!Images.canHold(shape)) {
            throw new IllegalArgumentException("the model makes samples of shape " + shape
                    + ", and this command measures images: points and rows of tables are measured in Java, by"
                    + " Evaluation.of(generator).against(data)");
        }
        if (data == null && !shape.equals(EvaluationData.DRAWN)) {
            String trainedOn = generator.card().origin().dataset();
            throw new IllegalArgumentException("the model makes samples of shape " + shape
                    + ", and without --data it is held against drawn digits, of shape " + EvaluationData.DRAWN
                    + ": name what it should imitate by --data DIR"
                    + (trainedOn.isEmpty() ? "" : "; it was trained on " + trainedOn));
        }
    }

    /** What does not fit is told before a classifier is trained on it. */
    private void checkData(Generator generator, Dataset real) {
        String trainedOn = generator.card().origin().dataset();
        if (!generator.shape().equals(real.shape())) {
            throw new IllegalArgumentException("the model makes samples of shape " + generator.shape() + ", those of "
                    + real.name() + " have shape " + real.shape() + ": name other data by --data");
        }
        if (data == null && !trainedOn.isEmpty() && !trainedOn.equals(real.name())) {
            out.println("The model was trained on " + VisibleText.of(trainedOn) + " and is held against "
                    + VisibleText.of(real.name()) + ": --data DIR names other data");
        }
    }

    /** Finds out before the work whether the results can be written. */
    private void prepareResults() throws IOException {
        Path seeing = features != null && features.endsWith(".onnx") ? PathArgument.of(features) : null;
        for (Path network :
                Stream.of(classifierFile, seeing).filter(Objects::nonNull).toList()) {
            if (!Files.exists(network)) {
                throw new NoSuchFileException(network.toString());
            }
        }
        for (Path file : Stream.of(json, html).filter(Objects::nonNull).toList()) {
            OutputFile.prepare(file, model, classifierFile, seeing, data);
        }
        if (cache != null) {
            OutputFolder.prepare(cache);
        }
    }

    private static Path absolute(Path file) {
        return file.toAbsolutePath().normalize();
    }

    private void tell(EvaluationProgress event) {
        out.println((event.done() + 1) + "/" + event.parts() + " " + VisibleText.of(event.what()));
    }

    private void write(EvaluationReport report) throws IOException {
        out.println();
        out.print(ShellWords.of(report.table(), Objects.requireNonNull(spec, "the command line sets it")));
        if (json != null) {
            report.writeJson(json);
            out.println("Wrote " + VisibleText.of(json.toString()));
        }
        if (html != null) {
            report.writeHtml(html);
            out.println("Wrote " + VisibleText.of(html.toString()));
        }
    }

    /** The networks that look at images; closed with this. */
    private final class Tools implements AutoCloseable {
        private final Shape shape;
        private final @Nullable Classifier classifier;
        private @Nullable FeatureExtractor extractor;

        Tools(Dataset real, List<Metric> wanted) throws IOException {
            shape = real.shape();
            classifier = classifier(real, wanted);
        }

        private @Nullable Classifier classifier(Dataset real, List<Metric> wanted) throws IOException {
            if (classifierFile != null) {
                return Classifier.load(classifierFile);
            }
            boolean asked = CLASSIFIER.equals(features)
                    || wanted.isEmpty()
                    || wanted.stream().anyMatch(Metric::needsClassifier);
            boolean possible = real.classes().size() >= 2 && real.size() >= LEAST_TO_LEARN;
            if (!asked || !possible) {
                return null;
            }
            Path kept = cache == null ? null : cache.resolve("classifier-" + real.fingerprint() + ".onnx");
            if (kept != null && Files.isRegularFile(kept)) {
                return Classifier.load(kept);
            }
            out.println("training a classifier on " + VisibleText.of(real.name())
                    + " (--classifier takes a trained one, --cache keeps this one)");
            Classifier trained = Classifier.train(real);
            if (kept != null) {
                trained.export(kept);
            }
            return trained;
        }

        FeatureExtractor extractor() throws IOException {
            FeatureExtractor made = make();
            extractor = made;
            return made;
        }

        private FeatureExtractor make() throws IOException {
            if (features == null) {
                return FeatureExtractors.fitting(shape);
            }
            return switch (features) {
                case PIXELS -> FeatureExtractors.pixels(shape);
                case RANDOM -> FeatureExtractors.random(shape, RANDOM_SEED);
                case CLASSIFIER -> {
                    if (classifier == null) {
                        throw new IllegalArgumentException("--features classifier needs labels of at least "
                                + LEAST_TO_LEARN + " images to train one, or --classifier FILE.onnx");
                    }
                    yield classifier.features();
                }
                default -> FeatureExtractors.file(PathArgument.of(features)).load(shape);
            };
        }

        @Override
        public void close() {
            if (extractor != null) {
                extractor.close();
            }
            if (classifier != null) {
                classifier.close();
            }
        }
    }
}
