package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.evaluation.Evaluation;
import io.gan4j.event.TrainingListener;
import io.gan4j.feature.FeatureExtractors;
import io.gan4j.image.Images;
import io.gan4j.inference.Generator;
import io.gan4j.loss.PathLength;
import io.gan4j.loss.R1;
import io.gan4j.measurement.Measurement;
import io.gan4j.onnx.StyledGenerator;
import io.gan4j.run.TrainedGan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The style-based GAN beside other presets, at equal images seen or at equal time: Fréchet and kernel distance, precision, recall and
 * perceptual path length of the exported file, and of a style-based one the truncation curve and, where the data have classes, how often
 * mixed styles show the class of the image whose styles the coarse layers took, and how often that of the other. Each is a line of JSON; beside it are
 * written the file, a sheet of samples, and of a style-based generator a matrix of mixed styles and directions of its styles.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.StyleBenchmark \
 *     DATA SIDE RECIPE OUT.jsonl FEATURES KIMG MINUTES SEED
 * }</pre>
 *
 * <p>DATA is a folder of files in MNIST's format (the training images, or if they are missing the test images), a folder or zip of
 * pictures, or {@code shapes}, the built-in ones; its images are resized to SIDE. RECIPE is {@code
 * stylegan}, {@code stylegan2}, {@code stylegan2-papers-gamma} (R1 of 0.0002 SIDE^2 / 32), {@code stylegan2-mixing} (style mixing), {@code
 * stylegan2-regularized} (path length and style mixing), {@code sagan}, {@code dcgan} or {@code modern}. Training ends after KIMG thousand images or MINUTES minutes, whichever are over
 * first; all learn from batches of 32.
 */
public final class StyleBenchmark {
    private static final int SAMPLES = 5_000;
    private static final int SHEET = 64;
    private static final int SHEET_COLUMNS = 8;
    private static final long SHEET_SEED = 7;
    private static final double[] PSI = {0.3, 0.5, 0.7, 0.85};
    private static final int ROWS = 4;
    private static final int COLUMNS = 6;
    private static final int DIRECTIONS = 4;
    private static final double PAPERS_GAMMA = 0.0002;
    private static final int BATCH = 32;
    private static final int LAZY = 16;
    private static final double MIXING = 0.9;

    private final String recipe;
    private final Dataset data;
    private final Path out;

    private StyleBenchmark(String recipe, Dataset data, Path out) {
        this.recipe = recipe;
        this.data = data;
        this.out = out;
    }

    /** A line of the results. */
    private record Result(
            String data,
            String recipe,
            double psi,
            int features,
            long seed,
            long steps,
            double images,
            double seconds,
            Map<String, Double> values,
            String commit) {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        int side = Integer.parseInt(args[1]);
        Dataset data = StyleData.read(args[0], side);
        Path out = Path.of(args[3]);
        int features = Integer.parseInt(args[4]);
        double images = 1000 * Double.parseDouble(args[5]);
        double minutes = Double.parseDouble(args[6]);
        long seed = Long.parseLong(args[7]);
        StyleBenchmark benchmark = new StyleBenchmark(args[2], data, out);
        GanBuilder gan = recipe(args[2], features, side);
        benchmark.run(
                gan.steps(Math.max(1, Math.round(images / BATCH)))
                        .seed(seed)
                        .listener(TrainingListener.stopWhen(
                                report -> report.elapsed().toSeconds() >= 60 * minutes)),
                features,
                seed);
    }

    private static GanBuilder recipe(String name, int features, int side) {
        GanBuilder preset = switch (name) {
            case "stylegan" -> Gan.styleGan();
            case "stylegan2" -> Gan.styleGan2();
            case "stylegan2-papers-gamma" ->
                Gan.styleGan2()
                        .regularizers(R1.of(PAPERS_GAMMA * side * side / BATCH).every(LAZY));
            case "stylegan2-mixing" ->
                Gan.styleGan2().architecture(StyleGan2.of(features).mixing(MIXING));
            case "stylegan2-regularized" ->
                Gan.styleGan2()
                        .architecture(StyleGan2.of(features).mixing(MIXING))
                        .regularizers(R1.standard().every(LAZY), PathLength.standard());
            case "sagan" -> Gan.sagan();
            case "dcgan" -> Gan.dcgan().ema(0.998);
            case "modern" -> Gan.modern();
            default -> throw new IllegalArgumentException("there is no recipe '" + name + "'");
        };
        return preset.generatorFeatures(features)
                .discriminatorFeatures(features)
                .batch(BATCH);
    }

