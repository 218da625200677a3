package io.gan4j.settings;

import com.google.common.collect.ImmutableList;
import java.util.Objects;

/**
 * Writes records of settings as JSON and reads them back, with the types of a table alone. A value whose place has a type of
 * several kinds is an object with the member {@code type}, a name of the table, and a member for each component of the record;
 * where the place says the type, {@code type} is left out. What is not set is left out.
 *
 * <pre>{@code
 * {"type": "Adam", "learningRate": 2.0E-4, "beta1": 0.5, "beta2": 0.999, "epsilon": 1.0E-8}
 * }</pre>
 *
 * <p>A value of a type that its user made, which no table knows, is {@code {"type": "own", "text": ...}}. Immutable.
 */
public final class SettingsJson {
    private final SettingsTypes types;

    /** With this table. */
    public SettingsJson(SettingsTypes types) {
        this.types = types;
    }

    /**
     * What was read.
     *
     * @param value the settings
     * @param own the values of types that an app has written, as place and text; in {@code value} another stands for each
     */
    public record Read<T>(T value, ImmutableList<String> own) {}

    /** A record of the table as one line of JSON. */
    public String write(Record settings) {
        return new SettingsWriter(types).write(settings, settings.getClass()).toString();
    }

    /**
     * Reads a record of the table.
     *
     * @throws IllegalArgumentException if the text is not that of one; the message names the place
     */
    public <T extends Record> Read<T> read(String json, Class<T> type) {
        SettingsReader reader = new SettingsReader(types);
        T value = type.cast(Objects.requireNonNull(reader.read(StrictJson.object(json), type, ""), "settings"));
        return new Read<>(value, ImmutableList.copyOf(reader.own()));
    }

    /**
     * The same JSON, in lines for people: what fits in a line is on one.
     *
     * @throws IllegalArgumentException if the text is not a JSON object
     */
    public static String readable(String json) {
        return ReadableJson.of(StrictJson.object(json));
    }
}
