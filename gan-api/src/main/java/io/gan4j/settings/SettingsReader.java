package io.gan4j.settings;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.gan4j.tensor.Shape;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from JSON, which may be anybody's: each error is an {@link IllegalArgumentException} that names the place. What
 * is nested deeper than the types allow is refused where it begins to be.
 */
final class SettingsReader {
    private static final int MOST_ELEMENTS = 10_000;
    private static final int MOST_SHOWN = 60;
    /** More characters than any number has that a float or a long needs. */
    private static final int LONGEST_NUMBER = 64;

    private final SettingsTypes types;
    private final List<String> own = new ArrayList<>();

    SettingsReader(SettingsTypes types) {
        this.types = types;
    }

    /** The places and texts of values whose types the table cannot know, as far as was read: {@code "loss (MyLoss[])"}. */
    List<String> own() {
        return own;
    }

    /** A value for a place of this type; null where a value is its maker's own and nothing stands in for it. */
    @Nullable
    Object read(JsonElement json, Class<?> declared, String place) {
        if (declared.isEnum()) {
            return constant(json, declared, place);
        }
        if (declared == int.class || declared == Integer.class) {
            long number = whole(json, place);
            check(number == (int) number, place, "must be a whole number of 32 bits", json);
            return (int) number;
        }
        if (declared == long.class || declared == Long.class) {
            return whole(json, place);
        }
        if (declared == float.class) {
            float number = (float) decimal(json, place);
            check(Float.isFinite(number), place, "must be a finite number", json);
            return number;
        }
        if (declared == double.class) {
            return decimal(json, place);
        }
        if (declared == String.class) {
            return string(json, place);
        }
        if (declared == Duration.class) {
            return duration(json, place);
        }
        return declared == Shape.class ? shape(json, place) : object(json, declared, place);
    }

    private static void check(boolean holds, String place, String rule, JsonElement json) {
        if (!holds) {
            throw new IllegalArgumentException(place + " " + rule + ", was " + shown(json));
        }
    }

    private static String shown(JsonElement json) {
        if (json.isJsonObject()) {
            return "an object";
        }
        if (json.isJsonArray()) {
            return "an array";
        }
        String text = json.toString();
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    }

    private static String string(JsonElement json, String place) {
        check(json instanceof JsonPrimitive text && text.isString(), place, "must be a string", json);
        return json.getAsString();
    }

    private static String number(JsonElement json, String place) {
        check(json instanceof JsonPrimitive number && number.isNumber(), place, "must be a number", json);
        String text = json.getAsString();
        check(text.length() <= LONGEST_NUMBER, place, "must be a number of at most 64 characters", json);
        return text;
    }

    private static long whole(JsonElement json, String place) {
        try {
            return Long.parseLong(number(json, place));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(place + " must be a whole number of 64 bits, was " + shown(json), e);
        }
    }

    private static double decimal(JsonElement json, String place) {
        try {
            double number = Double.parseDouble(number(json, place));
            check(Double.isFinite(number), place, "must be a finite number", json);
            return number;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(place + " must be a number, was " + shown(json), e);
        }
    }

    private static Duration duration(JsonElement json, String place) {
        try {
            return Duration.parse(string(json, place));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(place + " must be a time such as PT1M, was " + shown(json), e);
        }
    }

    private static Object constant(JsonElement json, Class<?> declared, String place) {
        String name = string(json, place);
        for (Object constant : declared.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(place + " must be one of "
                + ImmutableList.copyOf(declared.getEnumConstants()) + ", was " + shown(json));
    }

    private static JsonArray array(JsonElement json, String place) {
        check(json.isJsonArray(), place, "must be an array", json);
        JsonArray array = json.getAsJsonArray();
        if (array.size() > MOST_ELEMENTS) {
            throw new IllegalArgumentException(
                    place + " must have at most " + MOST_ELEMENTS + " elements, has " + array.size());
        }
        return array;
    }

    private Shape shape(JsonElement json, String place) {
        JsonArray array = array(json, place);
        int[] extents = new int[array.size()];
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = (Integer) present(read(array.get(axis), int.class, place + "[" + axis + "]"), place);
        }
        return at(place, () -> Shape.of(extents));
    }

    private ImmutableList<Object> list(JsonElement json, Class<?> element, String place) {
        JsonArray array = array(json, place);
        ImmutableList.Builder<Object> list = ImmutableList.builder();
        for (int i = 0; i < array.size(); i++) {
            Object value = read(array.get(i), element, place + "[" + i + "]");
            if (value != null) {
                list.add(value);
            }
        }
        return list.build();
    }

    private @Nullable Object object(JsonElement json, Class<?> declared, String place) {
        check(json.isJsonObject(), place, "must be an object", json);
        JsonObject object = json.getAsJsonObject();
        SettingsTypes.Form form = types.form(declared);
        if (form != null) {
            return value(object, form, Set.of(), place);
        }
        JsonElement type = object.get(SettingsWriter.TYPE);
        SettingsTypes.Form only = types.untyped(declared);
        if (type == null && only != null) {
            return value(object, only, Set.of(), place);
        }
        if (type == null) {
            throw new IllegalArgumentException(place + " must say its type");
        }
        String name = string(type, place + "." + SettingsWriter.TYPE);
        SettingsTypes.Open open = types.open(declared);
        if (open != null && name.equals(SettingsTypes.OWN)) {
            JsonElement text = object.get(SettingsWriter.TEXT);
            own.add(place + (text == null ? "" : " (" + string(text, place + "." + SettingsWriter.TEXT) + ")"));
            return open.standIn();
        }
        SettingsTypes.Form named = types.form(name);
        if (named == null) {
            throw new IllegalArgumentException(
                    place + ".type is not in the table of settings: " + shown(type) + "; there are " + types.names());
        }
        check(
                declared.isAssignableFrom(named.type()),
                place + ".type",
                "must be one for a place of type " + declared.getSimpleName(),
                type);
        return value(object, named, Set.of(SettingsWriter.TYPE), place);
    }

    private Object value(JsonObject object, SettingsTypes.Form form, Set<String> besides, String place) {
        List<@Nullable Object> values = new ArrayList<>();
        Set<String> known = new HashSet<>(besides);
        for (RecordForm.Part part : form.record().parts()) {
            known.add(part.name());
            values.add(value(object.get(part.name()), part, place.isEmpty() ? part.name() : place + "." + part.name()));
        }
        for (String name : object.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException((place.isEmpty() ? "the file" : place) + " has no place for "
                        + shown(new JsonPrimitive(name)) + "; a newer version may have written it");
            }
        }
        return at(place, () -> form.fromRecord().apply(form.record().of(values)));
    }

    private @Nullable Object value(@Nullable JsonElement json, RecordForm.Part part, String place) {
        if (json == null || json.isJsonNull()) {
            if (part.count() == RecordForm.Count.OPTIONAL) {
                return null;
            }
            if (json == null && part.absent() != null) {
                return part.absent();
            }
            throw new IllegalArgumentException(place + " is missing");
        }
        return part.count() == RecordForm.Count.MANY
                ? list(json, part.type(), place)
                : present(read(json, part.type(), place), place);
    }

    private static Object present(@Nullable Object value, String place) {
        if (value == null) {
            throw new IllegalArgumentException(place + " may not be a type that an app has written");
        }
        return value;
    }

    /** What a constructor or a check of the library's says, with the place. */
    private static <T> T at(String place, Supplier<T> made) {
        try {
            return made.get();
        } catch (RuntimeException e) {
            throw new IllegalArgumentException((place.isEmpty() ? "the file" : place) + ": " + e.getMessage(), e);
        }
    }
}
