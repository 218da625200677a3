package io.gan4j.djl.torch;

import io.gan4j.data.Dataset;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.network.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Writes a game as the source of a TorchScript class: the networks in each mode, the phases, and {@code step}, which plays the
 * phases in order and gives all their outcomes. The class has no state: weights, statistics and the optimizers' slots come in
 * as lists and are updated in place, so they stay Java's.
 */
final class Script {
    /** The name of the class. */
    static final String CLASS = "Game";
    /** The name of the method that plays a step. */
    static final String STEP = "step";
    /** The name of the list of what a step is given. */
    static final String DRAWS = "d";

    private static final String HEAD = """
            class Game(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
              def pixels(self: __torch__.Game, x: Tensor) -> Tensor:
                return torch.sub_(torch.div_(torch.to(x, 6), 127.5), 1.)
              def leaves(self: __torch__.Game, p: List[Tensor]) -> List[Tensor]:
                w = annotate(List[Tensor], [])
                for i in range(torch.len(p)):
                  _ = torch.append(w, torch.requires_grad_(torch.detach(p[i]), True))
                return w
              def gradients(self: __torch__.Game, loss: Tensor, w: List[Tensor]) -> List[Tensor]:
                found = torch.autograd.grad([loss], w, None, None, False, True)
                out = annotate(List[Tensor], [])
                for i in range(torch.len(found)):
                  g = found[i]
                  if torch.__isnot__(g, None):
                    gradient = unchecked_cast(Tensor, g)
                  else:
                    gradient = torch.zeros_like(w[i])
                  _ = torch.append(out, gradient)
                return out
              def gradient(self: __torch__.Game, of: Tensor, at: Tensor) -> Tensor:
                found = torch.autograd.grad([torch.sum(of)], [at], None, None, True, True)[0]
                if torch.__isnot__(found, None):
                  gradient = unchecked_cast(Tensor, found)
                else:
                  gradient = torch.zeros_like(at)
                return gradient
            """;

    private Script() {}

    /** The source of a game. */
    static String of(Game game, Dataset.Encoding real) {
        StringBuilder source = new StringBuilder(HEAD).append(NetworkScript.HELPERS);
        for (Player player : game.players()) {
            for (Mode mode : Mode.values()) {
                source.append(NetworkScript.method(player.name(), player.network(), mode));
            }
        }
        List<PhasePlan> plans =
                game.phases().stream().map(phase -> PhasePlan.of(game, phase)).toList();
        for (int i = 0; i < plans.size(); i++) {
            source.append(PhaseScript.method(phase(i), game, plans.get(i), real));
        }
        return source.append(step(game, plans)).toString();
    }

    private static String phase(int index) {
        return "phase_" + index;
    }

    private static String step(Game game, List<PhasePlan> plans) {
        StringJoiner arguments = new StringJoiner(", ");
        arguments.add("self: __torch__." + CLASS).add(DRAWS + ": List[Tensor]");
        lists(game).forEach(list -> arguments.add(list + ": List[Tensor]"));
        StringBuilder source = new StringBuilder("  def " + STEP + "(" + arguments + ") -> Tensor:\n");
        StringJoiner results = new StringJoiner(", ", "[", "]");
        int from = 0;
        int play = 0;
        for (int i = 0; i < plans.size(); i++) {
            for (int repetition = 0; repetition < plans.get(i).phase().repetitions(); repetition++) {
                int to = from + plans.get(i).draws().size();
                String draws = "torch.slice(" + DRAWS + ", " + from + ", " + to + ", 1)";
                source.append("    r").append(play).append(" = self.").append(phase(i));
                source.append("(").append(draws);
                lists(game).forEach(list -> source.append(", ").append(list));
                source.append(")\n");
                results.add("r" + play++);
                from = to;
            }
        }
        return source.append("    return torch.cat(")
                .append(results)
                .append(")\n")
                .toString();
    }

    /** The lists of all players' state, in the order in which every phase takes them; none of them is empty. */
    static List<String> lists(Game game) {
        List<String> lists = new ArrayList<>();
        for (Player player : game.players()) {
            if (!player.network().parameters(Parameter.Role.WEIGHT).isEmpty()) {
                lists.add(weights(player));
                OptimizerScript.slots(player.optimizer()).forEach(slot -> lists.add(slot(player, slot.name())));
            }
            if (!player.network().parameters(Parameter.Role.STATISTIC).isEmpty()) {
                lists.add(statistics(player));
            }
        }
        return lists;
    }

    /** The list of a player's weights. */
    static String weights(Player player) {
        return "p_" + player.name();
    }

    /** The list of a player's running statistics. */
    static String statistics(Player player) {
        return "s_" + player.name();
    }

    /** The list of what a player's optimizer keeps under a name. */
    static String slot(Player player, String name) {
        return name + "_" + player.name();
    }
}
