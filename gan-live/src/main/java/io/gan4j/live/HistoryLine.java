package io.gan4j.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code history.jsonl} as a line of a {@link Story}.
 *
 * @param isReport whether it is a report
 * @param json the line of the story
 */
record HistoryLine(boolean isReport, String json) {
    private static final Set<String> OF_A_REPORT = Set.of("step", "epoch", "images_per_second", "seconds");
    private static final int MOST_MEMBERS = 200;

    /** Null if the line is none that a history has. */
    static @Nullable HistoryLine read(String text) {
        JsonObject line;
        try {
            if (!(JsonParser.parseString(text) instanceof JsonObject object)) {
                return null;
            }
            line = object;
        } catch (JsonParseException e) {
            return null;
        }
        if (line.has("epoch") && isNumber(line.get("step"))) {
            return new HistoryLine(true, StoryLines.json(report(line)));
        }
        if (line.has("metric") && isNumber(line.get("step"))) {
            return new HistoryLine(false, StoryLines.json(plain("measurement", line)));
        }
        if (isNumber(line.get("diverged_step")) && isNumber(line.get("back_to_step"))) {
            return new HistoryLine(false, StoryLines.json(plain("back", line)));
        }
        if (line.has("stage") && isNumber(line.get("first_step"))) {
            return new HistoryLine(false, StoryLines.json(plain("stage", line)));
        }
        return null;
    }

    private static boolean isNumber(@Nullable JsonElement element) {
        return element instanceof JsonPrimitive primitive && primitive.isNumber();
    }

    private static JsonObject report(JsonObject line) {
        JsonObject report = StoryLines.kind("report");
        report.add("step", line.get("step"));
        report.add("epoch", line.get("epoch"));
        report.add("seconds", line.get("seconds"));
        report.add("speed", line.get("images_per_second"));
        JsonObject values = new JsonObject();
        for (Map.Entry<String, JsonElement> member : line.entrySet()) {
            boolean number = isNumber(member.getValue()) || member.getValue().isJsonNull();
            if (number && !OF_A_REPORT.contains(member.getKey()) && values.size() < MOST_MEMBERS) {
                values.add(StoryLines.text(member.getKey().replace('_', ' ')), member.getValue());
            }
        }
        report.add("values", values);
        return report;
    }

    /** Numbers and texts, and lists of texts, as they are. */
    private static JsonObject plain(String kind, JsonObject line) {
        JsonObject copy = StoryLines.kind(kind);
        line.entrySet().stream().limit(MOST_MEMBERS).forEach(member -> {
            JsonElement value = member.getValue();
            if (!member.getKey().equals("kind")) {
                copy.add(member.getKey(), value instanceof JsonArray list ? texts(list) : plain(value));
            }
        });
        return copy;
    }

    private static JsonElement plain(JsonElement value) {
        boolean text = value instanceof JsonPrimitive primitive && primitive.isString();
        return text || value.isJsonObject()
                ? new JsonPrimitive(StoryLines.text(text ? value.getAsString() : ""))
                : value;
    }

    private static JsonArray texts(JsonArray list) {
        JsonArray texts = new JsonArray();
        list.forEach(one -> texts.add(one.isJsonPrimitive() ? StoryLines.text(one.getAsString()) : ""));
        return texts;
    }
}
