package io.gan4j.training;

/** What a run folder records of a run that was set by a builder of this library: all that can be written down. */
public sealed interface RunSettings permits GanSettings, TranslationRunSettings {
    /** The name of the preset that the settings began with. */
    String preset();
}
