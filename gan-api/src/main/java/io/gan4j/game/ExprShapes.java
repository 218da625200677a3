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
    private final Map<Expr, BatchSize> sizes = new IdentityHashMap<>();

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

    /** How many samples an expression has. */
    public BatchSize size(Expr expr) {
        BatchSize size = sizes.get(expr);
        if (size == null) {
            size = samples(expr).reduced();
            sizes.put(expr, size);
        }
        return size;
    }

    private BatchSize samples(Expr expr) {
        if (expr instanceof Expr.Input named) {
            Game.Source source = input(named.name()).source();
            return source instanceof Game.Reference reference ? BatchSize.fixed(reference.samples()) : BatchSize.BATCH;
        } else if (expr instanceof Expr.Packed packed) {
            return size(packed.x()).packed(packed.samples());
        } else if (expr instanceof Expr.Joined joined) {
            return size(joined.a()).plus(size(joined.b()));
        } else if (expr instanceof Expr.Part part) {
            return size(part.x()).halved();
        } else if (expr instanceof Expr.Apply apply) {
            return size(apply.inputs().get(0));
        } else if (expr instanceof Expr.Gradient gradient) {
            return size(gradient.at());
        } else if (expr instanceof Expr.OfTwo two) {
            BatchSize a = size(two.a());
            return a.equals(BatchSize.ONE) ? size(two.b()) : a;
        } else if (expr instanceof Expr.Reduced reduced && isOne(reduced.op())
                || expr.operands().isEmpty()) {
            return BatchSize.ONE;
        }
        return size(expr.operands().get(0));
    }

    private static boolean isOne(Expr.Reduction op) {
        return op == Expr.Reduction.MEAN || op == Expr.Reduction.SUM || op == Expr.Reduction.BATCH_MEAN;
    }

    private Game.Input input(String name) {
        return inputs.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no input '" + name + "'"));
    }

    void checkScalar(Expr expr, String what) {
        Shape shape = of(expr);
        checkArgument(
                shape.rank() == 0, "%s must be a scalar, is a batch of %s: reduce it by mean() or sum()", what, shape);
    }

    private Shape infer(Expr expr) {
        if (expr instanceof Expr.Constant || expr instanceof Expr.Scheduled) {
            return Shape.scalar();
        } else if (expr instanceof Expr.Input named) {
            return input(named.name()).shape();
        } else if (expr instanceof Expr.Apply apply) {
            return apply(apply);
        } else if (expr instanceof Expr.Features features) {
            return features(features);
        } else if (expr instanceof Expr.OfTwo two) {
            return common(two, of(two.a()), of(two.b()));
        } else if (expr instanceof Expr.Reduced reduced) {
            return reduced(reduced);
        } else if (expr instanceof Expr.Random random) {
            batch(random.like(), "a random number");
            return random.extent() == Expr.Extent.SAMPLE ? ONE : of(random.like());
        } else if (expr instanceof Expr.Every every) {
            checkScalar(every.x(), "what is computed at every " + every.interval() + "-th step");
            return Shape.scalar();
        } else if (expr instanceof Expr.Gradient gradient) {
            of(gradient.of());
            return of(gradient.at());
        }
        return rearranged(expr);
    }

    private Shape rearranged(Expr expr) {
        Shape shape = of(expr.operands().get(0));
        if (expr instanceof Expr.Packed packed) {
            batch(packed.x(), "packing");
            int[] extents = shape.toArray();
            extents[0] *= packed.samples();
            return Shape.of(extents);
        } else if (expr instanceof Expr.Joined joined) {
            batch(joined.a(), "joining");
            checkArgument(shape.equals(of(joined.b())), "joining batches of shapes %s and %s", shape, of(joined.b()));
        } else if (expr instanceof Expr.Part || expr instanceof Expr.Replayed) {
            batch(expr.operands().get(0), expr instanceof Expr.Part ? "a half" : "replay");
        }
        return shape;
    }

    private Shape features(Expr.Features features) {
        of(features.apply());
        return network(features.apply().player()).nodes().stream()
                .filter(node -> node.name().equals(features.layer()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the " + features.apply().player() + " has no layer '" + features.layer() + "'"))
                .shape();
    }

    private Network network(String player) {
        return players.stream()
                .filter(p -> p.name().equals(player))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no player '" + player + "'"))
                .network();
    }

    private Shape apply(Expr.Apply apply) {
        Network network = network(apply.player());
        List<Shape> given = apply.inputs().stream().map(this::of).toList();
        List<Shape> taken = network.inputs().stream().map(Network.Input::shape).toList();
        checkArgument(
                given.equals(taken), "the %s takes inputs of shapes %s, is given %s", apply.player(), taken, given);
        checkReferences(apply, network, taken);
        return network.outputShape();
    }

    private void checkReferences(Expr.Apply apply, Network network, List<Shape> taken) {
        boolean needed = network.reference() > 0;
        List<Shape> given = apply.references().stream().map(this::of).toList();
        checkArgument(
                given.equals(needed ? taken : List.of()),
                needed
                        ? "the %s has virtual batch normalisation and needs a reference batch of shapes %s, is given %s"
                        : "the %s takes no reference batch, having no virtual batch normalisation: %s, given %s",
                apply.player(),
                taken,
                given);
    }

    private Shape reduced(Expr.Reduced reduced) {
        return switch (reduced.op()) {
            case MEAN, SUM -> {
                of(reduced.x());
                yield Shape.scalar();
            }
            case BATCH_MEAN -> {
                batch(reduced.x(), reduced.op().name());
                yield of(reduced.x());
            }
            case SAMPLE_SUM, SAMPLE_NORM, SAMPLE_LOG_SUM_EXP -> {
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
