package io.gan4j.djl.torch;

import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.network.BatchNorm;
import io.gan4j.network.Dropout;
import io.gan4j.network.Layer;
import io.gan4j.network.MinibatchDiscrimination;
import io.gan4j.network.MinibatchStdDev;
import io.gan4j.network.Network;
import io.gan4j.network.SpectralNorm;
import io.gan4j.network.VirtualBatchNorm;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The applications of the learner's network that are computed as one, on their batches joined: to real samples and to fakes,
 * say. The operations of a small network take longer to call than to compute, and there are half as many of them then.
 *
 * <p>One group are those at whose samples no gradient is taken, another those at whose samples it is: to differentiate a joined
 * batch for the sake of a part of it would cost more than is spared. The network has to look at each sample by itself and must
 * not change by being applied.
 */
final class JointApplications {
    /** Layers that look at the batch, that change by being applied, or that are given something for each application. */
    private static final List<Class<? extends Layer>> APART = List.of(
            BatchNorm.class,
            VirtualBatchNorm.class,
            MinibatchDiscrimination.class,
            MinibatchStdDev.class,
            SpectralNorm.class,
            Dropout.class);

    private final Map<Expr, Group> groups = new IdentityHashMap<>();
    private final Game game;

    private JointApplications(Game game) {
        this.game = game;
    }

    /**
     * Some applications, computed as one.
     *
     * @param members the applications, two or more, to batches of one size
     * @param gradients for each member the gradient that is taken of it at its samples; empty if none is
     */
    record Group(List<Expr.Apply> members, List<Expr.Gradient> gradients) {
        /** True if gradients are taken at the samples. */
        boolean isDifferentiated() {
            return !gradients.isEmpty();
        }
    }

    /** None. */
    static JointApplications none(Game game) {
        return new JointApplications(game);
    }

    /**
     * Those of a phase.
     *
     * @param always what is computed at every step
     */
    static JointApplications of(Game game, PhasePlan plan, Set<Expr> always) {
        JointApplications joint = new JointApplications(game);
        String learner = plan.phase().learner();
        Network network = game.network(learner);
        boolean apart = APART.stream().anyMatch(network::contains);
        if (apart || plan.phase().lookahead() != null || !plan.features(learner).isEmpty()) {
            return joint;
        }
        List<Expr> all = plan.inOrder();
        List<Expr.Apply> plain = new ArrayList<>();
        List<Expr.Apply> differentiated = new ArrayList<>();
        List<Expr.Gradient> gradients = new ArrayList<>();
        for (Expr expr : all) {
            if (expr instanceof Expr.Apply apply && apply.player().equals(learner) && always.contains(apply)) {
                List<Expr.Gradient> there = gradients(all, apply);
                if (there.isEmpty()) {
                    plain.add(apply);
                } else if (isWhole(apply, there) && always.contains(there.get(0))) {
                    differentiated.add(apply);
                    gradients.add(there.get(0));
                }
            }
        }
        joint.add(plain, List.of());
        joint.add(differentiated, gradients);
        return joint;
    }

    /** The gradients that are taken at what a network is applied to. */
    @SuppressWarnings("ReferenceEquality") // two equal variables are two places
    private static List<Expr.Gradient> gradients(List<Expr> all, Expr.Apply apply) {
        return all.stream()
                .filter(Expr.Gradient.class::isInstance)
                .map(Expr.Gradient.class::cast)
                .filter(gradient -> apply.inputs().stream().anyMatch(input -> input == gradient.at()))
                .toList();
    }

    /** True if the one gradient there is that of the application's output, and there is no other input. */
    @SuppressWarnings("ReferenceEquality") // two equal applications are two
    private static boolean isWhole(Expr.Apply apply, List<Expr.Gradient> there) {
        return there.size() == 1 && there.get(0).of() == apply && apply.inputs().size() == 1;
    }

    private void add(List<Expr.Apply> members, List<Expr.Gradient> gradients) {
        if (members.size() < 2 || !isOfOneSize(members) || isNested(members)) {
            return;
        }
        Group group = new Group(List.copyOf(members), List.copyOf(gradients));
        members.forEach(member -> groups.put(member, group));
        for (Expr.Gradient gradient : gradients) {
            groups.put(gradient, group);
            groups.put(gradient.at(), group);
        }
    }

    private boolean isOfOneSize(List<Expr.Apply> members) {
        return members.stream().map(game.shapes()::size).distinct().count() == 1;
    }

    /** True if one is applied to something that is computed from another's output. */
    @SuppressWarnings("ReferenceEquality") // two equal applications are two
    private static boolean isNested(List<Expr.Apply> members) {
        return members.stream()
                .flatMap(member -> PhasePlan.inOrder(member.operands()).stream())
                .anyMatch(given -> members.stream().anyMatch(member -> member == given));
    }

    /** The group that an application, a variable or a gradient belongs to, if there is one. */
    @Nullable
    Group groupOf(Expr expr) {
        return groups.get(expr);
    }
}
