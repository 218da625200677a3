package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a step in which some players learn, most often one: a loss is computed, the weights of its learners alone are
 * updated, and of all running statistics only theirs are updated. The other networks take part frozen.
 *
 * @param name the name of the phase, unique in its game; that of its learner where one player learns
 * @param learners the names of the players that learn, each by its own optimizer from the gradient of the same loss
 * @param repetitions how often the phase is played a step, each time with new samples, latents and draws; at least 1
 * @param loss the scalar that they minimise
 * @param reports further scalars worth telling, by name
 * @param batches how many batches an update's gradient is the mean of; at least 1
 * @param unrolling another player's updates that are looked ahead to, if any
 * @param keeps what some of the game's kept numbers become after each batch: scalars, by the number's name
 * @param span the part of the run in which it is played; outside of it nothing is computed, drawn or updated for it
 */
@CheckReturnValue
public record Phase(
        String name,
        ImmutableSet<String> learners,
        int repetitions,
        Expr loss,
        ImmutableMap<String, Expr> reports,
        int batches,
        @Nullable Unrolling unrolling,
        ImmutableMap<String, Expr> keeps,
        Span span) {
    /**
     * Checks the learners, the repetitions and the batches.
     *
     * @throws IllegalArgumentException if nobody learns, or a number is below 1
     */
    public Phase {
        checkArgument(!learners.isEmpty(), "in the phase '%s' nobody learns", name);
        checkArgument(repetitions >= 1, "repetitions must be at least 1, was %s", repetitions);
        checkArgument(batches >= 1, "batches must be at least 1, was %s", batches);
    }

    /** A phase of one learner and its name, with one batch an update, that looks ahead to nobody. */
    public Phase(String learner, int repetitions, Expr loss, ImmutableMap<String, Expr> reports) {
        this(learner, ImmutableSet.of(learner), repetitions, loss, reports, 1, null, ImmutableMap.of(), Span.WHOLE);
    }

    /** A phase of several learners, in whatever order they are named, that is played once a step. */
    public static Phase of(String name, Iterable<String> learners, Expr loss) {
        return new Phase(
                name,
                ImmutableSet.copyOf(learners),
                1,
                loss,
                ImmutableMap.of(),
                1,
                null,
                ImmutableMap.of(),
                Span.WHOLE);
    }

    /**
     * The same phase with its learners in the order of some players, so that it does not matter in which order they were named.
     */
    Phase inOrderOf(List<Player> players) {
        ImmutableSet<String> ordered =
                players.stream().map(Player::name).filter(learners::contains).collect(ImmutableSet.toImmutableSet());
        boolean asItIs = ordered.size() < learners.size() || ordered.asList().equals(learners.asList());
        return asItIs ? this : new Phase(name, ordered, repetitions, loss, reports, batches, unrolling, keeps, span);
    }

    /** The same phase under another name. */
    public Phase named(String other) {
        return new Phase(other, learners, repetitions, loss, reports, batches, unrolling, keeps, span);
    }

    /** The same phase played another number of times a step. */
    public Phase repetitions(int number) {
        return new Phase(name, learners, number, loss, reports, batches, unrolling, keeps, span);
    }

    /** The same phase with another loss. */
    public Phase loss(Expr other) {
        return new Phase(name, learners, repetitions, other, reports, batches, unrolling, keeps, span);
    }

    /** The same phase with other reports. */
    public Phase reports(ImmutableMap<String, Expr> scalars) {
        return new Phase(name, learners, repetitions, loss, scalars, batches, unrolling, keeps, span);
    }

    /** The same phase with the gradient of an update averaged over this number of batches. */
    public Phase batches(int number) {
        return new Phase(name, learners, repetitions, loss, reports, number, unrolling, keeps, span);
    }

    /** The same phase with another player's updates looked ahead to. */
    public Phase unrolling(Unrolling ahead) {
        return new Phase(name, learners, repetitions, loss, reports, batches, ahead, keeps, span);
    }

    /** The same phase, after each batch of which a kept number becomes a scalar. */
    public Phase keeping(String number, Expr next) {
        ImmutableMap<String, Expr> all = ImmutableMap.<String, Expr>builder()
                .putAll(keeps)
                .put(number, next)
                .buildOrThrow();
        return new Phase(name, learners, repetitions, loss, reports, batches, unrolling, all, span);
    }

    /** The same phase played only in a part of the run. */
    public Phase during(Span part) {
        return new Phase(name, learners, repetitions, loss, reports, batches, unrolling, keeps, part);
    }

    /** How many batches of each of its draws a step of it takes. */
    public int plays() {
        return repetitions * batches;
    }

    /** True if its only learner has its name, as the phases of a game of two players have. */
    boolean isOfItsLearner() {
        return learners.size() == 1 && learners.contains(name);
    }

    /** The phase as messages name it. */
    String inWords() {
        return isOfItsLearner() ? "the phase of the " + name : "the phase '" + name + "'";
    }

    /** The name under which the norm of a learner's gradient is reported. */
    String gradientOf(String learner) {
        return (learner.equals(name) ? learner : name + " " + learner) + " gradient";
    }
}
