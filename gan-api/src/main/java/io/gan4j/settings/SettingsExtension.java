package io.gan4j.settings;

import java.util.ServiceLoader;

/**
 * Adds a module's types to the table of settings; found by {@link ServiceLoader}. The table stays closed: what may be read is
 * decided by the modules on the class path, never by a file.
 */
public interface SettingsExtension {
    /** Returns the table with this module's types. */
    SettingsTypes extend(SettingsTypes table);
}
