package io.gan4j.settings;

import java.util.Optional;

/**
 * Values that there may be none of.
 *
 * @param absent the word for none
 * @param form the form of a value
 */
record OptionalForm<T>(String absent, TextForm<T> form) implements TextForm<Optional<T>> {
    @Override
    public String rule() {
        return absent + ", or " + form.rule();
    }

    @Override
    public Optional<T> read(String what, Term term) {
        return isAbsent(term.toString()) ? Optional.empty() : Optional.of(form.read(what, term));
    }

    @Override
    public Optional<T> read(String what, String text) {
        return isAbsent(text.strip()) ? Optional.empty() : Optional.of(form.read(what, text));
    }

    private boolean isAbsent(String text) {
        return text.equalsIgnoreCase(absent);
    }

    @Override
    public String write(Optional<T> value) {
        return value.map(form::write).orElse(absent);
    }
}
