package io.gan4j.run;

import com.google.gson.JsonObject;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.file.Reason;
import io.gan4j.measurement.MeasurementJson;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the course of training as JSON Lines: a line each report, an object with {@code step}, {@code epoch}, a member for
 * each of {@link TrainingProgress#values} with underscores for spaces ({@code discriminator_loss}, {@code generator_loss},
 * {@code real_score}, {@code fake_score}, {@code discriminator_gradient}, {@code generator_gradient}), {@code
 * images_per_second} and {@code seconds} since the start, without pauses; and a line each measurement of a metric, an object
 * with {@code step}, the members of {@link MeasurementJson}, and the {@code best_step} so far; and a line each time the run went
 * back after a divergence, an object with {@code time}, {@code times}, {@code diverged_step}, {@code back_to_step}, {@code
 * rate}, {@code player} and {@code cause}: lines before it of steps after {@code back_to_step} no longer count. In a run of several
 * stages there is a line before the first report of each, an object with {@code stage}, its name, {@code number}, {@code
 * count}, {@code first_step} and {@code last_step}. A number that is
 * not finite becomes {@code null}.
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
    private static final Pattern REPORT = Pattern.compile("\\{\"step\":(\\d{1,18}),\"epoch\":");
    private static final Pattern MEASUREMENT = Pattern.compile("\\{\"step\":(\\d{1,18}),");
    private static final Pattern STAGE = Pattern.compile("\\{\"first_step\":(\\d{1,18}),");
    private static final Pattern WENT_BACK = Pattern.compile("\\{\"time\":(\\d{1,9}),\"times\":");
    /** More of a line than tells its step. */
    private static final int LONGEST_START = 100;

    private final Path file;
    private final BufferedWriter out;
    /** Stages that begin after this step have no line yet. */
    private final long toldUntil;

    private HistoryFile(Path file, BufferedWriter out, long toldUntil) {
        this.file = file;
        this.out = out;
        this.toldUntil = toldUntil;
    }

    /**
     * Opens the file, which is emptied if it is there; missing folders are created.
     *
     * @throws IOException if it cannot be written to
     */
    public static HistoryFile create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return new HistoryFile(file, Files.newBufferedWriter(file, StandardCharsets.UTF_8), 0);
    }

    /**
     * How much of a history a run has that goes on.
     *
     * @param report the step of its last report; 0 if there is none
     * @param measurement the step of its last measurement; 0 if there is none
     * @param wentBack how often it has gone back after a divergence
     */
    record Until(long report, long measurement, int wentBack) {
        static final Until NOTHING = new Until(0, 0, 0);

        static Until of(RunFacts facts) {
            List<RunFacts.Report> reports = facts.history();
            RunFacts.BestFacts best = facts.best();
            return new Until(
                    reports.isEmpty() ? 0 : reports.get(reports.size() - 1).step(),
                    best == null ? 0 : best.measuredStep(),
                    facts.allWentBack().size());
        }

        /** True if a line is one that the run has written before it. */
        boolean covers(String line) {
            Matcher report = REPORT.matcher(line);
            if (report.lookingAt()) {
                return Long.parseLong(report.group(1)) <= this.report;
            }
            Matcher back = WENT_BACK.matcher(line);
            if (back.lookingAt()) {
                return Integer.parseInt(back.group(1)) <= wentBack;
            }
            Matcher stage = STAGE.matcher(line);
            if (stage.lookingAt()) {
                return Long.parseLong(stage.group(1)) <= this.report;
            }
            Matcher measured = MEASUREMENT.matcher(line);
            return measured.lookingAt() && Long.parseLong(measured.group(1)) <= measurement;
        }
    }

    /**
     * Opens the file to go on with it: what was written later than this is taken back, also half a line that a crash left. A link
     * is not followed.
     */
    static HistoryFile goOn(Path file, Until until) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            // asked before it is opened: opening a pipe would wait for its reader
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(file + " is not a plain file; links and devices are not followed");
            }
            takeBack(file, until);
        }
        // unlike a channel, a stream is not closed by an interrupt
        OutputStream out = Files.newOutputStream(
                file, StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
        return new HistoryFile(
                file, new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), until.report());
    }

    private static void takeBack(Path file, Until until) throws IOException {
        long end;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))) {
            end = end(in, until);
        }
        if (end < Files.size(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                channel.truncate(end);
            }
        }
    }

    /** Where the last line ends that is covered. */
    private static long end(InputStream in, Until until) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        long end = 0;
        long at = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            at++;
            if (next != '\n') {
                if (line.size() < LONGEST_START) {
                    line.write(next);
                }
                continue;
            }
            if (until.covers(line.toString(StandardCharsets.UTF_8))) {
                end = at;
            }
            line.reset();
        }
        return end;
    }

    @Override
    public void stageBegan(TrainingStage event) {
        if (event.firstStep() > toldUntil) {
            JsonObject json = new JsonObject();
            json.addProperty("first_step", event.firstStep());
            json.addProperty("last_step", event.lastStep());
            json.addProperty("stage", event.name());
            json.addProperty("number", event.number());
            json.addProperty("count", event.count());
            write(json.toString());
        }
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

    @Override
    public void wentBack(TrainingWentBack event) {
        JsonObject json = new JsonObject();
        json.addProperty("time", event.time());
        json.addProperty("times", event.times());
        json.addProperty("diverged_step", event.divergedStep());
        json.addProperty("back_to_step", event.step());
        json.addProperty("rate", event.rate());
        json.addProperty("player", event.player());
        json.addProperty("cause", event.cause());
        write(json.toString());
    }

    private void write(String line) {
        try {
            out.write(line);
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + Reason.of(e, file), e);
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
            throw new UncheckedIOException(file + " cannot be closed: " + Reason.of(e, file), e);
        }
    }
}
