package io.gan4j.examples;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The numbers of a run's course, one line a picture. Of a long course every second line of the older half goes. */
final class LabHistory {
    private static final int MOST = 2_000;

    private final List<JsonObject> lines = new ArrayList<>();
    private long added;

    void clear() {
        lines.clear();
        added = 0;
    }

    /** How many lines were added since the beginning. */
    long size() {
        return added;
    }

    void add(long step, JsonObject frame) {
        JsonObject line = new JsonObject();
        line.addProperty("step", step);
        for (Map.Entry<String, JsonElement> value :
                frame.getAsJsonObject("values").entrySet()) {
            line.add(value.getKey(), value.getValue());
        }
        for (String name : List.of("divergence", "leaning", "found", "quality")) {
            if (frame.has(name)) {
                line.add(name, frame.get(name));
            }
        }
        lines.add(line);
        added++;
        if (lines.size() > MOST) {
            List<JsonObject> kept = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (i >= MOST / 2 || i % 2 == 0) {
                    kept.add(lines.get(i));
                }
            }
            lines.clear();
            lines.addAll(kept);
        }
    }

    /** All lines by columns, so that names are told once. */
    String json(int experiment) {
        Set<String> names = new LinkedHashSet<>();
        lines.forEach(line -> names.addAll(line.keySet()));
        JsonObject columns = new JsonObject();
        for (String name : names) {
            JsonArray column = new JsonArray();
            lines.forEach(line -> column.add(line.has(name) ? line.get(name) : JsonNull.INSTANCE));
            columns.add(name, column);
        }
        JsonObject all = new JsonObject();
        all.addProperty("experiment", experiment);
        all.addProperty("reports", added);
        all.add("columns", columns);
        return all.toString();
    }
}
