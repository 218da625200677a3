package io.gan4j.djl.torch;

import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.game.Unrolling;
import io.gan4j.layer.Parameter;
import java.util.List;
import java.util.StringJoiner;

/**
 * Writes a phase as a TorchScript method: the learners' weights become leaves, the loss is computed and differentiated with
 * respect to them, the optimizer updates them in place, the outcomes go back as one tensor. Where an update takes several
 * batches, a method of its own plays one of them and gives its gradients, and its outcomes after them.
 */
final class PhaseScript {
    private final Game game;
    private final PhasePlan plan;
    private final List<Player> learners;
    private final Script.Context context;
    private final Lines lines = new Lines();
    private final PhaseWeights weights;
    private final ExprLines values;

    private PhaseScript(Game game, PhasePlan plan, Script.Context context) {
        this.game = game;
        this.plan = plan;
        this.learners = plan.phase().learners().stream().map(game::player).toList();
        this.context = context;
        this.weights = new PhaseWeights(game, plan, context, lines);
        this.values = new ExprLines(game, plan, context, weights, lines);
    }

    /** The source of the method that plays a phase once, and of those that it calls. */
    static String method(String name, Game game, PhasePlan plan, Script.Context context) {
        return new PhaseScript(game, plan, context).write(name);
    }

    private String write(String name) {
        int batches = plan.phase().batches();
        if (batches == 1) {
            begin(name, "Tensor");
            String outcomes = gradients();
            update();
            lines.line("return " + outcomes);
            return lines.all();
        }
        begin(name + "_batch", "List[Tensor]");
        String outcomes = gradients();
        lines.line("return torch.add(g, [" + outcomes + "])");
        begin(name, "Tensor");
        StringJoiner all = new StringJoiner(", ", "[", "]");
        int draws = plan.draws().size();
        for (int batch = 0; batch < batches; batch++) {
            String part = "torch.slice(" + Script.DRAWS + ", " + batch * draws + ", " + (batch + 1) * draws + ", 1)";
            lines.line("b" + batch + " = self." + name + "_batch(" + part + context.passed(game) + ")");
            String gradients = "torch.slice(b" + batch + ", 0, -1, 1)";
            lines.line("g = " + (batch == 0 ? gradients : "torch._foreach_add(g, " + gradients + ")"));
            all.add("b" + batch + "[-1]");
        }
        lines.line("g = torch._foreach_div(g, " + batches + ")");
        norms();
        update();
        lines.line("return torch.cat(" + all + ")");
        return lines.all();
    }

    /**
     * True if one player learns, whose weights are {@code w}, whose gradients {@code g}, and whose gradient's norm {@code n}.
     */
    private boolean isOfOne() {
        return learners.size() == 1;
    }

    /** The variable of the weights of a learner. */
    static String leaves(PhasePlan plan, Player learner) {
        return plan.phase().learners().size() == 1 ? "w" : "w_" + learner.name();
    }

    private String leaves(Player learner) {
        return leaves(plan, learner);
    }

    /** The variable of the norm of a learner's gradient. */
    private String norm(Player learner) {
        return isOfOne() ? "n" : "norm_" + learner.name();
    }

    /** Makes the learners' weights leaves, and {@code w} the list of all of them. */
    private void makeLeaves() {
        for (Player learner : learners) {
            boolean isShared = context.sharing().players(game).contains(learner);
            lines.line(leaves(learner) + " = "
                    + (isShared ? Sharing.leaves(learner) : "self.leaves(" + Script.weights(learner) + ")"));
        }
        if (!isOfOne()) {
            String all = leaves(learners.get(0));
            for (Player learner : learners.subList(1, learners.size())) {
                all = "torch.add(" + all + ", " + leaves(learner) + ")";
            }
            lines.line("w = " + all);
        }
    }

    /** Computes the norms of the learners' gradients, and parts {@code g} into theirs if there are several. */
    private void norms() {
        int from = 0;
        for (Player learner : learners) {
            String own = "g";
            if (!isOfOne()) {
                own = "g_" + learner.name();
                int to = from
                        + learner.network().parameters(Parameter.Role.WEIGHT).size();
                lines.line(own + " = torch.slice(g, " + from + ", " + to + ", 1)");
                from = to;
            }
            lines.line(norm(learner) + " = self.norm(" + own + ")");
        }
    }

    private void update() {
        for (Player learner : learners) {
            if (!isOfOne()) {
                lines.line("g = g_" + learner.name());
            }
            OptimizerScript.update(learner, plan, norm(learner)).forEach(lines::line);
        }
    }

    private void begin(String name, String result) {
        lines.head("  def " + name + "(self: __torch__." + Script.CLASS + ", " + Script.DRAWS + ": List[Tensor]");
        Script.lists(game).forEach(list -> lines.head(", " + list + ": List[Tensor]"));
        context.sharing().lists(game).forEach(list -> lines.head(", " + list + ": List[Tensor]"));
        lines.head(") -> " + result + ":\n");
    }

    /** Computes the gradients {@code g} and their norm {@code n}; gives the tensor of the outcomes. */
    private String gradients() {
        makeLeaves();
        weights.castAll();
        Unrolling ahead = plan.phase().unrolling();
        if (ahead != null) {
            unroll(ahead);
        }
        values.begin(plan.outcomes());
        values.begin(plan.phase().keeps().values());
        values.join();
        plan.outcomes().forEach(values::value);
        plan.phase().keeps().values().forEach(values::value);
        lines.line("g = self.gradients(" + values.value(plan.phase().loss()) + ", w, False)");
        norms();
        plan.phase()
                .keeps()
                .forEach((number, next) -> lines.line("_ = torch.copy_(" + Script.kept(game, number) + ", torch.detach("
                        + values.value(next) + "))"));
        StringJoiner outcomes = new StringJoiner(", ", "[", "]");
        plan.outcomes().forEach(outcome -> outcomes.add("torch.detach(" + values.value(outcome) + ")"));
        learners.forEach(learner -> outcomes.add(norm(learner)));
        return "torch.stack(" + outcomes + ")";
    }

    /** Moves the other player's weights, differentiably, by its own optimizer; they are used instead of its own. */
    private void unroll(Unrolling ahead) {
        Player other = game.player(ahead.player());
        weights.move(other.name(), "u");
        lines.line("u = self.leaves(" + Script.weights(other) + ")");
        weights.cast(other);
        OptimizerScript.lookaheadStart(other).forEach(lines::line);
        values.begin(List.of(ahead.loss()));
        for (int step = 0; step < ahead.steps(); step++) {
            lines.line("q = self.gradients(" + values.value(ahead.loss()) + ", u, True)");
            OptimizerScript.unrolling(other, plan).forEach(lines::line);
            weights.cast(other);
            values.forgetThoseOf(other.name());
        }
        values.end();
    }
}
