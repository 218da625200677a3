package io.gan4j.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.gan4j.file.StrictJsonText;
import java.io.IOException;

/** Parses JSON by the letter of RFC 8259, with names that come once, one value, and bounded nesting. */
final class StrictJson {
    /** The deepest nesting that is read. */
    private static final int DEPTH = 32;

    private StrictJson() {}

    /** @throws IllegalArgumentException if the text is not a JSON object */
    static JsonObject object(String text) {
        try (JsonReader reader = StrictJsonText.reader(text, DEPTH)) {
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw new IllegalArgumentException("settings must be a JSON object");
            }
            JsonElement object = element(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("settings must be a JSON object, and nothing after it");
            }
            return (JsonObject) object;
        } catch (IOException | IllegalStateException | JsonParseException e) {
            throw new IllegalArgumentException("settings must be a JSON object: " + e.getMessage(), e);
        }
    }

    private static JsonElement element(JsonReader reader) throws IOException {
        return switch (reader.peek()) {
            case BEGIN_OBJECT -> members(reader);
            case BEGIN_ARRAY -> elements(reader);
            case STRING -> new JsonPrimitive(reader.nextString());
            case NUMBER -> new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(reader));
            case BOOLEAN -> new JsonPrimitive(reader.nextBoolean());
            default -> {
                reader.nextNull();
                yield JsonNull.INSTANCE;
            }
        };
    }

    private static JsonObject members(JsonReader reader) throws IOException {
        JsonObject object = new JsonObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            if (object.has(name)) {
                throw new IllegalStateException("a name comes twice at " + reader.getPath());
            }
            object.add(name, element(reader));
        }
        reader.endObject();
        return object;
    }

    private static JsonArray elements(JsonReader reader) throws IOException {
        JsonArray array = new JsonArray();
        reader.beginArray();
        while (reader.hasNext()) {
            array.add(element(reader));
        }
        reader.endArray();
        return array;
    }
}
