package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.file.Plural;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The games that a run plays one after another, most often one. Where there are several, each begins with what the one before
 * it learned, carried over by name, and with new optimizers: in this way the networks of a progressively grown GAN become
 * larger in the course of the run. All games have the same learners, inputs and phases; their networks may differ, but for what
 * they take and give.
 *
 * @param all the stages, in the order in which they are played
 */
public record Stages(ImmutableList<Stage> all) {
    /**
     * A part of a run.
     *
     * @param name what it is, in a few words, unique in its run: {@code "16 px"}
     * @param game what is played
     * @param weight its length, in relation to the weights of the others; above 0
     */
    public record Stage(String name, Game game, double weight) {
        /**
         * Checks the weight.
         *
         * @throws IllegalArgumentException if it is not a finite number above 0
         */
        public Stage {
            checkArgument(
                    weight > 0 && Double.isFinite(weight),
                    "the weight of the stage '%s' must be a finite number above 0, was %s",
                    name,
                    weight);
        }
    }

    /**
     * Checks that the games can be played one after another.
     *
     * @throws IllegalArgumentException if there is no stage, two have the same name, or a game differs from the first in its
     *     inputs, its learners, or its phases
     */
    public Stages {
        checkArgument(!all.isEmpty(), "a run has at least one stage, there is none");
        Set<String> names = new HashSet<>();
        for (Stage stage : all) {
            checkArgument(names.add(stage.name()), "two stages are named '%s'", stage.name());
            check("inputs", stage, all.get(0).game().inputs(), stage.game().inputs());
            check("learners", stage, learners(all.get(0).game()), learners(stage.game()));
            check("phases", stage, phases(all.get(0).game()), phases(stage.game()));
        }
    }

    private static void check(String what, Stage stage, List<?> first, List<?> own) {
        checkArgument(
                own.equals(first),
                "the %s of the stage '%s' must be those of the first stage, %s, were %s",
                what,
                stage.name(),
                first,
                own);
    }

    private static List<String> learners(Game game) {
        return game.players().stream().filter(Player::learns).map(Player::name).toList();
    }

    private static List<String> phases(Game game) {
        return game.phases().stream()
                .map(phase -> phase.name() + " " + phase.plays() + " times")
                .toList();
    }

    /** One game for the whole run. */
    public static Stages of(Game game) {
        return new Stages(ImmutableList.of(new Stage("all", game, 1)));
    }

    /** The game of the last stage, with which a run ends. */
    public Game last() {
        return all.get(all.size() - 1).game();
    }

    /** True if one game is played throughout. */
    public boolean isSingle() {
        return all.size() == 1;
    }

    /** The number of stages. */
    public int size() {
        return all.size();
    }

    /**
     * The first step of each stage, counted from 0, in a run of this number of steps: the step nearest to where the weights
     * deal the run out, or in short runs one nearby, so that each stage has a step at least.
     *
     * @throws IllegalArgumentException if there are fewer steps than stages
     */
    public ImmutableList<Long> firstSteps(long steps) {
        checkArgument(
                steps >= all.size(),
                "the run has %s stages, %s, and only %s: set steps(%s) or more",
                all.size(),
                String.join(", ", all.stream().map(Stage::name).toList()),
                Plural.of(steps, "step"),
                all.size());
        double whole = all.stream().mapToDouble(Stage::weight).sum();
        List<Long> first = new ArrayList<>();
        double before = 0;
        long least = 0;
        for (Stage stage : all) {
            long most = steps - (all.size() - first.size());
            long border = Math.min(most, Math.max(least, Math.round(before / whole * steps)));
            first.add(border);
            least = border + 1;
            before += stage.weight();
        }
        return ImmutableList.copyOf(first);
    }
}
