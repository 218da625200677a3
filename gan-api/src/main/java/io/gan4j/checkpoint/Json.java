package io.gan4j.checkpoint;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.gan4j.file.StrictJsonText;
import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The little that checkpoints need of JSON, by the letter of RFC 8259 and with unique names. */
final class Json {
    /** The deepest nesting that is read. */
    private static final int DEPTH = 64;

    private static final char FIRST_PRINTABLE = ' ';

    private Json() {}

    /**
     * Returns a reader that refuses what Gson would forgive.
     *
     * @throws IllegalStateException if the text nests deeper than 64, or is no JSON by the letter
     */
    static JsonReader reader(String text) {
        return StrictJsonText.reader(text, DEPTH);
    }

    /** Appends a string; there is one way to write each, so that equal headers are equal bytes. */
    static void quote(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE) {
                json.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /** @throws IllegalArgumentException if the text holds half a surrogate pair, which UTF-8 cannot */
    static void checkUnicode(String text, String what) {
        try {
            StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " must be valid Unicode, holds half a surrogate pair", e);
        }
    }

    /** @throws IllegalArgumentException if the text is not one JSON object with unique names */
    static void checkObject(String text, String what) {
        if (!text.startsWith("{")) {
            throw new IllegalArgumentException(what + " must be the text of a JSON object, which begins with {");
        }
        try (JsonReader reader = reader(text)) {
            checkNames(reader);
        } catch (IOException | IllegalStateException e) {
            throw new IllegalArgumentException(what + " must be the text of a JSON object: " + e.getMessage(), e);
        }
    }

    private static void checkNames(JsonReader reader) throws IOException {
        Deque<Set<String>> objects = new ArrayDeque<>();
        while (true) {
            switch (reader.peek()) {
                case BEGIN_OBJECT -> {
                    reader.beginObject();
                    objects.push(new HashSet<>());
                }
                case END_OBJECT -> {
                    reader.endObject();
                    objects.pop();
                }
                case NAME -> unique(objects.element(), reader.nextName());
                case BEGIN_ARRAY -> reader.beginArray();
                case END_ARRAY -> reader.endArray();
                case END_DOCUMENT -> {
                    return;
                }
                default -> reader.skipValue();
            }
        }
    }

    static void unique(Set<String> names, String name) {
        if (!names.add(name)) {
            throw new IllegalStateException("the name '" + name + "' comes twice");
        }
    }

    /** The text of a string, which no other token may stand for. */
    static String string(JsonReader reader) throws IOException {
        expect(reader, JsonToken.STRING);
        return reader.nextString();
    }

    /** A whole number from 0 on, written in digits alone: Gson would take {@code "1"}, {@code 1.0} and {@code 1e0} too. */
    static long natural(JsonReader reader) throws IOException {
        expect(reader, JsonToken.NUMBER);
        return natural(reader.nextString());
    }

    static long natural(String digits) {
        if (!digits.matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalStateException("a whole number of at most 18 digits must stand for " + shortened(digits));
        }
        return Long.parseLong(digits);
    }

    private static String shortened(String text) {
        return text.length() <= 30 ? text : text.substring(0, 30) + "...";
    }

    private static void expect(JsonReader reader, JsonToken token) throws IOException {
        if (reader.peek() != token) {
            throw new IllegalStateException(
                    "expected " + token + " but was " + reader.peek() + " at " + shortened(reader.getPath()));
        }
    }
}
