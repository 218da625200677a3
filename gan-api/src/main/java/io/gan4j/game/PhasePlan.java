package io.gan4j.game;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What one play of a phase takes and gives, read off its expressions: everything random, and everything that changes with the
 * step, is made outside the engine, in the order of {@link #draws}, so that every backend plays with the same numbers.
 *
 * @param phase the phase
 * @param draws what it is given, in order
 * @param outcomes the scalars that it gives, in order: the loss first, then the reports; after them comes for each
 *     learner the Euclidean norm of its gradient
 */
public record PhasePlan(Phase phase, ImmutableList<Draw> draws, ImmutableList<Expr> outcomes) {
    /** Something that a phase is given: an array of some samples. */
    public sealed interface Draw {
        /** The shape of one sample. */
        Shape shape();

        /** How many samples there are, for a batch of this many. */
        default int samples(int batch) {
            return batch;
        }

        /** True for samples of the training data, which come as they are encoded; all else is floats. */
        default boolean isReal() {
            return false;
        }
    }

    /**
     * A batch of one of the game's inputs.
     *
     * @param input the input
     */
    public record InputDraw(Game.Input input) implements Draw {
        @Override
        public Shape shape() {
            return input.shape();
        }

        @Override
        public int samples(int batch) {
            return input.source() instanceof Game.Reference reference ? reference.samples() : batch;
        }

        @Override
        public boolean isReal() {
            return input.source().isReal();
        }
    }

    /**
     * Random numbers.
     *
     * @param random the expression that they are the value of
     * @param shape {@code (1)}, or the shape of the samples that they go with
     * @param size how many samples there are
     */
    public record RandomDraw(Expr.Random random, Shape shape, BatchSize size) implements Draw {
        @Override
        public int samples(int batch) {
            return size.of(batch);
        }
    }

    /** What is drawn for a layer, each time its network is applied. */
    public sealed interface LayerDraw extends Draw {
        /** The application of the network. */
        Expr.Apply apply();

        /** The layer in it. */
        Network.Node node();

        /** How many samples there are. */
        BatchSize size();

        @Override
        default Shape shape() {
            return Objects.requireNonNull(node().layer().traits().drawn()).shape(node().shape());
        }

        @Override
        default int samples(int batch) {
            return size().of(batch);
        }
    }

    /**
     * Normal deviates with mean 0 and standard deviation 1 for a layer that adds noise.
     *
     * @param apply the application of the network
     * @param node the layer in it
     * @param size how many samples there are
     */
    public record NoiseDraw(Expr.Apply apply, Network.Node node, BatchSize size) implements LayerDraw {}

    /**
     * Numbers drawn uniformly from [0, 1) for a layer that changes samples at random.
     *
     * @param apply the application of the network
     * @param node the layer in it
     * @param size how many samples there are
     */
    public record UniformDraw(Expr.Apply apply, Network.Node node, BatchSize size) implements LayerDraw {}

    /**
     * The share of the present stage of the run that is done, for a layer that fades from one branch to another.
     *
     * @param apply the application of the network
     * @param node the layer in it
     */
    public record ProgressDraw(Expr.Apply apply, Network.Node node) implements LayerDraw {
        @Override
        public BatchSize size() {
            return BatchSize.BATCH;
        }

        @Override
        public int samples(int batch) {
            return 1;
        }
    }

    /**
     * A factor for each element of the output of a layer with a mask, such as dropout: 0, or {@code 1 / (1 - probability)}.
     *
     * @param apply the application of the network
     * @param node the layer in it
     * @param size how many samples there are
     */
    public record MaskDraw(Expr.Apply apply, Network.Node node, BatchSize size) implements LayerDraw {
        /** The probability of a zero. */
        public float probability() {
            return Objects.requireNonNull(node.layer().traits().mask()).probability();
        }
    }

    /**
     * One number that depends on the step: a schedule's.
     *
     * @param schedule the schedule
     */
    public record ScheduleDraw(Schedule schedule) implements Draw {
        @Override
        public Shape shape() {
            return Shape.of(1);
        }

        @Override
        public int samples(int batch) {
            return 1;
        }
    }

    /**
     * One number that depends on the step: the interval at each step that is a multiple of it, 0 at the others.
     *
     * @param interval the interval
     */
    public record IntervalDraw(int interval) implements Draw {
        @Override
        public Shape shape() {
            return Shape.of(1);
        }

        @Override
        public int samples(int batch) {
            return 1;
        }
    }

    /**
     * One number that depends on the step: 1 where the phase is played, 0 where it is not; the others of its draws are then not
     * looked at.
     *
     * @param span the part of the run in which it is played
     */
    public record SpanDraw(Span span) implements Draw {
        @Override
        public Shape shape() {
            return Shape.of(1);
        }

        @Override
        public int samples(int batch) {
            return 1;
        }
    }

    /** The two orders that are drawn for a replay buffer. */
    public enum ReplayOrder {
        /** For each sample that is shown, the place in the buffer that it is taken from, or -1 for the present sample. */
        TAKE,
        /** For each present sample, the place in the buffer that it is put into afterwards, or -1. */
        PUT
    }

    /**
     * Places in a replay buffer, one a sample, as floats.
     *
     * @param replayed the expression
     * @param order what the places are for
     * @param size how many samples there are
     */
    public record ReplayDraw(Expr.Replayed replayed, ReplayOrder order, BatchSize size) implements Draw {
        @Override
        public Shape shape() {
            return Shape.of(1);
        }

        @Override
        public int samples(int batch) {
            return size.of(batch);
        }
    }

    /** The plan of a phase of a game. */
    public static PhasePlan of(Game game, Phase phase) {
        ImmutableList<Expr> outcomes = ImmutableList.<Expr>builder()
                .add(phase.loss())
                .addAll(phase.reports().values())
                .build();
        List<Draw> draws = new ArrayList<>();
        ExprShapes shapes = game.shapes();
        for (Expr expr : inOrder(roots(phase, outcomes))) {
            add(expr, game, shapes, draws);
        }
        List<Player> learners = phase.learners().stream().map(game::player).toList();
        learners.forEach(learner -> addRate(learner, draws));
        if (phase.unrolling() != null) {
            addRate(game.player(phase.unrolling().player()), draws);
        }
        for (Player learner : learners) {
            if (learner.average() != null) {
                addOnce(draws, new ScheduleDraw(learner.average()));
            }
        }
        if (!phase.span().isWhole()) {
            draws.add(new SpanDraw(phase.span()));
        }
        return new PhasePlan(phase, ImmutableList.copyOf(draws), outcomes);
    }

    private static void addRate(Player player, List<Draw> draws) {
        if (player.hasChangingRate()) {
            addOnce(draws, new ScheduleDraw(player.rate()));
        }
    }

    /** What an unrolling follows, the outcomes, and what kept numbers become. */
    private static List<Expr> roots(Phase phase, List<Expr> outcomes) {
        ImmutableList.Builder<Expr> roots = ImmutableList.builder();
        if (phase.unrolling() != null) {
            roots.add(phase.unrolling().loss());
        }
        return roots.addAll(outcomes).addAll(phase.keeps().values()).build();
    }

    private static void add(Expr expr, Game game, ExprShapes shapes, List<Draw> draws) {
        if (expr instanceof Expr.Input input) {
            addOnce(draws, new InputDraw(ExprSizes.input(game.inputs(), input.name())));
        } else if (expr instanceof Expr.Random random) {
            Shape shape = random.extent() == Expr.Extent.SAMPLE ? Shape.of(1) : shapes.of(random.like());
            draws.add(new RandomDraw(random, shape, shapes.size(random.like())));
        } else if (expr instanceof Expr.Apply apply
                && game.player(apply.player()).learns()) {
            for (Network.Node node : game.network(apply.player()).nodes()) {
                Traits.Drawn drawn = node.layer().traits().drawn();
                if (drawn instanceof Traits.Mask) {
                    draws.add(new MaskDraw(apply, node, shapes.size(apply)));
                } else if (drawn instanceof Traits.Deviates) {
                    draws.add(new NoiseDraw(apply, node, shapes.size(apply)));
                } else if (drawn instanceof Traits.Uniforms) {
                    draws.add(new UniformDraw(apply, node, shapes.size(apply)));
                } else if (drawn instanceof Traits.Progress) {
                    draws.add(new ProgressDraw(apply, node));
                }
            }
        } else if (expr instanceof Expr.Scheduled scheduled) {
            addOnce(draws, new ScheduleDraw(scheduled.schedule()));
        } else if (expr instanceof Expr.Every every) {
            addOnce(draws, new IntervalDraw(every.interval()));
        } else if (expr instanceof Expr.Replayed replayed && replayed.like() == null) {
            for (ReplayOrder order : ReplayOrder.values()) {
                draws.add(new ReplayDraw(replayed, order, shapes.size(replayed)));
            }
        }
    }

    /** Two mentions of one input are one draw, whatever objects they are; and so are two of one schedule. */
    private static void addOnce(List<Draw> draws, Draw draw) {
        if (!draws.contains(draw)) {
            draws.add(draw);
        }
    }

    /** All that a play computes, each once and after its operands: what an unrolling follows, then the outcomes. */
    public List<Expr> inOrder() {
        return inOrder(roots(phase, outcomes));
    }

    /** All that some expressions are computed from, each once and after its operands. */
    public static List<Expr> inOrder(List<Expr> roots) {
        List<Expr> order = new ArrayList<>();
        Set<Expr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        roots.forEach(root -> visit(root, seen, order));
        return order;
    }

    private static void visit(Expr expr, Set<Expr> seen, List<Expr> order) {
        if (seen.add(expr)) {
            expr.operands().forEach(operand -> visit(operand, seen, order));
            order.add(expr);
        }
    }

    /** The replay buffers of this phase, in order. */
    public List<Expr.Replayed> replays() {
        return inOrder().stream()
                .filter(Expr.Replayed.class::isInstance)
                .map(Expr.Replayed.class::cast)
                .toList();
    }

    /** The layers of a player whose outputs the phase looks at. */
    public ImmutableSet<String> features(String player) {
        return inOrder().stream()
                .filter(Expr.Features.class::isInstance)
                .map(Expr.Features.class::cast)
                .filter(features -> features.apply().player().equals(player))
                .map(Expr.Features::layer)
                .collect(ImmutableSet.toImmutableSet());
    }

    /**
     * The names of what a play gives: {@code loss}, those of the reports, and for each learner {@code LEARNER gradient}; with
     * the name of the phase before it where that is not its only learner's.
     */
    public List<String> names() {
        ImmutableList.Builder<String> names = ImmutableList.<String>builder()
                .add("loss")
                .addAll(phase.reports().keySet());
        phase.learners().forEach(learner -> names.add(phase.gradientOf(learner)));
        return names.build();
    }
}
