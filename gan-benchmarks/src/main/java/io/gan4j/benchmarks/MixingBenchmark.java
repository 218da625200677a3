package io.gan4j.benchmarks;

import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.onnx.StyledGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What mixed styles of exported generators show, by the number of layers that have the styles of the first image: how often a
 * classifier reads the class of the first image, and how often that of the other; of the built-in shapes for each of their
 * attributes. The classifiers learn from the real images and are kept in a folder; how often they are right on the first 2,000 of
 * these is printed, which they have learned from, as a bound of what they can read.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.MixingBenchmark \
 *     FOLDER DATA SIDE MODEL.onnx...
 * }</pre>
 *
 * <p>DATA and SIDE are those of {@link StyleBenchmark}.
 */
public final class MixingBenchmark {
    private static final long SEED = 7;
    private static final int PROBES = 2_000;

    private MixingBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Dataset data = StyleData.read(args[1], Integer.parseInt(args[2]));
        for (Map.Entry<String, Dataset> judged : StyleData.labelled(data).entrySet()) {
            try (Classifier classifier = StyleData.judge(judged.getKey(), judged.getValue(), folder)) {
                System.out.printf(
                        Locale.ROOT,
                        "%s, read rightly of real images: %.3f%n",
                        judged.getKey(),
                        classifier.accuracy(Datasets.take(
                                judged.getValue(),
                                Math.min(PROBES, judged.getValue().size()))));
                for (int model = 3; model < args.length; model++) {
                    print(judged.getKey(), Path.of(args[model]), classifier);
                }
            }
        }
    }

    private static void print(String judged, Path model, Classifier classifier) throws IOException {
        try (StyledGenerator generator = StyledGenerator.load(model)) {
            for (MixedClasses.Read read : MixedClasses.of(generator, classifier, SEED)) {
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %d of %d layers | %.3f of the coarse | %.3f of the fine | %d pairs |%n",
                        model.getFileName(),
                        judged,
                        read.layers(),
                        generator.layers(),
                        read.ofCoarse(),
                        read.ofFine(),
                        read.pairs());
            }
        }
    }
}
