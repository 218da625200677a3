package io.gan4j.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "cat, cat dog",
        "Cat Do, cat dog",
        "bra, bird",
        "birdie, bird",
        "b, ant",
        "ants, ant",
    })
    void nearest_isThatOfTheFewestChanges_orTheOneThatIsBegun(String wanted, String nearest) {
        assertThat(Nearest.to(wanted, List.of("ant", "cat dog", "bird"))).contains(nearest);
    }
}
