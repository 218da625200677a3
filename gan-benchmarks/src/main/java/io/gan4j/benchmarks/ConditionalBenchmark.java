package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.SettingsTable;
import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Digits;
import io.gan4j.data.Shapes;
import io.gan4j.evaluation.ClassificationAccuracy;
import io.gan4j.evaluation.LabelledSource;
import io.gan4j.evaluation.Metric;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Estimate;
import io.gan4j.metric.MultiScaleSsim;
import io.gan4j.run.TrainedGan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How often a conditional DCGAN makes the class that it is asked for, how well a classifier learns from its images alone, and how much
 * alike the images of one class are beside the real ones: of 10,000 images of the exported file, read by a {@link Classifier} that was
 * trained on the same real data. It prints a row and writes the file, and a sheet with a row a class, beside the classifier.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.ConditionalBenchmark \
 *     OUT digits|shapes|MNIST_FOLDER projection|concatenated|auxiliary STEPS SEED THREADS [NAME=VALUE ...]
 * }</pre>
 *
 * <p>Settings are those of {@link SettingsTable}, on top of {@code Gan.dcgan()}. The classifier is trained once for each data, and kept
 * in OUT: 4 epochs, 12 for the shapes, whose kinds are not learned sooner.
 */
public final class ConditionalBenchmark {
    private static final int SAMPLES = 10_000;
    private static final int OF_A_CLASS = 2_000;
    private static final int COLUMNS = 8;
    private static final int EPOCHS = 4;
    private static final int EPOCHS_OF_SHAPES = 12;
    private static final int DRAWN = 20_000;
    private static final int TESTED = 10_000;
    private static final long TEST_SEED = 1_000;

    private ConditionalBenchmark() {}

    /**
     * What is learned, and what tests a classifier.
     *
     * @param name of the files
     * @param test real images that nothing is trained on
     * @param epochs a classifier needs to read them
     */
    private record Task(String name, Dataset training, Dataset test, int epochs) {
        static Task named(String name) throws IOException {
            return switch (name) {
                case "digits" ->
                    new Task(
                            name,
                            Datasets.digits(DRAWN),
                            Digits.of(TESTED).seed(TEST_SEED).draw(),
                            EPOCHS);
                case "shapes" ->
                    new Task(
                            name,
                            Shapes.of(DRAWN).draw(),
                            Shapes.of(TESTED).seed(TEST_SEED).draw(),
                            EPOCHS_OF_SHAPES);
                default -> {
                    Path folder = Path.of(name);
                    yield new Task("mnist", Datasets.mnist(folder), Datasets.mnistTest(folder), EPOCHS);
                }
            };
        }

        Classifier classifier(Path out, int threads) throws IOException {
            return KeptClassifier.at(out.resolve("classifier-" + name + ".onnx"), training, epochs, threads);
        }
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path out = Files.createDirectories(Path.of(args[0]));
        Task task = Task.named(args[1]);
        int threads = Integer.parseInt(args[5]);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("conditional", args[2]);
        settings.putAll(SettingArguments.from(args, 6));
        GanBuilder gan = SettingsTable.gan()
                .set(Gan.dcgan(), settings)
                .steps(Long.parseLong(args[3]))
                .seed(Long.parseLong(args[4]))
                .threads(threads);
        PrintStream print = System.out;
        print.println("settings " + settings + ", commit " + Sources.commit());
        Path model = out.resolve(task.name() + "-" + args[2] + "-" + args[4] + ".onnx");
        long start = System.nanoTime();
        double began = ProcessorTime.nanos();
        try (TrainedGan trained = gan.train(task.training())) {
            trained.export(model);
        }
        print.printf(
                Locale.ROOT,
                "training: %.0f s, %.0f s of processors%n",
                (System.nanoTime() - start) / 1e9,
                (ProcessorTime.nanos() - began) / 1e9);
        try (Classifier classifier = task.classifier(out, threads);
                Generator generator = Generator.load(model)) {
            generator
                    .generateEveryClass(COLUMNS, 0)
                    .grid(COLUMNS)
                    .enlarged(2)
                    .writePng(Path.of(model.toString().replace(".onnx", ".png")));
            judge(task, generator, classifier, threads, print);
        }
    }

    private static void judge(Task task, Generator generator, Classifier classifier, int threads, PrintStream print) {
        print.printf(Locale.ROOT, "real test images read right: %.2f %%%n", 100 * classifier.accuracy(task.test()));
        show(
                print,
                "class accuracy",
                Metric.classAccuracy()
                        .samples(SAMPLES)
                        .classifier(classifier)
                        .measure(generator, task.training())
                        .estimate());
        double most = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int classes = task.training().classes().size();
        for (int c = 0; c < classes; c++) {
            double above = similarity(generator, task.training(), c) - similarity(task.training(), c);
            sum += above;
            most = Math.max(most, above);
        }
        print.printf(
                Locale.ROOT,
                "MS-SSIM of pairs of a class above that of real pairs: mean %.4f, most %.4f%n",
                sum / classes,
                most);
        show(
                print,
                "classification accuracy score",
                ClassificationAccuracy.standard()
                        .threads(threads)
                        .of(LabelledSource.asked(generator), task.test())
                        .estimate());
    }

    private static double similarity(Generator generator, Dataset data, int place) {
        float[] made =
                generator.generate(OF_A_CLASS, TEST_SEED, Conditions.of(place)).toFloats();
        return MultiScaleSsim.of(made, data.shape(), 0).value();
    }

    private static double similarity(Dataset data, int place) {
        int[] places = IntStream.range(0, data.size())
                .filter(i -> data.label(i) == place)
                .limit(OF_A_CLASS)
                .toArray();
        return MultiScaleSsim.of(Datasets.values(data, places), data.shape(), 0).value();
    }

    private static void show(PrintStream print, String name, Estimate share) {
        print.printf(
                Locale.ROOT,
                "%s: %.2f %% (%.2f to %.2f)%n",
                name,
                100 * share.value(),
                100 * share.low(),
                100 * share.high());
    }
}