    private void run(GanBuilder gan, int features, long seed) throws IOException {
        Path file = out.resolveSibling(recipe + "-" + seed + ".onnx");
        long start = System.nanoTime();
        long steps;
        try (TrainedGan trained = gan.train(data)) {
            steps = trained.step();
            trained.export(file);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        JsonLines<Result> results = new JsonLines<>(out, Result.class);
        try (Generator generator = Generator.load(file)) {
            generator
                    .generate(SHEET, SHEET_SEED)
                    .grid(SHEET_COLUMNS)
                    .enlarged(2)
                    .writePng(picture(seed, ""));
            Map<String, Double> values = measured(
                    generator, "frechet-distance", "kernel-distance", "precision", "recall", "perceptual-path-length");
            results.add(result(1, features, seed, steps, seconds, values), System.out);
        }
        if (recipe.startsWith("stylegan2")) {
            try (StyledGenerator styled = StyledGenerator.load(file)) {
                pictures(styled, seed);
                for (Map.Entry<String, Dataset> judged :
                        StyleData.labelled(data).entrySet()) {
                    Map<String, Double> values = mixed(styled, judged.getKey(), judged.getValue());
                    results.add(result(1, features, seed, steps, seconds, values), System.out);
                }
                for (double psi : PSI) {
                    Dataset truncated = Datasets.of(
                            styled.generate(SAMPLES, SHEET_SEED, psi).toBufferedImages());
                    try (Generator replay = ReplayedSamples.of(truncated)) {
                        Map<String, Double> values = measured(replay, "frechet-distance", "precision", "recall");
                        results.add(result(psi, features, seed, steps, seconds, values), System.out);
                    }
                }
            }
        }
    }

    /** By a classifier of the data, which is kept beside the results. */
    private Map<String, Double> mixed(StyledGenerator styled, String judged, Dataset labelled) throws IOException {
        Path folder = Objects.requireNonNull(out.toAbsolutePath().getParent(), "a file lies in a folder");
        Map<String, Double> shares = new LinkedHashMap<>();
        try (Classifier classifier = StyleData.judge(judged, labelled, folder)) {
            for (MixedClasses.Read read : MixedClasses.of(styled, classifier, SHEET_SEED)) {
                shares.put(judged + " of the coarse source, " + read.layers() + " layers", read.ofCoarse());
                shares.put(judged + " of the fine source, " + read.layers() + " layers", read.ofFine());
            }
        }
        return shares;
    }

    private Path picture(long seed, String what) {
        return out.resolveSibling(recipe + "-" + seed + what + ".png");
    }

    /** Coarse styles of the rows in the columns' images, and the first images moved along directions, a row each. */
    private void pictures(StyledGenerator styled, long seed) throws IOException {
        int half = (styled.layers() + 1) / 2;
        var columns = styled.styles(COLUMNS, SHEET_SEED);
        styled.mixingMatrix(styled.styles(ROWS, SHEET_SEED + 1), columns, 0, half)
                .grid(COLUMNS)
                .enlarged(2)
                .writePng(picture(seed, "-mixed"));
        double length = Math.sqrt(columns.size());
        Images[] rows = new Images[DIRECTIONS];
        var directions = styled.directions(DIRECTIONS, 0, styled.layers());
        for (int row = 0; row < DIRECTIONS; row++) {
            var moved = new Images[COLUMNS + 1];
            for (int step = 0; step <= COLUMNS; step++) {
                double distance = length * (2.0 * step / COLUMNS - 1) / 2;
                moved[step] = styled.generate(columns.get(0).moved(directions.get(row), distance, 0, styled.layers()));
            }
            rows[row] = Images.concat(moved);
        }
        Images.concat(rows).grid(COLUMNS + 1).enlarged(2).writePng(picture(seed, "-directions"));
    }

    private Map<String, Double> measured(Generator generator, String... metrics) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Measurement measurement : Evaluation.of(generator)
                .against(data)
                .samples(SAMPLES)
                .seed(0)
                .features(FeatureExtractors.fitting(data.shape()))
                .metrics(metrics)
                .run()
                .measurements()) {
            values.put(measurement.metric(), measurement.value());
        }
        return values;
    }

    private Result result(double psi, int features, long seed, long steps, double seconds, Map<String, Double> values) {
        return new Result(
                data.name(),
                recipe,
                psi,
                features,
                seed,
                steps,
                (double) steps * BATCH,
                seconds,
                new TreeMap<>(values),
                Sources.commit());
    }
}
