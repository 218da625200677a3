package io.gan4j.benchmarks;

import io.gan4j.data.Datasets;
import io.gan4j.run.TrainingRun;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures the step of small networks in alternating runs: the recommended recipe on the ring (batch 512, networks 128 wide,
 * relativistic loss with R1 and R2, Adam, moving average), this library as a user runs it, data included, and the same in
 * PyTorch eager with its fused Adam. Prints medians.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.RingStepBenchmark [rounds] [threads]
 * }</pre>
 *
 * <p>The Python interpreter is {@code python3}, or the one that the environment variable {@code GAN4J_PYTHON} names.
 */
public final class RingStepBenchmark {
    private static final int STEPS_A_ROUND = 50;
    private static final int WARM_UP = 2;

    private RingStepBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 1;
        PrintStream out = System.out;
        Optional<PythonPeer> python = PythonPeer.start("ring_step.py", threads);
        if (python.isEmpty()) {
            out.println("PyTorch in Python was not found: set GAN4J_PYTHON to an interpreter that has it");
            return;
        }
        List<Double> ours = new ArrayList<>();
        List<Double> eager = new ArrayList<>();
        long steps = (long) (rounds + WARM_UP) * STEPS_A_ROUND;
        try (PythonPeer peer = python.get();
                TrainingRun run =
                        ModeCollapseRuns.modern().threads(threads).steps(steps).start(Datasets.ring(8))) {
            for (int round = 0; round < rounds + WARM_UP; round++) {
                long began = System.nanoTime();
                for (int i = 0; i < STEPS_A_ROUND; i++) {
                    run.play();
                }
                double step = (System.nanoTime() - began) / 1e9 / STEPS_A_ROUND;
                double other = peer.seconds(STEPS_A_ROUND) / STEPS_A_ROUND;
                if (round >= WARM_UP) {
                    ours.add(step);
                    eager.add(other);
                }
            }
            line(out, "gan4j", Medians.median(ours));
            line(out, peer.version(), Medians.median(eager));
            out.println(String.format(
                    Locale.ROOT,
                    "gan4j is %.2f times as fast (median of the rounds' ratios)",
                    Medians.ratio(eager, ours)));
        }
    }

    private static void line(PrintStream out, String name, double seconds) {
        out.println(
                String.format(Locale.ROOT, "%-22s %6.2f ms a step %6.1f steps/s", name, seconds * 1e3, 1 / seconds));
    }
}
