package io.gan4j.examples;

import com.google.common.collect.ImmutableMap;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.gan4j.GanBuilder;
import io.gan4j.Setting;
import io.gan4j.live.OwnPage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page of the lab: what can be chosen, what is happening, and what is asked for. */
final class LabPage implements AutoCloseable {
    private static final Pattern STATE = Pattern.compile("state/(\\d{1,18})");
    private static final long PATIENCE_MILLIS = 5_000;
    /** Pages that may wait for news at one time. */
    private static final int MOST_WAITING = 8;

    private static final int LONGEST_TEXT = 1_000;

    private final Lab lab = new Lab();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final OwnPage page;

    private LabPage(int port) {
        Map<String, OwnPage.Reply> files = Map.of(
                "", file("lab.html", "text/html"),
                "lab.js", file("lab.js", "text/javascript"),
                "plane.js", file("plane.js", "text/javascript"),
                "drawing.js", file("drawing.js", "text/javascript"),
                "lab.css", file("lab.css", "text/css"));
        this.page = OwnPage.open(port, files, this::answer);
    }

    /**
     * Serves the lab.
     *
     * @param port 0 for one that is free
     */
    static LabPage open(int port) {
        return new LabPage(port);
    }

    String url() {
        return page.url();
    }

    private static OwnPage.Reply file(String name, String type) {
        try (InputStream in = LabPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("gan-examples is incomplete: its resource " + name + " is missing");
            }
            return OwnPage.Reply.text(type, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the resource " + name + " of gan-examples cannot be read", e);
        }
    }

    private OwnPage.@Nullable Reply answer(String path, byte @Nullable [] body) throws InterruptedException {
        if (body != null) {
            return posted(path, new String(body, StandardCharsets.UTF_8));
        }
        Matcher state = STATE.matcher(path);
        if (state.matches()) {
            return OwnPage.Reply.json(await(Long.parseLong(state.group(1))));
        }
        return switch (path) {
            case "catalogue" -> OwnPage.Reply.json(catalogue());
            case "history" -> OwnPage.Reply.json(lab.history());
            case "choice" -> OwnPage.Reply.json(choice());
            default -> null;
        };
    }

    /** Where too many wait already, what there is is told at once. */
    private String await(long known) throws InterruptedException {
        if (!waiting.tryAcquire()) {
            return lab.state(known, 0);
        }
        try {
            return lab.state(known, PATIENCE_MILLIS);
        } finally {
            waiting.release();
        }
    }

    private OwnPage.@Nullable Reply posted(String path, String body) {
        JsonObject reply = new JsonObject();
        try {
            JsonElement json = JsonParser.parseString(body);
            if (!json.isJsonObject()) {
                throw new IllegalArgumentException("what was sent is no JSON object");
            }
            JsonObject asked = json.getAsJsonObject();
            switch (path) {
                case "command" -> lab.command(text(asked, "command"), number(asked, "number", 1));
                case "begin" -> begin(choice(asked));
                case "check" -> check(choice(asked), reply);
                default -> {
                    return null;
                }
            }
        } catch (JsonParseException e) {
            reply.addProperty("error", "what was sent is no JSON");
        } catch (IllegalArgumentException | IllegalStateException e) {
            reply.addProperty("error", String.valueOf(e.getMessage()));
        }
        return OwnPage.Reply.json(new Gson().toJson(reply));
    }

    private void begin(LabChoice choice) {
        // what is wrong with the settings is said at once, what does not fit the data when it begins
        if (choice.builder().strategy().batch() >= 1) {
            lab.begin(choice);
        }
    }

    private void check(LabChoice choice, JsonObject reply) {
        JsonObject refusals = new JsonObject();
        choice.refusals().forEach(refusals::addProperty);
        reply.add("refusals", refusals);
        reply.addProperty("java", choice.java(lab.step()));
        reply.addProperty("command", choice.command());
    }

