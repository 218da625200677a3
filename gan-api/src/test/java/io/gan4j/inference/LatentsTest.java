package io.gan4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.tensor.Prior;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LatentsTest {
    /** Worked out from the documented algorithm by a program in another language. */
    @Test
    void latents_ofASeed_areAsDocumented() {
        assertThat(Latents.draw(Prior.NORMAL, 3, 2, 42).toFloats())
                .containsExactly(
                        new float[] {
                            -1.3704818487167358f, -0.367840051651001f, 1.9110435247421265f,
                            -0.7720733880996704f, -0.06882204860448837f, 0.33114323019981384f
                        },
                        within(1e-7f));
        assertThat(Latents.draw(Prior.UNIFORM, 3, 1, 42).toFloats())
                .containsExactly(0.2692004442214966f, 0.08346772193908691f, 0.9600750207901001f);
    }

    @Test
    void latent_ofASeed_doesNotDependOnHowManyAreDrawn() {
        Latents many = Latents.draw(Prior.NORMAL, 5, 20, 9);
        for (int count = 1; count < 20; count++) {
            assertThat(Latents.draw(Prior.NORMAL, 5, count, 9)).isEqualTo(many.slice(0, count));
        }
    }

    @Test
    void latent_ofASeed_beginsAsALongerOne() {
        assertThat(Latents.draw(Prior.NORMAL, 7, 1, 9).toFloats())
                .startsWith(Latents.draw(Prior.NORMAL, 3, 1, 9).toFloats());
    }

    @Test
    void latents_ofTwoSeeds_differ() {
        assertThat(Latents.draw(Prior.NORMAL, 5, 1, 1)).isNotEqualTo(Latents.draw(Prior.NORMAL, 5, 1, 2));
    }

    @Test
    void latents_ofOnesOwn_areCopied() {
        float[] mine = {1, 2};
        Latents latents = Latents.of(mine, new float[] {3, 4});
        mine[0] = 99;
        latents.toFloats()[1] = 99;
        assertThat(latents.toFloats()).containsExactly(1, 2, 3, 4);
        assertThat(latents.count()).isEqualTo(2);
        assertThat(latents.size()).isEqualTo(2);
        assertThat(latents).hasToString("Latents(2, 2)");
        assertThat(latents.get(1)).isEqualTo(Latents.of(new float[] {3, 4}));
    }

    /** Worked out from the documented algorithm by a program in another language. */
    @Test
    void truncated_ofASeed_areAsDocumented() {
        assertThat(Latents.truncated(3, 2, 42, 1).toFloats())
                .containsExactly(
                        new float[] {
                            -0.10931678116321564f, -0.367840051651001f, 0.2668153643608093f,
                            -0.7720733880996704f, -0.06882204860448837f, 0.33114323019981384f
                        },
                        within(1e-7f));
    }

    @Test
    void truncated_ofASeed_doNotDependOnHowManyAreDrawn() {
        Latents many = Latents.truncated(5, 20, 9, 0.3);
        for (int count = 1; count < 20; count++) {
            assertThat(Latents.truncated(5, count, 9, 0.3)).isEqualTo(many.slice(0, count));
        }
        assertThat(many.get(0).toFloats())
                .startsWith(Latents.truncated(3, 1, 9, 0.3).toFloats());
    }

    @Test
    void truncated_farOut_areThoseOfThePrior() {
        assertThat(Latents.truncated(100, 50, 3, 1e9)).isEqualTo(Latents.draw(Prior.NORMAL, 100, 50, 3));
    }

    /** The variance of a normal number within t is {@code 1 - 2 t phi(t) / (2 Phi(t) - 1)}; five standard errors. */
    @ParameterizedTest
    @CsvSource({"0.1, 0.003328891, 0.00005", "0.5, 0.080589155, 0.0012", "1, 0.291125, 0.0045", "2, 0.773741, 0.014"})
    void truncated_haveTheVarianceOfTheCutDistribution(double threshold, double variance, double tolerance) {
        double squares = 0;
        double sum = 0;
        float[] values = Latents.truncated(100, 1000, 1, threshold).toFloats();
        for (float value : values) {
            assertThat(Math.abs(value)).isLessThanOrEqualTo((float) threshold);
            sum += value;
            squares += (double) value * value;
        }
        assertThat(squares / values.length).isCloseTo(variance, within(tolerance));
        assertThat(sum / values.length).isCloseTo(0, within(5 * Math.sqrt(variance / values.length)));
    }

    @Test
    void truncated_atATinyThreshold_areDrawnAtOnce() {
        for (float value : Latents.truncated(100, 1, 1, 1e-9).toFloats()) {
            assertThat((double) value).isBetween(-1e-9, 1e-9).isNotZero();
        }
    }

    private static Latents one(float... values) {
        return Latents.of(values);
    }

    @Test
    void slerp_beginsAndEndsAtItsEnds() {
        Latents a = Latents.draw(Prior.NORMAL, 100, 1, 1);
        Latents b = Latents.draw(Prior.NORMAL, 100, 1, 2);
        Latents path = Latents.slerp(a, b, 7);
        assertThat(path.count()).isEqualTo(7);
        assertThat(path.get(0)).isEqualTo(a);
        assertThat(path.get(6)).isEqualTo(b);
    }

    @Test
    void slerp_ofARightAngle_goesByEqualAngles() {
        float half = (float) Math.sqrt(0.5);
        float third = (float) (Math.sqrt(3) / 2);
        assertThat(Latents.slerp(one(1, 0), one(0, 1), 3).get(1).toFloats())
                .containsExactly(new float[] {half, half}, within(1e-6f));
        assertThat(Latents.slerp(one(1, 0), one(0, 1), 4).get(1).toFloats())
                .containsExactly(new float[] {third, 0.5f}, within(1e-6f));
    }

    @Test
    void slerp_ofParallelLatents_isAStraightLine() {
        assertThat(Latents.slerp(one(1, 2), one(3, 6), 3).toFloats())
                .containsExactly(new float[] {1, 2, 2, 4, 3, 6}, within(1e-6f));
        assertThat(Latents.slerp(one(1, 2), one(-1, -2), 3).toFloats())
                .containsExactly(new float[] {1, 2, 0, 0, -1, -2}, within(1e-6f));
    }

    @Test
    void slerp_fromZero_isAStraightLine() {
        assertThat(Latents.slerp(one(0, 0), one(2, 4), 3).toFloats())
                .containsExactly(new float[] {0, 0, 1, 2, 2, 4}, within(1e-6f));
    }

    static Stream<Arguments> misuses() {
        Latents two = Latents.of(new float[1], new float[1]);
        return Stream.of(
                misuse(() -> Latents.draw(Prior.NORMAL, 0, 1, 0), "the size of a latent must be at least 1, was 0"),
                misuse(() -> Latents.draw(Prior.NORMAL, 1, 0, 0), "count must be at least 1, was 0"),
                misuse(
                        () -> Latents.draw(Prior.NORMAL, 100, 100_000_000, 0),
                        "a batch of 100,000,000 latents of size 100 would hold more than 2,147,483,639 values: draw fewer"
                                + " at a time"),
                misuse(
                        () -> Latents.slerp(one(1, 2), one(3, 4), Integer.MAX_VALUE),
                        "a batch of 2,147,483,647 latents of size 2 would hold more than 2,147,483,639 values: take fewer"
                                + " steps at a time"),
                misuse(() -> Latents.truncated(1, 1, 0, 0), "threshold must be above 0, was 0.0"),
                misuse(() -> Latents.truncated(1, 1, 0, Double.NaN), "threshold must be above 0, was NaN"),
                misuse(() -> Latents.truncated(0, 1, 0, 1), "the size of a latent must be at least 1, was 0"),
                misuse(Latents::of, "at least one latent of at least one number"),
                misuse(() -> one(), "at least one latent of at least one number"),
                misuse(() -> Latents.of(new float[2], new float[3]), "latents of one size: 1 has 3, 0 has 2"),
                misuse(() -> Latents.of(new float[1], new float[] {Float.NaN}), "latent 1 holds NaN"),
                misuse(() -> one(1, Float.POSITIVE_INFINITY), "latent 0 holds Infinity"),
                misuse(() -> two.slice(1, 1), "a slice holds at least one latent, 1 to 1 holds none"),
                misuse(() -> Latents.slerp(two, one(1), 3), "slerp goes from one latent to one latent; use get(i)"),
                misuse(() -> Latents.slerp(one(1), one(1, 2), 3), "latents of one size, were 1 and 2"),
                misuse(() -> Latents.slerp(one(1), one(2), 1), "steps must be at least 2, was 1"));
    }

    private static Arguments misuse(Runnable action, String message) {
        return Arguments.of(message, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misuses")
    void argument_outOfRange_namesRuleAndValue(String message, Runnable action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void slice_beyondTheEnd_isRefused() {
        assertThatThrownBy(() -> one(1).slice(0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
