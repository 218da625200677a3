package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.ArrayList;
import java.util.List;

/** Checks what phases take over from earlier ones. */
final class SharedExprs {
    private SharedExprs() {}

    /**
     * Checks that each {@link Expr.Shared} is computed by an earlier phase, on weights that stand still in between.
     *
     * @throws IllegalArgumentException if one is not; the message names the phase
     */
    static void check(List<Phase> phases) {
        List<Phase> earlier = new ArrayList<>();
        for (Phase phase : phases) {
            for (Expr expr : PhasePlan.inOrder(roots(phase))) {
                if (expr instanceof Expr.Shared shared) {
                    check(shared, phase, earlier);
                }
            }
            earlier.add(phase);
        }
    }

    private static void check(Expr.Shared shared, Phase phase, List<Phase> earlier) {
        Phase source = earlier.stream()
                .filter(candidate -> holds(candidate, shared.x()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "in " + phase.inWords() + ": what is shared must be computed in an earlier phase"));
        checkArgument(
                source.plays() == 1
                        && phase.plays() == 1
                        && phase.unrolling() == null
                        && source.span().equals(phase.span()),
                "in %s: what is shared must be computed and used once a step, without an unrolling",
                phase.inWords());
        for (Expr expr : PhasePlan.inOrder(List.of(shared.x()))) {
            if (expr instanceof Expr.Apply apply) {
                checkArgument(
                        phase.learners().contains(apply.player())
                                && earlier.stream()
                                        .noneMatch(one -> one.learners().contains(apply.player())),
                        "in %s: what is shared must be computed by a network that learns in this phase first",
                        phase.inWords());
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // two equal expressions are two
    private static boolean holds(Phase phase, Expr wanted) {
        return PhasePlan.inOrder(roots(phase)).stream().anyMatch(expr -> expr == wanted);
    }

    private static List<Expr> roots(Phase phase) {
        List<Expr> roots = new ArrayList<>(List.of(phase.loss()));
        roots.addAll(phase.reports().values());
        roots.addAll(phase.keeps().values());
        return roots;
    }
}
