package io.gan4j.settings;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;

/**
 * Some constants of an enum with plus signs between them, or {@code all}, so that a list can be an argument.
 *
 * @param type the enum
 */
record KindsForm<E extends Enum<E>>(Class<E> type) implements TextForm<ImmutableList<E>> {
    private static final String ALL = "all";

    private NamedForm<E> form() {
        return NamedForm.of("kind", type.getEnumConstants());
    }

    @Override
    public String rule() {
        return ALL + ", or one or more of " + form().rule() + " with + between them";
    }

    @Override
    public ImmutableList<E> read(String what, Term term) {
        if (term.toString().equalsIgnoreCase(ALL)) {
            return ImmutableList.copyOf(type.getEnumConstants());
        }
        return Splitter.on('+')
                .splitToStream(term.toString())
                .map(name -> form().read(what, new Term(name, ImmutableList.of())))
                .collect(toImmutableList());
    }

    @Override
    public String write(ImmutableList<E> kinds) {
        return kinds.equals(ImmutableList.copyOf(type.getEnumConstants()))
                ? ALL
                : kinds.stream().map(form()::write).collect(Collectors.joining("+"));
    }
}
