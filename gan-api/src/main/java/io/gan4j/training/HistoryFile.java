package io.gan4j.training;

import io.gan4j.metric.MeasurementJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * Writes the course of training as JSON Lines: a line each report, an object with {@code step}, {@code epoch}, a member for
 * each of {@link TrainingProgress#values} with underscores for spaces ({@code discriminator_loss}, {@code generator_loss},
 * {@code real_score}, {@code fake_score}, {@code discriminator_gradient}, {@code generator_gradient}), {@code
 * images_per_second} and {@code seconds} since the start, without pauses; and a line each measurement of a metric, an object
 * with {@code step}, the members of {@link MeasurementJson}, and the {@code best_step} so far. A number that is not finite
 * becomes {@code null}.
 *
 * <pre>{@code
 * try (HistoryFile history = HistoryFile.create(Path.of("history.jsonl"))) {
 *     Gan.dcgan().listener(history).train(data);
 * }
 * }</pre>
 *
 * <p>Each line reaches the file at once, so that it can be watched. The file is closed when the run ends; closing it oneself
 * matters only if the run never begins. A line that cannot be written ends the run by an {@link UncheckedIOException}.
 */
public final class HistoryFile implements TrainingListener, AutoCloseable {
    private final Path file;
    private final BufferedWriter out;

    private HistoryFile(Path file, BufferedWriter out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Opens the file, which is emptied if it is there; missing folders are created.
     *
     * @throws IOException if it cannot be written to
     */
    public static HistoryFile create(Path file) throws IOException {
        return open(file, StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * Opens the file to go on below the lines that it has, for a run that is resumed; it is created if it is missing. Reports
     * after the checkpoint that the run goes on from come a second time.
     *
     * @throws IOException if it cannot be written to
     */
    public static HistoryFile append(Path file) throws IOException {
        return open(file, StandardOpenOption.APPEND);
    }

    private static HistoryFile open(Path file, StandardOpenOption option) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return new HistoryFile(
                file,
                Files.newBufferedWriter(
                        file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.WRITE, option));
    }

    @Override
    public void progressed(TrainingProgress event) {
        write(json(event));
    }

    @Override
    public void evaluated(TrainingEvaluated event) {
        String measurement = MeasurementJson.of(event.measurement());
        write("{\"step\":" + event.step() + "," + measurement.substring(1, measurement.length() - 1) + ",\"best_step\":"
                + event.bestStep() + "}");
    }

    private void write(String line) {
        try {
            out.write(line);
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String json(TrainingProgress event) {
        StringBuilder json = new StringBuilder("{\"step\":").append(event.step());
        member(json, "epoch", rounded(event.epoch(), 1e6));
        for (Map.Entry<String, Float> value : event.values().entrySet()) {
            float number = value.getValue();
            member(json, name(value.getKey()), Float.isFinite(number) ? Float.toString(number) : "null");
        }
        member(json, "images_per_second", rounded(event.imagesPerSecond(), 1e2));
        member(json, "seconds", rounded(event.elapsed().toNanos() / 1e9, 1e3));
        return json.append('}').toString();
    }

    private static void member(StringBuilder json, String name, String number) {
        json.append(",\"").append(name).append("\":").append(number);
    }

    /** A name without anything that JSON would have to escape. */
    private static String name(String text) {
        return text.replaceAll("[^A-Za-z0-9]+", "_");
    }

    private static String rounded(double number, double unit) {
        return Double.isFinite(number) ? Double.toString(Math.round(number * unit) / unit) : "null";
    }

    @Override
    public void ended(TrainingEnded event) {
        close();
    }

    /** Closes the file. */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
