package io.gan4j.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grammar of values as text. */
class TermTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "64 | 64",
                "-2.5e-4 | -2.5e-4",
                "hinge | hinge",
                "hinge() | hinge",
                "adam(2e-4,0.5) | adam(2e-4, 0.5)",
                "r1( cosine(1 , 0.1) , interval = 16 ) | r1(cosine(1, 0.1), interval=16)",
                "a(b(c(d=e(1)))) | a(b(c(d=e(1))))"
            })
    void term_isReadWhateverItsBlanks(String text, String expected) {
        assertThat(Term.of("loss", text)).hasToString(expected);
        assertThat(Term.of("loss", expected)).isEqualTo(Term.of("loss", text));
    }

    @Test
    void list_splitsAtCommasOutsideParentheses() {
        assertThat(Term.list("regularizers", "r1(1, 2), r2 ,r1()"))
                .extracting(Term::toString)
                .containsExactly("r1(1, 2)", "r2", "r1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | loss cannot be read: '' must have a number or a name at its end",
                "adam(2e-4 | loss cannot be read: 'adam(2e-4' must have ',' or ')' at its end",
                "adam(2e-4,) | loss cannot be read: 'adam(2e-4,)' must have a number or a name at character 11",
                "adam 1 | loss cannot be read: 'adam 1' must have the end or ',' at character 6",
                "adam(1) % | loss cannot be read: 'adam(1) %' must have the end or ',' at character 9",
                "'a, b' | 'loss must be one value, was ''a, b'''",
                "a=b | loss cannot be read: 'a=b' must have the end or ',' at character 2"
            })
    void term_thatIsNone_isRefusedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> Term.of("loss", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void term_nestedTooDeep_isRefusedBeforeItFillsTheStack() {
        String text = "a(".repeat(4_000);
        assertThatThrownBy(() -> Term.of("loss", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss must not nest deeper than 16 parentheses");
        assertThat(Term.of("loss", "a(".repeat(16) + "b" + ")".repeat(16)).word())
                .isEqualTo("a");
    }

    @Test
    void term_tooLong_isRefused() {
        assertThatThrownBy(() -> Term.of("loss", "a".repeat(10_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss must have at most 10000 characters, has 10001");
    }
}
