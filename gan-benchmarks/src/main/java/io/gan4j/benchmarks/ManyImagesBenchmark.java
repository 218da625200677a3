package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.evaluation.Evaluation;
import io.gan4j.inference.Generator;
import io.gan4j.run.TrainedGan;
import io.gan4j.tensor.RandomStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/**
 * Loading and evaluation of many images. Writes drawn shapes of 32x32 pixels in color as PNG files in a folder and in a zip, loads
 * both, reads all of them in a random order as training does, and evaluates a generator on as many images by the named metrics, each
 * alone. Prints for each the seconds of one run, not warmed up, the processor's seconds, and what of the heap is in use after it.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.ManyImagesBenchmark \
 *     FOLDER COUNT frechet-distance sliced-wasserstein ...
 * }</pre>
 *
 * <p>The images stay in FOLDER and are not written again where they are there already.
 */
public final class ManyImagesBenchmark {
    private static final int SIDE = 32;
    /** So that no folder holds more files than tools like to list. */
    private static final int IN_A_FOLDER = 5_000;

    private static final int BATCH = 64;
    private static final int FEATURES = 16;
    private static final double MIB = 1 << 20;

    private final Path folder;
    private final int count;
    private final PrintStream out = System.out;

    private ManyImagesBenchmark(Path folder, int count) {
        this.folder = folder;
        this.count = count;
    }

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        ManyImagesBenchmark benchmark = new ManyImagesBenchmark(folder, Integer.parseInt(args[1]));
        benchmark.run(Arrays.copyOfRange(args, 2, args.length));
    }

    private void run(String... metrics) throws IOException {
        Path images = folder.resolve("images-" + count);
        Path zip = folder.resolve("images-" + count + ".zip");
        if (!Files.exists(zip)) {
            measured("write PNG files and a zip of them", () -> write(images, zip));
        }
        measured("load the folder", () -> Datasets.imageFolder(images).load());
        Dataset data = measured("load the zip", () -> Datasets.imageFolder(zip).load());
        measured("read all in a random order, " + BATCH + " at a time", () -> read(data));
        try (TrainedGan trained = Gan.dcgan()
                        .generatorFeatures(FEATURES)
                        .discriminatorFeatures(FEATURES)
                        .steps(1)
                        .train(data);
                Generator generator = exported(trained)) {
            measured("generate", () -> generator.generate(count, 1));
            for (String metric : metrics) {
                measured(
                        "evaluate by " + metric,
                        () -> Evaluation.of(generator)
                                .against(data)
                                .samples(count)
                                .metrics(metric)
                                .run());
            }
        }
    }

    private Generator exported(TrainedGan trained) throws IOException {
        Path file = folder.resolve("generator.onnx");
        trained.export(file);
        return Generator.load(file);
    }

    private Path write(Path images, Path zip) throws IOException {
        Dataset shapes = Datasets.resized(Datasets.shapes(count), SIDE, SIDE);
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(file)) {
            for (int i = 0; i < count; i++) {
                Path part = Files.createDirectories(images.resolve("part-" + i / IN_A_FOLDER));
                Path image = part.resolve("shape-" + i + ".png");
                ImageIO.write(
                        Datasets.images(shapes, i, i + 1).toBufferedImages().get(0), "png", image.toFile());
                entries.putNextEntry(new ZipEntry(images.relativize(image).toString()));
                Files.copy(image, entries);
                entries.closeEntry();
            }
        }
        return zip;
    }

    private long read(Dataset data) {
        int[] order = RandomStream.of(1).permutation(data.size());
        ByteBuffer batch = ByteBuffer.allocateDirect(BATCH * data.shape().size());
        long sum = 0;
        for (int from = 0; from + BATCH <= order.length; from += BATCH) {
            batch.clear();
            for (int i = from; i < from + BATCH; i++) {
                data.read(order[i], batch);
            }
            sum += batch.get(0);
        }
        return sum;
    }

    private interface Work<T> {
        T result() throws IOException;
    }

    private <T> T measured(String name, Work<T> work) throws IOException {
        long began = System.nanoTime();
        long worked = ProcessorTime.nanos();
        T result = work.result();
        double seconds = (System.nanoTime() - began) / 1e9;
        double ofProcessor = (ProcessorTime.nanos() - worked) / 1e9;
        System.gc();
        out.println(String.format(
                Locale.ROOT,
                "%,d images: %s: %.2f s, %.2f s of processor time, %.0f MiB of heap in use after it",
                count,
                name,
                seconds,
                ofProcessor,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB));
        return result;
    }
}
