package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.gan4j.training.Checkpoints;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was done in an experiment of the lab: what it began with, and what was changed after which step. Whoever does the same
 * gets the same weights, bit for bit on the same machine.
 *
 * @param begun what it began with
 * @param changes in the order of their steps
 */
record LabJournal(LabChoice begun, ImmutableList<Entry> changes) {
    /** More changes than a person makes. */
    static final int MOST_CHANGES = 200;

    private static final int FORMAT = 1;

    /** The settings that may change within a run. */
    private static final ImmutableMap<String, Checkpoints.Change> CHANGEABLE = ImmutableMap.of(
            "generatorOptimizer", Checkpoints.Change.LEARNING_RATE,
            "discriminatorOptimizer", Checkpoints.Change.LEARNING_RATE,
            "generatorRate", Checkpoints.Change.LEARNING_RATE,
            "discriminatorRate", Checkpoints.Change.LEARNING_RATE,
            "steps", Checkpoints.Change.LENGTH);

    /**
     * A change.
     *
     * @param step after which it was made, at least 1
     * @param choice everything that was chosen from then on
     */
    record Entry(long step, LabChoice choice) {}

    /** @throws IllegalArgumentException if the steps fall, or something changes that may not change within a run */
    LabJournal {
        checkArgument(
                changes.size() <= MOST_CHANGES,
                "a journal has at most %s changes, this one has %s",
                MOST_CHANGES,
                changes.size());
        LabChoice before = begun;
        long step = 1;
        for (Entry entry : changes) {
            checkArgument(
                    entry.step() >= step,
                    "a change of a journal is made after step %s, which comes before step %s",
                    entry.step(),
                    step);
            Set<Checkpoints.Change> kinds = kinds(before, entry.choice());
            checkArgument(!kinds.isEmpty(), "nothing is changed after step %s", entry.step());
            step = entry.step();
            before = entry.choice();
        }
    }

    /** The journal of what just begins. */
    static LabJournal of(LabChoice begun) {
        return new LabJournal(begun, ImmutableList.of());
    }

    /** What is chosen now. */
    LabChoice newest() {
        return changes.isEmpty() ? begun : changes.get(changes.size() - 1).choice();
    }

    /** The step after which the last change was made; 0 if there is none. */
    long lastStep() {
        return changes.isEmpty() ? 0 : changes.get(changes.size() - 1).step();
    }

    /** This journal and a change after a step. */
    LabJournal and(long step, LabChoice choice) {
        return new LabJournal(
                begun,
                ImmutableList.<Entry>builder()
                        .addAll(changes)
                        .add(new Entry(step, choice))
                        .build());
    }

    /**
     * The kinds of changes that lie between two choices.
     *
     * @throws IllegalArgumentException if something differs that may not change within a run
     */
    static ImmutableSet<Checkpoints.Change> kinds(LabChoice before, LabChoice after) {
        Set<String> names = new TreeSet<>(
                LabChoice.TABLE.changes(before.builder(), after.builder()).keySet());
        Set<Checkpoints.Change> kinds = new TreeSet<>();
        CHANGEABLE.forEach((name, kind) -> {
            if (names.remove(name)) {
                kinds.add(kind);
            }
        });
        checkArgument(
                names.isEmpty(),
                "%s cannot change within a run: begin anew with it. The optimizers' rates, the steps and the data can",
                String.join(" and ", names));
        if (!before.data().equals(after.data())) {
            kinds.add(Checkpoints.Change.DATA);
        }
        return Sets.immutableEnumSet(kinds);
    }

    /**
     * As JSON, see {@link #read}.
     *
     * @param until the step that the experiment is at
     */
    JsonObject json(long until) {
        JsonObject all = new JsonObject();
        all.addProperty("format", FORMAT);
        all.add("begun", begun.json());
        JsonArray entries = new JsonArray();
        for (Entry entry : changes) {
            JsonObject one = entry.choice().json();
            one.addProperty("step", entry.step());
            entries.add(one);
        }
        all.add("changes", entries);
        all.addProperty("until", until);
        return all;
    }

    /**
     * Reads what {@link #json} wrote.
     *
     * @throws IllegalArgumentException if it is no journal, or one that cannot be played
     */
    static LabJournal read(JsonObject json) {
        int format = LabJson.number(json, "format", 0);
        checkArgument(format == FORMAT, "this is no journal of the lab: its format must be %s, was %s", FORMAT, format);
        ImmutableList.Builder<Entry> entries = ImmutableList.builder();
        if (json.get("changes") instanceof JsonArray changes) {
            for (JsonElement change : changes) {
                checkArgument(change.isJsonObject(), "a change of a journal is no JSON object: %s", change);
                JsonObject one = change.getAsJsonObject();
                entries.add(new Entry(LabJson.number(one, "step", 0), LabJson.choice(one)));
            }
        }
        return new LabJournal(LabJson.choice(LabJson.object(json, "begun")), entries.build());
    }

    /** A program that does the same up to a step, at least the first. */
    String java(long step) {
        if (changes.isEmpty()) {
            return begun.java(step);
        }
        StringBuilder program = new StringBuilder("Path folder = Path.of(\"lab\");\n").append(begun.ganJava());
        program.append(
                part(begun.data(), "Checkpoints.in(folder)", changes.get(0).step()));
        LabChoice before = begun;
        for (int i = 0; i < changes.size(); i++) {
            Entry entry = changes.get(i);
            program.append("// changed after step ").append(entry.step()).append('\n');
            ImmutableMap<String, String> texts =
                    LabChoice.TABLE.changes(before.builder(), entry.choice().builder());
            if (!texts.isEmpty()) {
                program.append("gan = SettingsTable.gan().set(gan, Map.ofEntries(\n")
                        .append(LabChoice.entries(texts))
                        .append("));\n");
            }
            String resumed = "Checkpoints.resume(folder, "
                    + String.join(
                            ", ",
                            kinds(before, entry.choice()).stream()
                                    .map(kind -> "Checkpoints.Change." + kind)
                                    .toList())
                    + ")";
            boolean last = i == changes.size() - 1;
            long until =
                    last ? Math.max(entry.step(), step) : changes.get(i + 1).step();
            program.append(
                    last ? lastPart(entry, resumed, until) : part(entry.choice().data(), resumed, until));
            before = entry.choice();
        }
        return program.toString();
    }

    private static String part(LabData data, String checkpoints, long until) {
        return "{\n" + data.java() + LabChoice.playing("gan.checkpoints(" + checkpoints + ")", until)
                + "    run.handOver().close();\n}\n}\n";
    }

    private static String lastPart(Entry entry, String checkpoints, long until) {
        return "{\n" + entry.choice().data().java() + LabChoice.playing("gan.checkpoints(" + checkpoints + ")", until)
                + LabChoice.EXPORTED + "}\n}\n";
    }
}
