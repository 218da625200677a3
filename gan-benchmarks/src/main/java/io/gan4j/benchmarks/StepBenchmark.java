package io.gan4j.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.gan4j.Gan;
import io.gan4j.data.Datasets;
import io.gan4j.engine.Precision;
import io.gan4j.run.TrainingRun;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures the DCGAN step of 28x28 images at batch 64 in alternating rounds of one run: this library as a user runs it, data
 * included; every variant of the precision in PyTorch, where Python has it; and libtorch's own product of 2048-square float32 matrices.
 * Prints medians, the load of the machine, and last {@code ratio N.NN}: how many times as fast as PyTorch's fastest variant this
 * library is, the median of the rounds' ratios.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.StepBenchmark [rounds] [threads] [float32|bfloat16]
 * }</pre>
 *
 * <p>The Python interpreter is {@code python3}, or the one that the environment variable {@code GAN4J_PYTHON} names.
 */
public final class StepBenchmark {
    private static final int STEPS_A_ROUND = 10;
    private static final int WARM_UP = 2;
    private static final int SIDE = 2048;
    private static final int PRODUCTS_A_ROUND = 5;

    private static final String SCRIPT = "dcgan_step.py";

    private StepBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        Precision precision = args.length > 2 ? Precision.valueOf(args[2].toUpperCase(Locale.ROOT)) : Precision.FLOAT32;
        PrintStream out = System.out;
        List<Double> ours = new ArrayList<>();
        List<Double> product = new ArrayList<>();
        Map<PythonPeer, List<Double>> peers = new LinkedHashMap<>();
        try (TrainingRun run = run(rounds, threads, precision);
                NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            for (PythonPeer peer : peers(threads, precision)) {
                peers.put(peer, new ArrayList<>());
            }
            NDArray matrix = manager.randomNormal(new Shape(SIDE, SIDE));
            for (int round = 0; round < rounds + WARM_UP; round++) {
                if (round == WARM_UP) {
                    ours.clear();
                    product.clear();
                    peers.values().forEach(List::clear);
                }
                ours.add(secondsAStep(run));
                for (Map.Entry<PythonPeer, List<Double>> peer : peers.entrySet()) {
                    peer.getValue().add(peer.getKey().seconds(STEPS_A_ROUND) / STEPS_A_ROUND);
                }
                product.add(secondsAProduct(matrix));
            }
            Map<String, List<Double>> others = new LinkedHashMap<>();
            peers.forEach((peer, seconds) -> others.put(peer.version(), seconds));
            report(out, precision, ours, others, product);
        } finally {
            peers.keySet().forEach(PythonPeer::close);
        }
    }

    /** What a user of PyTorch can pick without rewriting the step. */
    private static List<PythonPeer> peers(int threads, Precision precision) throws IOException {
        List<List<String>> variants = precision == Precision.BFLOAT16
                ? List.of(List.of("autocast", "fused"), List.of("autocast", "fused", "channels-last"))
                : List.of(List.of(), List.of("fused"), List.of("fused", "channels-last"));
        List<PythonPeer> peers = new ArrayList<>();
        for (List<String> variant : variants) {
            Optional<PythonPeer> peer = PythonPeer.start(SCRIPT, threads, variant.toArray(new String[0]));
            peer.ifPresent(peers::add);
        }
        return peers;
    }

    private static TrainingRun run(int rounds, int threads, Precision precision) {
        return Gan.dcgan()
                .generator(StepNetworks.generator())
                .discriminator(StepNetworks.discriminator())
                .batch(StepNetworks.BATCH)
                .steps((long) (rounds + WARM_UP) * STEPS_A_ROUND)
                .threads(threads)
                .precision(precision)
                .start(Datasets.digits());
    }

    private static double secondsAStep(TrainingRun run) {
        long began = System.nanoTime();
        for (int i = 0; i < STEPS_A_ROUND; i++) {
            run.play();
        }
        return (System.nanoTime() - began) / 1e9 / STEPS_A_ROUND;
    }

    private static double secondsAProduct(NDArray matrix) {
        long began = System.nanoTime();
        for (int i = 0; i < PRODUCTS_A_ROUND; i++) {
            matrix.matMul(matrix).close();
        }
        return (System.nanoTime() - began) / 1e9 / PRODUCTS_A_ROUND;
    }

    private static void report(
            PrintStream out,
            Precision precision,
            List<Double> ours,
            Map<String, List<Double>> others,
            List<Double> product) {
        double flops = 2.0 * SIDE * SIDE * SIDE;
        List<Double> fractions = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            fractions.add(StepNetworks.FLOP_A_STEP / ours.get(i) / (flops / product.get(i)));
        }
        line(
                out,
                "%s, load average %.1f",
                precision.name().toLowerCase(Locale.ROOT),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        line(out, "product of matrices   %7.1f GFLOP/s", flops / Medians.median(product) / 1e9);
        line(
                out,
                "gan4j                 %7.1f ms a step %8.0f images/s %7.1f GFLOP/s, %.0f %% of the product's",
                Medians.median(ours) * 1e3,
                StepNetworks.BATCH / Medians.median(ours),
                StepNetworks.FLOP_A_STEP / Medians.median(ours) / 1e9,
                100 * Medians.median(fractions));
        if (others.isEmpty()) {
            line(out, "PyTorch in Python was not found: set GAN4J_PYTHON to an interpreter that has it");
            return;
        }
        double least = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, List<Double>> other : others.entrySet()) {
            double ratio = Medians.ratio(other.getValue(), ours);
            line(
                    out,
                    "%-45s %7.1f ms a step, gan4j is %.2f times as fast",
                    other.getKey(),
                    Medians.median(other.getValue()) * 1e3,
                    ratio);
            least = Math.min(least, ratio);
        }
        line(out, "ratio %.2f", least);
    }

    private static void line(PrintStream out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
