package io.gan4j.evaluation;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.file.AtomicFile;
import io.gan4j.inference.ModelCard;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.MeasurementJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an {@link Evaluation} found. Immutable; of use after the generator is closed. */
public final class EvaluationReport {
    private static final Gson GSON = new GsonBuilder()
            .serializeNulls()
            .disableHtmlEscaping()
            .setPrettyPrinting()
            .create();

    private final ModelCard card;
    private final String dataset;
    private final String fingerprint;
    private final ImmutableList<Measurement> measurements;
    private final ImmutableList<Measurement> shares;
    private final ImmutableList<Skipped> skipped;
    private final Duration elapsed;
    private final Beside beside;
    private final boolean images;

    /**
     * What a report shows beside its numbers.
     *
     * @param real what real data scores
     * @param metrics what each number is of, by its name
     * @param gallery pictures, of images
     * @param scatter points, of data that is no images
     */
    record Beside(
            ImmutableList<Measurement> real,
            ImmutableMap<String, Metric> metrics,
            Optional<Gallery> gallery,
            Optional<ScatterPlot> scatter) {}

    /**
     * A metric that was not measured.
     *
     * @param metric which
     * @param reason why not, in words
     */
    public record Skipped(Metric metric, String reason) {}

    EvaluationReport(
            Subject subject,
            ImmutableList<Measurement> measurements,
            ImmutableList<Measurement> shares,
            Beside beside,
            ImmutableList<Skipped> skipped,
            Duration elapsed) {
        this.card = subject.generator().card();
        this.dataset = subject.data().name();
        this.fingerprint = subject.data().fingerprint();
        this.measurements = measurements;
        this.shares = shares;
        this.skipped = skipped;
        this.elapsed = elapsed;
        this.beside = beside;
        this.images = subject.data().shape().isImage();
    }

    /** What was measured, in order. They go into an exported file by {@code TrainedGan.export(file, licence, measurements)}. */
    public List<Measurement> measurements() {
        return measurements;
    }

    /** Those of the measurements that are shares of 1, or meant to come near 1. */
    ImmutableList<Measurement> shares() {
        return shares;
    }

    /** What was not measured, and why. */
    public List<Skipped> skipped() {
        return skipped;
    }

    /** How long it took. */
    public Duration elapsed() {
        return elapsed;
    }

    /** What the generator says of itself. */
    public ModelCard card() {
        return card;
    }

    /** The name of the data that it was held against. */
    public String dataset() {
        return dataset;
    }

    Optional<Gallery> gallery() {
        return beside.gallery();
    }

    Optional<ScatterPlot> scatter() {
        return beside.scatter();
    }

    /**
     * What the same metrics give of one half of the data held against the other, in the same protocol, but for the number of
     * samples where the data has fewer than twice as many: what a perfect generator would score. Metrics that do not compare
     * samples with samples are not among them.
     */
    public List<Measurement> realScores() {
        return beside.real();
    }

    /** The number that real data gives for a measurement; empty if there is none. */
    Optional<Measurement> realScore(Measurement measurement) {
        return beside.real().stream()
                .filter(real -> real.metric().equals(measurement.metric()))
                .findFirst();
    }

    /**
     * What a number says, in a plain sentence; empty for those that add to the one before, and for metrics that a user has
     * written.
     */
    String meaning(Measurement measurement) {
        Metric metric = beside.metrics().get(measurement.metric());
        boolean first = metric != null
                && beside.metrics().entrySet().stream()
                        .filter(entry -> entry.getValue().equals(metric))
                        .findFirst()
                        .filter(entry -> entry.getKey().equals(measurement.metric()))
                        .isPresent();
        return metric == null || !first ? "" : metric.meaning();
    }

    /** What saw the samples, in words. */
    String seenBy(Measurement measurement) {
        String extractor = measurement.protocol().extractor();
        return images ? extractor : extractor.replaceFirst("^pixels", "the samples themselves");
    }

    /** What the numbers mean together, in words: how good the generator is, then why. Empty if no number tells. */
    public List<String> verdict() {
        return Verdict.of(this);
    }

    /** The numbers as a table for a terminal, a line each, with what was skipped below. */
    public String table() {
        return TextTable.of(this);
    }

    /**
     * All of it but the pictures, as a JSON object: {@code model} ({@code trained_on}, {@code step}, {@code version}), {@code
     * dataset}, {@code dataset_fingerprint}, {@code seconds}, {@code measurements} (see {@link MeasurementJson}), {@code
     * real_data} likewise ({@link #realScores}), {@code verdict}, and {@code skipped}, each with {@code metric} and {@code
     * reason}.
     */
    public String toJson() {
        JsonObject model = new JsonObject();
        model.addProperty("trained_on", card.origin().dataset());
        model.addProperty("step", card.origin().step());
        model.addProperty("version", card.origin().libraryVersion());
        JsonObject json = new JsonObject();
        json.add("model", model);
        json.addProperty("dataset", dataset);
        json.addProperty("dataset_fingerprint", fingerprint);
        json.addProperty("seconds", elapsed.toMillis() / 1e3);
        JsonArray numbers = new JsonArray();
        measurements.forEach(measurement -> numbers.add(JsonParser.parseString(MeasurementJson.of(measurement))));
        json.add("measurements", numbers);
        JsonArray real = new JsonArray();
        beside.real().forEach(measurement -> real.add(JsonParser.parseString(MeasurementJson.of(measurement))));
        json.add("real_data", real);
        JsonArray words = new JsonArray();
        verdict().forEach(words::add);
        json.add("verdict", words);
        JsonArray left = new JsonArray();
        for (Skipped skip : skipped) {
            JsonObject entry = new JsonObject();
            entry.addProperty("metric", skip.metric().key());
            entry.addProperty("reason", skip.reason());
            left.add(entry);
        }
        json.add("skipped", left);
        return GSON.toJson(json) + "\n";
    }

    /** Writes {@link #toJson}; missing folders are created, a file that is there is replaced. */
    public void writeJson(Path file) throws IOException {
        AtomicFile.write(file, toJson().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * All of it as one HTML page that needs no other file and no network: numbers with their protocols, charts, and for images
     * real ones beside generated ones, the nearest real ones of the first generated ones, the classes, and ways between
     * latents. Well-formed as XML too.
     */
    public String toHtml() {
        return HtmlPage.of(this);
    }

    /** Writes {@link #toHtml}; missing folders are created, a file that is there is replaced. */
    public void writeHtml(Path file) throws IOException {
        AtomicFile.write(file, toHtml().getBytes(StandardCharsets.UTF_8));
    }
}
