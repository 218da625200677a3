package io.gan4j.training;

import io.gan4j.engine.Device;
import io.gan4j.engine.Precision;
import org.jspecify.annotations.Nullable;

/** What a run folder records of a run that was set by a builder of this library: all that can be written down. */
public sealed interface RunSettings permits GanSettings, TranslationRunSettings, TextToImageRunSettings {
    /** The name of the preset that the settings began with. */
    String preset();

    /** The steps from one report to the next, if they are set. */
    @Nullable
    Long reportEvery();

    /** Where to compute. */
    Device device();

    /** How many threads compute; 0 leaves it to the engine. */
    int threads();

    /** In which networks compute while they are trained. */
    Precision precision();

    /** What happens when a number is not finite. */
    Divergence divergence();
}
