package io.gan4j.benchmarks;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.evaluation.Evaluation;
import io.gan4j.evaluation.Metric;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import io.gan4j.metric.DensityCoverage;
import io.gan4j.metric.FeatureExtractor;
import io.gan4j.tensor.RandomStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the metrics say of real digits, which no generator can be asked to exceed: 10,000 of MNIST's training digits against its
 * 10,000 test digits, which are of other writers, and against 10,000 other training digits, which are of the same ones. Digits are
 * seen as pixels and by the classifier that judges generated images, which is trained by one thread unless the file that is
 * named is there. Writes a table in Markdown.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.MnistSanityBenchmark \
 *     MNIST_FOLDER TABLE.md CLASSIFIER.onnx [SAMPLES]
 * }</pre>
 */
public final class MnistSanityBenchmark {
    private static final long SEED = 0;
    /** The metrics that a replay of real digits does not have: they need something that has learnt, or a way between latents. */
    private static final Set<String> OF_GENERATORS = Set.of("classification-accuracy", "perceptual-path-length");

    private final PrintStream out = System.out;
    private final int samples;
    private final Dataset training;
    private final Dataset digits;
    private final Dataset test;
    private final Dataset others;
    private final Dataset heldOut;
    /** The numbers of each metric and extractor: of the test digits, and of the other training digits. */
    private final Map<List<String>, List<Measurement>> rows = new LinkedHashMap<>();

    private MnistSanityBenchmark(Path mnist, int samples) throws IOException {
        this.samples = samples;
        training = Datasets.mnist(mnist);
        int[] order = RandomStream.of(SEED).permutation(training.size());
        digits = part("training digits", training, order, 0);
        others = part("other training digits", training, order, 1);
        heldOut = part("yet other training digits", training, order, 2);
        Dataset tests = Datasets.mnistTest(mnist);
        test = part("test digits", tests, RandomStream.of(SEED).permutation(tests.size()), 0);
    }

    private Dataset part(String name, Dataset whole, int[] order, int number) {
        int[] places = Arrays.copyOfRange(order, number * samples, (number + 1) * samples);
        return Datasets.named(Datasets.select(whole, places), name);
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        int samples = args.length > 3 ? Integer.parseInt(args[3]) : 10_000;
        MnistSanityBenchmark benchmark = new MnistSanityBenchmark(Path.of(args[0]), samples);
        try (Classifier classifier = MnistClassifier.at(Path.of(args[2]), benchmark.training, benchmark.out)) {
            benchmark.measure(classifier);
        }
        Files.writeString(Path.of(args[1]), benchmark.table());
    }

    private void measure(Classifier classifier) {
        FeatureExtractor pixels = FeatureExtractors.pixels(digits.shape());
        for (FeatureExtractor extractor : List.of(classifier.features(), pixels)) {
            for (Dataset generated : List.of(test, others)) {
                try (Generator replay = ReplayedSamples.of(generated)) {
                    evaluation(replay, classifier, extractor)
                            .run()
                            .measurements()
                            .forEach(this::add);
                }
            }
        }
    }

    private Evaluation evaluation(Generator replay, Classifier classifier, FeatureExtractor extractor) {
        Metric[] metrics = Metric.all().stream()
                .filter(metric -> !OF_GENERATORS.contains(metric.key()))
                .toArray(Metric[]::new);
        return Evaluation.of(replay)
                .against(digits)
                .heldOut(heldOut)
                .samples(samples)
                .seed(SEED)
                .features(extractor)
                .classifier(classifier)
                .metrics(metrics)
                .progress(event -> out.println(extractor.name() + ": " + event.what()));
    }

    /** Numbers that do not depend on the extractor come once with each. */
    private void add(Measurement measurement) {
        Protocol protocol = measurement.protocol();
        List<Measurement> row =
                rows.computeIfAbsent(List.of(measurement.metric(), protocol.extractor()), key -> new ArrayList<>());
        if (row.size() < 2) {
            row.add(measurement);
        }
    }

    private String table() {
        StringBuilder table =
                new StringBuilder("| metric | seen by | test digits | other training digits | better |\n");
        table.append("|---|---|---|---|---|\n");
        rows.forEach((key, row) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %s | %s | %s | %s |%n",
                key.get(0),
                key.get(1),
                row.get(0).estimate(),
                row.get(1).estimate(),
                row.get(0).better().name().toLowerCase(Locale.ROOT).replace('_', ' '))));
        table.append(String.format(
                Locale.ROOT,
                "%n%,d digits in each set, seed %d, commit %s. Two sets of one distribution have density 1 and coverage %.4f on"
                        + " average.%n",
                samples,
                SEED,
                Sources.commit(),
                DensityCoverage.expectedCoverage(samples, samples, DensityCoverage.NEIGHBOURS)));
        return table.toString();
    }
}
