package io.gan4j.examples;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the page of the lab sends, read with suspicion. */
final class LabJson {
    private static final int LONGEST_TEXT = 1_000;

    private LabJson() {}

    /**
     * What is chosen.
     *
     * @throws IllegalArgumentException if the lab does not have it
     */
    static LabChoice choice(JsonObject asked) {
        JsonObject data = object(asked, "data");
        Preset preset = Presets.named(text(asked, "preset"));
        if (LabChoice.presets().stream().noneMatch(preset::equals)) {
            throw new IllegalArgumentException("the preset " + preset.name() + " learns images, not points");
        }
        List<Float> drawn = new ArrayList<>();
        if (data.get("points") instanceof JsonArray points) {
            points.forEach(point -> drawn.add(
                    point instanceof JsonPrimitive value && value.isNumber() ? value.getAsFloat() : Float.NaN));
        }
        LabData.Kind kind = LabData.Kind.named(text(data, "kind"));
        Map<String, String> settings = new LinkedHashMap<>();
        JsonObject given = object(asked, "settings");
        given.keySet().forEach(name -> settings.put(name, text(given, name)));
        return new LabChoice(
                new LabData(kind, number(data, "number", kind.usual()), drawn), preset, ImmutableMap.copyOf(settings));
    }

    /** A member that is an object; an empty one where there is none. */
    static JsonObject object(JsonObject in, String name) {
        return in.get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    /** A member that is a text of a usual length; an empty one where there is none. */
    static String text(JsonObject in, String name) {
        String text = in.get(name) instanceof JsonPrimitive member ? member.getAsString() : "";
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters is none of a setting");
        }
        return text;
    }

    /** A member that is a whole number. */
    static int number(JsonObject in, String name, int missing) {
        if (!(in.get(name) instanceof JsonPrimitive member)) {
            return missing;
        }
        try {
            return member.getAsInt();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, was " + member, e);
        }
    }
}
