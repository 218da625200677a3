package io.gan4j.game;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Doubles;
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
    private final Evaluation evaluation = new Evaluation();

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
        return expr.accept(evaluation);
    }

    /** Computes each kind of expression that needs neither a network nor a draw. */
    private final class Evaluation implements ExprVisitor<double[]> {
        @Override
        public double[] constant(Expr.Constant constant) {
            return new double[] {constant.value()};
        }

        @Override
        public double[] input(Expr.Input input) {
            double[] value = inputs.get(input.name());
            checkArgument(value != null, "there is no input '%s', only %s", input.name(), inputs.keySet());
            return value;
        }

        @Override
        public double[] ofOne(Expr.OfOne one) {
            return Arrays.stream(values(one.x())).map(function(one.op())).toArray();
        }

        @Override
        public double[] ofTwo(Expr.OfTwo two) {
            return broadcast(values(two.a()), values(two.b()), function(two.op()));
        }

        @Override
        public double[] reduced(Expr.Reduced reduced) {
            return reduce(reduced.op(), values(reduced.x()));
        }

        @Override
        public double[] detached(Expr.Detached detached) {
            return values(detached.x());
        }

        @Override
        public double[] variable(Expr.Variable variable) {
            return values(variable.x());
        }

        @Override
        public double[] joined(Expr.Joined joined) {
            return Doubles.concat(values(joined.a()), values(joined.b()));
        }

        @Override
        public double[] part(Expr.Part part) {
            double[] whole = values(part.x());
            int half = whole.length / 2;
            return part.half() == Expr.Half.FIRST
                    ? Arrays.copyOf(whole, half)
                    : Arrays.copyOfRange(whole, half, whole.length);
        }

        @Override
        public double[] rolled(Expr.Rolled rolled) {
            double[] x = values(rolled.x());
            double[] moved = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                moved[Math.floorMod(i + rolled.places(), x.length)] = x[i];
            }
            return moved;
        }

        @Override
        public double[] matched(Expr.Matched matched) {
            double[] a = values(matched.a());
            double[] b = values(matched.b());
            double[] shares = new double[a.length];
            for (int i = 0; i < a.length; i++) {
                double one = a[i];
                double largest = Arrays.stream(b).map(x -> one * x).max().orElseThrow();
                double sum =
                        Arrays.stream(b).map(x -> Math.exp(one * x - largest)).sum();
                shares[i] = one * b[i] - largest - Math.log(sum);
            }
            return shares;
        }

        @Override
        public double[] apply(Expr.Apply apply) {
            throw beyond(apply);
        }

        @Override
        public double[] features(Expr.Features features) {
            throw beyond(features);
        }

        @Override
        public double[] gradient(Expr.Gradient gradient) {
            throw beyond(gradient);
        }

        @Override
        public double[] random(Expr.Random random) {
            throw beyond(random);
        }

        @Override
        public double[] scheduled(Expr.Scheduled scheduled) {
            throw beyond(scheduled);
        }

        @Override
        public double[] every(Expr.Every every) {
            throw beyond(every);
        }

        @Override
        public double[] packed(Expr.Packed packed) {
            throw beyond(packed);
        }

        @Override
        public double[] cropped(Expr.Cropped cropped) {
            throw beyond(cropped);
        }

        @Override
        public double[] concatenated(Expr.Concatenated concatenated) {
            throw beyond(concatenated);
        }

        @Override
        public double[] keptNumber(Expr.KeptNumber kept) {
            throw beyond(kept);
        }

        @Override
        public double[] shared(Expr.Shared shared) {
            throw beyond(shared);
        }

        @Override
        public double[] replayed(Expr.Replayed replayed) {
            throw beyond(replayed);
        }

        private IllegalArgumentException beyond(Expr expr) {
            return new IllegalArgumentException("only a backend can compute " + expr);
        }
    }

    private static double[] reduce(Reduction op, double[] x) {
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

    private static DoubleUnaryOperator function(UnaryOp op) {
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

    private static DoubleBinaryOperator function(BinaryOp op) {
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
