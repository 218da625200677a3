package io.gan4j.settings;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.error.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Values of a kind that are written as calls: {@code adam(2e-4, 0.5)} or {@code hinge}. Immutable.
 *
 * @param <T> the kind
 */
public final class Kind<T> implements TextForm<T> {
    private final String name;
    private final ImmutableList<Call<T>> calls;

    private Kind(String name, ImmutableList<Call<T>> calls) {
        this.name = name;
        this.calls = calls;
    }

    /**
     * The kind whose values these calls make.
     *
     * @param name what such a value is, in a word, for messages: {@code optimizer}
     * @param calls the calls; where several make a value, it is written as the first of them
     */
    @SafeVarargs
    public static <T> Kind<T> of(String name, Call<T>... calls) {
        return new Kind<>(name, ImmutableList.copyOf(Arrays.asList(calls)));
    }

    /** All calls with their parameters and the defaults of these. */
    @Override
    public String rule() {
        return calls.stream().map(Call::signature).collect(Collectors.joining(", "));
    }

    @Override
    public T read(String what, Term term) {
        return calls.stream()
                .filter(call -> call.name().equalsIgnoreCase(term.word()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(what + ": " + missing(term.word())))
                .read(what, term);
    }

    private String missing(String word) {
        List<String> names = calls.stream().map(Call::name).toList();
        return Nearest.missing(name, word, names);
    }

    @Override
    public String write(T value) {
        for (Call<T> call : calls) {
            String text = call.write(value);
            if (text != null) {
                return text;
            }
        }
        checkArgument(false, "the %s %s has no text, because the library does not know its type", name, value);
        return "";
    }
}
