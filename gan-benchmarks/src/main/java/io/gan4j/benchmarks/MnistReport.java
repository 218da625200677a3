package io.gan4j.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the results on MNIST as a page. */
final class MnistReport {
    private static final String HEAD = """
            # MNIST

            Six recipes on MNIST's 60,000 training digits, each its preset of `Gan` with batch 64%s, one thread, for the
            steps in its row, which had to fit into 12 minutes; other programs ran beside most of them, so that the seconds
            are upper bounds. `dcgan-packed` is `dcgan` at twice the rate, whose discriminator judges two samples at once (PacGAN):
            `Gan.dcgan().packing(2).optimizer(Adam.of(4e-4).betas(0.5, 0.999))`.

            Judged is the exported file: 10,000 images of the seed 7 against as many training digits, by all metrics of
            `Evaluation`. The features and the classes are those of the library's classifier ([classifier.md](classifier.md)); the
            classification accuracy score is of MNIST's test set. What real digits get is in [metrics.md](metrics.md). Intervals are
            of 95 %% and hold what other samples would give; only the spread over seeds says what another training would.

            The rows compare recipes at a cost, not at their best: steps with five updates of the discriminator or with penalties
            on two gradients cost three to six times DCGAN's, so few of them fit, and WGAN-GP's have hardly begun.

            The rows of `wgan-gp` and `modern` date from before commit c58b305, when Adam moved the weights of convolutions under penalties by the
            gradients of others, and all but one have not been run again; those of `wgan-gp` are with the paper's rate of 1e-4, where the preset now has
            5e-4 ([wgan-gp.md](wgan-gp.md)). MNIST at 16 pixels, 16 features, batch 64, 800 steps, seed 1, one thread, and all else
            as in the presets: the Fréchet distance over pixels (2,000 images) was 32.6 before and 28.0 after for `wgan-gp`, 16.2 and 9.8 for `modern`;
            the sliced Wasserstein distance 0.203 and 0.176, 0.061 and 0.046.

            `modern` with seed 1 was run again at commit c9e6e79, by its row's steps and measures (405 s of one thread of an AMD EPYC without oneDNN, beside a
            build): Fréchet distance 29.7 instead of 41.1, recall 0.352 instead of 0.196, coverage 0.108 instead of 0.071, classification accuracy score
            0.977 instead of 0.960. One run of `dcgan-packed` with `ema(0.999)` and a rate that falls to 0 in a straight line (seed 1, 6,000 steps of its 7,000) is behind
            its row: Fréchet distance 8.91 instead of 6.35, coverage 0.394 instead of 0.506, so runs of these minutes lack learning rather than averaging.

            ```
            java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.MnistBenchmark \\
                MNIST_FOLDER docs/numbers/mnist.jsonl docs/numbers/mnist.md docs/pictures 12 \\
                dcgan:1:6000 dcgan:2:6000 dcgan-packed:1:7000 dcgan-packed:2:7000 vanilla:1:15000 vanilla:2:15000 \\
                wgan:1:1000 wgan:2:1000 wgan-gp:1:700 wgan-gp:2:700 modern:1:1500 modern:2:1500 modern:3:1500 modern:4:1500 modern:5:1500
            ```

            writes this page from [mnist.jsonl](mnist.jsonl), which holds each number with its protocol and commit. Machine: 2 cores
            of an Intel Xeon (Sapphire Rapids), virtual.
            """;

    private final MnistResults results;
    private final Path folderOfPictures;

    private MnistReport(MnistResults results, Path folderOfPictures) {
        this.results = results;
        this.folderOfPictures = folderOfPictures;
    }

    static String of(MnistResults results, Path page, Path pictures) {
        return new MnistReport(results, relative(page, pictures)).write();
    }

    /** The folder of pictures as a page names it. */
    static Path relative(Path page, Path pictures) {
        Path folder = page.toAbsolutePath().getParent();
        return folder == null ? pictures : folder.relativize(pictures.toAbsolutePath());
    }

    private String write() {
        Map<String, List<MnistResults.Training>> recipes = results.trainings().stream()
                .collect(Collectors.groupingBy(MnistResults.Training::recipe, LinkedHashMap::new, Collectors.toList()));
        StringBuilder page = new StringBuilder(
                String.format(Locale.ROOT, HEAD, ", the convolutional ones with " + MnistRuns.FEATURES + " features"));
        page.append("\n## Means over the seeds\n\nThe least and the greatest in brackets.\n\n| |");
        recipes.forEach((recipe, runs) -> page.append(" `")
                .append(recipe)
                .append("`, ")
                .append(seeds(runs))
                .append(" |"));
        page.append("\n|---|").append("---|".repeat(recipes.size())).append('\n');
        for (String metric : metrics()) {
            page.append("| ").append(metric).append(" |");
            recipes.keySet()
                    .forEach(recipe ->
                            page.append(' ').append(mean(recipe, metric)).append(" |"));
            page.append('\n');
        }
        recipes.forEach((recipe, runs) -> page.append(recipe(recipe, runs)));
        return page.toString();
    }

    private static String seeds(List<MnistResults.Training> runs) {
        return runs.size() == 1 ? "1 seed" : runs.size() + " seeds";
    }

    private Set<String> metrics() {
        return results.numbers().stream()
                .map(MnistResults.Number::metric)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private String mean(String recipe, String metric) {
        double[] values = results.numbers().stream()
                .filter(number ->
                        number.recipe().equals(recipe) && number.metric().equals(metric))
                .mapToDouble(MnistResults.Number::value)
                .sorted()
                .toArray();
        if (values.length == 0) {
            return "";
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        String mean = number(sum / values.length);
        return values.length == 1
                ? mean
                : mean + " (" + number(values[0]) + " to " + number(values[values.length - 1]) + ")";
    }

    private String recipe(String recipe, List<MnistResults.Training> runs) {
        StringBuilder section = new StringBuilder("\n## `" + recipe + "`\n\n| |");
        runs.forEach(run -> section.append(" seed ").append(run.seed()).append(" |"));
        section.append("\n|---|").append("---|".repeat(runs.size())).append("\n| steps |");
        runs.forEach(run -> section.append(steps(run)));
        section.append("\n| training |");
        runs.forEach(run -> section.append(String.format(Locale.ROOT, " %.0f s |", run.seconds())));
        section.append('\n');
        for (String metric : metrics()) {
            section.append("| ").append(metric).append(" |");
            runs.forEach(run -> section.append(' ').append(number(run, metric)).append(" |"));
            section.append('\n');
        }
        section.append("| images |");
        runs.forEach(run -> section.append(picture(run)));
        return section.append('\n').toString();
    }

    private static String steps(MnistResults.Training run) {
        return run.divergedAt() > 0
                ? String.format(Locale.ROOT, " diverged at %,d |", run.divergedAt())
                : String.format(Locale.ROOT, " %,d |", run.steps());
    }

    private String picture(MnistResults.Training run) {
        return run.divergedAt() > 0
                ? " |"
                : " ![64 digits]("
                        + folderOfPictures
                                .resolve("mnist-" + run.key() + ".png")
                                .toString()
                                .replace('\\', '/') + ") |";
    }

    private String number(MnistResults.Training run, String metric) {
        return results.numbers().stream()
                .filter(number ->
                        number.key().equals(run.key()) && number.metric().equals(metric))
                .findFirst()
                .map(number -> number(number.value())
                        + (Double.isNaN(number.low())
                                ? ""
                                : " (" + number(number.low()) + " to " + number(number.high()) + ")"))
                .orElse("");
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%.1f" : size >= 1 ? "%.3f" : "%.4f", value);
    }
}
