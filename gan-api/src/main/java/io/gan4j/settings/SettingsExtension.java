package io.gan4j.settings;

import java.util.Map;
import java.util.ServiceLoader;

/**
 * Adds a module's types to the table of settings; found by {@link ServiceLoader}. The table stays closed: what may be read is
 * decided by the modules on the class path, never by a file.
 */
public interface SettingsExtension {
    /** Returns the table with this module's types. */
    SettingsTypes extend(SettingsTypes table);

    /**
     * Returns this module's values of a kind, such as metrics, by the names that they have in settings that are given as text.
     * Default: none.
     */
    default <T> Map<String, T> named(Class<T> kind) {
        return Map.of();
    }
}
