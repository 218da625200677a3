package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.evaluation.Metric;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How a recipe comes to make digits: a preset at one learning rate of both players, batch 64, one thread, on MNIST at a size; at
 * regular steps the Fréchet distance of 5,000 images and the coverage of 2,000, and a sheet of 64. Features are those of the
 * library's classifier at 28 pixels, which is trained where OUT does not hold it yet, and those that fit the samples at other sizes.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.CurveBenchmark \
 *     MNIST_FOLDER OUT SIDE FEATURES STEPS EVERY SEED wgan-gp|modern|sngan|dcgan RATE
 * }</pre>
 */
public final class CurveBenchmark {
    private static final int JUDGED = 5_000;
    private static final int COVERED = 2_000;
    private static final int SHEET = 64;

    private CurveBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path out = Files.createDirectories(Path.of(args[1]));
        int side = Integer.parseInt(args[2]);
        int features = Integer.parseInt(args[3]);
        Dataset mnist = Datasets.mnist(Path.of(args[0]));
        Dataset digits = mnist.shape().height() == side ? mnist : Datasets.resized(mnist, side, side);
        GanBuilder gan = preset(args[7])
                .generatorFeatures(features)
                .discriminatorFeatures(features)
                .learningRate(Double.parseDouble(args[8]))
                .steps(Long.parseLong(args[4]))
                .seed(Long.parseLong(args[6]))
                .threads(1);
        try (FeatureExtractor extractor = extractor(digits, mnist, out)) {
            Metric distance = Metric.frechetDistance().samples(JUDGED).features(extractor);
            Metric coverage = Metric.coverage().samples(COVERED).features(extractor);
            try (TrainingRun run = gan.start(digits)) {
                play(run, Long.parseLong(args[4]), Long.parseLong(args[5]), digits, distance, coverage, out);
            }
        }
    }

    private static GanBuilder preset(String name) {
        return switch (name) {
            case "wgan-gp" -> Gan.wganGp();
            case "modern" -> Gan.modern();
            case "sngan" -> Gan.sngan();
            case "dcgan" -> Gan.dcgan();
            default -> throw new IllegalArgumentException("there is no recipe '" + name + "'");
        };
    }

    private static FeatureExtractor extractor(Dataset digits, Dataset mnist, Path out) throws IOException {
        return digits.shape().equals(mnist.shape())
                ? MnistClassifier.in(out, mnist, System.out).features()
                : FeatureExtractors.fitting(digits.shape());
    }

    private static void play(
            TrainingRun run, long steps, long every, Dataset digits, Metric distance, Metric coverage, Path out)
            throws IOException {
        System.out.println("| step | processor, s a step | Fréchet distance | coverage |");
        System.out.println("|---|---|---|---|");
        while (run.step() < steps) {
            double began = ProcessorTime.nanos() / 1e9;
            long to = Math.min(steps, run.step() + every);
            while (run.step() < to) {
                run.play();
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %,d | %.3f | %.2f | %.3f |",
                    run.step(),
                    (ProcessorTime.nanos() / 1e9 - began) / every,
                    distance.of(run.generator(), digits),
                    coverage.of(run.generator(), digits)));
            run.generator().generate(SHEET, 0).grid().enlarged(2).writePng(out.resolve("curve.png"));
        }
    }
}
