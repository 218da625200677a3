package io.gan4j.benchmarks;

import io.gan4j.engine.Precision;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures how time and memory of the DCGAN step grow with the batch, the size of the images, the width of the networks and the
 * number of threads, each alone, beside PyTorch eager; each point in processes of its own, alternating. Prints a table.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.GrowthBenchmark [steps] [rounds] [float32|bfloat16]
 * }</pre>
 */
public final class GrowthBenchmark {
    private static final List<Integer> BATCHES = List.of(16, 32, 64, 128, 256, 512);
    private static final List<Integer> SIDES = List.of(28, 48, 64, 96, 128);
    private static final List<Integer> FEATURES = List.of(32, 64, 128);
    private static final List<Integer> THREADS = List.of(1, 2);

    private GrowthBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws IOException {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
        Precision precision = args.length > 2 ? Precision.valueOf(args[2].toUpperCase(Locale.ROOT)) : Precision.FLOAT32;
        PrintStream out = System.out;
        out.println(
                "| batch | side | features | threads | gan4j, ms | PyTorch, ms | ratio | gan4j, MiB | PyTorch, MiB |");
        out.println("|---|---|---|---|---|---|---|---|---|");
        for (StepPoint point : points()) {
            out.println(row(point.on(point.device(), precision), steps, rounds));
        }
        out.println(String.format(
                Locale.ROOT,
                "load average %.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    private static List<StepPoint> points() {
        List<StepPoint> points = new ArrayList<>();
        StepPoint standard = StepPoint.standard(THREADS.get(THREADS.size() - 1));
        BATCHES.forEach(batch -> points.add(standard.batch(batch)));
        SIDES.forEach(side -> points.add(standard.side(side)));
        FEATURES.forEach(features -> points.add(standard.features(features)));
        THREADS.forEach(threads -> points.add(StepPoint.standard(threads)));
        return points;
    }

    private static String row(StepPoint point, int steps, int rounds) throws IOException {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        double memory = 0;
        double peers = Double.NaN;
        String[] variant =
                point.precision() == Precision.BFLOAT16 ? point.variant("fused", "autocast") : point.variant("fused");
        for (int round = 0; round < rounds; round++) {
            StepPoint.Measured measured = point.measure(steps, Map.of());
            ours.add(measured.milliseconds());
            memory = Math.max(memory, measured.mebibytes());
            Optional<PythonPeer> peer = PythonPeer.start("dcgan_step.py", point.threads(), variant);
            if (peer.isPresent()) {
                try (PythonPeer python = peer.get()) {
                    python.seconds(2);
                    theirs.add(python.seconds(steps) / steps * 1e3);
                    peers = python.memory();
                }
            }
        }
        return String.format(
                Locale.ROOT,
                "| %d | %d | %d | %d | %.1f | %.1f | %.2f | %.0f | %.0f |",
                point.batch(),
                point.side(),
                point.features(),
                point.threads(),
                Medians.median(ours),
                theirs.isEmpty() ? Double.NaN : Medians.median(theirs),
                theirs.isEmpty() ? Double.NaN : Medians.ratio(theirs, ours),
                memory,
                peers);
    }
}
