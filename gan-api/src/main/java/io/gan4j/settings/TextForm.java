package io.gan4j.settings;

/**
 * How values of a type are written as text and read back. Immutable.
 *
 * @param <T> the type
 */
public interface TextForm<T> {
    /** What may be written, in a phrase: {@code a whole number of at least 1}, {@code normal or uniform}. */
    String rule();

    /**
     * Reads a value.
     *
     * @param what whose value it is: the name of a setting, with which messages begin
     * @throws IllegalArgumentException if the term is not one of these values; the message names the rule
     */
    T read(String what, Term term);

    /**
     * Reads a value from text.
     *
     * @param what whose value it is: the name of a setting, with which messages begin
     * @throws IllegalArgumentException if the text is not one of these values; the message names the rule
     */
    default T read(String what, String text) {
        return read(what, Term.of(what, text));
    }

    /**
     * Writes a value as {@link #read} reads it.
     *
     * @throws IllegalArgumentException if the value has no text, because its user made its type
     */
    String write(T value);
}
