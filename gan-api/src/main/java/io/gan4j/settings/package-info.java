/**
 * Settings as JSON, over a closed table of types: {@link io.gan4j.settings.SettingsJson}. What a file names is looked up in
 * the table and nowhere else: no class is loaded, and every number goes through the constructor of the type that it is for.
 *
 * <p>For people, values are also written as short text, {@code adam(2e-4, 0.5)}, over one grammar: {@link
 * io.gan4j.settings.Term} reads it, and {@link io.gan4j.settings.TextForms} knows the forms.
 */
@NullMarked
package io.gan4j.settings;

import org.jspecify.annotations.NullMarked;
