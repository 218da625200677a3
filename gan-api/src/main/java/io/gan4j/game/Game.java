package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
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
 */
public record Game(ImmutableList<Player> players, ImmutableList<Input> inputs, ImmutableList<Phase> phases) {
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
                    || this instanceof Reference reference && reference.of().isReal();
        }
    }

    /** Samples of the training data. */
    public record Real() implements Source {}

    /** The classes of the {@link Real} samples of the same play, each a vector with 1 at its place and 0 elsewhere. */
    public record Label() implements Source {}

    /**
     * Latents.
     *
     * @param prior the distribution of their elements
     */
    public record Latent(Prior prior) implements Source {}

    /**
     * A batch that is drawn once and is the same in every play: the reference of virtual batch normalisation.
     *
     * @param of what it is drawn from: {@link Real} or {@link Latent}
     * @param samples how many samples it has
     */
    public record Reference(Source of, int samples) implements Source {
        /** Checks what it is drawn from. */
        public Reference {
            checkArgument(
                    of instanceof Real || of instanceof Latent, "a reference is of samples or latents, not %s", of);
            checkArgument(samples >= 1, "a reference batch needs at least 1 sample, was %s", samples);
        }
    }

    /**
     * Checks that the pieces fit: names are unique and known, losses and reports are scalars, shapes agree.
     *
     * @throws IllegalArgumentException if they do not; the message names the phase and what is wrong
     */
    public Game {
        checkArgument(!players.isEmpty() && !phases.isEmpty(), "a game needs players and phases");
        Set<String> names = new HashSet<>();
        players.forEach(p -> checkArgument(names.add(p.name()), "the name '%s' is taken", p.name()));
        inputs.forEach(i -> checkArgument(names.add(i.name()), "the name '%s' is taken", i.name()));
        ExprShapes shapes = new ExprShapes(players, inputs);
        for (Phase phase : phases) {
            checkPlays(phase.learner(), players);
            check(phase, shapes);
            checkLearns(phase);
            checkLookahead(phase, players);
        }
    }

    /** A loss that does not depend on the learner's weights has no gradient to follow. */
    private static void checkLearns(Phase phase) {
        Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        checkArgument(
                depends(phase.loss(), phase.learner(), seen),
                "in the phase of the %s: the loss does not depend on the %s",
                phase.learner(),
                phase.learner());
    }

    private static boolean depends(Expr expr, String player, Set<Expr> seen) {
        if (cutsGradient(expr) || !seen.add(expr)) {
            return false;
        }
        return expr instanceof Expr.Apply apply && apply.player().equals(player)
                || expr.operands().stream().anyMatch(operand -> depends(operand, player, seen));
    }

    private static boolean cutsGradient(Expr expr) {
        return expr instanceof Expr.Detached || expr instanceof Expr.Variable || expr instanceof Expr.Replayed;
    }

    private static void checkPlays(String name, List<Player> players) {
        checkArgument(players.stream().anyMatch(player -> player.name().equals(name)), "there is no player '%s'", name);
    }

    private static void checkLookahead(Phase phase, List<Player> players) {
        Lookahead ahead = phase.lookahead();
        if (ahead == null) {
            return;
        }
        checkArgument(
                !ahead.player().equals(phase.learner()),
                "the %s cannot look ahead to its own updates",
                phase.learner());
        checkPlays(ahead.player(), players);
    }

    private static void check(Phase phase, ExprShapes shapes) {
        try {
            shapes.checkScalar(phase.loss(), "the loss");
            phase.reports().forEach((name, expr) -> shapes.checkScalar(expr, name));
            if (phase.lookahead() != null) {
                shapes.checkScalar(phase.lookahead().loss(), "the loss of the lookahead");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("in the phase of the " + phase.learner() + ": " + e.getMessage(), e);
        }
    }

    /** A game of these pieces. */
    public static Game of(List<Player> players, List<Input> inputs, List<Phase> phases) {
        return new Game(ImmutableList.copyOf(players), ImmutableList.copyOf(inputs), ImmutableList.copyOf(phases));
    }

    /**
     * The player of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Player player(String name) {
        return players.stream()
                .filter(player -> player.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no player '" + name + "'"));
    }

    /** The network of a player. */
    public Network network(String player) {
        return player(player).network();
    }

    /** The shapes of this game's expressions. */
    public ExprShapes shapes() {
        return new ExprShapes(players, inputs);
    }
}
