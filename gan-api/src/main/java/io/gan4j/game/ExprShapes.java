package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The shapes of the expressions of a game: of one sample for a batch, and {@link Shape#scalar()} for a scalar. For backends,
 * which need them to lay out what they compute.
 */
public final class ExprShapes {
    private static final Shape ONE = Shape.of(1);

    private final List<Player> players;
    private final List<Game.Input> inputs;
    private final Map<Expr, Shape> known = new IdentityHashMap<>();

    ExprShapes(List<Player> players, List<Game.Input> inputs) {
        this.players = players;
        this.inputs = inputs;
    }

    /**
     * The shape of an expression.
     *
     * @throws IllegalArgumentException if its pieces do not fit
     */
    public Shape of(Expr expr) {
        Shape shape = known.get(expr);
        if (shape == null) {
            shape = infer(expr);
            known.put(expr, shape);
        }
        return shape;
    }

    void checkScalar(Expr expr, String what) {
        Shape shape = of(expr);
        checkArgument(
                shape.rank() == 0, "%s must be a scalar, is a batch of %s: reduce it by mean() or sum()", what, shape);
    }

    private Shape infer(Expr expr) {
        if (expr instanceof Expr.Constant) {
            return Shape.scalar();
        } else if (expr instanceof Expr.Input input) {
            return inputs.stream()
                    .filter(i -> i.name().equals(input.name()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no input '" + input.name() + "'"))
                    .shape();
        } else if (expr instanceof Expr.Apply apply) {
            return apply(apply);
        } else if (expr instanceof Expr.OfTwo two) {
            return common(two, of(two.a()), of(two.b()));
        } else if (expr instanceof Expr.Reduced reduced) {
            return reduced(reduced);
        } else if (expr instanceof Expr.Uniform uniform) {
            batch(uniform.like(), "uniform");
            return ONE;
        } else if (expr instanceof Expr.Gradient gradient) {
            of(gradient.of());
            return of(gradient.at());
        }
        return of(expr.operands().get(0));
    }

    private Shape apply(Expr.Apply apply) {
        Network network = players.stream()
                .filter(p -> p.name().equals(apply.player()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no player '" + apply.player() + "'"))
                .network();
        List<Shape> given = apply.inputs().stream().map(this::of).toList();
        List<Shape> taken = network.inputs().stream().map(Network.Input::shape).toList();
        checkArgument(
                given.equals(taken), "the %s takes inputs of shapes %s, is given %s", apply.player(), taken, given);
        return network.outputShape();
    }

    private Shape reduced(Expr.Reduced reduced) {
        return switch (reduced.op()) {
            case MEAN, SUM -> {
                of(reduced.x());
                yield Shape.scalar();
            }
            case SAMPLE_SUM, SAMPLE_NORM -> {
                batch(reduced.x(), reduced.op().name());
                yield ONE;
            }
        };
    }

    private void batch(Expr expr, String what) {
        checkArgument(of(expr).rank() > 0, "%s needs a batch, was given a scalar", what);
    }

    private static Shape common(Expr.OfTwo expr, Shape a, Shape b) {
        if (b.rank() == 0 || a.equals(b) || a.rank() > 0 && b.equals(ONE)) {
            return a;
        }
        checkArgument(a.rank() == 0 || a.equals(ONE), "%s of shapes %s and %s", expr.op(), a, b);
        return b;
    }
}
