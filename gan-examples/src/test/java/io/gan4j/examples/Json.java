package io.gan4j.examples;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a JSON object of numbers, strictly. */
final class Json {
    private Json() {}

    static Map<String, Double> numbers(String json) {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        JsonElement object = JsonParser.parseReader(reader);
        Map<String, Double> numbers = new LinkedHashMap<>();
        object.getAsJsonObject()
                .entrySet()
                .forEach(e -> numbers.put(e.getKey(), e.getValue().getAsDouble()));
        return numbers;
    }
}
