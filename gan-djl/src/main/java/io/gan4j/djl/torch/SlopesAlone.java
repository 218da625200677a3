package io.gan4j.djl.torch;

import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.layer.LeakyRelu;
import io.gan4j.layer.Relu;
import io.gan4j.network.Network;
import java.util.List;

/**
 * The applications of a learner's network of which a phase takes nothing but a gradient at their input, and whose networks have
 * activations that are straight lines: a critic's at the points of a gradient penalty. See {@link Mode#SLOPES}.
 */
final class SlopesAlone {
    private SlopesAlone() {}

    /** True if any phase in which a player learns has such an application of its network. */
    static boolean areTakenOf(Player player, Game game, List<PhasePlan> plans) {
        return plans.stream()
                .filter(plan -> plan.phase().learners().contains(player.name()))
                .anyMatch(plan -> plan.inOrder().stream()
                        .anyMatch(expr -> expr instanceof Expr.Apply apply
                                && apply.player().equals(player.name())
                                && areTakenOf(apply, game, plan)));
    }

    /** True if an application in a phase is such a one. */
    static boolean areTakenOf(Expr.Apply apply, Game game, PhasePlan plan) {
        List<Expr> users = plan.inOrder().stream()
                .filter(expr -> isAmong(expr.operands(), apply))
                .toList();
        return hasStraightActivations(game.network(apply.player()))
                && !users.isEmpty()
                && users.stream().allMatch(user -> isGradient(user, apply));
    }

    @SuppressWarnings("ReferenceEquality") // two equal applications are two
    private static boolean isAmong(List<Expr> operands, Expr.Apply apply) {
        return operands.stream().anyMatch(operand -> operand == apply);
    }

    @SuppressWarnings("ReferenceEquality") // two equal applications are two
    private static boolean isGradient(Expr user, Expr.Apply apply) {
        return user instanceof Expr.Gradient gradient && gradient.of() == apply;
    }

    private static boolean hasStraightActivations(Network network) {
        return network.nodes().stream()
                .anyMatch(node -> node.layer() instanceof LeakyRelu || node.layer() instanceof Relu);
    }
}
