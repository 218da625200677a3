package io.gan4j.file;

import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Makes text from outside fit to be read: the name of a file, of a class or of a dataset, or a message that holds one, may hold
 * characters that colour a terminal, break a line or turn the words around it. They are shown as what they are.
 */
public final class VisibleText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    /** The last code point of ASCII: behind it scripts and emoji begin, some of which need joiners. */
    private static final int LAST_ASCII = 0x7F;
    /** From here on scripts are found whose letters take two columns of a terminal: Hangul's. */
    private static final int FIRST_WIDE = 0x1100;

    private static final String ELLIPSIS = "\u2026";

    private VisibleText() {}

    /**
     * The text with control and format characters, line and paragraph separators, lone surrogates and noncharacters as escapes,
     * as Java writes them: an ESC becomes {@code \}{@code u001b}. Joiners between letters that may need them stay.
     */
    public static String of(String text) {
        return map(text, VisibleText::escape);
    }

    /** The same for a message: it becomes one line, in which a space stands for each line end. */
    public static String line(String text) {
        return of(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    /** The same for markup, where each of those characters becomes U+FFFD; tabs and line ends, which are blanks there, stay. */
    public static String forMarkup(String text) {
        return map(text, code -> code == '\t' || code == '\n' || code == '\r' ? Character.toString(code) : "\ufffd");
    }

    /**
     * The text, or its beginning and an ellipsis if it takes more than some columns.
     *
     * @param columns at least 1
     */
    public static String shortened(String text, int columns) {
        if (columns(text) <= columns) {
            return text;
        }
        StringBuilder beginning = new StringBuilder();
        int left = columns - 1;
        for (int i = 0; i < text.length(); ) {
            int code = text.codePointAt(i);
            left -= width(code);
            if (left < 0) {
                break;
            }
            beginning.appendCodePoint(code);
            i += Character.charCount(code);
        }
        return beginning + ELLIPSIS;
    }

    /** How many columns a text takes on a terminal, about: letters of East Asian scripts and emoji take two, marks none. */
    public static int columns(String text) {
        return text.codePoints().map(VisibleText::width).sum();
    }

    private static int width(int code) {
        int type = Character.getType(code);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        if (code < FIRST_WIDE) {
            return 1;
        }
        boolean ideograph = Character.isIdeographic(code);
        boolean emoji = code >= 0x1F000 && code <= 0x1FAFF;
        boolean kana = code >= 0x3000 && code <= 0x33FF;
        boolean hangul = code <= 0x115F || (code >= 0xAC00 && code <= 0xD7A3);
        boolean fullWidth = (code >= 0xFF01 && code <= 0xFF60) || (code >= 0xFFE0 && code <= 0xFFE6);
        return ideograph || emoji || kana || hangul || fullWidth ? 2 : 1;
    }

    private static String map(String text, IntFunction<String> shown) {
        StringBuilder visible = new StringBuilder(text.length());
        int before = 0;
        for (int i = 0; i < text.length(); ) {
            int code = text.codePointAt(i);
            int next = i + Character.charCount(code);
            boolean joins = (code == ZERO_WIDTH_JOINER || code == ZERO_WIDTH_NON_JOINER)
                    && before > LAST_ASCII
                    && next < text.length()
                    && text.codePointAt(next) > LAST_ASCII
                    && isVisible(text.codePointAt(next));
            if (joins || isVisible(code)) {
                visible.appendCodePoint(code);
                before = code;
            } else {
                visible.append(shown.apply(code));
                before = 0;
            }
            i = next;
        }
        return visible.toString();
    }

    private static boolean isVisible(int code) {
        boolean noncharacter = (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF);
        return !noncharacter
                && switch (Character.getType(code)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.SURROGATE -> false;
                    default -> true;
                };
    }

    private static String escape(int code) {
        StringBuilder escaped = new StringBuilder();
        for (char unit : Character.toChars(code)) {
            escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
        return escaped.toString();
    }
}
