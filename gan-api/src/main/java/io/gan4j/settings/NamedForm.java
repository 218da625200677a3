package io.gan4j.settings;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableMap;
import io.gan4j.error.Nearest;
import java.util.Map;

/**
 * Values that are written by name. Names are read in any case.
 *
 * @param kind what such a value is, in a word, for messages
 * @param values the values by name
 */
record NamedForm<T>(String kind, ImmutableMap<String, T> values) implements TextForm<T> {
    /** The constants of an enum, whose names are written as Java writes variables. */
    @SafeVarargs
    static <E extends Enum<?>> NamedForm<E> of(String kind, E... constants) {
        ImmutableMap.Builder<String, E> names = ImmutableMap.builder();
        for (E constant : constants) {
            names.put(CaseFormat.UPPER_UNDERSCORE.to(CaseFormat.LOWER_CAMEL, constant.name()), constant);
        }
        return new NamedForm<>(kind, names.buildOrThrow());
    }

    /** {@code a, b or c}. */
    @Override
    public String rule() {
        String all = String.join(", ", values.keySet());
        int last = all.lastIndexOf(", ");
        return last < 0 ? all : all.substring(0, last) + " or " + all.substring(last + 2);
    }

    @Override
    public T read(String what, Term term) {
        return values.entrySet().stream()
                .filter(named -> named.getKey().equalsIgnoreCase(term.toString()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        what + ": " + Nearest.missing(kind, term.toString(), values.keySet())));
    }

    @Override
    public String write(T value) {
        String name = values.entrySet().stream()
                .filter(named -> named.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        checkArgument(!name.isEmpty(), "the %s %s has no text, because the library does not know it", kind, value);
        return name;
    }
}
