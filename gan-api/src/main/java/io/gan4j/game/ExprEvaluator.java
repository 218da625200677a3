package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Computes expressions over scores in plain Java, in double precision: inputs are batches of one number a sample, {@code (N,
 * 1)}. What needs a network, a gradient or a draw is left to a backend. For the tests of losses, and to try one out.
 */
public final class ExprEvaluator {
    private final ImmutableMap<String, double[]> inputs;

    private ExprEvaluator(Map<String, double[]> inputs) {
        this.inputs = ImmutableMap.copyOf(inputs);
    }

    /** An evaluator for these inputs, one number a sample. */
    public static ExprEvaluator of(Map<String, double[]> inputs) {
        return new ExprEvaluator(inputs);
    }

    /**
     * The value of a scalar expression.
     *
     * @throws IllegalArgumentException if it is no scalar, or needs what this evaluator has not
     */
    public double scalar(Expr expr) {
        double[] value = values(expr);
        checkArgument(value.length == 1, "the expression has %s values: reduce it by mean() or sum()", value.length);
        return value[0];
    }

    /** The value of an expression: one number a sample, or a single one. */
    public double[] values(Expr expr) {
        if (expr instanceof Expr.Constant constant) {
            return new double[] {constant.value()};
        } else if (expr instanceof Expr.Input input) {
            double[] value = inputs.get(input.name());
            checkArgument(value != null, "there is no input '%s', only %s", input.name(), inputs.keySet());
            return value;
        } else if (expr instanceof Expr.OfOne one) {
            return Arrays.stream(values(one.x())).map(function(one.op())).toArray();
        } else if (expr instanceof Expr.OfTwo two) {
            return broadcast(values(two.a()), values(two.b()), function(two.op()));
        } else if (expr instanceof Expr.Reduced reduced) {
            return reduce(reduced.op(), values(reduced.x()));
        } else if (expr instanceof Expr.Detached detached) {
            return values(detached.x());
        } else if (expr instanceof Expr.Variable variable) {
            return values(variable.x());
        }
        throw new IllegalArgumentException("only a backend can compute " + expr);
    }

    private static double[] reduce(Expr.Reduction op, double[] x) {
        return switch (op) {
            case MEAN -> new double[] {Arrays.stream(x).sum() / x.length};
            case SUM -> new double[] {Arrays.stream(x).sum()};
            case BATCH_MEAN -> new double[] {Arrays.stream(x).sum() / x.length};
            case SAMPLE_SUM, SAMPLE_LOG_SUM_EXP -> x;
            case SAMPLE_NORM -> Arrays.stream(x).map(Math::abs).toArray();
        };
    }

    private static double[] broadcast(double[] a, double[] b, DoubleBinaryOperator function) {
        checkArgument(
                a.length == b.length || a.length == 1 || b.length == 1,
                "batches of one size, were %s and %s",
                a.length,
                b.length);
        double[] result = new double[Math.max(a.length, b.length)];
        for (int i = 0; i < result.length; i++) {
            result[i] = function.applyAsDouble(a[a.length == 1 ? 0 : i], b[b.length == 1 ? 0 : i]);
        }
        return result;
    }

    private static DoubleUnaryOperator function(Expr.Unary op) {
        return switch (op) {
            case NEGATE -> x -> -x;
            case ABS -> Math::abs;
            case SQUARE -> x -> x * x;
            case SQRT -> Math::sqrt;
            case EXP -> Math::exp;
            case LOG -> Math::log;
            case SOFTPLUS -> x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case TANH -> Math::tanh;
            case RELU -> x -> Math.max(x, 0);
        };
    }

    private static DoubleBinaryOperator function(Expr.Binary op) {
        return switch (op) {
            case PLUS -> Double::sum;
            case MINUS -> (a, b) -> a - b;
            case TIMES -> (a, b) -> a * b;
            case OVER -> (a, b) -> a / b;
            case MINIMUM -> Math::min;
            case MAXIMUM -> Math::max;
            case LESS_THAN -> (a, b) -> a < b ? 1 : 0;
        };
    }
}
