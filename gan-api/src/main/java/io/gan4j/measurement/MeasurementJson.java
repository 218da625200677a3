package io.gan4j.measurement;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;

/**
 * A {@link Measurement} as a JSON object: {@code metric}, {@code value}, {@code low}, {@code high}, {@code better} ({@code
 * lower}, {@code higher} or {@code near_real}), {@code real}, {@code generated}, {@code split}, {@code resizing}, {@code
 * extractor}, {@code extractor_hash}, {@code seed} and {@code warnings}. Numbers that are not finite are {@code null}.
 */
public final class MeasurementJson {
    private static final Gson GSON =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private MeasurementJson() {}

    /** The object, on one line. */
    public static String of(Measurement measurement) {
        JsonObject json = new JsonObject();
        json.addProperty("metric", measurement.metric());
        number(json, "value", measurement.value());
        number(json, "low", measurement.low());
        number(json, "high", measurement.high());
        json.addProperty("better", word(measurement.better()));
        Protocol protocol = measurement.protocol();
        json.addProperty("real", protocol.real());
        json.addProperty("generated", protocol.generated());
        json.addProperty("split", protocol.split());
        json.addProperty("resizing", protocol.resizing());
        json.addProperty("extractor", protocol.extractor());
        json.addProperty("extractor_hash", protocol.extractorHash());
        json.addProperty("seed", protocol.seed());
        JsonArray warnings = new JsonArray();
        measurement.warnings().forEach(warnings::add);
        json.add("warnings", warnings);
        return GSON.toJson(json);
    }

    private static String word(Better better) {
        return switch (better) {
            case LOWER -> "lower";
            case HIGHER -> "higher";
            case NEAR_REAL -> "near_real";
        };
    }

    private static void number(JsonObject json, String name, double value) {
        if (Double.isFinite(value)) {
            json.addProperty(name, value);
        } else {
            json.add(name, JsonNull.INSTANCE);
        }
    }
}
