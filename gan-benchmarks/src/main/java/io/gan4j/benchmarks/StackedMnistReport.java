package io.gan4j.benchmarks;

import io.gan4j.benchmarks.StackedMnistBenchmark.Measurement;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the course of the runs on Stacked MNIST as tables. */
final class StackedMnistReport {
    private static final String HEAD = """
            # Stacked MNIST

            128,000 images of three digits of MNIST's training set, drawn at random (seed 0), as red, green and blue: 1,000 classes.
            Recipes as in [mnist.md](mnist.md): networks half as wide as the presets' (32 features), batch 64, one thread. Judged on
            26,000 generated images, each channel read by a classifier that this library trained on MNIST: modes are classes that
            were hit, the reverse KL, in nats, is of their shares from equal ones. A perfect sampler finds all 1,000 and has 0.024
            (its 26,000 samples are spread by chance). Published by longer training of other networks: DCGAN 99 modes and 3.4
            (VEEGAN, 2017), 78.9 and 4.5 (PacGAN, 2018); with 2 samples packed 1,000 and 0.06 (PacGAN). One seed each.

            ```
            java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.StackedMnistBenchmark \\
                MNIST_FOLDER docs/numbers/stacked-mnist.jsonl docs/numbers/stacked-mnist.md docs/pictures dcgan 13000
            ```

            and the same with `dcgan-packed 18000` write this page from [stacked-mnist.jsonl](stacked-mnist.jsonl), which holds each
            measurement with its commit. Machine: 2 cores of an Intel Xeon (Sapphire Rapids), shared with other programs, so the
            times are upper bounds.
            """;

    private StackedMnistReport() {}

    static String of(List<Measurement> measurements, Path page, Path pictures) {
        Path folder = MnistReport.relative(page, pictures);
        StringBuilder text = new StringBuilder(HEAD);
        Map<String, List<Measurement>> recipes = measurements.stream()
                .collect(Collectors.groupingBy(Measurement::recipe, LinkedHashMap::new, Collectors.toList()));
        recipes.forEach((recipe, course) -> {
            text.append(String.format(
                    Locale.ROOT,
                    "%n## `%s`%n%nThe classifier reads %.2f %% of MNIST's test set rightly.%n%n",
                    recipe,
                    100 * course.get(0).accuracy()));
            text.append("| step | modes | reverse KL | seconds |\n|---|---|---|---|\n");
            course.forEach(at -> text.append(String.format(
                    Locale.ROOT, "| %,d | %d | %.3f | %.0f |%n", at.step(), at.modes(), at.reverseKl(), at.seconds())));
            text.append("\n![64 images](")
                    .append(folder.resolve(StackedMnistBenchmark.sheet(recipe)))
                    .append(")\n");
        });
        return text.toString();
    }
}
