package io.gan4j.game;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExprTest {
    private static final Expr A = Expr.input("a");
    private static final Expr B = Expr.input("b");
    private static final Expr.Variable AT = A.variable();

    static Stream<Arguments> operands() {
        return Stream.of(
                Arguments.of(Expr.constant(1), List.of()),
                Arguments.of(A, List.of()),
                Arguments.of(Expr.apply("player", A, B), List.of(A, B)),
                Arguments.of(A.negate(), List.of(A)),
                Arguments.of(A.plus(B), List.of(A, B)),
                Arguments.of(A.mean(), List.of(A)),
                Arguments.of(A.detach(), List.of(A)),
                Arguments.of(AT, List.of(A)),
                Arguments.of(B.gradient(AT), List.of(B, AT)),
                Arguments.of(Expr.uniform(A), List.of(A)));
    }

    @ParameterizedTest
    @MethodSource("operands")
    void operands_areWhatItIsComputedFrom(Expr expr, List<Expr> expected) {
        assertThat(expr.operands()).isEqualTo(expected);
    }

    @Test
    void everyExpression_isAmongThose() {
        assertThat(operands().<Class<?>>map(a -> a.get()[0].getClass()))
                .containsExactlyInAnyOrder(Expr.class.getPermittedSubclasses());
    }
}
