package io.gan4j.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTextTest {
    private static void read(String text) throws IOException {
        try (JsonReader reader = StrictJsonText.reader(text, 3)) {
            reader.skipValue();
            assertThat(reader.peek()).isEqualTo(JsonToken.END_DOCUMENT);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[[[]],[[]]]",
                "{\"a\": [true, false, null, -1.5e+3, 0E1]}",
                "\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e4 { [ TRUE ' \u00e4\"",
                " [\r\n\t1 ] "
            })
    void validText_isRead(String text) throws IOException {
        read(text);
        assertThat(JsonParser.parseReader(StrictJsonText.reader(text, 3))).isEqualTo(JsonParser.parseString(text));
    }

    /** All of which Gson's reader takes unless it is told to be strict, which it can be since version 2.11. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[TRUE] | holds a word that is not true, false or null, at character 2",
                "{\"a\":Null} | holds a word that is not true, false or null, at character 6",
                "[\"a\\'b\"] | escapes in a string what needs no escape, at character 5",
                "[[[[]]]] | nests deeper than 3, at character 4",
                "{\"a\":[{\"b\":[1]}]} | nests deeper than 3, at character 12",
            })
    void textThatGsonForgives_isRefused(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the JSON " + message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\t", "\u0000", "\u001f"})
    void controlCharacterInAString_isRefused(String character) {
        assertThatThrownBy(() -> read("[\"a" + character + "\"]"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the JSON holds a control character in a string, at character 4");
        assertThatThrownBy(() -> read("[\"\\" + character + "\"]")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "\"a",
                "\"a\\",
                "[1,]",
                "[01]",
                "[.5]",
                "['a']",
                "{a:1}",
                "[NaN]",
                "[-Infinity]",
                "[1]//",
                "#",
                "{}{}",
                "[1;2]",
                "{\"a\"=1}",
                "{\"a\"=>1}",
                ")]}'\n[]",
                "truefalse",
                "[+1]",
                "[1.]",
                "[--1]"
            })
    void textThatIsNoJson_isRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOfAny(IOException.class, IllegalStateException.class);
    }

    /** Where the build asks for the oldest Gson, it is the one that is there: strictness came with 2.11. */
    @Test
    void oldestGson_isTheOneThatIsTested() {
        assumeTrue(System.getProperty("gan4j.gson") != null, "not asked for");
        assertThatThrownBy(() -> Class.forName("com.google.gson.Strictness"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}
