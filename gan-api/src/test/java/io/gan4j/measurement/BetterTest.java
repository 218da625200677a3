package io.gan4j.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetterTest {
    @ParameterizedTest
    @CsvSource({
        "LOWER, 1, 2, true",
        "LOWER, 2, 1, false",
        "LOWER, 1, 1, false",
        "HIGHER, 2, 1, true",
        "HIGHER, 1, 2, false",
        "HIGHER, NaN, 1, false",
        "LOWER, 1, NaN, true",
        "LOWER, NaN, NaN, false"
    })
    void better_comparesWithTheBest(Better better, double value, double best, boolean improves) {
        assertThat(better.improves(value, best)).isEqualTo(improves);
    }
}
