package io.gan4j.file;

import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.util.Set;

/**
 * Reads JSON by the letter of RFC 8259, with bounded nesting, with every Gson from 2.10.1 on. Gson's own strict mode and limit
 * of nesting came with 2.11 and 2.12; before, and without them, it takes literals in capitals, control characters in strings
 * and an escaped apostrophe or line break, and nests without end. All of that is refused here before Gson sees the text.
 */
public final class StrictJsonText {
    private static final Set<String> LITERALS = Set.of("true", "false", "null");
    private static final String ESCAPES = "\"\\/bfnrtu";
    private static final String OF_NUMBERS = "0123456789+-.eE";
    private static final char FIRST_PRINTABLE = ' ';

    private final String text;
    private int at;

    private StrictJsonText(String text) {
        this.text = text;
    }

    /**
     * Returns a reader of a text; what else is wrong with it the reader notices.
     *
     * @param depth the most objects and arrays that may lie in one another
     * @throws IllegalStateException if the text nests deeper, or if Gson would forgive what RFC 8259 does not
     */
    public static JsonReader reader(String text, int depth) {
        new StrictJsonText(text).check(depth);
        return new JsonReader(new StringReader(text));
    }

    private void check(int depth) {
        int open = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                string();
            } else if (OF_NUMBERS.indexOf(c) >= 0 && c != 'e' && c != 'E') {
                number();
            } else if (Character.isLetter(c)) {
                literal();
            } else {
                open += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
                if (open > depth) {
                    throw wrong("nests deeper than " + depth);
                }
                at++;
            }
        }
    }

    private void string() {
        for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c < FIRST_PRINTABLE) {
                throw wrong("holds a control character in a string");
            }
            if (c == '\\' && ++at < text.length() && ESCAPES.indexOf(text.charAt(at)) < 0) {
                throw wrong("escapes in a string what needs no escape");
            }
        }
        at++;
    }

    private void number() {
        while (at < text.length() && OF_NUMBERS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void literal() {
        int from = at;
        while (at < text.length() && Character.isLetter(text.charAt(at))) {
            at++;
        }
        if (!LITERALS.contains(text.substring(from, at))) {
            at = from;
            throw wrong("holds a word that is not true, false or null");
        }
    }

    private IllegalStateException wrong(String what) {
        return new IllegalStateException("the JSON " + what + ", at character " + (at + 1));
    }
}
