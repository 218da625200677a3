package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.checkpoint.RunFolder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.run.TrainingRun;
import io.gan4j.training.Checkpoints;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures what checkpoints cost: by how much one delays the training of a DCGAN of MNIST's size at the preset's width, and how
 * long the file takes to be loaded and verified.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.CheckpointBenchmark FOLDER [checkpoints] [threads]
 * }</pre>
 *
 * <p>A checkpoint is taken every {@value #EVERY} steps. Of each such stretch the first half has the copy and the writing in it, the
 * second half has not: the median of the differences is the delay. The file is then loaded {@value #LOADS} times.
 */
public final class CheckpointBenchmark {
    private static final int EVERY = 40;
    private static final int LOADS = 15;

    private CheckpointBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        int threads = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        PrintStream out = System.out;
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        train(folder, Datasets.digits(), rounds, threads, with, without);
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < with.size(); i++) {
            delays.add(with.get(i) - without.get(i));
        }
        line(out, "step without a checkpoint: %.1f ms", 1e3 * Medians.median(without) / (EVERY / 2.0));
        double delay = Medians.median(delays);
        line(out, "delay by a checkpoint: %.1f ms, %.3f %% at one a minute", 1e3 * delay, 100 * delay / 60);
        Path newest = RunFolder.list(folder).get(0).file();
        line(out, "file: %,d bytes", Files.size(newest));
        List<Double> loads = new ArrayList<>();
        for (int i = 0; i < LOADS; i++) {
            long began = System.nanoTime();
            RunFolder.load(newest);
            loads.add((System.nanoTime() - began) / 1e6);
        }
        line(
                out,
                "loaded and verified: first %.0f ms, median of %d %.0f ms",
                loads.get(0),
                LOADS,
                Medians.median(loads));
    }

    private static void train(
            Path folder, Dataset data, int rounds, int threads, List<Double> with, List<Double> without) {
        try (TrainingRun run = Gan.dcgan()
                .threads(threads)
                .steps((long) (rounds + 2) * EVERY)
                .checkpoints(Checkpoints.in(folder).everySteps(EVERY))
                .start(data)) {
            // the step that ends a stretch takes the checkpoint, so stretches are measured from there
            seconds(run, EVERY - 1);
            for (int round = 0; round <= rounds; round++) {
                double first = seconds(run, EVERY / 2);
                double second = seconds(run, EVERY / 2);
                if (round > 0) {
                    with.add(first);
                    without.add(second);
                }
            }
        }
    }

    private static double seconds(TrainingRun run, int steps) {
        long began = System.nanoTime();
        for (int i = 0; i < steps; i++) {
            run.play();
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private static void line(PrintStream out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
