package io.gan4j.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryTest {
    @ParameterizedTest
    @CsvSource({
        "3, 5, 15",
        "0, 9223372036854775807, 0",
        "1, 9223372036854775807, 9223372036854775807",
        "2, 4611686018427387903, 9223372036854775806",
        "2, 4611686018427387904, 9223372036854775807",
        "4294967296, 4294967296, 9223372036854775807"
    })
    void product_doesNotOverflow(long first, long second, long product) {
        assertThat(Memory.product(first, second)).isEqualTo(product);
        assertThat(Memory.product(second, first)).isEqualTo(product);
    }

    @Test
    void zeros_areMadeWhereThereIsRoom() {
        assertThat(Memory.floatsIfThereIsRoom(3)).containsExactly(0, 0, 0);
    }

    /** The lengths that no array has, and that no heap of today has. */
    @ParameterizedTest
    @ValueSource(longs = {Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE})
    void zeros_areNotMadeWhereThereIsNone(long length) {
        assertThat(Memory.floatsIfThereIsRoom(length)).isNull();
    }
}
