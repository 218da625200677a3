package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.architecture.Dcgan;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.image.Images;
import io.gan4j.layer.DiffAugment;
import io.gan4j.layer.DiffAugment.Kind;
import io.gan4j.loss.R1;
import io.gan4j.measurement.Diversity;
import io.gan4j.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether a narrow DCGAN collapses on few of the built-in digits under {@link DiffAugment}, and what of it decides: each kind of
 * change alone, the discriminator's batch normalization, R1 in its place, and the width of both networks. It prints the {@link
 * Diversity} of 256 images, those of the moving average, as a share of that of the data at each quarter of the run; near 0 all
 * latents give one image. It writes a sheet of each run.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.AugmentedDiversityBenchmark \
 *     OUT SIDE IMAGES STEPS FEATURES SEEDS [VARIANT...]
 * }</pre>
 */
public final class AugmentedDiversityBenchmark {
    private static final int BATCH = 32;
    private static final int SHOWN = 256;
    private static final int SHEET = 64;
    private static final int QUARTERS = 4;
    private static final float BACKGROUND = -1;

    private AugmentedDiversityBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[0]);
        Files.createDirectories(out);
        int side = Integer.parseInt(args[1]);
        int images = Integer.parseInt(args[2]);
        Dataset data = Datasets.resized(Datasets.digits(images), side, side);
        long steps = Long.parseLong(args[3]);
        Map<String, GanBuilder> variants = variants(Integer.parseInt(args[4]), steps);
        Set<String> asked = args.length > 6 ? Set.copyOf(List.of(args).subList(6, args.length)) : variants.keySet();
        double real = Diversity.of(
                Datasets.images(data, 0, Math.min(images, SHOWN)).toFloats(),
                data.shape().size(),
                0);
        System.out.println("| variant | seed | a quarter | half | three quarters | all steps |");
        System.out.println("|---|---|---|---|---|---|");
        for (Map.Entry<String, GanBuilder> variant : variants.entrySet()) {
            if (!asked.contains(variant.getKey())) {
                continue;
            }
            for (int seed = 0; seed < Integer.parseInt(args[5]); seed++) {
                Path sheet = out.resolve(variant.getKey() + "-" + seed + ".png");
                print(variant.getKey(), variant.getValue().seed(seed), data, real, seed, sheet);
            }
        }
    }

    private static Map<String, GanBuilder> variants(int features, long steps) {
        GanBuilder plain = Gan.dcgan()
                .architecture(Dcgan.of(features))
                .batch(BATCH)
                .steps(steps)
                .ema(0.995)
                .threads(1);
        DiffAugment both = DiffAugment.of(Kind.TRANSLATION, Kind.CUTOUT).background(BACKGROUND);
        GanBuilder noNorm = plain.architecture(Dcgan.of(features).withoutCriticNorm());
        Map<String, GanBuilder> variants = new LinkedHashMap<>();
        variants.put("none", plain);
        variants.put(
                "translation", plain.augment(DiffAugment.of(Kind.TRANSLATION).background(BACKGROUND)));
        variants.put("cutout", plain.augment(DiffAugment.of(Kind.CUTOUT).background(BACKGROUND)));
        variants.put("both", plain.augment(both));
        variants.put("both-no-norm", noNorm.augment(both));
        variants.put("both-no-norm-r1", noNorm.augment(both).regularizers(R1.standard()));
        variants.put(
                "both-wide-discriminator",
                plain.discriminatorFeatures(4 * features).augment(both));
        variants.put("both-wide", plain.architecture(Dcgan.of(4 * features)).augment(both));
        return variants;
    }

    private static void print(String name, GanBuilder gan, Dataset data, double real, int seed, Path sheet)
            throws IOException {
        StringBuilder row = new StringBuilder("| " + name + " | " + seed + " |");
        try (TrainingRun run = gan.start(data)) {
            for (int quarter = 1; quarter <= QUARTERS; quarter++) {
                while (run.step() < run.steps() * quarter / QUARTERS) {
                    run.play();
                }
                Images made = run.generator().generate(SHOWN, 1);
                double share = Diversity.of(made.toFloats(), data.shape().size(), 0) / real;
                row.append(String.format(Locale.ROOT, " %.3f |", share));
            }
            run.generator().generate(SHEET, 0).grid().writePng(sheet);
        }
        System.out.println(row);
    }
}
