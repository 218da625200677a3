package io.gan4j.settings;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.gan4j.tensor.Shape;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Writes values as {@link SettingsReader} reads them. */
final class SettingsWriter {
    static final String TYPE = "type";
    static final String TEXT = "text";

    private final SettingsTypes types;

    SettingsWriter(SettingsTypes types) {
        this.types = types;
    }

    /** @param declared the type of the place that holds the value: where it says all, no type is written */
    JsonElement write(@Nullable Object value, Class<?> declared) {
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        if (value instanceof Enum<?> constant) {
            return new JsonPrimitive(constant.name());
        }
        if (value instanceof Float || value instanceof Double) {
            Number number = (Number) value;
            // JSON has no numbers that are not finite; their text is refused when it is read
            return Double.isFinite(number.doubleValue())
                    ? new JsonPrimitive(number)
                    : new JsonPrimitive(number.toString());
        }
        if (value instanceof Number number) {
            return new JsonPrimitive(number);
        }
        if (value instanceof String || value instanceof Duration) {
            return new JsonPrimitive(value.toString());
        }
        return value instanceof Shape shape ? extents(shape) : object(value, declared);
    }

    private static JsonArray extents(Shape shape) {
        JsonArray extents = new JsonArray();
        for (int extent : shape.toArray()) {
            extents.add(extent);
        }
        return extents;
    }

    private JsonObject object(Object value, Class<?> declared) {
        SettingsTypes.Form form = types.form(value.getClass());
        Object record = form == null ? null : form.toRecord().apply(value);
        if (form == null || record == null) {
            return own(value, declared);
        }
        JsonObject object = new JsonObject();
        if (form.type() != declared) {
            object.addProperty(TYPE, form.name());
        }
        for (RecordForm.Part part : form.record().parts()) {
            Object held = form.record().value(record, part);
            if (held instanceof ImmutableList<?> list && part.count() == RecordForm.Count.MANY) {
                JsonArray array = new JsonArray();
                list.forEach(element -> array.add(write(element, part.type())));
                object.add(part.name(), array);
            } else if (held != null && !held.equals(part.absent())) {
                object.add(part.name(), write(held, part.type()));
            }
        }
        return object;
    }

    private JsonObject own(Object value, Class<?> declared) {
        SettingsTypes.Open open = types.open(declared);
        if (open == null) {
            throw new IllegalArgumentException(value.getClass().getName() + " is not in the table of settings, and no "
                    + declared.getSimpleName() + " may be missing there");
        }
        JsonObject object = new JsonObject();
        object.addProperty(TYPE, SettingsTypes.OWN);
        object.addProperty(TEXT, open.text().apply(value));
        return object;
    }
}
