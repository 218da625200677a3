package io.gan4j.tensor;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits texts into words; see {@link Vocabulary} for the rule. */
final class Words {
    private static final String APOSTROPHES = "'\u2019";
    private static final char FINAL_SIGMA = '\u03C2';
    private static final char SIGMA = '\u03C3';

    private Words() {}

    /** The words of a text, in order. */
    static List<String> of(String text) {
        // the small form of a sigma depends on what is around it, and implementations differ
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace(FINAL_SIGMA, SIGMA);
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int at = 0;
        while (at < plain.length()) {
            int point = plain.codePointAt(at);
            int next = at + Character.charCount(point);
            if (begins(point) || !word.isEmpty() && isMark(point)) {
                word.appendCodePoint(point);
            } else if (!joins(point, plain, at, next)) {
                end(word, words);
            }
            at = next;
        }
        end(word, words);
        return words;
    }

    private static void end(StringBuilder word, List<String> words) {
        if (!word.isEmpty()) {
            // without an apostrophe what was on both sides of it may combine
            words.add(Normalizer.normalize(word, Normalizer.Form.NFKC));
            word.setLength(0);
        }
    }

    /** True for an apostrophe between two letters, which is dropped. */
    private static boolean joins(int point, String text, int at, int next) {
        return APOSTROPHES.indexOf(point) >= 0
                && at > 0
                && next < text.length()
                && Character.isLetter(text.codePointBefore(at))
                && Character.isLetter(text.codePointAt(next));
    }

    private static boolean begins(int point) {
        int type = Character.getType(point);
        return Character.isLetter(point)
                || type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER;
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        boolean selector = point >= 0xFE00 && point <= 0xFE0F || point >= 0xE0100 && point <= 0xE01EF;
        return !selector && (type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK);
    }
}
