package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonParseException;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.gan4j.error.Nearest;
import io.gan4j.file.AtomicFile;
import io.gan4j.file.StrictJsonText;
import io.gan4j.file.VisibleText;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a command was told of a GAN, as JSON for people and programs:
 *
 * <pre>{@code
 * {
 *   "preset": "dcgan",
 *   "size": 64,
 *   "settings": {
 *     "batch": "32",
 *     "optimizer": "adam(0.0002, 0.5)"
 *   }
 * }
 * }</pre>
 *
 * @param preset the name of the preset, if one was named
 * @param size height and width of images, if they were given
 * @param channels the channels of images, if they were given
 * @param settings the values of settings by name, as text
 */
record SettingsFile(
        @Nullable String preset,
        @Nullable Integer size,
        @Nullable Integer channels,
        ImmutableMap<String, String> settings) {
    private static final String PRESET = "preset";
    private static final String SIZE = "size";
    private static final String CHANNELS = "channels";
    private static final String SETTINGS = "settings";
    private static final List<String> MEMBERS = List.of(PRESET, SIZE, CHANNELS, SETTINGS);
    /** What Gson calls the parts of a file. */
    private static final ImmutableMap<String, String> THINGS = ImmutableMap.of(
            "BEGIN_OBJECT", "an object in braces",
            "BEGIN_ARRAY", "an array in brackets",
            "END_OBJECT", "the end of an object",
            "END_ARRAY", "the end of an array",
            "be name", "be a name",
            "a string", "a text",
            "STRING", "a text",
            "NUMBER", "a number",
            "BOOLEAN", "true or false",
            "NULL", "null");

    private static final int DEPTH = 2;
    private static final long LARGEST = 1 << 20;

    /** The file of somebody who said nothing. */
    static SettingsFile empty() {
        return new SettingsFile(null, null, null, ImmutableMap.of());
    }

    /** @throws IOException if the file cannot be read, or is not what {@link #write} writes; the message names it */
    static SettingsFile read(Path file) throws IOException {
        String name = VisibleText.of(file.toString());
        if (Files.isDirectory(file)) {
            throw new IOException(name + " is a folder, and --settings takes a file");
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(name + " is too large for a file of settings, it has " + Files.size(file) + " bytes");
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(name + " is no file of settings: it is no text in UTF-8", e);
        }
        try {
            return parse(text);
        } catch (IllegalStateException | IllegalArgumentException | JsonParseException | IOException e) {
            throw new IOException(name + " is no file of settings: " + reason(e), e);
        }
    }

    /** What Gson says without its advice and its names of things, which are for programmers. */
    private static String reason(Exception e) {
        String reason = String.valueOf(e.getMessage())
                .replaceFirst("^Use JsonReader\\.\\S+ to accept ", "")
                .replaceFirst("(?s) path \\$.*", "")
                .replaceFirst("^Expected (a |an )?", "there must be $1")
                .replace(" but was ", ", not ");
        for (Map.Entry<String, String> thing : THINGS.entrySet()) {
            reason = reason.replace(thing.getKey(), thing.getValue());
        }
        return reason;
    }

    private static SettingsFile parse(String text) throws IOException {
        String preset = null;
        Integer size = null;
        Integer channels = null;
        Map<String, String> settings = new LinkedHashMap<>();
        Set<String> members = new HashSet<>();
        try (JsonReader in = StrictJsonText.reader(text, DEPTH)) {
            in.beginObject();
            while (in.hasNext()) {
                String member = in.nextName();
                checkArgument(members.add(member), "%s is there twice", member);
                switch (member) {
                    case PRESET -> preset = in.nextString();
                    case SIZE -> size = whole(member, in);
                    case CHANNELS -> channels = whole(member, in);
                    case SETTINGS -> settings(in, settings);
                    default -> throw new IllegalArgumentException(Nearest.missing("member", member, MEMBERS));
                }
            }
            in.endObject();
            checkArgument(in.peek() == JsonToken.END_DOCUMENT, "something follows the object");
        }
        return new SettingsFile(preset, size, channels, ImmutableMap.copyOf(settings));
    }

    private static int whole(String member, JsonReader in) throws IOException {
        try {
            return in.nextInt();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(member + " must be a whole number", e);
        }
    }

    private static void settings(JsonReader in, Map<String, String> settings) throws IOException {
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            String value = value(name, in);
            if (settings.put(name, value) != null) {
                throw new IllegalArgumentException(name + " is set twice");
            }
        }
        in.endObject();
    }

    private static String value(String name, JsonReader in) throws IOException {
        return switch (in.peek()) {
            case STRING, NUMBER -> in.nextString();
            case BOOLEAN -> in.nextBoolean() ? "on" : "off";
            default ->
                throw new IllegalArgumentException(
                        name + " must be a text, a number, true or false, as --list-settings shows");
        };
    }

    /** @throws IOException if the file cannot be written */
    void write(Path file) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter out = new JsonWriter(text)) {
            out.setIndent("  ");
            out.setSerializeNulls(false);
            out.beginObject();
            out.name(PRESET).value(preset);
            out.name(SIZE).value(size);
            out.name(CHANNELS).value(channels);
            out.name(SETTINGS).beginObject();
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                out.name(setting.getKey()).value(setting.getValue());
            }
            out.endObject();
            out.endObject();
        }
        OutputFile.prepare(file);
        AtomicFile.write(file, (text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
