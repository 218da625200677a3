package io.gan4j.examples;

import com.google.common.collect.ImmutableMap;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.gan4j.GanBuilder;
import io.gan4j.Setting;
import io.gan4j.SettingsTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What is tried in the lab: data, a preset, and settings by name as text.
 *
 * @param data what is learned
 * @param preset where the settings begin
 * @param settings those that are others than the lab's own
 */
record LabChoice(LabData data, Preset preset, ImmutableMap<String, String> settings) {
    static final SettingsTable<GanBuilder> TABLE = SettingsTable.gan();

    /** Settings that the lab decides, or that mean nothing in it. */
    static final Set<String> HIDDEN = Set.of(
            "epochs",
            "conditional",
            "reportEvery",
            "evaluateEvery",
            "keepBestBy",
            "patience",
            "checkpoints",
            "onDivergence",
            "standingStatistics",
            "device",
            "threads");

    /** Networks so small learn so simple data, and one thread is quickest for them. */
    private static final ImmutableMap<String, String> SMALL = ImmutableMap.of(
            "latent", "8",
            "generatorFeatures", "64",
            "discriminatorFeatures", "128",
            "batch", "256",
            "steps", "100000");

    /** The presets of points as they are written in Java. */
    private static final ImmutableMap<String, String> JAVA_PRESETS =
            ImmutableMap.of("vanilla", "Gan.vanilla()", "modern", "Gan.modern()");

    /** Java that writes what a run trained. */
    static final String EXPORTED = "    try (TrainedGan trained = run.handOver()) {\n"
            + "        trained.export(Path.of(\"points.onnx\"));\n"
            + "    }\n";

    /** The builder of a preset with the lab's own settings. */
    static GanBuilder base(Preset preset) {
        return TABLE.set(preset.builder().get(), SMALL).threads(1);
    }

    /** The settings that the lab shows. */
    static List<Setting<GanBuilder>> shown() {
        return TABLE.settings().stream()
                .filter(setting -> !HIDDEN.contains(setting.name()))
                .toList();
    }

    /**
     * The builder with all settings.
     *
     * @throws IllegalArgumentException in the builder's own words, if a setting is unknown, wrong, or not for the lab
     */
    GanBuilder builder() {
        for (String name : settings.keySet()) {
            if (HIDDEN.contains(TABLE.named(name).name())) {
                throw new IllegalArgumentException(name + " is decided by the lab: leave it out");
            }
        }
        return TABLE.set(base(preset), settings);
    }

    /** What is wrong with each setting by itself, by name. */
    Map<String, String> refusals() {
        Map<String, String> refusals = new LinkedHashMap<>();
        settings.forEach((name, text) -> refusal(() -> TABLE.set(base(preset), Map.of(name, text)))
                .ifPresent(refusal -> refusals.put(name, refusal)));
        return refusals;
    }

    private static Optional<String> refusal(Supplier<GanBuilder> setting) {
        try {
            Objects.requireNonNull(setting.get());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** All texts that differ from the preset's own, as {@code train --set} and {@link SettingsTable#set} take them. */
    private Map<String, String> texts() {
        return TABLE.changes(preset.builder().get(), builder());
    }

    /** The presets that learn points. */
    static List<Preset> presets() {
        return Presets.all().stream()
                .filter(preset -> preset.takes() == Preset.Takes.ANYTHING)
                .toList();
    }

    /** As JSON, as {@link LabJson#choice} reads it. */
    JsonObject json() {
        JsonObject all = new JsonObject();
        all.addProperty("preset", preset.name());
        JsonObject set = new JsonObject();
        set.addProperty("kind", data.kind().word());
        set.addProperty("number", data.number());
        JsonArray points = new JsonArray();
        data.drawn().forEach(points::add);
        set.add("points", points);
        all.add("data", set);
        JsonObject texts = new JsonObject();
        settings.forEach(texts::addProperty);
        all.add("settings", texts);
        return all;
    }

    /** A program that trains the same up to a step, at least the first. */
    String java(long step) {
        return data.java() + ganJava() + playing("gan", Math.max(1, step)) + EXPORTED + "}\n";
    }

    /** Java that makes the builder. */
    String ganJava() {
        return "GanBuilder gan = SettingsTable.gan().set(" + JAVA_PRESETS.get(preset.name()) + ", Map.ofEntries(\n"
                + entries(texts()) + "));\n";
    }

    /** Texts by their names, as entries of a map in Java. */
    static String entries(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(entry -> "        Map.entry(" + quoted(entry.getKey()) + ", " + quoted(entry.getValue()) + ")")
                .collect(Collectors.joining(",\n"));
    }

    /** Java that opens a run of {@code data} and plays up to a step. */
    static String playing(String builder, long step) {
        return "try (TrainingRun run = " + builder + ".start(data)) {\n"
                + "    while (run.step() < " + step + ") {\n"
                + "        run.play();\n"
                + "    }\n";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** A command that trains the same, all steps of it; empty for a drawing, which is in no file. */
    String command() {
        String option = data.option();
        if (option == null) {
            return "";
        }
        String set = texts().entrySet().stream()
                .map(entry -> " --set " + shell(entry.getKey() + "=" + entry.getValue()))
                .collect(Collectors.joining());
        return "gan-examples train --data " + shell(option) + " --preset " + preset.name() + set + " --out lab";
    }

    private static String shell(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
