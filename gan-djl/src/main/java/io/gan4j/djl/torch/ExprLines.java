package io.gan4j.djl.torch;

import io.gan4j.game.Expr;
import io.gan4j.game.ExprShapes;
import io.gan4j.game.ExprVisitor;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Writes the lines that compute the expressions of a phase, each once and after its operands. A visit writes the lines of one
 * expression and returns its variable.
 */
final class ExprLines implements ExprVisitor<String> {
    private final Game game;
    private final PhasePlan plan;
    private final Script.Context context;
    private final PhaseWeights weights;
    private final ExprShapes shapes;
    private final Lines lines;
    /** The expressions at which a gradient is taken. */
    private final Set<Expr> differentiated = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The variables of what is computed already. */
    private Map<Expr, String> values = new IdentityHashMap<>();
    /** The variables that hold all that an application with tapped layers gave. */
    private final Map<Expr, String> calls = new IdentityHashMap<>();
    /** What is computed at every step, whatever the intervals. */
    private Set<Expr> always = Collections.newSetFromMap(new IdentityHashMap<>());
    /** The applications that are computed as one. */
    private JointApplications joint = JointApplications.none();

    ExprLines(Game game, PhasePlan plan, Script.Context context, PhaseWeights weights, Lines lines) {
        this.game = game;
        this.plan = plan;
        this.context = context;
        this.weights = weights;
        this.shapes = game.shapes();
        this.lines = lines;
        for (Expr expr : plan.inOrder()) {
            if (expr instanceof Expr.Gradient gradient) {
                differentiated.add(gradient.at());
            }
        }
    }

    /** Counts what these expressions are computed from as computed at every step, unless an interval bars it. */
    void begin(Iterable<Expr> roots) {
        addAlways(roots);
    }

    /** Forgets what counts as computed at every step; the values stay. */
    void end() {
        always = Collections.newSetFromMap(new IdentityHashMap<>());
    }

    /** Applies a learner's network to joined batches where it can, from now on. */
    void join() {
        joint = JointApplications.of(game, plan, always);
    }

    /** What was computed with a player's weights is to be computed anew. */
    void forgetThoseOf(String player) {
        values.keySet()
                .removeIf(expr -> PhasePlan.inOrder(List.of(expr)).stream()
                        .anyMatch(e ->
                                e instanceof Expr.Apply apply && apply.player().equals(player)));
    }

    private String assigned(String text) {
        return lines.assigned(text);
    }

    /** The variable of an expression, which is computed if it is not there yet. */
    String value(Expr expr) {
        String known = values.get(expr);
        if (known != null) {
            return known;
        }
        JointApplications.Group group = joint.groupOf(expr);
        if (group != null) {
            compute(group);
            return Objects.requireNonNull(values.get(expr), "what the group gave");
        }
        String made = place(expr, expr.accept(this));
        values.put(expr, made);
        int shared = context.sharing().place(expr);
        if (shared >= 0) {
            lines.line("_ = torch.append(" + Sharing.LIST + shared + ", " + made + ")");
        }
        return made;
    }

    /** Has the gradient that is taken at an expression flow: what no weight and no variable leads to becomes a leaf. */
    private String place(Expr expr, String made) {
        boolean isPlace = differentiated.contains(expr) && !(expr instanceof Expr.Variable);
        return isPlace && !carriesGradient(expr) ? assigned(leaf(made)) : made;
    }

    /** True if what an expression is computed from holds a learner's weights or a place at which a gradient is taken. */
    private boolean carriesGradient(Expr expr) {
        if (expr instanceof Expr.Variable) {
            return differentiated.contains(expr);
        } else if (expr instanceof Expr.Detached || expr instanceof Expr.Replayed || expr instanceof Expr.Random) {
            return false;
        } else if (expr instanceof Expr.Shared
                || expr instanceof Expr.Apply apply && weights.carryGradient(apply.player())) {
            return true;
        }
        return expr.operands().stream()
                .anyMatch(operand -> differentiated.contains(operand) || carriesGradient(operand));
    }

