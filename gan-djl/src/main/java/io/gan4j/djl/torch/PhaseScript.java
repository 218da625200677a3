package io.gan4j.djl.torch;

import io.gan4j.data.Dataset;
import io.gan4j.game.Expr;
import io.gan4j.game.ExprShapes;
import io.gan4j.game.Game;
import io.gan4j.game.Lookahead;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Writes a phase as a TorchScript method: the learner's weights become leaves, the loss is computed and differentiated with
 * respect to them, the optimizer updates them in place, the outcomes go back as one tensor. Where an update takes several
 * batches, a method of its own plays one of them and gives its gradients, and its outcomes after them.
 */
final class PhaseScript {
    private final Game game;
    private final PhasePlan plan;
    private final Script.Context context;
    private final Player learner;
    private final ExprShapes shapes;
    private final StringBuilder source = new StringBuilder();
    /** The variables at which a gradient is taken. */
    private final Set<Expr> differentiated = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The variables of what is computed already. */
    private Map<Expr, String> values = new IdentityHashMap<>();
    /** What is computed at every step, whatever the intervals. */
    private Set<Expr> always = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The applications that are computed as one. */
    private JointApplications joint = JointApplications.none();
    /** The variables of the weights that a lookahead has moved. */
    private String movedPlayer = "";

    private String movedWeights = "";
    private String indent = "    ";
    private int variables;

