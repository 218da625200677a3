package io.gan4j.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.gan4j.Gan;
import io.gan4j.data.Datasets;
import io.gan4j.run.TrainingRun;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures the DCGAN step of 28x28 images at batch 64 in alternating runs: this library as a user runs it, data included;
 * PyTorch eager in Python, where found; and libtorch's own product of 2048-square matrices. Prints medians.
 *
 * <pre>{@code
 * java -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.StepBenchmark [rounds] [threads]
 * }</pre>
 *
 * <p>The Python interpreter is {@code python3}, or the one that the environment variable {@code GAN4J_PYTHON} names.
 */
public final class StepBenchmark {
    private static final int STEPS_A_ROUND = 10;
    private static final int SIDE = 2048;
    private static final int PRODUCTS_A_ROUND = 5;

    private StepBenchmark() {}

    /** Runs the benchmark. */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        PrintStream out = System.out;
        List<Double> ours = new ArrayList<>();
        List<Double> eager = new ArrayList<>();
        List<Double> product = new ArrayList<>();
        try (TrainingRun run = run(rounds, threads);
                NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            Optional<PythonPeer> python = PythonPeer.start("dcgan_step.py", threads);
            NDArray matrix = manager.randomNormal(new Shape(SIDE, SIDE));
            for (int round = 0; round < rounds + 2; round++) {
                double step = secondsAStep(run);
                double eagerStep =
                        python.isPresent() ? python.get().seconds(STEPS_A_ROUND) / STEPS_A_ROUND : Double.NaN;
                double one = secondsAProduct(matrix);
                if (round >= 2) {
                    ours.add(step);
                    eager.add(eagerStep);
                    product.add(one);
                }
            }
            python.ifPresent(PythonPeer::close);
            report(out, ours, eager, product, python.map(PythonPeer::version));
        }
    }

    private static TrainingRun run(int rounds, int threads) {
        return Gan.dcgan()
                .generator(StepNetworks.generator())
                .discriminator(StepNetworks.discriminator())
                .batch(StepNetworks.BATCH)
                .steps((long) (rounds + 2) * STEPS_A_ROUND)
                .threads(threads)
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
            PrintStream out, List<Double> ours, List<Double> eager, List<Double> product, Optional<String> python) {
        double step = Medians.median(ours);
        double ofProduct = 2.0 * SIDE * SIDE * SIDE / Medians.median(product) / 1e9;
        double ofStep = StepNetworks.FLOP_A_STEP / step / 1e9;
        line(out, "gan4j                 %7.1f ms a step %8.0f images/s", step * 1e3, StepNetworks.BATCH / step);
        if (python.isPresent()) {
            double other = Medians.median(eager);
            line(out, "%-21s %7.1f ms a step %8.0f images/s", python.get(), other * 1e3, StepNetworks.BATCH / other);
            line(
                    out,
                    "gan4j is %.2f times as fast (median of the rounds' ratios %.2f)",
                    other / step,
                    Medians.ratio(eager, ours));
        } else {
            line(out, "PyTorch in Python was not found: set GAN4J_PYTHON to an interpreter that has it");
        }
        line(out, "product of matrices   %7.1f GFLOP/s", ofProduct);
        double[] fractions = new double[ours.size()];
        for (int i = 0; i < fractions.length; i++) {
            fractions[i] = StepNetworks.FLOP_A_STEP / ours.get(i) / (2.0 * SIDE * SIDE * SIDE / product.get(i));
        }
        Arrays.sort(fractions);
        line(
                out,
                "step                  %7.1f GFLOP/s, %.0f %% of it (median of the rounds' fractions %.0f %%)",
                ofStep,
                100 * ofStep / ofProduct,
                100 * fractions[fractions.length / 2]);
    }

    private static void line(PrintStream out, String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
