package io.gan4j.examples;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.gan4j.GanBuilder;
import io.gan4j.Setting;
import io.gan4j.live.OwnPage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
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

    private static final List<String> SCRIPTS = List.of("lab.js", "plane.js", "drawing.js", "step.js", "journal.js");

    private final Lab lab = new Lab();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final OwnPage page;

    private LabPage(int port) {
        Map<String, OwnPage.Reply> files = new HashMap<>();
        files.put("", file("lab.html", "text/html"));
        files.put("lab.css", file("lab.css", "text/css"));
        for (String script : SCRIPTS) {
            files.put(script, file(script, "text/javascript"));
        }
        this.page = opened(port, files);
    }

    private OwnPage opened(int port, Map<String, OwnPage.Reply> files) {
        try {
            return OwnPage.open(port, files, this::answer);
        } catch (RuntimeException | Error e) {
            lab.close();
            throw e;
        }
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
            case "journal" -> OwnPage.Reply.json(journal());
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
                case "command" -> lab.command(LabJson.text(asked, "command"), LabJson.number(asked, "number", 1));
                case "begin" -> begin(LabJson.choice(asked));
                case "change" -> lab.change(LabJson.choice(asked));
                case "replay" -> lab.replay(LabJournal.read(asked), LabJson.number(asked, "until", 1));
                case "check" -> check(LabJson.choice(asked), reply);
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
        reply.addProperty("java", lab.java(choice));
        reply.addProperty("command", choice.command());
    }

    /** What was begun last, for a page that is opened later. */
    private String choice() {
        LabChoice choice = lab.choice();
        return new Gson().toJson(choice == null ? new JsonObject() : choice.json());
    }

    /** What was done; empty before anything is begun. */
    private String journal() {
        return new Gson().toJson(lab.journal());
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
        for (Preset preset : LabChoice.presets()) {
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
            for (Preset preset : LabChoice.presets()) {
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
