package io.gan4j.djl.torch;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import io.gan4j.data.Dataset;
import io.gan4j.engine.Precision;
import io.gan4j.game.Expr;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.layer.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a game as the source of a TorchScript class: the networks in each mode, the phases, and {@code step}, which plays the
 * phases in order and gives all their outcomes, and last the sum of all that is kept. The class has no state: weights,
 * statistics and the optimizers' slots come in as lists and are updated in place, so they stay Java's.
 */
final class Script {
    /** The name of the class. */
    static final String CLASS = "Game";
    /** The name of the method that plays a step. */
    static final String STEP = "step";
    /** The name of the list of what a step is given. */
    static final String DRAWS = "d";
    /** The name of the list of the replay buffers. */
    static final String REPLAYS = "replays";
    /** The name of the list of the kept numbers. */
    static final String KEPT = "kept";

    /**
     * The class as it begins. Gradients are laid out in memory as the weights are, which the fused Adam takes for granted:
     * decision 24.
     */
    static final String HEAD = """
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
              def gradients(self: __torch__.Game, loss: Tensor, w: List[Tensor], create: bool) -> List[Tensor]:
                out = annotate(List[Tensor], [])
                if loss.requires_grad:
                  found = torch.autograd.grad([loss], w, None, None, create, True)
                  for i in range(torch.len(found)):
                    g = found[i]
                    if torch.__isnot__(g, None):
                      gradient = torch.contiguous(unchecked_cast(Tensor, g))
                    else:
                      gradient = torch.zeros_like(w[i])
                    _ = torch.append(out, gradient)
                else:
                  for i in range(torch.len(w)):
                    _ = torch.append(out, torch.zeros_like(w[i]))
                return out
              def norm(self: __torch__.Game, g: List[Tensor]) -> Tensor:
                return torch.norm(torch.stack(torch._foreach_norm(g)))
              def replay(self: __torch__.Game, x: Tensor, kept: Tensor, take: Tensor, put: Tensor) -> Tensor:
                fakes = torch.detach(x)
                shown = torch.clone(fakes)
                t = torch.to(torch.reshape(take, [-1]), 4)
                rows = torch.reshape(torch.nonzero(torch.ge(t, 0)), [-1])
                taken = torch.index_select(kept, 0, torch.index_select(t, 0, rows))
                _ = torch.index_copy_(shown, 0, rows, taken)
                p = torch.to(torch.reshape(put, [-1]), 4)
                news = torch.reshape(torch.nonzero(torch.ge(p, 0)), [-1])
                places = torch.index_select(p, 0, news)
                _ = torch.index_copy_(kept, 0, places, torch.index_select(fakes, 0, news))
                return shown
            """;

    private Script() {}

    /**
     * What the methods of a game have in common.
     *
     * @param pixels the names of the inputs whose samples come as pixels
     * @param replays the replay buffers of all phases, in order
     * @param features by player, the layers whose outputs are wanted besides the network's
     * @param precision the numbers in which networks compute, not automatic
     * @param sharing what phases take over from earlier ones
     */
    record Context(
            ImmutableSet<String> pixels,
            List<Expr.Replayed> replays,
            Map<String, List<String>> features,
            Precision precision,
            Sharing sharing) {
        static Context of(
                Game game, List<PhasePlan> plans, Map<String, Dataset.Encoding> encodings, Precision precision) {
            List<Expr.Replayed> replays =
                    plans.stream().flatMap(plan -> plan.replays().stream()).toList();
            Map<String, List<String>> features = new HashMap<>();
            for (Player player : game.players()) {
                features.put(
                        player.name(),
                        plans.stream()
                                .flatMap(plan -> plan.features(player.name()).stream())
                                .distinct()
                                .toList());
            }
            return new Context(
                    ImmutableSet.copyOf(Maps.filterValues(encodings, Dataset.Encoding.PIXELS::equals)
                            .keySet()),
                    replays,
                    features,
                    precision,
                    Sharing.of(plans));
        }

        /** All lists that a phase takes, as the further arguments of a call. */
        String passed(Game game) {
            return Stream.concat(lists(game).stream(), sharing.lists(game).stream())
                    .map(list -> ", " + list)
                    .collect(Collectors.joining());
        }

        /** True if a player has weights that are cast before its network is used in a phase. */
        boolean casts(Player player) {
            return Bfloat16.takesWeights(player.network(), Mode.LEARN, precision);
        }

        /** The layers of a player whose outputs are wanted besides the network's. */
        List<String> taps(String player) {
            return Objects.requireNonNull(features.get(player), player);
        }
    }

    /** The plans of a game's phases. */
    static List<PhasePlan> plans(Game game) {
        return game.phases().stream().map(phase -> PhasePlan.of(game, phase)).toList();
    }

    /**
     * The source of a game in float32.
     *
     * @param encodings how the inputs that are parts of the data come, by name
     */
    static String of(Game game, List<PhasePlan> plans, Map<String, Dataset.Encoding> encodings) {
        return of(game, plans, encodings, Precision.FLOAT32);
    }

