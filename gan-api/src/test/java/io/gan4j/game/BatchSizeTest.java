package io.gan4j.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BatchSizeTest {
    private static final Expr X = Expr.input("x");
    private static final Expr REFERENCE = Expr.input("reference");
    private static final ExprShapes SHAPES = new ExprShapes(
            List.of(),
            List.of(
                    new Game.Input("x", Shape.of(2), new Game.Real()),
                    new Game.Input("reference", Shape.of(2), new Game.Reference(new Game.Latent(Prior.NORMAL), 6))),
            List.of());

    /** An expression and how many samples it has for a batch of 12. */
    static Stream<Arguments> sizes() {
        return Stream.of(
                Arguments.of(X, 12),
                Arguments.of(REFERENCE, 6),
                Arguments.of(X.packed(3), 4),
                Arguments.of(X.packed(3).packed(2), 2),
                Arguments.of(X.join(X), 24),
                Arguments.of(X.join(X).half(Expr.Half.FIRST), 12),
                Arguments.of(X.packed(4).join(X.packed(4)), 6),
                Arguments.of(X.packed(2).join(X.packed(2)).half(Expr.Half.SECOND), 6),
                Arguments.of(X.join(REFERENCE), 18),
                Arguments.of(X.packed(4).join(REFERENCE.packed(2)), 6),
                Arguments.of(X.mean(), 1),
                Arguments.of(X.batchMean(), 1),
                Arguments.of(X.sampleSum(), 12),
                Arguments.of(X.mean().times(X), 12),
                Arguments.of(X.batchMean().minus(X), 12),
                Arguments.of(X.minus(X.batchMean()), 12),
                Arguments.of(X.packed(2).square().replayed(Replay.pool()), 6),
                Arguments.of(Expr.uniform(X.packed(2)), 6),
                Arguments.of(X.packed(2).variable(), 6),
                Arguments.of(X.sum().gradient(X.packed(2).variable()), 6),
                Arguments.of(Expr.constant(1), 1),
                Arguments.of(Expr.scheduled(Schedule.linear(0, 1)), 1));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void size_ofAnExpression_isThatOfItsSamples(Expr expr, int samples) {
        assertThat(SHAPES.size(expr).of(12)).isEqualTo(samples);
    }

    @Test
    void sizes_thatAreEqual_areEqualValues() {
        assertThat(SHAPES.size(X.join(X).half(Expr.Half.FIRST))).isEqualTo(SHAPES.size(X));
        assertThat(SHAPES.size(X.packed(4).join(X.packed(4)))).isEqualTo(SHAPES.size(X.packed(2)));
    }

    @Test
    void batch_thatGroupsDoNotDivide_isRefused() {
        assertThatThrownBy(() -> SHAPES.size(X.packed(5)).of(12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("12 samples cannot be dealt into groups of 5");
        assertThatThrownBy(() -> SHAPES.size(X.half(Expr.Half.FIRST)).of(7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("7 samples cannot be dealt into groups of 2");
    }
}
