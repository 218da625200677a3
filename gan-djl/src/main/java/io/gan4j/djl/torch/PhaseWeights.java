package io.gan4j.djl.torch;

import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;

/** With which weights, and in which mode, the players take part in a phase. */
final class PhaseWeights {
    private final Game game;
    private final PhasePlan plan;
    private final Script.Context context;
    private final Lines lines;
    /** The player whose weights an unrolling has moved, and their variable. */
    private String movedPlayer = "";

    private String movedWeights = "";

    PhaseWeights(Game game, PhasePlan plan, Script.Context context, Lines lines) {
        this.game = game;
        this.plan = plan;
        this.context = context;
        this.lines = lines;
    }

    /** Uses other weights of a player from now on. */
    void move(String player, String weights) {
        movedPlayer = player;
        movedWeights = weights;
    }

    private boolean learns(String player) {
        return plan.phase().learners().contains(player);
    }

    /** True if the weights of a player ask for a gradient that this phase takes. */
    boolean carryGradient(String player) {
        return learns(player) || player.equals(movedPlayer);
    }

    /** The mode in which a network is applied: one whose output a later phase learns from learns already. */
    Mode mode(Expr.Apply apply) {
        if (context.sharing().place(apply) >= 0) {
            return Mode.LEARN;
        }
        if (learns(apply.player())) {
            return SlopesAlone.areTakenOf(apply, game, plan) ? Mode.SLOPES : Mode.LEARN;
        }
        return game.player(apply.player()).learns() ? Mode.FROZEN : Mode.FIXED;
    }

    /** The variable of a player's weights. */
    String of(Player player) {
        if (learns(player.name())) {
            return PhaseScript.leaves(plan, player);
        } else if (player.name().equals(movedPlayer)) {
            return movedWeights;
        }
        return context.sharing().isSource(plan, player) ? Sharing.leaves(player) : Script.weights(player);
    }

    /** Casts the weights of all players that the phase uses to the precision in which their networks compute. */
    void castAll() {
        game.players().stream()
                .filter(player -> plan.inOrder().stream()
                        .anyMatch(expr -> expr instanceof Expr.Apply apply
                                && apply.player().equals(player.name())))
                .forEach(this::cast);
    }

    /** Casts the weights of a player, as they now are, if any of them need be. */
    void cast(Player player) {
        if (context.casts(player)) {
            lines.line(Bfloat16.weights(player) + " = " + Bfloat16.cast(player, of(player)));
        }
    }
}
