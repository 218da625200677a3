package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.evaluation.Metric;
import io.gan4j.event.TrainingProgress;
import io.gan4j.image.Images;
import io.gan4j.inference.Discriminator;
import io.gan4j.layer.Ada;
import io.gan4j.layer.Augmentation;
import io.gan4j.layer.DiffAugment;
import io.gan4j.run.TrainedGan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What augmentation does for a DCGAN that learns from a few of the built-in digits, or of MNIST if its folder is named: for each seed, without
 * it, with {@link DiffAugment} and with {@link Ada}, at equal images seen. It prints the mean sign of the discriminator's scores of the
 * training images and of images that it has never seen, the gap between the two; how far its mean scores of these are apart, as a share
 * of the way from generated images to training images, which is 0 for a discriminator that has learned nothing by heart and 1 for one
 * that takes unseen images for generated ones (Karras et al., NeurIPS 2020, equation 1); and metrics of the generator against 2,000
 * images that it has never seen. It writes a sheet of each.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.LittleDataBenchmark \
 *     OUT IMAGES STEPS FEATURES SEEDS THREADS [MNIST_FOLDER]
 * }</pre>
 */
public final class LittleDataBenchmark {
    private static final int HELD_OUT = 2_000;
    private static final int BATCH = 32;
    private static final int SHEET = 64;

    private final Path out;
    private final Dataset training;
    private final Dataset heldOut;
    private final Images seen;
    private final Images unseen;

    private LittleDataBenchmark(Path out, Dataset all, int images) {
        this.out = out;
        this.training = Datasets.take(all, images);
        this.seen = Datasets.images(all, 0, images);
        this.unseen = Datasets.images(all, images, images + HELD_OUT);
        this.heldOut = Datasets.of(unseen.toBufferedImages());
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[0]);
        Files.createDirectories(out);
        int images = Integer.parseInt(args[1]);
        int features = Integer.parseInt(args[3]);
        Dataset all = args.length > 6 ? Datasets.mnist(Path.of(args[6])) : Datasets.digits(images + HELD_OUT);
        LittleDataBenchmark benchmark = new LittleDataBenchmark(out, all, images);
        GanBuilder gan = Gan.dcgan()
                .batch(BATCH)
                .steps(Long.parseLong(args[2]))
                .reportEvery(Long.parseLong(args[2]) / 20)
                .generatorFeatures(features)
                .discriminatorFeatures(features)
                .ema(0.995)
                .threads(Integer.parseInt(args[5]));
        Map<String, Augmentation> policies = new LinkedHashMap<>();
        policies.put(
                "DiffAugment",
                DiffAugment.of(DiffAugment.Kind.TRANSLATION, DiffAugment.Kind.CUTOUT)
                        .background(-1));
        policies.put("ADA", Ada.all().without(Ada.Kind.MIRROR, Ada.Kind.TURN));
        System.out.println(
                "| seed | augmentation | sign seen | sign unseen | gap | by heart | p | Frechet | recall | coverage | memorisation |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|");
        for (int seed = 0; seed < Integer.parseInt(args[4]); seed++) {
            benchmark.print(seed, "none", gan.seed(seed));
            for (Map.Entry<String, Augmentation> policy : policies.entrySet()) {
                benchmark.print(seed, policy.getKey(), gan.seed(seed).augment(policy.getValue()));
            }
        }
    }

    private void print(int seed, String name, GanBuilder gan) throws IOException {
        try (TrainedGan trained = gan.train(training)) {
            Discriminator discriminator = trained.discriminator();
            double onSeen = sign(discriminator, seen);
            double onUnseen = sign(discriminator, unseen);
            double ofSeen = score(discriminator, seen);
            double ofGenerated = score(discriminator, trained.generator().generate(HELD_OUT, 1));
            trained.generator()
                    .generate(SHEET, 0)
                    .grid()
                    .writePng(out.resolve(name.toLowerCase(Locale.ROOT) + "-" + seed + ".png"));
            StringBuilder row = new StringBuilder(String.format(
                    Locale.ROOT,
                    "| %d | %s | %.2f | %.2f | %.2f | %.2f | %s |",
                    seed,
                    name,
                    onSeen,
                    onUnseen,
                    onSeen - onUnseen,
                    (ofSeen - score(discriminator, unseen)) / (ofSeen - ofGenerated),
                    probability(trained.history())));
            for (Metric metric : List.of(Metric.frechetDistance(), Metric.recall(), Metric.coverage())) {
                row.append(value(metric, trained, heldOut));
            }
            row.append(value(Metric.memorisation().heldOut(heldOut), trained, training));
            System.out.println(row);
        }
    }

    private static String value(Metric metric, TrainedGan gan, Dataset data) {
        double value = metric.samples(HELD_OUT)
                .measure(gan.generator(), data)
                .estimate()
                .value();
        return String.format(Locale.ROOT, " %.3f |", value);
    }

    /** The mean sign of the scores. */
    private static double sign(Discriminator discriminator, Images images) {
        double sum = 0;
        for (float score : discriminator.score(images)) {
            sum += Math.signum(score);
        }
        return sum / images.count();
    }

    private static double score(Discriminator discriminator, Images images) {
        double sum = 0;
        for (float score : discriminator.score(images)) {
            sum += score;
        }
        return sum / images.count();
    }

    /** The probability at the end of the run, if it follows the discriminator. */
    private static String probability(List<TrainingProgress> history) {
        @Nullable Float last = history.get(history.size() - 1).values().get("augmentation");
        return last == null ? "" : String.format(Locale.ROOT, "%.2f", last);
    }
}
