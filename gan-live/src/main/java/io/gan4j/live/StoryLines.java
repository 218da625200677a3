package io.gan4j.live;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.gan4j.event.TrainingEvaluated;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.file.VisibleText;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.MeasurementJson;
import io.gan4j.tensor.Shape;
import io.gan4j.watch.Advice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a {@link Story}: objects of JSON with a member {@code kind}. A number that is not finite is {@code null};
 * characters that mean something to HTML are escaped; text from outside is short and visible.
 */
final class StoryLines {
    /** The columns of a text from outside. */
    private static final int LONGEST_TEXT = 400;

    private static final int MOST_SETTINGS = 200;

    /** Escapes what HTML gives a meaning to. */
    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private StoryLines() {}

    static JsonObject kind(String kind) {
        JsonObject line = new JsonObject();
        line.addProperty("kind", kind);
        return line;
    }

    static String json(JsonObject line) {
        return GSON.toJson(line);
    }

    /** A text from outside, short enough to show, in which nothing is hidden. */
    static String text(String text) {
        return VisibleText.line(VisibleText.shortened(text, LONGEST_TEXT));
    }

    static void number(JsonObject line, String name, double value) {
        if (Double.isFinite(value)) {
            line.addProperty(name, value);
        } else {
            line.add(name, JsonNull.INSTANCE);
        }
    }

    /** What is said of a run before it begins; how its pictures are read is added by the camera. */
    static JsonObject head(TrainingStarted event, @Nullable Generator generator) {
        JsonObject head = kind("head");
        head.addProperty("title", text(event.dataset()));
        head.add("shape", array(generator == null ? event.data().shape() : generator.shape()));
        head.addProperty("size", event.data().size());
        head.addProperty("backend", text(event.backend()));
        head.addProperty("device", text(event.device()));
        head.addProperty("steps", event.steps());
        number(head, "epochs", event.epochs());
        if (!event.stages().isEmpty()) {
            head.add("stages", stages(event.stages()));
        }
        head.addProperty("view", "none");
        JsonArray networks = new JsonArray();
        event.game().players().forEach(player -> {
            JsonObject network = new JsonObject();
            network.addProperty("name", player.name());
            network.addProperty("summary", player.network().summary());
            networks.add(network);
        });
        head.add("networks", networks);
        if (generator != null) {
            head.add("settings", settings(generator.card().origin().configuration()));
        }
        return head;
    }

    static JsonArray array(Shape shape) {
        JsonArray extents = new JsonArray();
        Arrays.stream(shape.toArray()).forEach(extents::add);
        return extents;
    }

    static JsonObject settings(Map<String, String> settings) {
        JsonObject named = new JsonObject();
        settings.entrySet().stream()
                .limit(MOST_SETTINGS)
                .forEach(one -> named.addProperty(text(one.getKey()), text(one.getValue())));
        return named;
    }

    /**
     * A report.
     *
     * @param cost the share of the time that the run has waited for the page
     */
    static JsonObject report(TrainingProgress event, double cost) {
        JsonObject report = kind("report");
        report.addProperty("step", event.step());
        number(report, "epoch", event.epoch());
        number(report, "seconds", event.elapsed().toNanos() / 1e9);
        number(report, "speed", event.imagesPerSecond());
        number(report, "cost", Math.round(cost * 1e6) / 1e6);
        JsonObject values = new JsonObject();
        // by its text, since a float as a double has digits that it does not mean
        event.values().forEach((name, value) -> number(values, text(name), Double.parseDouble(value.toString())));
        report.add("values", values);
        return report;
    }

    static JsonObject measurement(TrainingEvaluated event) {
        JsonObject measured =
                JsonParser.parseString(MeasurementJson.of(event.measurement())).getAsJsonObject();
        JsonObject line = kind("measurement");
        line.addProperty("step", event.step());
        measured.entrySet().forEach(member -> line.add(member.getKey(), member.getValue()));
        line.addProperty("best_step", event.bestStep());
        return line;
    }

    /** What the steps of each stage cost beside those of the others, from which follows how long the run will take. */
    private static JsonArray stages(List<TrainingStage> all) {
        JsonArray stages = new JsonArray();
        all.forEach(one -> {
            JsonObject stage = new JsonObject();
            stage.addProperty("last_step", one.lastStep());
            stage.addProperty("cost", one.cost());
            stages.add(stage);
        });
        return stages;
    }

    static JsonObject stage(TrainingStage event) {
        JsonObject line = kind("stage");
        line.addProperty("first_step", event.firstStep());
        line.addProperty("last_step", event.lastStep());
        line.addProperty("stage", text(event.name()));
        line.addProperty("number", event.number());
        line.addProperty("count", event.count());
        return line;
    }

    static JsonObject wentBack(TrainingWentBack event) {
        JsonObject line = kind("back");
        line.addProperty("diverged_step", event.divergedStep());
        line.addProperty("back_to_step", event.step());
        line.addProperty("time", event.time());
        line.addProperty("times", event.times());
        number(line, "rate", event.rate());
        line.addProperty("player", text(event.player()));
        line.addProperty("cause", text(event.cause()));
        return line;
    }

    static JsonObject advice(Advice advice) {
        JsonObject line = kind("advice");
        line.addProperty("step", advice.step());
        line.addProperty("about", advice.kind().name().replace('_', ' ').toLowerCase(Locale.ROOT));
        line.addProperty("seen", text(advice.message()));
        line.addProperty("advice", text(advice.advice()));
        return line;
    }

    static JsonObject frame(long id, long step, int bytes) {
        JsonObject line = kind("frame");
        line.addProperty("id", id);
        line.addProperty("step", step);
        line.addProperty("bytes", bytes);
        return line;
    }

    static JsonObject state(String state) {
        JsonObject line = kind("state");
        line.addProperty("state", state);
        return line;
    }
}
