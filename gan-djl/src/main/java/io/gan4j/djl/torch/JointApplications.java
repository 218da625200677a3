package io.gan4j.djl.torch;

import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.network.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The applications of a learner's network that are computed as one, on their batches joined: to real samples and to fakes,
 * say. The operations of a small network take longer to call than to compute, and there are half as many of them then.
 *
 * <p>One group are those at whose samples no gradient is taken, another those at whose samples it is: to differentiate a joined
 * batch for the sake of a part of it would cost more than is spared. The network has to look at each sample by itself and must
 * not change by being applied.
 */
final class JointApplications {
    private final Map<Expr, Group> groups = new IdentityHashMap<>();

    private JointApplications() {}

    /**
     * Some applications, computed as one.
     *
     * @param members the applications, two or more, to batches of one size
     * @param gradients for each member the gradient that is taken of it at its samples; empty if none is
     */
    record Group(List<Expr.Apply> members, List<Expr.Gradient> gradients) {
        /** For each member the samples at which its gradient is taken; none if none is. */
        List<Expr.Variable> places() {
            return gradients.stream()
                    .map(gradient -> (Expr.Variable) gradient.at())
                    .toList();
        }

        /** True if gradients are taken at the samples. */
        boolean isDifferentiated() {
            return !gradients.isEmpty();
        }
    }

    /**
     * An application that might be computed with others.
     *
     * @param apply the application
     * @param gradient what is taken of it at its samples, if it is
     */
    private record Candidate(Expr.Apply apply, Expr.@Nullable Gradient gradient) {
        /** True if all that it is applied to can be computed before any of these. */
        boolean isIndependentOf(Set<Expr> others) {
            List<Expr> given =
                    gradient == null ? apply.operands() : gradient.at().operands();
            return PhasePlan.inOrder(given).stream().noneMatch(others::contains);
        }
    }

    /** None. */
    static JointApplications none() {
        return new JointApplications();
    }

    /**
     * Those of a phase.
     *
     * @param always what is computed at every step
     */
    static JointApplications of(Game game, PhasePlan plan, Set<Expr> always) {
        List<String> learners = plan.phase().learners().stream()
                .filter(learner -> canJoin(game.network(learner)))
                .filter(learner -> plan.features(learner).isEmpty())
                .toList();
        if (plan.phase().unrolling() != null) {
            return none();
        }
        List<Candidate> candidates = candidates(plan, learners, always);
        Set<Expr> theirs = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Candidate candidate : candidates) {
            theirs.add(candidate.apply());
            if (candidate.gradient() != null) {
                theirs.add(candidate.gradient().at());
            }
        }
        JointApplications joint = new JointApplications();
        for (String learner : learners) {
            for (boolean differentiated : new boolean[] {false, true}) {
                joint.add(
                        game,
                        candidates.stream()
                                .filter(candidate -> candidate.apply().player().equals(learner))
                                .filter(candidate -> (candidate.gradient() != null) == differentiated)
                                .filter(candidate -> candidate.isIndependentOf(theirs))
                                .toList());
            }
        }
        return joint;
    }

    private static boolean canJoin(Network network) {
        return !network.any(traits -> !traits.isPerSample());
    }

    private static List<Candidate> candidates(PhasePlan plan, List<String> learners, Set<Expr> always) {
        List<Expr> all = plan.inOrder();
        List<Candidate> candidates = new ArrayList<>();
        for (Expr expr : all) {
            if (expr instanceof Expr.Apply apply && learners.contains(apply.player()) && always.contains(apply)) {
                List<Expr.Gradient> there = gradientsAt(apply, all);
                if (there.isEmpty()) {
                    candidates.add(new Candidate(apply, null));
                } else if (isWhole(apply, there) && always.contains(there.get(0))) {
                    candidates.add(new Candidate(apply, there.get(0)));
                }
            }
        }
        return candidates;
    }

    /** The gradients that are taken at what a network is applied to. */
    @SuppressWarnings("ReferenceEquality") // two equal variables are two places
    private static List<Expr.Gradient> gradientsAt(Expr.Apply apply, List<Expr> all) {
        return all.stream()
                .filter(Expr.Gradient.class::isInstance)
                .map(Expr.Gradient.class::cast)
                .filter(gradient -> apply.inputs().stream().anyMatch(input -> input == gradient.at()))
                .toList();
    }

    /** True if the one gradient there is that of the application's output, and there is no other input. */
    @SuppressWarnings("ReferenceEquality") // two equal applications are two
    private static boolean isWhole(Expr.Apply apply, List<Expr.Gradient> there) {
        return there.size() == 1
                && there.get(0).of() == apply
                && there.get(0).at() instanceof Expr.Variable
                && apply.inputs().size() == 1;
    }

    private void add(Game game, List<Candidate> candidates) {
        List<Expr.Apply> members = candidates.stream().map(Candidate::apply).toList();
        if (members.size() < 2
                || members.stream().map(game.shapes()::size).distinct().count() > 1) {
            return;
        }
        List<Expr.Gradient> gradients = candidates.stream()
                .flatMap(candidate -> Stream.ofNullable(candidate.gradient()))
                .toList();
        Group group = new Group(members, gradients);
        members.forEach(member -> groups.put(member, group));
        for (Expr.Gradient gradient : gradients) {
            groups.put(gradient, group);
            groups.put(gradient.at(), group);
        }
    }

    /** The group that an application, a variable or a gradient belongs to, if there is one. */
    @Nullable
    Group groupOf(Expr expr) {
        return groups.get(expr);
    }
}
