package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.SettingsTable;
import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Digits;
import io.gan4j.evaluation.Metric;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Estimate;
import io.gan4j.run.TrainedGan;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether {@link Gan#infoGan} finds the digits without labels: the share of images that are read as the digit for which their category
 * stands, and the correlation of a continuous code with the slant, in the course of a run and of 10,000 images of the exported file.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.InfoGanBenchmark OUT SIDE STEPS MINUTES [NAME=VALUE ...]
 * }</pre>
 *
 * <p>The data are 20,000 built-in digits of SIDE pixels a side. A run ends after STEPS steps or MINUTES minutes. Settings are those of
 * {@link SettingsTable}, on top of the preset. The state is kept that has the most {@linkplain Metric#categoryInformation category
 * information}, which needs no labels. The run's folder in OUT has the name of its file; {@code weightsFrom=FOLDER} begins with the
 * weights of the best state of an earlier one. The classifier is trained once for each side, and kept in OUT.
 */
public final class InfoGanBenchmark {
    private static final int DIGITS = 20_000;
    private static final int SAMPLES = 10_000;
    private static final int SAMPLES_IN_COURSE = 1_000;
    private static final int MEASUREMENTS = 20;
    private static final int SAMPLES_TO_CHOOSE = 1_000;
    private static final int MEASURED_TO_CHOOSE = 5;
    private static final int COLUMNS = 12;
    private static final int CLASSIFIER_EPOCHS = 3;
    private static final int NUMBERS = 2;
    private static final String EARLIER_RUN = "weightsFrom";

    private InfoGanBenchmark() {}

    /** Measures the generator at each report. */
    private static final class Course implements TrainingListener {
        private final Metric matched;
        private final SlantOfCodes slant;
        private final Dataset data;
        private final PrintStream print;
        private @Nullable Generator generator;

        Course(Metric matched, SlantOfCodes slant, Dataset data, PrintStream print) {
            this.matched = matched;
            this.slant = slant;
            this.data = data;
            this.print = print;
        }

        @Override
        public void started(TrainingStarted event) {
            generator = event.generator();
        }

        @Override
        public void evaluated(TrainingEvaluated event) {
            print.printf(Locale.ROOT, "%6d %s %.4f%n", event.step(), event.metric(), event.value());
        }

        @Override
        public void progressed(TrainingProgress event) {
            Generator now = Objects.requireNonNull(generator, "the generator of a GAN");
            print.printf(
                    Locale.ROOT,
                    "%6d matched %.1f %%, slant %.2f, reading %.2f, %d s%n",
                    event.step(),
                    100 * matched.of(now, data),
                    slant.of(now, data),
                    event.values().get("reading"),
                    event.elapsed().toSeconds());
        }
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[0]);
        Files.createDirectories(out);
        int side = Integer.parseInt(args[1]);
        long steps = Long.parseLong(args[2]);
        double seconds = 60 * Double.parseDouble(args[3]);
        Map<String, String> settings = SettingArguments.from(args, 4);
        Dataset data = Digits.of(DIGITS).size(side).draw();
        Path name = out.resolve(name(settings, side));
        System.out.println("settings " + settings + ", " + side + " pixels, commit " + Sources.commit());
        String earlier = settings.remove(EARLIER_RUN);
        GanBuilder preset = earlier == null ? Gan.infoGan() : Gan.infoGan().weightsFrom(out.resolve(earlier));
        GanBuilder gan = SettingsTable.gan()
                .set(preset, settings)
                .checkpoints(Checkpoints.in(name))
                .steps(steps)
                .threads(1)
                .listener(TrainingListener.stopWhen(report -> report.elapsed().toSeconds() >= seconds));
        try (Classifier classifier =
                KeptClassifier.at(out.resolve("classifier-" + side + ".onnx"), data, CLASSIFIER_EPOCHS, 1)) {
            run(gan, data, classifier, steps, name, System.out);
        }
    }

    private static String name(Map<String, String> settings, int side) {
        return side + "-" + String.join("-", settings.values()).replaceAll("[^A-Za-z0-9.]+", "-");
    }

    private static void run(
            GanBuilder gan, Dataset data, Classifier classifier, long steps, Path name, PrintStream print)
            throws IOException {
        Metric matched = Metric.matchedAccuracy().classifier(classifier);
        SlantOfCodes slant = new SlantOfCodes(NUMBERS, classifier);
        GanBuilder measured = gan.reportEvery(Math.max(1, steps / MEASUREMENTS))
                .keepBest(
                        Metric.categoryInformation()
                                .samples(SAMPLES_TO_CHOOSE)
                                .features(FeatureExtractors.fitting(data.shape())),
                        Math.max(1, steps / MEASUREMENTS / MEASURED_TO_CHOOSE))
                .listener(new Course(matched.samples(SAMPLES_IN_COURSE), slant, data, print));
        Path file = Path.of(name + ".onnx");
        long start = System.nanoTime();
        try (TrainedGan trained = measured.train(data)) {
            trained.export(file);
            print.printf(Locale.ROOT, "%d steps, %.0f s%n", trained.step(), (System.nanoTime() - start) / 1e9);
        }
        try (Generator generator = Generator.load(file)) {
            generator.generateEveryClass(COLUMNS, 0).grid(COLUMNS).enlarged(2).writePng(Path.of(name + ".png"));
            Estimate share = matched.samples(SAMPLES).measure(generator, data).estimate();
            print.printf(
                    Locale.ROOT,
                    "exported: matched %.2f %% (%.2f to %.2f), slant %.2f%n",
                    100 * share.value(),
                    100 * share.low(),
                    100 * share.high(),
                    slant.of(generator, data));
        }
    }
}
