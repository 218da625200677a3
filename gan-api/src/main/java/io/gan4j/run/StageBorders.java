package io.gan4j.run;

import com.google.common.collect.ImmutableList;
import io.gan4j.engine.CompiledGame;
import io.gan4j.error.CheckpointException;
import io.gan4j.file.Plural;
import io.gan4j.game.Stages;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where in a run each of its stages begins, and what a state says of them. A state at a border is that of the stage that ends
 * there.
 *
 * @param stages the stages of the run
 * @param first the first step of each, counted from 0
 * @param steps the number of steps of the run
 */
record StageBorders(Stages stages, ImmutableList<Long> first, long steps) {
    /** The tensor of a state that says of which stage it is, counted from 0; only runs of several stages have it. */
    private static final String STAGE = "stage";

    /** @throws IllegalArgumentException if there are fewer steps than stages */
    static StageBorders of(Stages stages, long steps) {
        return new StageBorders(stages, stages.firstSteps(steps), steps);
    }

    /**
     * The borders of a run that goes on: those that it had, so that a run that is made longer has a longer last stage and no
     * other steps before it.
     *
     * @param recorded the borders that a checkpoint holds; null if it was that of a run of one game
     * @throws CheckpointException if the run had other stages, or is to end before its last one
     */
    StageBorders goingOn(@Nullable List<RunFacts.StageFacts> recorded) {
        if (recorded == null) {
            return this;
        }
        List<String> names = recorded.stream().map(RunFacts.StageFacts::name).toList();
        List<String> own = stages.all().stream().map(Stages.Stage::name).toList();
        if (!names.equals(own)) {
            throw new CheckpointException(
                    "the run had the stages " + names + " and is to go on with " + own
                            + ": set what was recorded, or begin a new run",
                    null);
        }
        RunFacts.StageFacts last = recorded.get(recorded.size() - 1);
        if (last.firstStep() >= steps) {
            throw new CheckpointException(
                    "the last stage of the run, " + last.name() + ", begins after step " + last.firstStep()
                            + ", but the run is to have " + Plural.of(steps, "step") + ": set more of them",
                    null);
        }
        return new StageBorders(
                stages,
                recorded.stream().map(RunFacts.StageFacts::firstStep).collect(ImmutableList.toImmutableList()),
                steps);
    }

    /** The borders for a checkpoint; null for a run of one game. */
    @Nullable
    List<RunFacts.StageFacts> facts() {
        if (stages.isSingle()) {
            return null;
        }
        ImmutableList.Builder<RunFacts.StageFacts> facts = ImmutableList.builder();
        for (int i = 0; i < first.size(); i++) {
            facts.add(new RunFacts.StageFacts(stages.all().get(i).name(), first.get(i)));
        }
        return facts.build();
    }

    /** The stage in which a step, counted from 0, is played. */
    int at(long step) {
        int stage = 0;
        while (stage + 1 < first.size() && first.get(stage + 1) <= step) {
            stage++;
        }
        return stage;
    }

    /** The step that follows the last one of a stage. */
    long end(int stage) {
        return stage + 1 < first.size() ? first.get(stage + 1) : steps;
    }

    /** The part of the run that a stage is. */
    Window window(int stage) {
        return new Window(first.get(stage), end(stage));
    }

    /**
     * A part of a run.
     *
     * @param first its first step, counted from 0
     * @param end the step that follows its last one
     */
    record Window(long first, long end) {
        /** The number of its steps. */
        long steps() {
            return end - first;
        }
    }

    /** The stage of a state; the only one where none is said. */
    static int of(Map<String, Tensor> state) {
        Tensor stage = state.get(STAGE);
        return stage == null ? 0 : (int) stage.values()[0];
    }

    /** A state of the game of a stage, which says so if there are several stages. */
    Map<String, Tensor> marked(Map<String, Tensor> state, int stage) {
        if (stages.isSingle()) {
            return state;
        }
        Map<String, Tensor> marked = new LinkedHashMap<>(state);
        marked.put(STAGE, Tensor.of(Shape.of(1), stage));
        return marked;
    }

    /** A state as the game of its stage knows it. */
    static Map<String, Tensor> unmarked(Map<String, Tensor> state) {
        Map<String, Tensor> plain = new LinkedHashMap<>(state);
        plain.remove(STAGE);
        return plain;
    }

    /**
     * The state with which a game begins: what the one before it learned, where it has a tensor of the same name and shape, and
     * its own initialization elsewhere. Optimizers begin anew.
     *
     * @param before the state of the game before
     * @param fresh the state of the game as it was compiled
     */
    static Map<String, Tensor> carried(Map<String, Tensor> before, Map<String, Tensor> fresh) {
        Map<String, Tensor> carried = new LinkedHashMap<>(fresh);
        carried.replaceAll((name, initial) -> {
            Tensor learned = before.get(name);
            boolean isKept =
                    learned != null && learned.shape().equals(initial.shape()) && !CompiledGame.isOfOptimizer(name);
            return isKept ? Objects.requireNonNull(learned) : initial;
        });
        return carried;
    }
}