    /** Applies the network to the batches of all members at once, and deals out what that gives. */
    private void compute(JointApplications.Group group) {
        Expr.Apply first = group.members().get(0);
        List<Expr.Variable> places = group.places();
        List<String> inputs = new ArrayList<>();
        if (group.isDifferentiated()) {
            inputs.add(assigned(leaf(cat(places.stream().map(Expr.Variable::x).toList()))));
        } else {
            for (int i = 0; i < first.inputs().size(); i++) {
                int place = i;
                inputs.add(assigned(cat(group.members().stream()
                        .map(member -> member.inputs().get(place))
                        .toList())));
            }
        }
        String output = output(first, assigned(call(first, inputs)));
        deal(assigned(parts(output, group)), group.members());
        if (group.isDifferentiated()) {
            String at = inputs.get(0);
            deal(assigned(parts(derivative(output, at), group)), group.gradients());
            // not assigned: hardly anything asks for the samples
            deal(parts(at, group), places);
        }
    }

    /** Batches as one. */
    private String cat(List<Expr> batches) {
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

    /** The network's output, which is the first of what it gives where layers are tapped in any phase. */
    private String output(Expr.Apply apply, String given) {
        if (context.taps(apply.player()).isEmpty()) {
            return given;
        }
        calls.put(apply, given);
        return given + "[0]";
    }

    /** A block that is entered at the steps of the interval alone. */
    private String block(Expr.Every every) {
        PhasePlan.inOrder(List.of(every.x())).stream().filter(always::contains).forEach(this::value);
        String variable = lines.variable();
        int place = place(draw -> draw instanceof PhasePlan.IntervalDraw d && d.interval() == every.interval());
        Map<Expr, String> outside = new IdentityHashMap<>(values);
        Set<Expr> alwaysOutside = always;
        always = Collections.newSetFromMap(new IdentityHashMap<>());
        always.addAll(alwaysOutside);
        addAlways(List.of(every.x()));
        lines.line("if bool(" + Script.DRAWS + "[" + place + "]):");
        lines.indent();
        lines.line(variable + " = torch.mul(" + value(every.x()) + ", " + number(place) + ")");
        lines.outdent();
        lines.line("else:");
        lines.line("  " + variable + " = torch.zeros_like(" + number(place) + ")");
        values = outside;
        always = alwaysOutside;
        return variable;
    }

    /** Adds what some expressions are computed from without entering a block. */
    private void addAlways(Iterable<Expr> roots) {
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
        throw new IllegalStateException(
                "a draw is missing in the phase of the " + plan.phase().name());
    }

    /** A draw of one number, as a scalar. */
    private static String number(int place) {
        return "torch.reshape(" + Script.DRAWS + "[" + place + "], annotate(List[int], []))";
    }

    @Override
    public String constant(Expr.Constant constant) {
        // a tensor on the device of the weights, so that outcomes may be constants too
        return assigned("torch.full_like(torch.mean(torch.detach(w[0])), " + constant.value() + ")");
    }

    @Override
    public String input(Expr.Input named) {
        int place = place(draw ->
                draw instanceof PhasePlan.InputDraw d && d.input().name().equals(named.name()));
        return assigned(context.pixels().contains(named.name()) ? "self.pixels(d[" + place + "])" : "d[" + place + "]");
    }

    @Override
    public String apply(Expr.Apply apply) {
        apply.operands().forEach(this::value);
        List<String> inputs = apply.inputs().stream().map(this::value).toList();
        return output(apply, assigned(call(apply, inputs)));
    }

    @Override
    public String features(Expr.Features features) {
        value(features.apply());
        int place = context.taps(features.apply().player()).indexOf(features.layer());
        String all = Objects.requireNonNull(calls.get(features.apply()), "what the application gave");
        return all + "[" + (place + 1) + "]";
    }

    @Override
    public String ofOne(Expr.OfOne one) {
        String x = value(one.x());
        return assigned(ExprScript.ofOne(one.op(), x));
    }

    @Override
    public String ofTwo(Expr.OfTwo two) {
        for (Expr operand : two.operands()) {
            if (!(operand instanceof Expr.Constant)) {
                value(operand);
            }
        }
        return assigned(operation(two));
    }

    @Override
    public String reduced(Expr.Reduced reduced) {
        String x = value(reduced.x());
        return assigned(ExprScript.reduce(reduced.op(), x));
    }

    @Override
    public String detached(Expr.Detached detached) {
        String x = value(detached.x());
        return assigned("torch.detach(" + x + ")");
    }

    @Override
    public String variable(Expr.Variable variable) {
        String x = value(variable.x());
        return assigned(differentiated.contains(variable) ? leaf(x) : "torch.detach(" + x + ")");
    }

    @Override
    public String gradient(Expr.Gradient gradient) {
        gradient.operands().forEach(this::value);
        return gradients(gradient);
    }

    @Override
    public String random(Expr.Random random) {
        value(random.like());
        return assigned(Script.DRAWS + "[" + drawn(random) + "]");
    }

    @Override
    public String scheduled(Expr.Scheduled scheduled) {
        return assigned(number(place(
                draw -> draw instanceof PhasePlan.ScheduleDraw d && d.schedule().equals(scheduled.schedule()))));
    }

    @Override
    public String every(Expr.Every every) {
        return block(every);
    }

    @Override
    public String packed(Expr.Packed packed) {
        String x = value(packed.x());
        String extents = ExprScript.batched(shapes.of(packed));
        return assigned("torch.reshape(" + x + ", " + extents + ")");
    }

    @Override
    public String joined(Expr.Joined joined) {
        joined.operands().forEach(this::value);
        return assigned(cat(joined.operands()));
    }

    @Override
    public String part(Expr.Part part) {
        String x = value(part.x());
        int half = part.half().ordinal();
        return assigned("torch.chunk(" + x + ", 2, 0)[" + half + "]");
    }

    @Override
    public String rolled(Expr.Rolled rolled) {
        String x = value(rolled.x());
        return assigned("torch.roll(" + x + ", [" + rolled.places() + "], [0])");
    }

    @Override
    public String cropped(Expr.Cropped cropped) {
        String x = value(cropped.x());
        int extent = shapes.of(cropped.x()).extent(cropped.axis());
        return assigned("torch.slice(" + x + ", " + (cropped.axis() + 1) + ", " + cropped.first() + ", "
                + (extent - cropped.last()) + ")");
    }

    @Override
    public String concatenated(Expr.Concatenated concatenated) {
        String a = value(concatenated.a());
        return assigned("torch.cat([" + a + ", " + value(concatenated.b()) + "], 1)");
    }

    @Override
    public String matched(Expr.Matched matched) {
        String a = value(matched.a());
        return assigned("self.matched(" + a + ", " + value(matched.b()) + ")");
    }

    @Override
    public String keptNumber(Expr.KeptNumber number) {
        // a copy, so that what is told is the number as it was
        return assigned("torch.clone(" + Script.kept(game, number.name()) + ")");
    }

    @Override
    public String shared(Expr.Shared shared) {
        return Sharing.LIST + context.sharing().place(shared.x()) + "[0]";
    }

    @Override
    public String replayed(Expr.Replayed replayed) {
        value(replayed.x());
        return assigned(replay(replayed));
    }

    /** The gradients of one expression at all places at which one is taken, by one backward pass. */
    @SuppressWarnings("ReferenceEquality") // two equal expressions are two
    private String gradients(Expr.Gradient wanted) {
        List<Expr.Gradient> together = always.stream()
                .filter(expr -> expr instanceof Expr.Gradient gradient && gradient.of() == wanted.of())
                .map(Expr.Gradient.class::cast)
                .filter(gradient -> !values.containsKey(gradient))
                .sorted(Comparator.comparingInt(plan.inOrder()::indexOf))
                .toList();
        if (together.size() < 2 || !together.contains(wanted)) {
            return assigned(derivative(value(wanted.of()), value(wanted.at())));
        }
        StringJoiner places = new StringJoiner(", ", "[", "]");
        together.forEach(gradient -> places.add(value(gradient.at())));
        deal(assigned("self.gradients(torch.sum(" + value(wanted.of()) + "), " + places + ", True)"), together);
        return Objects.requireNonNull(values.get(wanted), "the wanted gradient");
    }

    private static String leaf(String of) {
        return "torch.requires_grad_(torch.detach(" + of + "), True)";
    }

    private static String derivative(String of, String at) {
        return "self.gradients(torch.sum(" + of + "), [" + at + "], True)[0]";
    }

    private String operation(Expr.OfTwo two) {
        if (two.b() instanceof Expr.Constant b && !(two.a() instanceof Expr.Constant)) {
            return ExprScript.withNumber(two.op(), value(two.a()), b.value());
        } else if (two.a() instanceof Expr.Constant a && !(two.b() instanceof Expr.Constant)) {
            return ExprScript.numberWith(two.op(), a.value(), value(two.b()));
        }
        return ExprScript.ofTwo(two.op(), operand(two.a(), two.b()), operand(two.b(), two.a()));
    }

    @SuppressWarnings("ReferenceEquality") // two equal random expressions have draws of their own
    private int drawn(Expr expr) {
        return place(draw -> draw instanceof PhasePlan.RandomDraw d && d.random() == expr);
    }

    @SuppressWarnings("ReferenceEquality") // two equal replays have buffers of their own
    private String replay(Expr.Replayed replayed) {
        Expr.Replayed leader = replayed.like() == null ? replayed : replayed.like();
        int take = place(draw -> draw instanceof PhasePlan.ReplayDraw d
                && d.replayed() == leader
                && d.order() == PhasePlan.ReplayOrder.TAKE);
        int buffer = 0;
        List<Expr.Replayed> all = context.replays();
        while (all.get(buffer) != replayed) {
            buffer++;
        }
        return "self.replay(" + value(replayed.x()) + ", " + Script.REPLAYS + "[" + buffer + "], d[" + take + "], d["
                + (take + 1) + "])";
    }

    /** The call of a player's network on these inputs. */
    private String call(Expr.Apply apply, List<String> inputs) {
        Player player = game.player(apply.player());
        Mode mode = weights.mode(apply);
        Network network = player.network();
        StringJoiner arguments = new StringJoiner(", ");
        inputs.forEach(arguments::add);
        for (String list : NetworkScript.lists(network, mode, context.precision())) {
            arguments.add(
                    switch (list) {
                        case "p" -> weights.of(player);
                        case Bfloat16.WEIGHTS -> Bfloat16.weights(player);
                        case "s" -> Script.statistics(player);
                        case "r" -> references(apply);
                        default -> masks(apply);
                    });
        }
        return "self." + mode.method(apply.player()) + "(" + arguments + ")";
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
            if (plan.draws().get(i) instanceof PhasePlan.LayerDraw draw && draw.apply() == apply) {
                masks.add(drawn(i, draw));
            }
        }
        return masks.toString();
    }

    /** What is drawn for a layer, with one of the game's numbers in the first place where the layer compares with it. */
    private String drawn(int place, PhasePlan.LayerDraw draw) {
        String numbers = "d[" + place + "]";
        String kept = draw.node().layer().traits().drawn() instanceof Traits.Uniforms uniforms ? uniforms.kept() : null;
        return kept == null ? numbers : "self.with_first(" + numbers + ", " + Script.kept(game, kept) + ")";
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