    /**
     * The source of a game.
     *
     * @param encodings how the inputs that are parts of the data come, by name
     * @param precision the numbers in which networks compute, not automatic
     */
    static String of(Game game, List<PhasePlan> plans, Map<String, Dataset.Encoding> encodings, Precision precision) {
        StringBuilder source =
                new StringBuilder(HEAD).append(StateMemory.METHODS).append(NetworkHelpers.SOURCE);
        Context context = Context.of(game, plans, encodings, precision);
        for (Player player : game.players()) {
            List<Mode> modes = new ArrayList<>(Mode.of(player));
            if (SlopesAlone.areTakenOf(player, game, plans)) {
                modes.add(Mode.SLOPES);
            }
            for (Mode mode : modes) {
                List<String> taps = context.taps(player.name());
                source.append(NetworkScript.method(player.name(), player.network(), mode, taps, precision));
            }
            if (context.casts(player)) {
                source.append(Bfloat16.method(player));
            }
        }
        for (int i = 0; i < plans.size(); i++) {
            source.append(PhaseScript.method(phase(i), game, plans.get(i), context));
        }
        return source.append(step(game, plans, context)).toString();
    }

    private static String phase(int index) {
        return "phase_" + index;
    }

    private static String step(Game game, List<PhasePlan> plans, Context context) {
        StringJoiner arguments = new StringJoiner(", ");
        arguments.add("self: __torch__." + CLASS).add(DRAWS + ": List[Tensor]");
        lists(game).forEach(list -> arguments.add(list + ": List[Tensor]"));
        arguments.add(StateMemory.WHOLE + ": List[Tensor]");
        StringBuilder source = new StringBuilder("  def " + STEP + "(" + arguments + ") -> Tensor:\n");
        context.sharing()
                .beginning(game)
                .forEach(line -> source.append("    ").append(line).append('\n'));
        StringJoiner results = new StringJoiner(", ", "[", "]");
        int from = 0;
        int play = 0;
        for (int i = 0; i < plans.size(); i++) {
            PhasePlan plan = plans.get(i);
            for (int repetition = 0; repetition < plan.phase().repetitions(); repetition++) {
                int to = from + plan.phase().batches() * plan.draws().size();
                String draws = "torch.slice(" + DRAWS + ", " + from + ", " + to + ", 1)";
                String result = "r" + play++;
                String played = result + " = self." + phase(i) + "(" + draws + context.passed(game) + ")";
                if (plan.phase().span().isWhole()) {
                    source.append("    ").append(played).append('\n');
                } else {
                    source.append(where(plan, DRAWS + "[" + (to - 1) + "]", played, result));
                }
                results.add(result);
                from = to;
            }
        }
        results.add("torch.reshape(torch.sum(" + StateMemory.WHOLE + "[0]), [1])");
        return source.append("    return torch.cat(")
                .append(results)
                .append(")\n")
                .toString();
    }

    /** Plays a phase where its last draw says so; elsewhere its outcomes are zeros, which nobody reads. */
    private static String where(PhasePlan plan, String flag, String played, String result) {
        int outcomes = plan.phase().batches() * plan.names().size();
        return "    if bool(torch.gt(" + flag + "[0], 0)):\n"
                + "      " + played + "\n"
                + "    else:\n"
                + "      " + result + " = torch.new_zeros(" + flag + ", [" + outcomes + "])\n";
    }

    /** The lists of what a game keeps between two steps, in the order in which every phase takes them; none is empty. */
    static List<String> lists(Game game) {
        List<String> lists = new ArrayList<>();
        for (Player player : game.players()) {
            if (!player.network().parameters(Parameter.Role.WEIGHT).isEmpty()) {
                lists.add(weights(player));
                OptimizerScript.slots(player).forEach(slot -> lists.add(slot(player, slot.name())));
            }
            if (!player.network().parameters(Parameter.Role.STATISTIC).isEmpty()) {
                lists.add(statistics(player));
            }
            for (Parameter.Role role : Parameter.Role.values()) {
                if (player.average() != null
                        && !player.network().parameters(role).isEmpty()) {
                    lists.add(average(player, role));
                }
            }
        }
        if (plans(game).stream().anyMatch(plan -> !plan.replays().isEmpty())) {
            lists.add(REPLAYS);
        }
        if (!game.kept().isEmpty()) {
            lists.add(KEPT);
        }
        return lists;
    }

    /** The list of a player's parameters of a role. */
    static String list(Player player, Parameter.Role role) {
        return role == Parameter.Role.WEIGHT ? weights(player) : statistics(player);
    }

    /** The place of a kept number in the list of all. */
    static String kept(Game game, String name) {
        List<String> names = game.kept().stream().map(Game.Kept::name).toList();
        return KEPT + "[" + names.indexOf(name) + "]";
    }

    /** The list of a player's weights. */
    static String weights(Player player) {
        return "p_" + player.name();
    }

    /** The list of a player's running statistics. */
    static String statistics(Player player) {
        return "s_" + player.name();
    }

    /** The list of the moving averages of a player's parameters of a role. */
    static String average(Player player, Parameter.Role role) {
        return "average_" + list(player, role);
    }

    /** The list of what a player's optimizer keeps under a name. */
    static String slot(Player player, String name) {
        return name + "_" + player.name();
    }
}
