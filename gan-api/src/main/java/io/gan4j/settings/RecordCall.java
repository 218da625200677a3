package io.gan4j.settings;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Makes calls of records: a parameter for each component, whose default is that of a value. */
final class RecordCall {
    private RecordCall() {}

    /**
     * A call that makes records of the type of a value.
     *
     * @param name its name
     * @param defaults what the components are if they are not said
     * @param required the components that must be said
     */
    static <T> Call<T> of(String name, T defaults, String... required) {
        return of(name, defaults, Set.of(), required);
    }

    /**
     * A call that makes some of the records of the type of a value.
     *
     * @param name its name
     * @param defaults what the components are if they are not said
     * @param fixed the components that are always as in {@code defaults}, and no parameters
     * @param required the components that must be said
     */
    static <T> Call<T> of(String name, T defaults, Set<String> fixed, String... required) {
        return of(name, defaults, fixed, Set.of(), required);
    }

    /**
     * A call that makes records of the type of a value, one component of which is as the one before it if it is not said.
     *
     * @param name its name
     * @param defaults what the other components are if they are not said
     * @param same the component that is as the one before it
     */
    static <T> Call<T> withSame(String name, T defaults, String same) {
        return of(name, defaults, Set.of(), Set.of(same));
    }

    private static <T> Call<T> of(String name, T defaults, Set<String> fixed, Set<String> same, String... required) {
        Class<?> type = defaults.getClass();
        RecordForm form = new RecordForm(type.asSubclass(Record.class));
        ImmutableList<RecordForm.Part> parts = form.parts();
        Call<T> call = Call.of(
                name,
                arguments -> {
                    List<Object> values = new ArrayList<>();
                    int next = 0;
                    for (RecordForm.Part part : parts) {
                        values.add(fixed.contains(part.name()) ? value(form, defaults, part) : arguments.get(next++));
                    }
                    @SuppressWarnings("unchecked")
                    T made = (T) form.of(new ArrayList<>(values));
                    return made;
                },
                value -> type.isInstance(value) && sameFixed(form, fixed, defaults, value)
                        ? arguments(form, fixed, value)
                        : null);
        Set<String> said = new HashSet<>(List.of(required));
        for (RecordForm.Part part : parts) {
            if (!fixed.contains(part.name())) {
                TextForm<Object> text = TextForms.ofComponent(part.type());
                if (same.contains(part.name())) {
                    call = call.withSame(part.name(), text);
                } else if (said.contains(part.name())) {
                    call = call.with(part.name(), text);
                } else {
                    call = call.with(part.name(), text, value(form, defaults, part));
                }
            }
        }
        return call;
    }

    private static Object value(RecordForm form, Object of, RecordForm.Part part) {
        return Objects.requireNonNull(form.value(of, part), "a component of a call");
    }

    private static boolean sameFixed(RecordForm form, Set<String> fixed, Object defaults, Object value) {
        return form.parts().stream()
                .filter(part -> fixed.contains(part.name()))
                .allMatch(part -> value(form, defaults, part).equals(value(form, value, part)));
    }

    private static List<Object> arguments(RecordForm form, Set<String> fixed, Object value) {
        return form.parts().stream()
                .filter(part -> !fixed.contains(part.name()))
                .map(part -> value(form, value, part))
                .toList();
    }
}
