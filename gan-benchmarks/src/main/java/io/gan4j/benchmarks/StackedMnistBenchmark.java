package io.gan4j.benchmarks;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.metric.ClassCoverage;
import io.gan4j.run.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stacked MNIST, where modes can be counted: 128,000 images of three digits each as red, green and blue, 1,000 classes. Judged
 * on 26,000 generated images, each channel read by a classifier that this library trained on MNIST: how many classes are hit,
 * and the divergence of their shares from equal ones, at ten points of the run; then the final images and the page are written.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.StackedMnistBenchmark \
 *     MNIST_FOLDER docs/numbers/stacked-mnist.jsonl docs/numbers/stacked-mnist.md PICTURES_FOLDER [dcgan|dcgan-packed|modern STEPS]
 * }</pre>
 *
 * <p>The folder of pictures takes a sheet of 64 images, and the classifier. Without a recipe nothing is trained, and the page is
 * written of what there is.
 */
public final class StackedMnistBenchmark {
    private static final int IMAGES = 128_000;
    private static final int CLASSES = 1_000;
    private static final int JUDGED = 26_000;
    private static final int JUDGED_AT_ONCE = 1_000;
    private static final long JUDGED_SEED = 7;
    private static final int CHANNELS = 3;
    private static final int MEASUREMENTS = 10;

    private StackedMnistBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path mnist = Path.of(args[0]);
        JsonLines<Measurement> file = new JsonLines<>(Path.of(args[1]), Measurement.class);
        Path page = Path.of(args[2]);
        Path pictures = Files.createDirectories(Path.of(args[3]));
        if (args.length > 4) {
            train(mnist, file, pictures, args[4], Long.parseLong(args[5]));
        }
        Files.writeString(page, StackedMnistReport.of(file.read(), page, pictures));
    }

    private static void train(Path mnist, JsonLines<Measurement> file, Path pictures, String recipe, long steps)
            throws IOException {
        PrintStream out = System.out;
        Dataset digits = Datasets.mnist(mnist);
        try (Classifier classifier = MnistClassifier.in(pictures, digits, out)) {
            double accuracy = classifier.accuracy(Datasets.mnistTest(mnist));
            out.println(String.format(Locale.ROOT, "classifier: %.2f %% of the test set", 100 * accuracy));
            Judge judge = new Judge(classifier, accuracy, recipe, file, out);
            try (TrainingRun run = MnistRuns.settings(recipe)
                    .threads(1)
                    .steps(steps)
                    .reportEvery(Math.max(1, steps / MEASUREMENTS))
                    .listener(judge)
                    .start(Datasets.stacked(digits, IMAGES, 0))) {
                run.train().close();
            }
            Objects.requireNonNull(judge.last).writePng(pictures.resolve(sheet(recipe)));
        }
    }

    /** The name of the sheet of a recipe. */
    static String sheet(String recipe) {
        return "stacked-mnist-" + recipe + ".png";
    }

    /**
     * A measurement.
     *
     * @param recipe what is trained
     * @param step the step
     * @param modes how many of the 1,000 classes were hit
     * @param reverseKl in nats
     * @param seconds of training until then
     * @param accuracy of the classifier on MNIST's test set
     * @param commit of the sources
     */
    record Measurement(
            String recipe, long step, int modes, double reverseKl, double seconds, double accuracy, String commit) {}

    /** Counts the classes at each report. */
    private static final class Judge implements TrainingListener {
        private final Classifier classifier;
        private final double accuracy;
        private final String recipe;
        private final JsonLines<Measurement> file;
        private final PrintStream out;
        private @Nullable Generator generator;
        private @Nullable Images last;

        Judge(Classifier classifier, double accuracy, String recipe, JsonLines<Measurement> file, PrintStream out) {
            this.classifier = classifier;
            this.accuracy = accuracy;
            this.recipe = recipe;
            this.file = file;
            this.out = out;
        }

        @Override
        public void started(TrainingStarted event) {
            generator = event.generator();
        }

        @Override
        public void progressed(TrainingProgress event) {
            Generator judged = Objects.requireNonNull(generator);
            ClassCoverage coverage = ClassCoverage.ofCounts(counts(judged));
            last = judged.generate(64, JUDGED_SEED).grid();
            Measurement measured = new Measurement(
                    recipe,
                    event.step(),
                    coverage.found(),
                    coverage.reverseKl(),
                    event.elapsed().toMillis() / 1e3,
                    accuracy,
                    Sources.commit());
            try {
                file.add(measured, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private long[] counts(Generator generator) {
            long[] counts = new long[CLASSES];
            for (int from = 0; from < JUDGED; from += JUDGED_AT_ONCE) {
                float[] images = generator.samples(generator.latents(JUDGED_AT_ONCE, JUDGED_SEED + from));
                // a channel is an image of its own to the classifier
                int[] digits = classifier.classify(images);
                for (int i = 0; i < digits.length; i += CHANNELS) {
                    counts[(digits[i] * 10 + digits[i + 1]) * 10 + digits[i + 2]]++;
                }
            }
            return counts;
        }
    }
}
