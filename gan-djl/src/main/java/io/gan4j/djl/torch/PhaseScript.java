package io.gan4j.djl.torch;

import io.gan4j.data.Dataset;
import io.gan4j.game.Expr;
import io.gan4j.game.ExprShapes;
import io.gan4j.game.Game;
import io.gan4j.game.PhasePlan;
import io.gan4j.game.Player;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.IdentityHashMap;
import java.util.StringJoiner;

/**
 * Writes one play of a phase as a TorchScript method: the learner's weights become leaves, the loss is computed and
 * differentiated with respect to them, the optimizer updates them in place, the outcomes go back as one tensor.
 */
final class PhaseScript {
    private final Game game;
    private final PhasePlan plan;
    private final Dataset.Encoding real;
    private final Player learner;
    private final ExprShapes shapes;
    private final IdentityHashMap<Expr, String> values = new IdentityHashMap<>();
    private final StringBuilder source = new StringBuilder();

    private PhaseScript(Game game, PhasePlan plan, Dataset.Encoding real) {
        this.game = game;
        this.plan = plan;
        this.real = real;
        this.learner = game.player(plan.phase().learner());
        this.shapes = game.shapes();
    }

    /** The source of the method that plays a phase once. */
    static String method(String name, Game game, PhasePlan plan, Dataset.Encoding real) {
        return new PhaseScript(game, plan, real).write(name);
    }

    private String write(String name) {
        StringJoiner arguments = new StringJoiner(", ");
        arguments.add("self: __torch__." + Script.CLASS).add("d: List[Tensor]");
        Script.lists(game).forEach(list -> arguments.add(list + ": List[Tensor]"));
        source.append("  def ").append(name).append("(").append(arguments).append(") -> Tensor:\n");
        line("w = self.leaves(" + Script.weights(learner) + ")");
        for (Expr expr : plan.inOrder()) {
            String variable = "v" + values.size();
            line(variable + " = " + lower(expr));
            values.put(expr, variable);
        }
        line("g = self.gradients(" + values.get(plan.phase().loss()) + ", w)");
        OptimizerScript.update(learner).forEach(this::line);
        StringJoiner outcomes = new StringJoiner(", ", "[", "]");
        plan.outcomes().forEach(outcome -> outcomes.add("torch.detach(" + values.get(outcome) + ")"));
        line("return torch.stack(" + outcomes + ")");
        return source.toString();
    }

    private void line(String text) {
        source.append("    ").append(text).append('\n');
    }

    private String value(Expr expr) {
        String variable = values.get(expr);
        if (variable == null) {
            throw new IllegalStateException("used before it is computed: " + expr);
        }
        return variable;
    }

    private String lower(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            // a tensor on the device of the weights, so that outcomes may be constants too
            return "torch.full_like(torch.mean(torch.detach(w[0])), " + constant.value() + ")";
        } else if (expr instanceof Expr.Input input) {
            return input(input);
        } else if (expr instanceof Expr.Uniform) {
            return "d[" + place(expr) + "]";
        } else if (expr instanceof Expr.Apply apply) {
            return apply(apply);
        } else if (expr instanceof Expr.OfOne one) {
            return call(one.op()) + "(" + value(one.x()) + ")";
        } else if (expr instanceof Expr.OfTwo two) {
            return call(two.op()) + "(" + operand(two.a(), two.b()) + ", " + operand(two.b(), two.a()) + ")";
        } else if (expr instanceof Expr.Reduced reduced) {
            return reduce(reduced);
        } else if (expr instanceof Expr.Detached detached) {
            return "torch.detach(" + value(detached.x()) + ")";
        } else if (expr instanceof Expr.Variable variable) {
            return "torch.requires_grad_(torch.detach(" + value(variable.x()) + "), True)";
        } else if (expr instanceof Expr.Gradient gradient) {
            return "self.gradient(" + value(gradient.of()) + ", " + value(gradient.at()) + ")";
        }
        throw new IllegalStateException("unknown expression " + expr);
    }

    private String input(Expr.Input named) {
        for (int i = 0; i < plan.draws().size(); i++) {
            if (plan.draws().get(i) instanceof PhasePlan.InputDraw draw
                    && draw.input().name().equals(named.name())) {
                boolean pixels = draw.isReal() && real == Dataset.Encoding.PIXELS;
                return pixels ? "self.pixels(d[" + i + "])" : "d[" + i + "]";
            }
        }
        throw new IllegalStateException("there is no draw of " + named);
    }

    private int place(Expr drawn) {
        for (int i = 0; i < plan.draws().size(); i++) {
            if (plan.draws().get(i) instanceof PhasePlan.UniformDraw draw && draw.uniform() == drawn) {
                return i;
            }
        }
        throw new IllegalStateException("there is no draw of " + drawn);
    }

    private String apply(Expr.Apply apply) {
        boolean learns = apply.player().equals(learner.name());
        Mode mode = learns ? Mode.LEARN : Mode.FROZEN;
        Player player = game.player(apply.player());
        Network network = player.network();
        StringJoiner arguments = new StringJoiner(", ");
        apply.inputs().forEach(input -> arguments.add(value(input)));
        for (String list : NetworkScript.lists(network, mode)) {
            arguments.add(
                    switch (list) {
                        case "p" -> learns ? "w" : Script.weights(player);
                        case "s" -> Script.statistics(player);
                        default -> masks(apply);
                    });
        }
        return "self." + mode.method(apply.player()) + "(" + arguments + ")";
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

    private String reduce(Expr.Reduced reduced) {
        String x = value(reduced.x());
        return switch (reduced.op()) {
            case MEAN -> "torch.mean(" + x + ")";
            case SUM -> "torch.sum(" + x + ")";
            case SAMPLE_SUM -> "torch.sum(torch.flatten(" + x + ", 1), [1], True)";
            case SAMPLE_NORM -> "torch.norm(torch.flatten(" + x + ", 1), 2, [1], True)";
        };
    }

    private static String call(Expr.Unary op) {
        return switch (op) {
            case NEGATE -> "torch.neg";
            case ABS -> "torch.abs";
            case SQUARE -> "torch.square";
            case SQRT -> "torch.sqrt";
            case EXP -> "torch.exp";
            case LOG -> "torch.log";
            case SOFTPLUS -> "torch.softplus";
            case SIGMOID -> "torch.sigmoid";
            case TANH -> "torch.tanh";
            case RELU -> "torch.relu";
        };
    }

    private static String call(Expr.Binary op) {
        return switch (op) {
            case PLUS -> "torch.add";
            case MINUS -> "torch.sub";
            case TIMES -> "torch.mul";
            case OVER -> "torch.div";
            case MINIMUM -> "torch.minimum";
            case MAXIMUM -> "torch.maximum";
        };
    }
}
