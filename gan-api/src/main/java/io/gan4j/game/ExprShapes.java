package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.layer.Concat;
import io.gan4j.layer.Traits;
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
    private final List<Player> players;
    private final Inference inference;
    private final ExprSizes sizes;
    private final Map<Expr, Shape> known = new IdentityHashMap<>();

    ExprShapes(List<Player> players, List<Game.Input> inputs, List<Game.Kept> kept) {
        this.players = players;
        this.inference = new Inference(inputs, kept);
        this.sizes = new ExprSizes(inputs);
    }

    /**
     * The shape of an expression.
     *
     * @throws IllegalArgumentException if its pieces do not fit
     */
    public Shape of(Expr expr) {
        Shape shape = known.get(expr);
        if (shape == null) {
            shape = expr.accept(inference);
            known.put(expr, shape);
        }
        return shape;
    }

    /** How many samples an expression has. */
    public BatchSize size(Expr expr) {
        return sizes.of(expr);
    }

    void checkScalar(Expr expr, String what) {
        Shape shape = of(expr);
        checkArgument(
                shape.rank() == 0, "%s must be a scalar, is a batch of %s: reduce it by mean() or sum()", what, shape);
    }

    private Player player(String name) {
        return players.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no player '" + name + "'"));
    }

    private Network network(String player) {
        return player(player).network();
    }

    private void checkReferences(Expr.Apply apply, Network network, List<Shape> taken) {
        boolean needed = network.reference() > 0 && player(apply.player()).learns();
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

    private void batch(Expr expr, String what) {
        checkArgument(of(expr).rank() > 0, "%s needs a batch, was given a scalar", what);
    }

    /** Infers the shape of each kind of expression from those of its operands. */
    private final class Inference implements ExprVisitor<Shape> {
        private static final Shape ONE = Shape.of(1);

        private final List<Game.Input> inputs;
        private final List<Game.Kept> kept;

        Inference(List<Game.Input> inputs, List<Game.Kept> kept) {
            this.inputs = inputs;
            this.kept = kept;
        }

        @Override
        public Shape constant(Expr.Constant constant) {
            return Shape.scalar();
        }

        @Override
        public Shape input(Expr.Input named) {
            return ExprSizes.input(inputs, named.name()).shape();
        }

        @Override
        public Shape apply(Expr.Apply apply) {
            Network network = network(apply.player());
            List<Shape> given = apply.inputs().stream().map(ExprShapes.this::of).toList();
            List<Shape> taken =
                    network.inputs().stream().map(Network.Input::shape).toList();
            checkArgument(
                    given.equals(taken), "the %s takes inputs of shapes %s, is given %s", apply.player(), taken, given);
            checkReferences(apply, network, taken);
            checkKept(apply, network);
            return network.outputShape();
        }

        private void checkKept(Expr.Apply apply, Network network) {
            for (Network.Node node : network.nodes()) {
                String number =
                        node.layer().traits().drawn() instanceof Traits.Uniforms uniforms ? uniforms.kept() : null;
                checkArgument(
                        number == null
                                || !player(apply.player()).learns()
                                || kept.stream().anyMatch(known -> known.name().equals(number)),
                        "the layer '%s' of the %s reads the number '%s', which the game does not keep",
                        node.name(),
                        apply.player(),
                        number);
            }
        }

        @Override
        public Shape features(Expr.Features features) {
            of(features.apply());
            return network(features.apply().player()).nodes().stream()
                    .filter(node -> node.name().equals(features.layer()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "the " + features.apply().player() + " has no layer '" + features.layer() + "'"))
                    .shape();
        }

        @Override
        public Shape ofOne(Expr.OfOne one) {
            return of(one.x());
        }

        @Override
        public Shape ofTwo(Expr.OfTwo two) {
            Shape a = of(two.a());
            Shape b = of(two.b());
            if (b.rank() == 0 || a.equals(b) || a.rank() > 0 && b.equals(ONE)) {
                return a;
            }
            checkArgument(a.rank() == 0 || a.equals(ONE), "%s of shapes %s and %s", two.op(), a, b);
            return b;
        }

        @Override
        public Shape reduced(Expr.Reduced reduced) {
            Shape shape = of(reduced.x());
            return switch (reduced.op()) {
                case MEAN, SUM -> Shape.scalar();
                case BATCH_MEAN -> {
                    batch(reduced.x(), reduced.op().name());
                    yield shape;
                }
                case SAMPLE_SUM, SAMPLE_NORM, SAMPLE_LOG_SUM_EXP -> {
                    batch(reduced.x(), reduced.op().name());
                    yield ONE;
                }
            };
        }

        @Override
        public Shape detached(Expr.Detached detached) {
            return of(detached.x());
        }

        @Override
        public Shape variable(Expr.Variable variable) {
            return of(variable.x());
        }

        @Override
        public Shape gradient(Expr.Gradient gradient) {
            of(gradient.of());
            return of(gradient.at());
        }

        @Override
        public Shape random(Expr.Random random) {
            batch(random.like(), "a random number");
            return random.extent() == Expr.Extent.SAMPLE ? ONE : of(random.like());
        }

        @Override
        public Shape scheduled(Expr.Scheduled scheduled) {
            return Shape.scalar();
        }

        @Override
        public Shape every(Expr.Every every) {
            checkScalar(every.x(), "what is computed at every " + every.interval() + "-th step");
            return Shape.scalar();
        }

        @Override
        public Shape packed(Expr.Packed packed) {
            batch(packed.x(), "packing");
            int[] extents = of(packed.x()).toArray();
            extents[0] *= packed.samples();
            return Shape.of(extents);
        }

        @Override
        public Shape joined(Expr.Joined joined) {
            batch(joined.a(), "joining");
            Shape shape = of(joined.a());
            checkArgument(shape.equals(of(joined.b())), "joining batches of shapes %s and %s", shape, of(joined.b()));
            return shape;
        }

        @Override
        public Shape part(Expr.Part part) {
            batch(part.x(), "a half");
            return of(part.x());
        }

        @Override
        public Shape rolled(Expr.Rolled rolled) {
            batch(rolled.x(), "rolling");
            return of(rolled.x());
        }

        @Override
        public Shape cropped(Expr.Cropped cropped) {
            Shape shape = of(cropped.x());
            int axis = cropped.axis();
            checkArgument(axis >= 0 && axis < shape.rank(), "cropping %s along axis %s", shape, axis);
            checkArgument(
                    cropped.first() >= 0
                            && cropped.last() >= 0
                            && cropped.first() < shape.extent(axis) - cropped.last(),
                    "cropping %s by %s and %s along axis %s",
                    shape,
                    cropped.first(),
                    cropped.last(),
                    axis);
            int[] extents = shape.toArray();
            extents[axis] -= cropped.first() + cropped.last();
            return Shape.of(extents);
        }

        @Override
        public Shape concatenated(Expr.Concatenated concatenated) {
            batch(concatenated.a(), "concatenation");
            batch(concatenated.b(), "concatenation");
            return new Concat().outputShape(List.of(of(concatenated.a()), of(concatenated.b())));
        }

        @Override
        public Shape matched(Expr.Matched matched) {
            batch(matched.a(), "matching");
            batch(matched.b(), "matching");
            Shape a = of(matched.a());
            Shape b = of(matched.b());
            checkArgument(
                    a.rank() == 1 && a.equals(b), "matching needs vectors of one length, given are %s and %s", a, b);
            return ONE;
        }

        @Override
        public Shape keptNumber(Expr.KeptNumber number) {
            checkArgument(
                    kept.stream().anyMatch(candidate -> candidate.name().equals(number.name())),
                    "the game keeps no number '%s'",
                    number.name());
            return Shape.scalar();
        }

        @Override
        public Shape shared(Expr.Shared shared) {
            return of(shared.x());
        }

        @Override
        public Shape replayed(Expr.Replayed replayed) {
            batch(replayed.x(), "replay");
            Expr.Replayed like = replayed.like();
            checkArgument(
                    like == null
                            || like.replay().equals(replayed.replay())
                                    && size(like).equals(size(replayed.x())),
                    "batches that are replayed at the same places must be of one size and one kind of buffer, were %s"
                            + " like %s",
                    replayed.x(),
                    like);
            return of(replayed.x());
        }
    }
}
