package io.gan4j.benchmarks;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.error.TrainingDivergedException;
import io.gan4j.evaluation.Evaluation;
import io.gan4j.evaluation.Metric;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Measurement;
import io.gan4j.run.TrainedGan;
import io.gan4j.run.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The recipes on MNIST: trains each for a stated time and exports it, then measures the exported files, and writes a page. What
 * is in the file of results already is not done again, so that it can be stopped and taken up, and measured long after it was
 * trained.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.MnistBenchmark \
 *     MNIST_FOLDER docs/numbers/mnist.jsonl docs/numbers/mnist.md docs/pictures MINUTES [recipe:seed[:steps] ...]
 * }</pre>
 *
 * <p>All runs are trained if none is named. The folder of pictures takes a sheet of 64 images of each run; and the models, the
 * classifier and features of the data, which are no pictures but are needed to measure.
 */
public final class MnistBenchmark {
    private static final int JUDGED = 10_000;
    private static final long JUDGED_SEED = 7;
    private static final int SHEET = 64;
    private static final long SHEET_SEED = 0;
    /** Steps whose time says how many fit into the budget; the first ones are slower and do not count. */
    private static final int WARM_UP = 20;

    private static final int TIMED = 60;
    /** Leaves a margin for other programs, so that a schedule of the learning rate comes to its end. */
    private static final double USED = 0.95;

    private final Dataset digits;
    private final MnistResults results;
    private final Path pictures;
    private final Duration budget;
    private final PrintStream out = System.out;

    private MnistBenchmark(Dataset digits, MnistResults results, Path pictures, Duration budget) {
        this.digits = digits;
        this.results = results;
        this.pictures = pictures;
        this.budget = budget;
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path mnist = Path.of(args[0]);
        MnistResults results = MnistResults.read(Path.of(args[1]));
        Path pictures = Files.createDirectories(Path.of(args[3]));
        Duration budget = Duration.ofSeconds(Math.round(60 * Double.parseDouble(args[4])));
        List<MnistRuns.Run> runs = args.length > 5
                ? Arrays.stream(args).skip(5).map(MnistRuns.Run::parse).toList()
                : MnistRuns.all();
        Dataset digits = Datasets.mnist(mnist);
        MnistBenchmark benchmark = new MnistBenchmark(digits, results, pictures, budget);
        for (MnistRuns.Run run : runs) {
            if (!results.isTrained(run.key())) {
                benchmark.train(run);
            }
        }
        benchmark.measure(Datasets.mnistTest(mnist));
        Files.writeString(Path.of(args[2]), MnistReport.of(results, Path.of(args[2]), pictures));
    }

    private void train(MnistRuns.Run run) throws IOException {
        long steps = run.steps() > 0 ? run.steps() : steps(run);
        out.println(run.key() + ": " + steps + " steps");
        long began = System.nanoTime();
        try (TrainingRun training = run.settings().steps(steps).start(digits)) {
            while (training.step() < steps && System.nanoTime() - began < budget.toNanos()) {
                training.play();
            }
            long played = training.step();
            double seconds = (System.nanoTime() - began) / 1e9;
            try (TrainedGan trained = training.handOver()) {
                trained.export(model(run.key()));
                trained.generator().generate(SHEET, SHEET_SEED).grid().writePng(sheet(run.key()));
            }
            add(new MnistResults.Training(run.recipe(), run.seed(), played, seconds, 0, Sources.commit()));
        } catch (TrainingDivergedException e) {
            double seconds = (System.nanoTime() - began) / 1e9;
            add(new MnistResults.Training(run.recipe(), run.seed(), e.step(), seconds, e.step(), Sources.commit()));
        }
    }

    /** Measures each exported model by each metric that is not in the file yet. */
    private void measure(Dataset test) throws IOException {
        try (Classifier classifier = MnistClassifier.in(pictures, digits, out)) {
            for (MnistResults.Training run : List.copyOf(results.trainings())) {
                List<Metric> missing = Metric.all().stream()
                        .filter(metric -> !results.isMeasured(run.key(), metric))
                        .toList();
                if (run.divergedAt() == 0 && !missing.isEmpty()) {
                    measure(run, missing, classifier, test);
                }
            }
        }
    }

    private void measure(MnistResults.Training run, List<Metric> metrics, Classifier classifier, Dataset test)
            throws IOException {
        try (Generator generator = Generator.load(model(run.key()))) {
            Evaluation evaluation = Evaluation.of(generator)
                    .against(digits)
                    .heldOut(test)
                    .samples(JUDGED)
                    .seed(JUDGED_SEED)
                    .features(classifier.features())
                    .classifier(classifier)
                    .cache(pictures.resolve("features"));
            for (Metric metric : metrics) {
                for (Measurement measured : evaluation.metrics(metric).run().measurements()) {
                    results.add(MnistResults.Number.of(run, metric, measured));
                    out.println(run.key() + ": " + measured.metric() + " " + measured.estimate());
                }
            }
        }
    }

    private void add(MnistResults.Training training) throws IOException {
        results.add(training);
        out.println(String.format(
                Locale.ROOT, "%s: %,d steps in %.0f s", training.key(), training.steps(), training.seconds()));
    }

    /** How many steps fit into the budget, by the time that a few of them take. */
    private long steps(MnistRuns.Run run) {
        try (TrainingRun trial = run.settings().steps(WARM_UP + TIMED).start(digits)) {
            for (int i = 0; i < WARM_UP; i++) {
                trial.play();
            }
            long began = System.nanoTime();
            for (int i = 0; i < TIMED; i++) {
                trial.play();
            }
            long each = (System.nanoTime() - began) / TIMED;
            return Math.max(1, Math.round(USED * budget.toNanos() / each));
        }
    }

    private Path model(String key) {
        return pictures.resolve("mnist-" + key + ".onnx");
    }

    private Path sheet(String key) {
        return pictures.resolve("mnist-" + key + ".png");
    }
}
