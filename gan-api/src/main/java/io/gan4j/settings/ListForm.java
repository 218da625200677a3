package io.gan4j.settings;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;

/**
 * Values with commas between them.
 *
 * @param form the form of each
 */
record ListForm<T>(TextForm<T> form) implements TextForm<ImmutableList<T>> {
    private static final String NONE = "none";

    @Override
    public String rule() {
        return NONE + ", or one or more of " + form.rule();
    }

    @Override
    public ImmutableList<T> read(String what, Term term) {
        return term.toString().equalsIgnoreCase(NONE) ? ImmutableList.of() : ImmutableList.of(form.read(what, term));
    }

    @Override
    public ImmutableList<T> read(String what, String text) {
        ImmutableList<Term> terms = Term.list(what, text);
        return terms.size() == 1
                ? read(what, terms.get(0))
                : terms.stream().map(term -> form.read(what, term)).collect(toImmutableList());
    }

    @Override
    public String write(ImmutableList<T> values) {
        return values.isEmpty() ? NONE : values.stream().map(form::write).collect(Collectors.joining(", "));
    }
}
