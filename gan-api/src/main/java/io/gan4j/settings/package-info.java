/**
 * Settings as JSON, over a closed table of types: {@link io.gan4j.settings.SettingsJson}. What a file names is looked up in
 * the table and nowhere else: no class is loaded, and every number goes through the constructor of the type that it is for.
 */
@NullMarked
package io.gan4j.settings;

import org.jspecify.annotations.NullMarked;
