package io.gan4j.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExprTest {
    private static final Expr A = Expr.input("a");
    private static final Expr B = Expr.input("b");
    private static final Expr APPLIED = Expr.apply("player", A);
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
                Arguments.of(Expr.uniform(A), List.of(A)),
                Arguments.of(new Expr.Features((Expr.Apply) APPLIED, "layer"), List.of(APPLIED)),
                Arguments.of(Expr.scheduled(Schedule.linear(0, 1)), List.of()),
                Arguments.of(A.every(2), List.of(A)),
                Arguments.of(A.packed(2), List.of(A)),
                Arguments.of(A.join(B), List.of(A, B)),
                Arguments.of(A.half(Expr.Half.FIRST), List.of(A)),
                Arguments.of(A.rolled(1), List.of(A)),
                Arguments.of(A.matched(B), List.of(A, B)),
                Arguments.of(A.cropped(1, 2, 0), List.of(A)),
                Arguments.of(A.concat(B), List.of(A, B)),
                Arguments.of(Expr.kept("mean"), List.of()),
                Arguments.of(new Expr.Shared(A), List.of()),
                Arguments.of(A.replayed(Replay.pool()), List.of(A)));
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

    @Test
    void operands_ofAnApplication_holdItsReferenceToo() {
        assertThat(new Expr.Apply("player", ImmutableList.of(A), ImmutableList.of(B)).operands())
                .containsExactly(A, B);
    }

    @Test
    void practice_thatChangesNothing_isTheExpressionItself() {
        assertThat(A.every(1)).isSameAs(A);
        assertThat(A.packed(1)).isSameAs(A);
        assertThat(Expr.scheduled(Schedule.constant(3))).isEqualTo(Expr.constant(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void interval_below2_isRefused(int interval) {
        assertThatThrownBy(() -> A.every(interval))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the interval must be at least 2, was " + interval);
    }
}
