package io.gan4j;

import java.util.Optional;

/**
 * A setting of a builder that can be written as text, for programs that take settings from a command line or a file. See {@link
 * SettingsTable}. Immutable.
 *
 * @param <B> the builder
 */
public sealed interface Setting<B> permits TextSetting {
    /** The name, that of the builder's method: {@code discriminatorSteps}. */
    String name();

    /** What it does, in a sentence. */
    String description();

    /** Which texts it takes, in a phrase: {@code a whole number of at least 1}. */
    String rule();

    /**
     * The value that it has in a builder, as text that {@link #set} reads; empty where other settings decide, such as the steps
     * of a run whose length is set in epochs.
     *
     * @throws IllegalArgumentException if the value has no text, because its user made its type
     */
    Optional<String> text(B builder);

    /**
     * Returns the builder with this setting changed.
     *
     * @throws IllegalArgumentException if the text is none of the values, or out of range; the message names the setting, what
     *     is wrong, and what is right
     */
    B set(B builder, String text);
}
