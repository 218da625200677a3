package io.gan4j.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x07, 0x08, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0xAD, 0x061C, 0x200B, 0x200C, 0x200D,
                0x200E, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0xD800, 0xDFFF, 0xFEFF, 0xFFF9, 0xFFFE, 0xFFFF
            })
    void character_thatPeopleCannotSee_becomesAnEscape(int code) {
        String text = "a" + Character.toString(code) + "b";
        assertThat(VisibleText.of(text)).isEqualTo("a\\u%04xb".formatted(code));
        assertThat(VisibleText.forMarkup(text))
                .isEqualTo(code == '\t' || code == '\n' || code == '\r' ? text : "a\ufffdb");
    }

    @Test
    void tag_beyondTheFirstPlane_becomesTwoEscapes() {
        assertThat(VisibleText.of("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
        assertThat(VisibleText.forMarkup("\udb40\udc41")).isEqualTo("\ufffd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain text, 3 pets",
                "\u00e9t\u00e9 e\u0301",
                "\u05d7\u05ea\u05d5\u05dc",
                "\u732b",
                "\ud83d\ude00",
                "\ud83d\udc69\u200d\ud83d\ude80",
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
                "\ue000",
                "C:\\temp"
            })
    void text_thatPeopleCanRead_staysAsItIs(String text) {
        assertThat(VisibleText.of(text)).isEqualTo(text);
        assertThat(VisibleText.forMarkup(text)).isEqualTo(text);
    }

    @Test
    void message_becomesOneLine() {
        assertThat(VisibleText.line(" no such file:\r\n  a\u2028b\u001b[31m "))
                .isEqualTo("no such file: a b\\u001b[31m");
    }

    @Test
    void columns_countWideLettersTwiceAndMarksNotAtAll() {
        assertThat(VisibleText.columns("abc")).isEqualTo(3);
        assertThat(VisibleText.columns("e\u0301")).isEqualTo(1);
        assertThat(VisibleText.columns("\u732b\ud55c\ud83d\ude00")).isEqualTo(6);
    }

    @Test
    void shortened_keepsWhatFits() {
        assertThat(VisibleText.shortened("abcdef", 6)).isEqualTo("abcdef");
        assertThat(VisibleText.shortened("abcdef", 5)).isEqualTo("abcd\u2026");
        assertThat(VisibleText.shortened("\u732b\u732b\u732b", 4)).isEqualTo("\u732b\u2026");
        assertThat(VisibleText.shortened("\ud83d\ude00\ud83d\ude00", 3)).isEqualTo("\ud83d\ude00\u2026");
    }
}
