package io.gan4j.game;

import static io.gan4j.game.Games.LATENT;
import static io.gan4j.game.Games.REAL;
import static io.gan4j.game.Games.fake;
import static io.gan4j.game.Games.score;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExprShapesTest {
    private static final Shape IMAGE = Shape.of(1, 2, 2);
    private static final Shape ONE = Shape.of(1);
    private static final Shape SCALAR = Shape.scalar();

    private final ExprShapes shapes = new ExprShapes(
            List.of(Games.generator(), Games.discriminator()), List.of(Games.REALS, Games.LATENTS), List.of());

    static Stream<Arguments> fitting() {
        Expr.Variable at = REAL.variable();
        return Stream.of(
                Arguments.of(Expr.constant(2), SCALAR),
                Arguments.of(REAL, IMAGE),
                Arguments.of(fake(), IMAGE),
                Arguments.of(score(fake()), ONE),
                Arguments.of(REAL.tanh(), IMAGE),
                Arguments.of(REAL.detach(), IMAGE),
                Arguments.of(at, IMAGE),
                Arguments.of(REAL.mean(), SCALAR),
                Arguments.of(REAL.sum(), SCALAR),
                Arguments.of(REAL.sampleSum(), ONE),
                Arguments.of(REAL.sampleNorm(), ONE),
                Arguments.of(Expr.uniform(REAL), ONE),
                Arguments.of(score(at).gradient(at), IMAGE),
                Arguments.of(REAL.plus(fake()), IMAGE),
                Arguments.of(REAL.plus(1), IMAGE),
                Arguments.of(Expr.constant(1).minus(REAL), IMAGE),
                Arguments.of(REAL.times(score(REAL)), IMAGE),
                Arguments.of(score(REAL).times(REAL), IMAGE),
                Arguments.of(score(REAL).over(REAL.mean()), ONE),
                Arguments.of(REAL.mean().over(score(REAL)), ONE),
                Arguments.of(REAL.mean().minimum(REAL.sum()), SCALAR),
                Arguments.of(fake().lerp(REAL, Expr.uniform(REAL)), IMAGE),
                Arguments.of(REAL.cropped(1, 1, 0), Shape.of(1, 1, 2)),
                Arguments.of(REAL.cropped(2, 0, 1), Shape.of(1, 2, 1)),
                Arguments.of(LATENT.cropped(0, 1, 1), ONE),
                Arguments.of(REAL.concat(fake()), Shape.of(2, 2, 2)),
                Arguments.of(LATENT.concat(score(REAL)), Shape.of(4)));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void shape_ofAFittingExpression_isInferred(Expr expr, Shape expected) {
        assertThat(shapes.of(expr)).isEqualTo(expected);
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of(REAL.plus(LATENT), "PLUS of shapes (1, 2, 2) and (3)"),
                Arguments.of(LATENT.maximum(REAL), "MAXIMUM of shapes (3) and (1, 2, 2)"),
                Arguments.of(Expr.input("y"), "there is no input 'y'"),
                Arguments.of(Expr.apply("teacher", REAL), "there is no player 'teacher'"),
                Arguments.of(score(LATENT), "the discriminator takes inputs of shapes [(1, 2, 2)], is given [(3)]"),
                Arguments.of(Expr.apply("generator"), "the generator takes inputs of shapes [(3)], is given []"),
                Arguments.of(REAL.mean().sampleSum(), "SAMPLE_SUM needs a batch, was given a scalar"),
                Arguments.of(Expr.constant(1).sampleNorm(), "SAMPLE_NORM needs a batch, was given a scalar"),
                Arguments.of(Expr.uniform(REAL.sum()), "a random number needs a batch, was given a scalar"),
                Arguments.of(REAL.cropped(3, 0, 0), "cropping (1, 2, 2) along axis 3"),
                Arguments.of(REAL.mean().cropped(0, 0, 0), "cropping () along axis 0"),
                Arguments.of(REAL.cropped(1, 1, 1), "cropping (1, 2, 2) by 1 and 1 along axis 1"),
                Arguments.of(REAL.cropped(1, -1, 0), "cropping (1, 2, 2) by -1 and 0 along axis 1"),
                Arguments.of(REAL.mean().concat(REAL), "concatenation needs a batch, was given a scalar"),
                Arguments.of(
                        REAL.concat(LATENT),
                        "Concat expects inputs that differ in their first extent only, got [(1, 2, 2), (3)]"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void shape_ofAMisfit_isRefused(Expr expr, String message) {
        assertThatThrownBy(() -> shapes.of(expr.square().mean()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
