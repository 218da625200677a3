package io.gan4j.benchmarks;

import io.gan4j.Gan;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.engine.Device;
import io.gan4j.engine.Precision;
import io.gan4j.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One point of a curve: the DCGAN step of {@link StepNetworks} for given images, batch, width, threads, device and precision, in a
 * process of its own, so that the most memory it takes is the point's own.
 *
 * @param side height and width of the images
 * @param channels of the images
 * @param features the width of both networks
 * @param batch samples in a batch
 * @param threads that compute on a CPU
 */
record StepPoint(int side, int channels, int features, int batch, int threads, Device device, Precision precision) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int SAMPLES = 1024;
    private static final int WARM_UP = 2;

    /** StepBenchmark's networks and batch. */
    static StepPoint standard(int threads) {
        return new StepPoint(
                StepNetworks.SIDE,
                1,
                StepNetworks.FEATURES,
                StepNetworks.BATCH,
                threads,
                Device.CPU,
                Precision.FLOAT32);
    }

    StepPoint side(int other) {
        return new StepPoint(other, channels, features, batch, threads, device, precision);
    }

    StepPoint channels(int other) {
        return new StepPoint(side, other, features, batch, threads, device, precision);
    }

    StepPoint features(int other) {
        return new StepPoint(side, channels, other, batch, threads, device, precision);
    }

    StepPoint batch(int other) {
        return new StepPoint(side, channels, features, other, threads, device, precision);
    }

    StepPoint on(Device other, Precision numbers) {
        return new StepPoint(side, channels, features, batch, threads, other, numbers);
    }

    /** What was measured. */
    record Measured(double milliseconds, double mebibytes) {}

    /** Measures this library in a new process. */
    Measured measure(int steps, Map<String, String> environment) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(steps)));
        for (Object part : new Object[] {side, channels, features, batch, threads, device, precision}) {
            arguments.add(part.toString());
        }
        String[] parts =
                FreshJvm.lastLine(environment, StepPoint.class, arguments).split(" ");
        if (parts.length != 2) {
            throw new IOException("the step could not be measured: " + this);
        }
        return new Measured(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
    }

    /** What PyTorch is given for the same. */
    String[] variant(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        Map<String, Integer> numbers =
                new TreeMap<>(Map.of("side", side, "channels", channels, "features", features, "batch", batch));
        numbers.forEach((name, value) -> all.add(name + "=" + value));
        return all.toArray(new String[0]);
    }

    /** Measures one point, in the order of the components behind the number of steps. */
    public static void main(String[] args) throws IOException {
        int steps = Integer.parseInt(args[0]);
        StepPoint point = new StepPoint(
                Integer.parseInt(args[1]),
                Integer.parseInt(args[2]),
                Integer.parseInt(args[3]),
                Integer.parseInt(args[4]),
                Integer.parseInt(args[5]),
                Device.valueOf(args[6]),
                Precision.valueOf(args[7]));
        try (TrainingRun run = point.run(steps + WARM_UP)) {
            for (int i = 0; i < WARM_UP; i++) {
                run.play();
            }
            long began = System.nanoTime();
            for (int i = 0; i < steps; i++) {
                run.play();
            }
            double milliseconds = (System.nanoTime() - began) / 1e6 / steps;
            System.out.println(String.format(Locale.ROOT, "%.3f %.0f", milliseconds, mostMemory()));
        }
    }

    private TrainingRun run(int steps) {
        Dataset digits = Datasets.digits(Math.max(SAMPLES, batch));
        Dataset data = Datasets.resized(channels == 1 ? digits : Datasets.shapes(Math.max(SAMPLES, batch)), side, side);
        return Gan.dcgan()
                .generator(StepNetworks.generator(side, features, channels))
                .discriminator(StepNetworks.discriminator(side, features, channels))
                .batch(batch)
                .steps(steps)
                .threads(threads)
                .device(device)
                .precision(precision)
                .start(data);
    }

    /** In MiB; NaN where the system does not say. */
    private static double mostMemory() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return Double.NaN;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }
}
