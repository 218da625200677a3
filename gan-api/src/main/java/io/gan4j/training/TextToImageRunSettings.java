package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.engine.Device;
import io.gan4j.engine.Precision;
import org.jspecify.annotations.Nullable;

/**
 * All that is set in a {@code TextToImageBuilder} and can be written down. Listeners and the backend are not among it.
 *
 * @param learning what decides what is learned
 * @param reportEvery the steps from one report to the next, if they are set
 * @param device where to compute
 * @param threads how many threads compute; 0 leaves it to the engine
 * @param precision in which networks compute
 * @param divergence what happens when a number is not finite
 */
public record TextToImageRunSettings(
        TextToImageSettings learning,
        @Nullable Long reportEvery,
        Device device,
        int threads,
        Precision precision,
        Divergence divergence)
        implements RunSettings {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public TextToImageRunSettings {
        checkArgument(threads >= 0, "threads must be at least 0, was %s", threads);
        checkArgument(reportEvery == null || reportEvery >= 1, "reportEvery must be at least 1, was %s", reportEvery);
    }

    @Override
    public String preset() {
        return learning.preset();
    }
}
