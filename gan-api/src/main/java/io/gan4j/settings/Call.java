package io.gan4j.settings;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.error.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One way to write values of a kind as text: a name with arguments, {@code adam(2e-4, 0.5)}. Arguments that are left out have
 * defaults. Immutable: each addition returns a new call.
 *
 * @param <T> the kind
 */
@CheckReturnValue
public final class Call<T> {
    private final String name;
    private final ImmutableList<Parameter> parameters;
    private final Function<List<Object>, T> maker;
    private final Function<Object, @Nullable List<Object>> parts;

    /** A place for an argument; without a default it is required. */
    private record Parameter(
            String name, TextForm<Object> form, @Nullable Object absent) {}

    /** The default of a parameter that is the argument of another one before it. */
    private record Same(int place) {}

    private Call(
            String name,
            ImmutableList<Parameter> parameters,
            Function<List<Object>, T> maker,
            Function<Object, @Nullable List<Object>> parts) {
        this.name = name;
        this.parameters = parameters;
        this.maker = maker;
        this.parts = parts;
    }

    /**
     * A call without parameters yet.
     *
     * @param name its name, in the case in which it is written; it is read in any
     * @param maker makes a value of the arguments, one for each parameter in their order
     * @param parts the arguments that make a value; null if this call makes no such value
     */
    public static <T> Call<T> of(
            String name, Function<List<Object>, T> maker, Function<Object, @Nullable List<Object>> parts) {
        return new Call<>(name, ImmutableList.of(), maker, parts);
    }

    /** A call without parameters, which means one value. */
    public static <T> Call<T> word(String name, T value) {
        return of(name, arguments -> value, other -> value.equals(other) ? List.of() : null);
    }

    /** With one parameter more, whose argument may be left out. */
    public <P> Call<T> with(String parameter, TextForm<P> form, P absent) {
        return with(new Parameter(parameter, anyForm(form), absent));
    }

    /** With one parameter more, whose argument may be left out if it is the one of the parameter before it. */
    public <P> Call<T> withSame(String parameter, TextForm<P> form) {
        return with(new Parameter(parameter, anyForm(form), new Same(parameters.size() - 1)));
    }

    /** With one parameter more, whose argument must be given. */
    public <P> Call<T> with(String parameter, TextForm<P> form) {
        return with(new Parameter(parameter, anyForm(form), null));
    }

    private Call<T> with(Parameter parameter) {
        return new Call<>(
                name,
                ImmutableList.<Parameter>builder()
                        .addAll(parameters)
                        .add(parameter)
                        .build(),
                maker,
                parts);
    }

    /** A form is only given what it has read or what {@link #parts} says is of its type. */
    @SuppressWarnings("unchecked")
    private static <P> TextForm<Object> anyForm(TextForm<P> form) {
        return (TextForm<Object>) form;
    }

    String name() {
        return name;
    }

    /** The call with its parameters and their defaults: {@code adam(learningRate, beta1=0.9)}. */
    String signature() {
        if (parameters.isEmpty()) {
            return name;
        }
        List<String> shown = new ArrayList<>();
        for (Parameter parameter : parameters) {
            shown.add(parameter.name() + shown(parameter));
        }
        return name + "(" + String.join(", ", shown) + ")";
    }

    private String shown(Parameter parameter) {
        Object absent = parameter.absent();
        if (absent instanceof Same same) {
            return "=" + parameters.get(same.place()).name();
        }
        return absent == null ? "" : "=" + parameter.form().write(absent);
    }

    T read(String what, Term term) {
        Map<String, Term> given = given(what, term);
        List<Object> arguments = new ArrayList<>();
        for (Parameter parameter : parameters) {
            Term value = given.get(parameter.name());
            Object absent = parameter.absent();
            if (value != null) {
                arguments.add(parameter.form().read(what + ": " + name + "'s " + parameter.name(), value));
            } else if (absent != null) {
                arguments.add(absent instanceof Same same ? arguments.get(same.place()) : absent);
            } else {
                throw new IllegalArgumentException(
                        what + ": " + name + " needs a " + parameter.name() + ": " + signature());
            }
        }
        try {
            return maker.apply(arguments);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + ": " + e.getMessage(), e);
        }
    }

    private Map<String, Term> given(String what, Term term) {
        Map<String, Term> given = new HashMap<>();
        boolean named = false;
        for (Term.Argument argument : term.arguments()) {
            int place = given.size();
            if (argument.name().isEmpty() && named) {
                throw new IllegalArgumentException(
                        what + ": in " + term + " the values without a name must come first");
            }
            if (argument.name().isEmpty() && place >= parameters.size()) {
                throw new IllegalArgumentException(what + ": " + name + " takes "
                        + (parameters.isEmpty() ? "no arguments" : "at most " + parameters.size() + " arguments")
                        + ", was given " + term.arguments().size() + ": write " + signature());
            }
            named |= !argument.name().isEmpty();
            String parameter =
                    named ? known(what, argument.name()) : parameters.get(place).name();
            if (given.put(parameter, argument.value()) != null) {
                throw new IllegalArgumentException(what + ": " + name + " was given its " + parameter + " twice");
            }
        }
        return given;
    }

    private String known(String what, String argument) {
        List<String> names = parameters.stream().map(Parameter::name).toList();
        return names.stream()
                .filter(argument::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        what + ": " + Nearest.missing("argument of " + name, argument, names)));
    }

    /** The value as text; null if this call makes no such value. */
    @Nullable
    String write(Object value) {
        List<Object> arguments = parts.apply(value);
        if (arguments == null) {
            return null;
        }
        ImmutableList.Builder<Term.Argument> written = ImmutableList.builder();
        boolean named = false;
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Object absent = parameter.absent() instanceof Same same ? arguments.get(same.place()) : parameter.absent();
            // what the value is about is written even where it is the default
            boolean skipped = i > 0 && arguments.get(i).equals(absent);
            if (!skipped) {
                Term term = Term.of(name, parameter.form().write(arguments.get(i)));
                written.add(new Term.Argument(named ? parameter.name() : "", term));
            }
            named |= skipped;
        }
        return new Term(name, written.build()).toString();
    }
}