    private LabChoice choice(JsonObject asked) {
        JsonObject data = object(asked, "data");
        Preset preset = Presets.named(text(asked, "preset"));
        if (pointPresets().stream().noneMatch(preset::equals)) {
            throw new IllegalArgumentException("the preset " + preset.name() + " learns images, not points");
        }
        List<Float> drawn = new ArrayList<>();
        if (data.get("points") instanceof JsonArray points) {
            points.forEach(point -> drawn.add(point instanceof JsonPrimitive value ? value.getAsFloat() : Float.NaN));
        }
        LabData.Kind kind = LabData.Kind.named(text(data, "kind"));
        Map<String, String> settings = new LinkedHashMap<>();
        object(asked, "settings")
                .entrySet()
                .forEach(entry -> settings.put(entry.getKey(), text(object(asked, "settings"), entry.getKey())));
        return new LabChoice(
                new LabData(kind, number(data, "number", kind.usual()), drawn), preset, ImmutableMap.copyOf(settings));
    }

    private static List<Preset> pointPresets() {
        return Presets.all().stream()
                .filter(preset -> preset.takes() == Preset.Takes.ANYTHING)
                .toList();
    }

    private static JsonObject object(JsonObject in, String name) {
        return in.get(name) instanceof JsonObject object ? object : new JsonObject();
    }

    private static String text(JsonObject in, String name) {
        String text = in.get(name) instanceof JsonPrimitive member ? member.getAsString() : "";
        if (text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("a text of " + text.length() + " characters is none of a setting");
        }
        return text;
    }

    private static int number(JsonObject in, String name, int missing) {
        if (!(in.get(name) instanceof JsonPrimitive member)) {
            return missing;
        }
        try {
            return member.getAsInt();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number, was " + member, e);
        }
    }

    /** What was begun last, for a page that is opened later. */
    private String choice() {
        JsonObject all = new JsonObject();
        LabChoice choice = lab.choice();
        if (choice != null) {
            all.addProperty("preset", choice.preset().name());
            JsonObject data = new JsonObject();
            data.addProperty("kind", choice.data().kind().word());
            data.addProperty("number", choice.data().number());
            JsonArray points = new JsonArray();
            choice.data().drawn().forEach(points::add);
            data.add("points", points);
            all.add("data", data);
            JsonObject settings = new JsonObject();
            choice.settings().forEach(settings::addProperty);
            all.add("settings", settings);
        }
        return new Gson().toJson(all);
    }

    private static String catalogue() {
        JsonObject all = new JsonObject();
        JsonArray kinds = new JsonArray();
        for (LabData.Kind kind : LabData.Kind.values()) {
            JsonObject one = new JsonObject();
            one.addProperty("kind", kind.word());
            one.addProperty("title", kind.title());
            one.addProperty("usual", kind.usual());
            one.addProperty("most", kind.most());
            kinds.add(one);
        }
        all.add("distributions", kinds);
        JsonArray presets = new JsonArray();
        for (Preset preset : pointPresets()) {
            JsonObject one = new JsonObject();
            one.addProperty("name", preset.name());
            one.addProperty("sentence", preset.sentence());
            presets.add(one);
        }
        all.add("presets", presets);
        JsonArray settings = new JsonArray();
        for (Setting<GanBuilder> setting : LabChoice.shown()) {
            JsonObject one = new JsonObject();
            one.addProperty("name", setting.name());
            one.addProperty("sentence", setting.description());
            one.addProperty("rule", setting.rule());
            JsonObject values = new JsonObject();
            for (Preset preset : pointPresets()) {
                setting.text(LabChoice.base(preset)).ifPresent(text -> values.addProperty(preset.name(), text));
            }
            one.add("values", values);
            settings.add(one);
        }
        all.add("settings", settings);
        all.addProperty("fewestDrawn", LabData.FEWEST_DRAWN);
        all.addProperty("mostDrawn", LabData.MOST_DRAWN);
        return new Gson().toJson(all);
    }

    /** Ends the page and the run. */
    @Override
    public void close() {
        page.close();
        lab.close();
    }
}
