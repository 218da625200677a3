package io.gan4j;

import com.google.common.collect.ImmutableList;
import io.gan4j.settings.TextForm;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A setting whose value has a form.
 *
 * @param name the name of the builder's method
 * @param scope whether it sets something of its own
 * @param form how its values are written
 * @param reader its value in a builder; empty where other settings decide
 * @param writer the builder with another value
 * @param description what it does
 * @param practices what a builder says of the setting to people, a line each; none where it says nothing
 */
record TextSetting<B, T>(
        String name,
        Scope scope,
        TextForm<T> form,
        Function<B, Optional<T>> reader,
        BiFunction<B, T, B> writer,
        String description,
        Function<B, List<String>> practices)
        implements Setting<B> {
    /** What a setting sets. */
    enum Scope {
        /** Something that no other setting of the table sets. */
        OWN,
        /** Several others of the table at once. */
        SEVERAL,
        /** A part of what others of the table set. */
        PART
    }

    /** A setting of which a builder says nothing to people. */
    TextSetting(
            String name,
            Scope scope,
            TextForm<T> form,
            Function<B, Optional<T>> reader,
            BiFunction<B, T, B> writer,
            String description) {
        this(name, scope, form, reader, writer, description, builder -> ImmutableList.of());
    }

    /** A setting of its own that always has a value. */
    static <B, T> TextSetting<B, T> of(
            String name, TextForm<T> form, Function<B, T> reader, BiFunction<B, T, B> writer, String description) {
        return new TextSetting<>(
                name, Scope.OWN, form, builder -> Optional.of(reader.apply(builder)), writer, description);
    }

    /** Returns this setting with the lines that a builder says of it to people. */
    TextSetting<B, T> saying(Function<B, List<String>> lines) {
        return new TextSetting<>(name, scope, form, reader, writer, description, lines);
    }

    /** Returns this setting with a line that a builder says of its value, if it has one. */
    TextSetting<B, T> saidAs(Function<T, String> phrase) {
        return saying(builder -> reader.apply(builder).map(phrase).map(List::of).orElse(List.of()));
    }

    /** Returns this setting with a line that a builder says of its value, unless it is the usual one. */
    TextSetting<B, T> saidUnless(T usual, Function<T, String> phrase) {
        return saying(builder -> reader.apply(builder)
                .filter(value -> !value.equals(usual))
                .map(phrase)
                .map(List::of)
                .orElse(List.of()));
    }

    @Override
    public String rule() {
        return form.rule();
    }

    @Override
    public Optional<String> text(B builder) {
        return reader.apply(builder).map(value -> named(() -> form.write(value)));
    }

    @Override
    public B set(B builder, String text) {
        return named(() -> writer.apply(builder, form.read(name, text)));
    }

    /** Messages of types that do not know for which setting they are used begin with its name. */
    private <R> R named(Supplier<R> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(name) ? e : new IllegalArgumentException(name + ": " + message, e);
        }
    }
}
