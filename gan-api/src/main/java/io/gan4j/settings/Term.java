package io.gan4j.settings;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;

/**
 * A value as text, read as far as its form goes: a word, or a word with arguments in parentheses, some of them by name:
 *
 * <pre>{@code
 * 64
 * hinge
 * adam(2e-4, 0.5, beta2=0.99)
 * r1(cosine(1, 0.1), interval=16)
 * }</pre>
 *
 * <p>A word is one or more of the letters a to z, digits and the signs {@code . + - _}, so that a number is a word too;
 * arguments are separated by commas, and those without a name come before those with one. Blanks between these mean nothing.
 *
 * @param word the word
 * @param arguments what is in its parentheses
 */
public record Term(String word, ImmutableList<Argument> arguments) {
    private static final int DEPTH = 16;
    private static final int LONGEST = 10_000;

    /**
     * An argument of a term.
     *
     * @param name its name, or empty if it has none
     * @param value its value
     */
    public record Argument(String name, Term value) {}

    /**
     * Reads a term.
     *
     * @param what whose value it is, for messages
     * @throws IllegalArgumentException if the text is not one term
     */
    public static Term of(String what, String text) {
        List<Term> terms = list(what, text);
        if (terms.size() != 1) {
            throw new IllegalArgumentException(what + " must be one value, was '" + text + "'");
        }
        return terms.get(0);
    }

    /**
     * Reads terms that commas separate, at least one.
     *
     * @param what whose value they are, for messages
     * @throws IllegalArgumentException if the text does not consist of terms
     */
    public static ImmutableList<Term> list(String what, String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException(
                    what + " must have at most " + LONGEST + " characters, has " + text.length());
        }
        return new Reader(what, text).list();
    }

    /** The term as text that reads as the same term. */
    @Override
    public String toString() {
        if (arguments.isEmpty()) {
            return word;
        }
        List<String> written = new ArrayList<>();
        for (Argument argument : arguments) {
            written.add(
                    argument.name().isEmpty() ? argument.value().toString() : argument.name() + "=" + argument.value());
        }
        return word + "(" + String.join(", ", written) + ")";
    }

    /** Reads from left to right. */
    private static final class Reader {
        private final String what;
        private final String text;
        private int at;

        Reader(String what, String text) {
            this.what = what;
            this.text = text;
        }

        ImmutableList<Term> list() {
            ImmutableList.Builder<Term> terms = ImmutableList.builder();
            do {
                terms.add(term(0));
            } while (takes(','));
            if (at < text.length()) {
                throw expected("the end or ','");
            }
            return terms.build();
        }

        private Term term(int depth) {
            String word = word();
            if (!takes('(')) {
                return new Term(word, ImmutableList.of());
            }
            if (depth == DEPTH) {
                throw new IllegalArgumentException(what + " must not nest deeper than " + DEPTH + " parentheses");
            }
            ImmutableList.Builder<Argument> arguments = ImmutableList.builder();
            if (takes(')')) {
                return new Term(word, arguments.build());
            }
            do {
                arguments.add(argument(depth + 1));
            } while (takes(','));
            if (!takes(')')) {
                throw expected("',' or ')'");
            }
            return new Term(word, arguments.build());
        }

        private Argument argument(int depth) {
            int from = at;
            String word = word();
            if (takes('=')) {
                return new Argument(word, term(depth));
            }
            at = from;
            return new Argument("", term(depth));
        }

        private String word() {
            skipBlanks();
            int from = at;
            while (at < text.length() && isOfWords(text.charAt(at))) {
                at++;
            }
            if (from == at) {
                throw expected("a number or a name");
            }
            String word = text.substring(from, at);
            skipBlanks();
            return word;
        }

        private static boolean isOfWords(char c) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "+-._".indexOf(c) >= 0;
        }

        private boolean takes(char sign) {
            if (at == text.length() || text.charAt(at) != sign) {
                return false;
            }
            at++;
            skipBlanks();
            return true;
        }

        private void skipBlanks() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private IllegalArgumentException expected(String sign) {
            String where = at == text.length() ? "at its end" : "at character " + (at + 1);
            return new IllegalArgumentException(
                    what + " cannot be read: '" + text + "' must have " + sign + " " + where);
        }
    }
}
