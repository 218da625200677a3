package io.gan4j.benchmarks;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.evaluation.Metric;
import io.gan4j.measurement.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A file of JSON Lines: what came of each run, and each number that was measured of it. */
final class MnistResults {
    private static final String KIND = "kind";

    private final Path file;
    private final Gson gson =
            new GsonBuilder().serializeSpecialFloatingPointValues().create();
    private final List<Training> trainings = new ArrayList<>();
    private final List<Number> numbers = new ArrayList<>();

    private MnistResults(Path file) {
        this.file = file;
    }

    /**
     * A run that was trained.
     *
     * @param recipe what was trained
     * @param seed of the training
     * @param steps that were played
     * @param seconds they took, with the data's and all listeners' time
     * @param divergedAt the step at which it diverged; 0 if it did not
     * @param commit of the sources
     */
    record Training(String recipe, long seed, long steps, double seconds, long divergedAt, String commit) {
        String key() {
            return MnistRuns.Run.key(recipe, seed);
        }
    }

    /**
     * A number that was measured of a run.
     *
     * @param recipe what was trained
     * @param seed of the training
     * @param asked the metric that was asked for, which may give several numbers
     * @param metric what was measured
     * @param value the number
     * @param low the lower end of its interval; NaN if it has none
     * @param high the upper end
     * @param real how many real images were compared
     * @param generated how many generated ones
     * @param extractor what saw the images
     * @param extractorHash its hash
     * @param commit of the sources that measured
     */
    record Number(
            String recipe,
            long seed,
            String asked,
            String metric,
            double value,
            double low,
            double high,
            int real,
            int generated,
            String extractor,
            String extractorHash,
            String commit) {
        static Number of(Training run, Metric asked, Measurement measured) {
            return new Number(
                    run.recipe(),
                    run.seed(),
                    asked.key(),
                    measured.metric(),
                    measured.value(),
                    measured.low(),
                    measured.high(),
                    measured.protocol().real(),
                    measured.protocol().generated(),
                    measured.protocol().extractor(),
                    measured.protocol().extractorHash(),
                    Sources.commit());
        }

        String key() {
            return MnistRuns.Run.key(recipe, seed);
        }
    }

    static MnistResults read(Path file) throws IOException {
        MnistResults results = new MnistResults(file);
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                JsonObject object = JsonParser.parseString(line).getAsJsonObject();
                if (object.get(KIND).getAsString().equals("training")) {
                    results.trainings.add(results.gson.fromJson(object, Training.class));
                } else {
                    results.numbers.add(results.gson.fromJson(object, Number.class));
                }
            }
        }
        return results;
    }

    void add(Training training) throws IOException {
        append("training", training);
        trainings.add(training);
    }

    void add(Number number) throws IOException {
        append("number", number);
        numbers.add(number);
    }

    private void append(String kind, Object result) throws IOException {
        JsonObject line = new JsonObject();
        line.addProperty(KIND, kind);
        gson.toJsonTree(result).getAsJsonObject().asMap().forEach(line::add);
        Files.writeString(file, gson.toJson(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    List<Training> trainings() {
        return trainings;
    }

    List<Number> numbers() {
        return numbers;
    }

    boolean isTrained(String key) {
        return trainings.stream().anyMatch(training -> training.key().equals(key));
    }

    boolean isMeasured(String key, Metric metric) {
        return numbers.stream()
                .filter(number -> number.key().equals(key))
                .anyMatch(number ->
                        number.asked().equals(metric.key()) || number.metric().equals(metric.name()));
    }
}
