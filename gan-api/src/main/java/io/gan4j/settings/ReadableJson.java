package io.gan4j.settings;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;

/** JSON in lines: an object or array that fits in a line is on one. */
final class ReadableJson {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();

    private ReadableJson() {}

    static String of(JsonElement json) {
        ReadableJson readable = new ReadableJson();
        readable.write(json, "", 0);
        return readable.text.append('\n').toString();
    }

    /** @param before how many characters the line has already */
    private void write(JsonElement json, String indent, int before) {
        String line = line(json);
        if (before + line.length() <= WIDTH || json.isJsonPrimitive()) {
            text.append(line);
        } else if (json instanceof JsonArray array) {
            text.append('[');
            String separator = "\n";
            for (JsonElement element : array) {
                text.append(separator).append(indent).append(INDENT);
                write(element, indent + INDENT, indent.length() + INDENT.length());
                separator = ",\n";
            }
            text.append('\n').append(indent).append(']');
        } else {
            text.append('{');
            String separator = "\n";
            for (Map.Entry<String, JsonElement> member : ((JsonObject) json).entrySet()) {
                String name = new JsonPrimitive(member.getKey()) + ": ";
                text.append(separator).append(indent).append(INDENT).append(name);
                write(member.getValue(), indent + INDENT, indent.length() + INDENT.length() + name.length());
                separator = ",\n";
            }
            text.append('\n').append(indent).append('}');
        }
    }

    private static String line(JsonElement json) {
        StringBuilder line = new StringBuilder();
        if (json instanceof JsonArray array) {
            array.forEach(element -> line.append(line.length() == 0 ? "" : ", ").append(line(element)));
            return "[" + line + "]";
        }
        if (json instanceof JsonObject object) {
            object.entrySet()
                    .forEach(member -> line.append(line.length() == 0 ? "" : ", ")
                            .append(new JsonPrimitive(member.getKey()))
                            .append(": ")
                            .append(line(member.getValue())));
            return "{" + line + "}";
        }
        return json.toString();
    }
}
