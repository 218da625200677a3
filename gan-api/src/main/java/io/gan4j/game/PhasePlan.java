package io.gan4j.game;

import com.google.common.collect.ImmutableList;
import io.gan4j.network.Dropout;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What one play of a phase takes and gives, read off its expressions: everything random is drawn outside the engine, in the
 * order of {@link #draws}, so that every backend plays with the same numbers.
 *
 * @param phase the phase
 * @param draws what it is given, in order
 * @param outcomes the scalars that it gives, in order: the loss first, then the reports
 */
public record PhasePlan(Phase phase, ImmutableList<Draw> draws, ImmutableList<Expr> outcomes) {
    /** A batch that a phase is given. */
    public sealed interface Draw {
        /** The shape of one sample. */
        Shape shape();

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
        public boolean isReal() {
            return input.source() instanceof Game.Real;
        }
    }

    /**
     * One number a sample from [0, 1).
     *
     * @param uniform the expression that it is the value of
     */
    public record UniformDraw(Expr.Uniform uniform) implements Draw {
        @Override
        public Shape shape() {
            return Shape.of(1);
        }
    }

    /**
     * A factor for each element that a dropout layer lets through: 0, or {@code 1 / (1 - probability)}.
     *
     * @param apply the application of the network
     * @param node the dropout layer in it
     */
    public record MaskDraw(Expr.Apply apply, Network.Node node) implements Draw {
        @Override
        public Shape shape() {
            return node.shape();
        }

        /** The probability of a zero. */
        public float probability() {
            return ((Dropout) node.layer()).probability();
        }
    }

    /** The plan of a phase of a game. */
    public static PhasePlan of(Game game, Phase phase) {
        ImmutableList<Expr> outcomes = ImmutableList.<Expr>builder()
                .add(phase.loss())
                .addAll(phase.reports().values())
                .build();
        List<Draw> draws = new ArrayList<>();
        for (Expr expr : inOrder(outcomes)) {
            if (expr instanceof Expr.Input input) {
                addInput(draws, game, input);
            } else if (expr instanceof Expr.Uniform uniform) {
                draws.add(new UniformDraw(uniform));
            } else if (expr instanceof Expr.Apply apply) {
                for (Network.Node node : game.network(apply.player()).nodes()) {
                    if (node.layer() instanceof Dropout) {
                        draws.add(new MaskDraw(apply, node));
                    }
                }
            }
        }
        return new PhasePlan(phase, ImmutableList.copyOf(draws), outcomes);
    }

    /** Two mentions of one input are one draw, whatever objects they are. */
    private static void addInput(List<Draw> draws, Game game, Expr.Input named) {
        for (Game.Input input : game.inputs()) {
            InputDraw draw = new InputDraw(input);
            if (input.name().equals(named.name()) && !draws.contains(draw)) {
                draws.add(draw);
            }
        }
    }

    /** All that the outcomes are computed from, each once and after its operands. */
    public List<Expr> inOrder() {
        return inOrder(outcomes);
    }

    private static List<Expr> inOrder(List<Expr> roots) {
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

    /** The names of the outcomes: {@code loss}, then those of the reports. */
    public List<String> names() {
        return ImmutableList.<String>builder()
                .add("loss")
                .addAll(phase.reports().keySet())
                .build();
    }
}
