package io.gan4j.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExprEvaluatorTest {
    private static final Expr X = Expr.input("x");
    private static final Expr Y = Expr.input("y");
    private static final ExprEvaluator EVALUATOR =
            ExprEvaluator.of(Map.of("x", new double[] {-2, 0.5, 3}, "y", new double[] {4, -1, 0.25}));

    static Stream<Arguments> unaries() {
        return Stream.of(
                unary(Expr::negate, 2, -0.5, -3),
                unary(Expr::abs, 2, 0.5, 3),
                unary(Expr::square, 4, 0.25, 9),
                unary(x -> x.abs().sqrt(), 1.4142135623730951, 0.7071067811865476, 1.7320508075688772),
                unary(Expr::exp, 0.1353352832366127, 1.6487212707001282, 20.085536923187668),
                unary(x -> x.abs().log(), 0.6931471805599453, -0.6931471805599453, 1.0986122886681098),
                unary(Expr::softplus, 0.1269280110429726, 0.9740769841801067, 3.048587351573742),
                unary(Expr::sigmoid, 0.11920292202211755, 0.6224593312018546, 0.9525741268224334),
                unary(Expr::tanh, -0.9640275800758169, 0.46211715726000973, 0.9950547536867305),
                unary(Expr::relu, 0, 0.5, 3),
                unary(Expr::detach, -2, 0.5, 3),
                unary(Expr::variable, -2, 0.5, 3),
                unary(Expr::sampleSum, -2, 0.5, 3),
                unary(Expr::sampleNorm, 2, 0.5, 3),
                unary(x -> x.plus(1), -1, 1.5, 4),
                unary(x -> x.minus(1), -3, -0.5, 2),
                unary(x -> x.times(-2), 4, -1, -6));
    }

    private static Arguments unary(UnaryOperator<Expr> op, double... expected) {
        return Arguments.of(op, expected);
    }

    @ParameterizedTest
    @MethodSource("unaries")
    void operation_onEachElement_isComputed(UnaryOperator<Expr> op, double[] expected) {
        assertThat(EVALUATOR.values(op.apply(X))).containsExactly(expected, within(1e-12));
    }

    static Stream<Arguments> binaries() {
        return Stream.of(
                binary(Expr::plus, 2, -0.5, 3.25),
                binary(Expr::minus, -6, 1.5, 2.75),
                binary(Expr::times, -8, -0.5, 0.75),
                binary(Expr::over, -0.5, -0.5, 12),
                binary(Expr::minimum, -2, -1, 0.25),
                binary(Expr::maximum, 4, 0.5, 3),
                binary((x, y) -> x.lerp(y, Expr.constant(0.25)), -0.5, 0.125, 2.3125));
    }

    private static Arguments binary(BinaryOperator<Expr> op, double... expected) {
        return Arguments.of(op, expected);
    }

    @ParameterizedTest
    @MethodSource("binaries")
    void operation_onTwoBatches_goesSampleBySample(BinaryOperator<Expr> op, double[] expected) {
        assertThat(EVALUATOR.values(op.apply(X, Y))).containsExactly(expected, within(1e-12));
    }

    @Test
    void scalar_goesWithEverySample() {
        assertThat(EVALUATOR.values(Expr.constant(1).minus(X))).containsExactly(3, 0.5, -2);
        assertThat(EVALUATOR.values(X.minus(X.mean()))).containsExactly(-2.5, 0, 2.5);
    }

    @Test
    void reduction_ofABatch_isAScalar() {
        assertThat(EVALUATOR.scalar(X.mean())).isEqualTo(0.5);
        assertThat(EVALUATOR.scalar(X.sum())).isEqualTo(1.5);
    }

    @ParameterizedTest
    @CsvSource({
        "SOFTPLUS, 1000, 1000",
        "SOFTPLUS, -1000, 0",
        "SIGMOID, 1000, 1",
        "SIGMOID, -1000, 0",
        "TANH, -1000, -1",
    })
    void operation_atAnExtremeScore_isExact(UnaryOp op, double score, double expected) {
        ExprEvaluator evaluator = ExprEvaluator.of(Map.of("x", new double[] {score}));
        assertThat(evaluator.scalar(new Expr.OfOne(op, X))).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource
    void operation_onAnElement_isKnownToTheEvaluator(UnaryOp op) {
        assertThat(EVALUATOR.values(new Expr.OfOne(op, Expr.constant(0.5)))).hasSize(1);
    }

    @Test
    void batch_asAScalar_saysToReduceIt() {
        assertThatThrownBy(() -> EVALUATOR.scalar(X))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the expression has 3 values: reduce it by mean() or sum()");
    }

    @Test
    void input_thatIsUnknown_isNamed() {
        assertThatThrownBy(() -> ExprEvaluator.of(Map.of("x", new double[1])).scalar(Expr.input("z")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no input 'z', only [x]");
    }

    @Test
    void batches_ofTwoSizes_areRefused() {
        ExprEvaluator evaluator = ExprEvaluator.of(Map.of("x", new double[2], "y", new double[3]));
        assertThatThrownBy(() -> evaluator.values(X.plus(Y)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batches of one size, were 2 and 3");
    }

    static Stream<Expr> needingABackend() {
        Expr.Variable variable = X.variable();
        return Stream.of(
                Expr.apply("discriminator", X), Expr.uniform(X), X.square().gradient(variable));
    }

    @ParameterizedTest
    @MethodSource("needingABackend")
    void expression_thatNeedsANetwork_isLeftToABackend(Expr expr) {
        assertThatThrownBy(() -> EVALUATOR.values(expr))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("only a backend can compute " + expr);
    }
}
