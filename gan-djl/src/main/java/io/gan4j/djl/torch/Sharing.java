package io.gan4j.djl.torch;

import com.google.common.collect.ImmutableList;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import java.util.ArrayList;
import java.util.List;

/**
 * What phases take over from earlier ones of the same step: the values, each in a list that the earlier phase appends it to,
 * and the leaves of the weights that they were computed with, which the step makes before all phases.
 *
 * @param values the expressions that are shared, in the order of their lists
 */
record Sharing(ImmutableList<Expr> values) {
    /** The name of a list, before its number. */
    static final String LIST = "shared_";

    static Sharing of(List<PhasePlan> plans) {
        List<Expr> values = new ArrayList<>();
        for (PhasePlan plan : plans) {
            for (Expr expr : plan.inOrder()) {
                if (expr instanceof Expr.Shared shared && place(values, shared.x()) < 0) {
                    values.add(shared.x());
                }
            }
        }
        return new Sharing(ImmutableList.copyOf(values));
    }

    /** The number of a shared expression's list; -1 if it is not shared. */
    int place(Expr expr) {
        return place(values, expr);
    }

    @SuppressWarnings("ReferenceEquality") // two equal expressions are two
    private static int place(List<Expr> values, Expr expr) {
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i) == expr) {
                return i;
            }
        }
        return -1;
    }

    /** The players whose weights' leaves phases share. */
    List<Player> players(Game game) {
        return game.players().stream()
                .filter(player -> isApplied(player, values))
                .toList();
    }

    private static boolean isApplied(Player player, List<Expr> among) {
        return PhasePlan.inOrder(among).stream()
                .anyMatch(expr ->
                        expr instanceof Expr.Apply apply && apply.player().equals(player.name()));
    }

    /** True if a phase computes what is shared with the weights of a player. */
    boolean isSource(PhasePlan plan, Player player) {
        List<Expr> computed =
                plan.inOrder().stream().filter(expr -> place(expr) >= 0).toList();
        return isApplied(player, computed);
    }

    /** The variable of the leaves of a player's weights. */
    static String leaves(Player player) {
        return "leaves_" + player.name();
    }

    /** What every phase takes besides: the lists, and the leaves. */
    List<String> lists(Game game) {
        List<String> lists = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            lists.add(LIST + i);
        }
        players(game).forEach(player -> lists.add(leaves(player)));
        return lists;
    }

    /** The lines of a step that make the lists and the leaves. */
    List<String> beginning(Game game) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            lines.add(LIST + i + " = annotate(List[Tensor], [])");
        }
        for (Player player : players(game)) {
            lines.add(leaves(player) + " = self.leaves(" + Script.weights(player) + ")");
        }
        return lines;
    }
}
