package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.architecture.Architecture;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.NetworkPractices;
import io.gan4j.engine.Device;
import io.gan4j.engine.Precision;
import io.gan4j.loss.LossStrategy;
import io.gan4j.network.Network;
import io.gan4j.tensor.Prior;
import org.jspecify.annotations.Nullable;

/**
 * All that is set in a {@code GanBuilder} and can be written down: what a run folder records, so that a run can go on without
 * its settings in code. Listeners and the backend are not among it.
 *
 * @param preset the name of the preset that the settings began with
 * @param architecture the recipe of both networks
 * @param generatorFeatures the width of the generator, if it is not the recipe's
 * @param discriminatorFeatures the width of the discriminator, if it is not the recipe's
 * @param generator the generator, if the user set it
 * @param discriminator the discriminator, if the user set it
 * @param generatorPractices what is done to the generator
 * @param discriminatorPractices what is done to the discriminator
 * @param latent the length of a latent
 * @param prior the distribution of latents
 * @param loss what the players minimise
 * @param strategy how they are trained
 * @param reportEvery the steps from one report to the next, if they are set
 * @param device where to compute
 * @param threads how many threads compute; 0 leaves it to the engine
 * @param precision the numbers in which networks compute while they are trained
 * @param best which state is kept; the last if null
 * @param divergence what happens when a number is not finite
 * @param conditioning how the networks are given classes
 */
public record GanSettings(
        String preset,
        Architecture architecture,
        @Nullable Integer generatorFeatures,
        @Nullable Integer discriminatorFeatures,
        @Nullable Network generator,
        @Nullable Network discriminator,
        NetworkPractices generatorPractices,
        NetworkPractices discriminatorPractices,
        int latent,
        Prior prior,
        LossStrategy loss,
        TrainingStrategy strategy,
        @Nullable Long reportEvery,
        Device device,
        int threads,
        Precision precision,
        @Nullable Best best,
        Divergence divergence,
        Conditioning conditioning)
        implements RunSettings {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public GanSettings {
        atLeast(1, latent, "latent");
        atLeast(0, threads, "threads");
        atLeast(1, generatorFeatures == null ? 1 : generatorFeatures, "generatorFeatures");
        atLeast(1, discriminatorFeatures == null ? 1 : discriminatorFeatures, "discriminatorFeatures");
        atLeast(1, reportEvery == null ? 1 : reportEvery, "reportEvery");
    }

    private static void atLeast(long least, long value, String what) {
        checkArgument(value >= least, "%s must be at least %s, was %s", what, least, value);
    }
}
