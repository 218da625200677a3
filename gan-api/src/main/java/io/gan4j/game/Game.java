package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.data.Part;
import io.gan4j.data.TrainingData;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * A game between networks, as a value: players, what they are given, and the phases of a step, which are played one after
 * another. The GAN of two players is one game ({@code TwoPlayerGame}); others are built from the same pieces.
 *
 * @param players who plays, in the order in which their networks are initialised
 * @param inputs what the phases are given
 * @param phases the phases of a step
 * @param kept numbers that outlive a step beside the networks; in checkpoints like all else
 */
@CheckReturnValue
public record Game(
        ImmutableList<Player> players,
        ImmutableList<Input> inputs,
        ImmutableList<Phase> phases,
        ImmutableList<Kept> kept) {
    /**
     * Something that each play of a phase is given anew, a batch of it.
     *
     * @param name the name under which expressions refer to it
     * @param shape the shape of one sample
     * @param source where it comes from
     */
    public record Input(String name, Shape shape, Source source) {}

    /** Where an input comes from. */
    public sealed interface Source {
        /** True for samples of the training data, which come as they are encoded. */
        default boolean isReal() {
            return this instanceof Real
                    || this instanceof Other
                    || this instanceof Reference reference && reference.of().isReal();
        }
    }

    /**
     * A part of samples of the training data. Inputs of several parts of one dataset are parts of the same samples in each
     * play; two inputs of the same part are two batches.
     *
     * @param set the name of the dataset
     * @param part the name of the part of its samples
     */
    public record Real(String set, String part) implements Source {
        /** The samples of the only or principal dataset. */
        public Real() {
            this(TrainingData.REAL, Part.SAMPLE);
        }
    }

    /**
     * A part of other samples than the {@link Real} ones of the same play: for each of them another one, drawn uniformly. They
     * serve as mismatches, such as the picture of another caption.
     *
     * @param set the name of the dataset, which needs at least two samples
     * @param part the name of the part of its samples
     */
    public record Other(String set, String part) implements Source {}

    /**
     * The classes of the {@link Real} samples of the same play, each a vector with 1 at its place and 0 elsewhere.
     *
     * @param set the name of the dataset
     */
    public record Label(String set) implements Source {
        /** The classes of the only or principal dataset. */
        public Label() {
            this(TrainingData.REAL);
        }
    }

    /** Classes drawn uniformly anew for each sample, each a vector with 1 at its place and 0 elsewhere. */
    public record DrawnClass() implements Source {}

    /**
     * Latents.
     *
     * @param prior the distribution of their elements
     */
    public record Latent(Prior prior) implements Source {}

    /**
     * A batch that is drawn once and is the same in every play: the reference of virtual batch normalisation.
     *
     * @param of what it is drawn from: {@link Real} samples or their {@link Label}s, {@link Latent}s or a {@link DrawnClass}
     * @param samples how many samples it has
     */
    public record Reference(Source of, int samples) implements Source {
        /** Checks what it is drawn from. */
        public Reference {
            checkArgument(
                    of instanceof Real || of instanceof Label || of instanceof Latent || of instanceof DrawnClass,
                    "a reference is of samples, latents or their classes, not %s",
                    of);
            checkArgument(samples >= 1, "a reference batch needs at least 1 sample, was %s", samples);
        }
    }

    /**
     * A number that outlives a step: a phase says what it becomes ({@link Phase#keeping}), expressions read it ({@link
     * Expr#kept}). StyleGAN2's mean path length is one.
     *
     * @param name its name, a lower-case identifier
     * @param initial its value before the first step
     */
    public record Kept(String name, float initial) {
        /**
         * Checks name and value.
         *
         * @throws IllegalArgumentException if the name is no lower-case identifier or the value not finite
         */
        public Kept {
            checkArgument(name.matches("[a-z][a-z0-9_]*"), "a name must be a lower-case identifier, was '%s'", name);
            checkArgument(Float.isFinite(initial), "a kept number must be finite, was %s", initial);
        }
    }

    /**
     * Checks that the pieces fit: names are unique and known, losses, reports and kept numbers are scalars, shapes agree.
     *
     * @throws IllegalArgumentException if they do not; the message names the phase and what is wrong
     */
    public Game {
        checkArgument(
                !players.isEmpty() && (!phases.isEmpty() || players.stream().noneMatch(Player::learns)),
                "a game needs players, and phases unless all of them are frozen");
        Set<String> names = new HashSet<>();
        players.forEach(p -> checkUnique(p.name(), names));
        inputs.forEach(i -> checkUnique(i.name(), names));
        kept.forEach(k -> checkUnique(k.name(), names));
        List<Player> order = players;
        phases = phases.stream().map(phase -> phase.inOrderOf(order)).collect(ImmutableList.toImmutableList());
        Set<String> told = new HashSet<>();
        phases.forEach(phase -> checkTold(phase, told));
        SharedExprs.check(phases);
        ExprShapes shapes = new ExprShapes(players, inputs, kept);
        for (Phase phase : phases) {
            phase.learners().forEach(learner -> checkCanLearn(learner, players));
            check(phase, shapes);
            phase.learners().forEach(learner -> checkLearns(learner, phase));
            checkLookahead(phase, players);
        }
    }

    private static void checkUnique(String name, Set<String> taken) {
        checkArgument(taken.add(name), "the name '%s' is taken", name);
    }

    /** What a step tells is told by name, so that two phases may not tell different things under one. */
    private static void checkTold(Phase phase, Set<String> told) {
        checkArgument(told.add(phase.name() + " loss"), "two phases are called '%s': name one of them", phase.name());
        phase.reports()
                .keySet()
                .forEach(report -> checkArgument(
                        told.add(report), "two phases report '%s': call one of the two otherwise", report));
    }

    private static void checkCanLearn(String name, List<Player> players) {
        checkArgument(player(name, players).learns(), "the %s is frozen, so it cannot learn in a phase", name);
    }

    /** A loss that does not depend on the learner's weights has no gradient to follow. */
    private static void checkLearns(String learner, Phase phase) {
        Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        checkArgument(
                depends(phase.loss(), learner, seen),
                "in %s: the loss does not depend on the %s",
                phase.inWords(),
                learner);
    }

    private static boolean depends(Expr expr, String player, Set<Expr> seen) {
        if (cutsGradient(expr) || !seen.add(expr)) {
            return false;
        }
        return expr instanceof Expr.Apply apply && apply.player().equals(player)
                || expr instanceof Expr.Shared shared && depends(shared.x(), player, seen)
                || expr.operands().stream().anyMatch(operand -> depends(operand, player, seen));
    }

    private static boolean cutsGradient(Expr expr) {
        return expr instanceof Expr.Detached || expr instanceof Expr.Variable || expr instanceof Expr.Replayed;
    }

    private static Player player(String name, List<Player> players) {
        return players.stream()
                .filter(player -> player.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no player '" + name + "'"));
    }

    private static void checkLookahead(Phase phase, List<Player> players) {
        Unrolling ahead = phase.unrolling();
        if (ahead == null) {
            return;
        }
        checkArgument(
                !phase.learners().contains(ahead.player()),
                "the %s cannot look ahead to its own updates",
                ahead.player());
        checkCanLearn(ahead.player(), players);
    }

    private static void check(Phase phase, ExprShapes shapes) {
        try {
            shapes.checkScalar(phase.loss(), "the loss");
            phase.reports().forEach((name, expr) -> shapes.checkScalar(expr, name));
            if (phase.unrolling() != null) {
                shapes.checkScalar(phase.unrolling().loss(), "the loss of the unrolling");
            }
            phase.keeps().forEach((name, next) -> {
                shapes.of(Expr.kept(name));
                shapes.checkScalar(next, "what the kept number " + name + " becomes");
            });
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("in " + phase.inWords() + ": " + e.getMessage(), e);
        }
    }

    /** A game of these pieces, which keeps no numbers. */
    public static Game of(List<Player> players, List<Input> inputs, List<Phase> phases) {
        return of(players, inputs, phases, List.of());
    }

    /** A game of these pieces. */
    public static Game of(List<Player> players, List<Input> inputs, List<Phase> phases, List<Kept> kept) {
        return new Game(
                ImmutableList.copyOf(players),
                ImmutableList.copyOf(inputs),
                ImmutableList.copyOf(phases),
                ImmutableList.copyOf(kept));
    }

    /** The same game with other players of the same names and networks: other optimizers, say. */
    public Game players(List<Player> others) {
        return of(others, inputs, phases, kept);
    }

    /**
     * The player of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Player player(String name) {
        return player(name, players);
    }

    /** The network of a player. */
    public Network network(String player) {
        return player(player).network();
    }

    /** The shapes of this game's expressions. */
    public ExprShapes shapes() {
        return new ExprShapes(players, inputs, kept);
    }
}
