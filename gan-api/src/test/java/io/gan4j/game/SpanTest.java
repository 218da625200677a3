package io.gan4j.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
    /** Wherever a run is parted, each of its steps belongs to one of the two parts. */
    @ParameterizedTest
    @CsvSource({"0.5, 10, 5", "0.3, 10, 3", "0.25, 10, 3", "0.01, 10, 0", "0.99, 10, 10", "0.5, 1, 1", "0.5, 7, 4"})
    void twoSpans_partTheStepsOfARun(float border, long steps, long first) {
        Span before = new Span(0, border);
        Span after = new Span(border, 1);
        assertThat(LongStream.range(0, steps).filter(step -> before.contains(step, steps)))
                .containsExactlyElementsOf(LongStream.range(0, first).boxed().toList());
        assertThat(LongStream.range(0, steps).filter(step -> after.contains(step, steps)))
                .containsExactlyElementsOf(
                        LongStream.range(first, steps).boxed().toList());
        for (long step = 0; step <= steps; step++) {
            assertThat(before.stepsBefore(step, steps)).isEqualTo(Math.min(step, first));
            assertThat(after.stepsBefore(step, steps)).isEqualTo(Math.max(0, step - first));
        }
    }

    @Test
    void wholeSpan_hasEveryStep() {
        assertThat(Span.WHOLE.isWhole()).isTrue();
        assertThat(Span.WHOLE.contains(99, 10)).isTrue();
        assertThat(Span.WHOLE.stepsBefore(99, 10)).isEqualTo(99);
        assertThat(Span.WHOLE.share()).isEqualTo(1);
        assertThat(new Span(0.25f, 0.75f).share()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "-0.1, 1", "0, 1.5", "NaN, 1"})
    void spanBeyondTheRun_isRefused(float begin, float end) {
        assertThatThrownBy(() -> new Span(begin, end))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a span must be within the run, 0 <= begin < end <= 1, was " + begin + " and " + end);
    }
}