    private PhaseScript(Game game, PhasePlan plan, Script.Context context) {
        this.game = game;
        this.plan = plan;
        this.context = context;
        this.learner = game.player(plan.phase().learner());
        this.shapes = game.shapes();
        for (Expr expr : plan.inOrder()) {
            if (expr instanceof Expr.Gradient gradient) {
                differentiated.add(gradient.at());
            }
        }
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
            OptimizerScript.update(learner, plan, "n").forEach(this::line);
            line("return " + outcomes);
            return source.toString();
        }
        begin(name + "_batch", "List[Tensor]");
        String outcomes = gradients();
        line("return torch.add(g, [" + outcomes + "])");
        begin(name, "Tensor");
        StringJoiner all = new StringJoiner(", ", "[", "]");
        int draws = plan.draws().size();
        for (int batch = 0; batch < batches; batch++) {
            String part = "torch.slice(" + Script.DRAWS + ", " + batch * draws + ", " + (batch + 1) * draws + ", 1)";
            line("b" + batch + " = self." + name + "_batch(" + part + Script.passed(game) + ")");
            String gradients = "torch.slice(b" + batch + ", 0, -1, 1)";
            line("g = " + (batch == 0 ? gradients : "torch._foreach_add(g, " + gradients + ")"));
            all.add("b" + batch + "[-1]");
        }
        line("g = torch._foreach_div(g, " + batches + ")");
        line("n = self.norm(g)");
        OptimizerScript.update(learner, plan, "n").forEach(this::line);
        line("return torch.cat(" + all + ")");
        return source.toString();
    }

    private void begin(String name, String result) {
        source.append("  def ").append(name).append("(self: __torch__.").append(Script.CLASS);
        source.append(", ").append(Script.DRAWS).append(": List[Tensor]");
        Script.lists(game).forEach(list -> source.append(", ").append(list).append(": List[Tensor]"));
        source.append(") -> ").append(result).append(":\n");
    }

    /** Computes the gradients {@code g} and their norm {@code n}; gives the tensor of the outcomes. */
    private String gradients() {
        line("w = self.leaves(" + Script.weights(learner) + ")");
        Lookahead ahead = plan.phase().lookahead();
        if (ahead != null) {
            lookAhead(ahead);
        }
        addAlways(plan.outcomes());
        joint = JointApplications.of(game, plan, always);
        plan.outcomes().forEach(this::value);
        line("g = self.gradients(" + value(plan.phase().loss()) + ", w, False)");
        line("n = self.norm(g)");
        StringJoiner outcomes = new StringJoiner(", ", "[", "]");
        plan.outcomes().forEach(outcome -> outcomes.add("torch.detach(" + value(outcome) + ")"));
        return "torch.stack(" + outcomes.add("n") + ")";
    }

    /** Moves the other player's weights, differentiably, by its own optimizer; they are used in the place of its own. */
    private void lookAhead(Lookahead ahead) {
        Player other = game.player(ahead.player());
        movedPlayer = other.name();
        movedWeights = "u";
        line("u = self.leaves(" + Script.weights(other) + ")");
        OptimizerScript.lookaheadStart(other).forEach(this::line);
        addAlways(List.of(ahead.loss()));
        for (int step = 0; step < ahead.steps(); step++) {
            line("q = self.gradients(" + value(ahead.loss()) + ", u, True)");
            OptimizerScript.lookahead(other, plan).forEach(this::line);
            forgetThoseOf(other.name());
        }
        always = Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** What was computed with a player's weights is to be computed anew. */
    private void forgetThoseOf(String player) {
        values.keySet()
                .removeIf(expr -> PhasePlan.inOrder(List.of(expr)).stream()
                        .anyMatch(e ->
                                e instanceof Expr.Apply apply && apply.player().equals(player)));
    }

    private void line(String text) {
        source.append(indent).append(text).append('\n');
    }

    /** The variable of an expression, which is computed if it is not there yet. */
    private String value(Expr expr) {
        String known = values.get(expr);
        if (known != null) {
            return known;
        }
        JointApplications.Group group = joint.groupOf(expr);
        if (group != null) {
            compute(group);
            return Objects.requireNonNull(values.get(expr), "what the group gave");
        }
        String made;
        if (expr instanceof Expr.Every every) {
            made = every(every);
        } else {
            boolean scalars = expr instanceof Expr.OfTwo;
            for (Expr operand : expr.operands()) {
                if (!scalars || !(operand instanceof Expr.Constant)) {
                    value(operand);
                }
            }
            made = lowered(expr);
        }
        values.put(expr, made);
        return made;
    }

    /** Applies the network to the batches of all members at once, and deals out what that gives. */
    private void compute(JointApplications.Group group) {
        Expr.Apply first = group.members().get(0);
        List<Expr.Variable> places =
                group.gradients().stream().map(Expr.Gradient::at).toList();
        List<String> inputs = new ArrayList<>();
        if (group.isDifferentiated()) {
            inputs.add(assigned(
                    variable(joined(places.stream().map(Expr.Variable::x).toList()))));
        } else {
            for (int i = 0; i < first.inputs().size(); i++) {
                int place = i;
                inputs.add(assigned(joined(group.members().stream()
                        .map(member -> member.inputs().get(place))
                        .toList())));
            }
        }
        String output = output(first, assigned(call(first, inputs)));
        deal(assigned(parts(output, group)), group.members());
        if (group.isDifferentiated()) {
            String at = inputs.get(0);
            deal(assigned(parts(gradient(output, at), group)), group.gradients());
            // not assigned: hardly anything asks for the samples
            deal(parts(at, group), places);
        }
    }

    /** Batches as one. */
    private String joined(List<Expr> batches) {
        StringJoiner joined = new StringJoiner(", ", "torch.cat([", "])");
        batches.forEach(batch -> joined.add(value(batch)));
        return joined.toString();
    }

    /** The list of each member's part of a joined batch. */
    private static String parts(String joined, JointApplications.Group group) {
        return "torch.chunk(" + joined + ", " + group.members().size() + ")";
    }

    /** Each of some expressions is an element of a list. */
    private void deal(String list, List<? extends Expr> elements) {
        for (int i = 0; i < elements.size(); i++) {
            values.put(elements.get(i), list + "[" + i + "]");
        }
    }

    /** A new variable with this value. */
    private String assigned(String text) {
        String variable = "v" + variables++;
        line(variable + " = " + text);
        return variable;
    }

    private String lowered(Expr expr) {
        if (expr instanceof Expr.Features features) {
            int place = context.taps(features.apply().player()).indexOf(features.layer());
            return called(features.apply()) + "[" + (place + 1) + "]";
        }
        String variable = assigned(lower(expr));
        return expr instanceof Expr.Apply apply ? output(apply, variable) : variable;
    }

    /** The network's output, which is the first of what it gives where layers are tapped in any phase. */
    private String output(Expr.Apply apply, String given) {
        return context.taps(apply.player()).isEmpty() ? given : given + "[0]";
    }

    /** The variable that holds all that an application gives. */
    private String called(Expr.Apply apply) {
        String output = value(apply);
        return output.substring(0, output.length() - "[0]".length());
    }

    /** A block that is entered at the steps of the interval alone. */
    private String every(Expr.Every every) {
        PhasePlan.inOrder(List.of(every.x())).stream().filter(always::contains).forEach(this::value);
        String variable = "v" + variables++;
        int place = place(draw -> draw instanceof PhasePlan.IntervalDraw d && d.interval() == every.interval());
        Map<Expr, String> outside = new IdentityHashMap<>(values);
        Set<Expr> alwaysOutside = always;
        always = Collections.newSetFromMap(new IdentityHashMap<>());
        always.addAll(alwaysOutside);
        addAlways(List.of(every.x()));
        line("if bool(" + Script.DRAWS + "[" + place + "]):");
        indent += "  ";
        line(variable + " = torch.mul(" + value(every.x()) + ", " + number(place) + ")");
        indent = indent.substring(2);
        line("else:");
        line("  " + variable + " = torch.zeros_like(" + number(place) + ")");
        values = outside;
        always = alwaysOutside;
        return variable;
    }

    /** Adds what some expressions are computed from without entering a block. */
    private void addAlways(List<Expr> roots) {
        for (Expr root : roots) {
            if (always.add(root) && !(root instanceof Expr.Every)) {
                addAlways(root.operands());
            }
        }
    }

    private interface DrawTest {
        boolean test(PhasePlan.Draw draw);
    }

    private int place(DrawTest test) {
        for (int i = 0; i < plan.draws().size(); i++) {
            if (test.test(plan.draws().get(i))) {
                return i;
            }
        }
        throw new IllegalStateException("a draw is missing in the phase of the " + learner.name());
    }

    /** A draw of one number, as a scalar. */
    private static String number(int place) {
        return "torch.reshape(" + Script.DRAWS + "[" + place + "], annotate(List[int], []))";
    }

    private String lower(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            // a tensor on the device of the weights, so that outcomes may be constants too
            return "torch.full_like(torch.mean(torch.detach(w[0])), " + constant.value() + ")";
        } else if (expr instanceof Expr.Input input) {
            return input(input);
        } else if (expr instanceof Expr.Random) {
            return Script.DRAWS + "[" + drawn(expr) + "]";
        } else if (expr instanceof Expr.Scheduled scheduled) {
            return number(place(draw ->
                    draw instanceof PhasePlan.ScheduleDraw d && d.schedule().equals(scheduled.schedule())));
        } else if (expr instanceof Expr.Apply apply) {
            return apply(apply);
        } else if (expr instanceof Expr.OfTwo two) {
            return ofTwo(two);
        } else if (expr instanceof Expr.Variable variable) {
            String x = value(variable.x());
            return differentiated.contains(variable) ? variable(x) : "torch.detach(" + x + ")";
        } else if (expr instanceof Expr.Gradient gradient) {
            return gradient(value(gradient.of()), value(gradient.at()));
        } else if (expr instanceof Expr.Replayed replayed) {
            return replayed(replayed);
        } else if (expr instanceof Expr.Joined joined) {
            return joined(joined.operands());
        }
        return ExprScript.ofOne(expr, value(expr.operands().get(0)), shapes.of(expr));
    }

    private static String variable(String of) {
        return "torch.requires_grad_(torch.detach(" + of + "), True)";
    }

    private static String gradient(String of, String at) {
        return "self.gradients(torch.sum(" + of + "), [" + at + "], True)[0]";
    }

    private String ofTwo(Expr.OfTwo two) {
        if (two.b() instanceof Expr.Constant b && !(two.a() instanceof Expr.Constant)) {
            return ExprScript.withNumber(two.op(), value(two.a()), b.value());
        } else if (two.a() instanceof Expr.Constant a && !(two.b() instanceof Expr.Constant)) {
            return ExprScript.numberWith(two.op(), a.value(), value(two.b()));
        }
        return ExprScript.ofTwo(two.op(), operand(two.a(), two.b()), operand(two.b(), two.a()));
    }

    private String input(Expr.Input named) {
        int place = place(draw ->
                draw instanceof PhasePlan.InputDraw d && d.input().name().equals(named.name()));
        boolean pixels = plan.draws().get(place).isReal() && context.real() == Dataset.Encoding.PIXELS;
        return pixels ? "self.pixels(d[" + place + "])" : "d[" + place + "]";
    }

    @SuppressWarnings("ReferenceEquality") // two equal random expressions have draws of their own
    private int drawn(Expr expr) {
        return place(draw -> draw instanceof PhasePlan.RandomDraw d && d.random() == expr);
    }

    @SuppressWarnings("ReferenceEquality") // two equal replays have buffers of their own
    private String replayed(Expr.Replayed replayed) {
        int take = place(draw -> draw instanceof PhasePlan.ReplayDraw d
                && d.replayed() == replayed
                && d.order() == PhasePlan.ReplayOrder.TAKE);
        int buffer = 0;
        List<Expr.Replayed> all = context.replays();
        while (all.get(buffer) != replayed) {
            buffer++;
        }
        return "self.replay(" + value(replayed.x()) + ", " + Script.REPLAYS + "[" + buffer + "], d[" + take + "], d["
                + (take + 1) + "])";
    }

    private String apply(Expr.Apply apply) {
        return call(apply, apply.inputs().stream().map(this::value).toList());
    }

    /** The call of a player's network on these inputs. */
    private String call(Expr.Apply apply, List<String> inputs) {
        boolean learns = apply.player().equals(learner.name());
        Mode mode = learns ? Mode.LEARN : Mode.FROZEN;
        Player player = game.player(apply.player());
        Network network = player.network();
        StringJoiner arguments = new StringJoiner(", ");
        inputs.forEach(arguments::add);
        for (String list : NetworkScript.lists(network, mode)) {
            arguments.add(
                    switch (list) {
                        case "p" -> learns ? "w" : weights(player);
                        case "s" -> Script.statistics(player);
                        case "r" -> references(apply);
                        default -> masks(apply);
                    });
        }
        return "self." + mode.method(apply.player()) + "(" + arguments + ")";
    }

    private String weights(Player player) {
        return player.name().equals(movedPlayer) ? movedWeights : Script.weights(player);
    }

    private String references(Expr.Apply apply) {
        List<String> references = new ArrayList<>();
        apply.references().forEach(reference -> references.add(value(reference)));
        return references.toString();
    }

    @SuppressWarnings("ReferenceEquality") // two equal applications have masks of their own
    private String masks(Expr.Apply apply) {
        StringJoiner masks = new StringJoiner(", ", "[", "]");
        for (int i = 0; i < plan.draws().size(); i++) {
            if (plan.draws().get(i) instanceof PhasePlan.MaskDraw draw && draw.apply() == apply) {
                masks.add("d[" + i + "]");
            }
        }
        return masks.toString();
    }

    /** One operand of two; one number a sample gets as many axes as the other operand's samples have. */
    private String operand(Expr expr, Expr other) {
        Shape shape = shapes.of(expr);
        int rank = shapes.of(other).rank();
        if (shape.rank() != 1 || rank <= 1) {
            return value(expr);
        }
        return "torch.reshape(" + value(expr) + ", [-1" + ", 1".repeat(rank) + "])";
    }
}
