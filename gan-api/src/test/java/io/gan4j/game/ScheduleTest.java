package io.gan4j.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {
    private static final double ROOT = Math.sqrt(0.5);

    /** A schedule, a step of 100, and its number there. */
    static Stream<Arguments> numbers() {
        Schedule late = Schedule.linear(1, 0).between(0.5, 1);
        Schedule early = Schedule.cosine(2, 4).between(0, 0.5);
        return Stream.of(
                Arguments.of(Schedule.constant(0.25), 0, 0.25),
                Arguments.of(Schedule.constant(0.25), 99, 0.25),
                Arguments.of(Schedule.linear(1, 0), 0, 1),
                Arguments.of(Schedule.linear(1, 0), 25, 0.75),
                Arguments.of(Schedule.linear(1, 0), 99, 0.01),
                Arguments.of(Schedule.linear(1, 3), 50, 2),
                Arguments.of(Schedule.cosine(1, 0), 0, 1),
                Arguments.of(Schedule.cosine(1, 0), 25, (1 + ROOT) / 2),
                Arguments.of(Schedule.cosine(1, 0), 50, 0.5),
                Arguments.of(Schedule.cosine(1, 0), 75, (1 - ROOT) / 2),
                Arguments.of(Schedule.cosine(1, 0), 100, 0),
                Arguments.of(late, 0, 1),
                Arguments.of(late, 50, 1),
                Arguments.of(late, 75, 0.5),
                Arguments.of(late, 100, 0),
                Arguments.of(early, 0, 2),
                Arguments.of(early, 25, 3),
                Arguments.of(early, 50, 4),
                Arguments.of(early, 99, 4));
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void number_atAStep_isThatOfTheFormula(Schedule schedule, long step, double expected) {
        assertThat(schedule.at(step, 100)).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.1", "1, 0.18181818", "8, 0.5", "80, 0.9", "8990, 0.999", "1000000, 0.999"})
    void averaging_beginsWithASmallerDecay(long step, double expected) {
        // whatever the length of the run
        assertThat(new Schedule.Averaging(0.999f).at(step, 7)).isCloseTo(expected, within(1e-7));
    }

    @Test
    void averaging_ofASmallDecay_reachesItAtOnce() {
        assertThat(new Schedule.Averaging(0.1f).at(0, 10)).isCloseTo(0.1, within(1e-7));
        assertThat(new Schedule.Averaging(0).at(5, 10)).isZero();
    }

    static Stream<Arguments> misuses() {
        return Stream.of(
                misuse(() -> Schedule.constant(Double.NaN), "a schedule's value must be a finite number, was NaN"),
                misuse(
                        () -> Schedule.linear(0, Double.POSITIVE_INFINITY),
                        "a schedule's values must be finite numbers, were 0.0 and Infinity"),
                misuse(
                        () -> Schedule.linear(0, 1).between(0.5, 0.5),
                        "a schedule must begin and end within the run, 0 <= begin < end <= 1, was 0.5 and 0.5"),
                misuse(
                        () -> Schedule.linear(0, 1).between(-0.5, 1),
                        "a schedule must begin and end within the run, 0 <= begin < end <= 1, was -0.5 and 1.0"),
                misuse(
                        () -> Schedule.cosine(0, 1).between(0.5, 1.5),
                        "a schedule must begin and end within the run, 0 <= begin < end <= 1, was 0.5 and 1.5"),
                misuse(() -> new Schedule.Averaging(1), "the decay of a moving average must be in [0, 1), was 1.0"),
                misuse(
                        () -> new Schedule.Averaging(-0.1f),
                        "the decay of a moving average must be in [0, 1), was -0.1"));
    }

    private static Arguments misuse(ThrowingCallable action, String message) {
        return Arguments.of(message, action);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("misuses")
    void schedule_outOfRange_namesRuleAndValue(String message, ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
