package io.gan4j.benchmarks;

import io.gan4j.metric.Features;
import io.gan4j.metric.FrechetDistance;
import io.gan4j.metric.NeighbourComparison;
import io.gan4j.tensor.RandomStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Measures the metrics that compare sets of features, on normally distributed ones: the Fréchet distance with 2,048 features a
 * sample; precision, recall, density and coverage, which come of one pass, with 128. Prints the seconds of one run of each, not
 * warmed up as a user's is not, and the peak of the heap meanwhile, with the features and with what was not yet collected; limit
 * the heap to see what is enough:
 *
 * <pre>{@code
 * java -Xmx1g -cp gan-benchmarks/target/gan-benchmarks.jar io.gan4j.benchmarks.MetricBenchmark [samples]
 * }</pre>
 */
public final class MetricBenchmark {
    private static final int WIDE = 2048;
    private static final int NARROW = 128;
    private static final long REAL = 1;
    private static final long GENERATED = 2;
    private static final double MIB = 1 << 20;

    private MetricBenchmark() {}

    /** Runs the benchmark: 10,000 samples in each set unless said otherwise. */
    public static void main(String[] args) {
        int samples = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        PrintStream out = System.out;
        frechet(out, samples);
        neighbours(out, samples);
    }

    private static void frechet(PrintStream out, int samples) {
        Features real = normal(REAL, samples, WIDE);
        Features generated = normal(GENERATED, samples, WIDE);
        String name = name("Fréchet distance", samples, WIDE);
        measure(out, name, () -> FrechetDistance.of(real, generated).value());
    }

    private static void neighbours(PrintStream out, int samples) {
        Features real = normal(REAL, samples, NARROW);
        Features generated = normal(GENERATED, samples, NARROW);
        String name = name("precision, recall, density and coverage", samples, NARROW);
        measure(out, name, () -> NeighbourComparison.of(real, generated));
    }

    private static String name(String metric, int samples, int dimensions) {
        return metric + ", " + samples + " with " + dimensions + " features";
    }

    private static Features normal(long seed, int count, int dimensions) {
        float[] values = new float[count * dimensions];
        RandomStream.of(seed).fillNormal(values, 0, 1);
        return Features.of(values, dimensions);
    }

    private static void measure(PrintStream out, String name, Supplier<Object> metric) {
        resetPeak();
        long began = System.nanoTime();
        long worked = ProcessorTime.nanos();
        Object value = metric.get();
        double seconds = (System.nanoTime() - began) / 1e9;
        double ofProcessor = (ProcessorTime.nanos() - worked) / 1e9;
        out.println(String.format(
                Locale.ROOT,
                "%s: %.1f s, %.1f s of processor time, heap at most %.0f MiB, load %.1f, %s",
                name,
                seconds,
                ofProcessor,
                peak() / MIB,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                value));
    }

    private static void resetPeak() {
        System.gc();
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            pool.resetPeakUsage();
        }
    }

    /** The sum of the pools' peaks, which is at least the heap's, as they need not have been at one time. */
    private static long peak() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            bytes += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
        }
        return bytes;
    }
}
