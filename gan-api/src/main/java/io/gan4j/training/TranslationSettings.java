package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.architecture.DiscriminatorArchitecture;
import io.gan4j.architecture.TranslatorArchitecture;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Reconstruction;

/**
 * What decides how a translator of images learns. Immutable.
 *
 * @param preset the name of the preset that the settings began with
 * @param task what is to be learned
 * @param translator the recipe of the translator
 * @param discriminator the recipe of the discriminator
 * @param loss what translator and discriminator minimize against each other
 * @param adversarial the weight of that loss for the translator; with 0 there is no discriminator
 * @param reconstructions what compares the images that are made with those that should be made, each with its weight
 * @param strategy how the networks are trained
 */
@CheckReturnValue
public record TranslationSettings(
        String preset,
        TranslationTask task,
        TranslatorArchitecture translator,
        DiscriminatorArchitecture discriminator,
        LossStrategy loss,
        double adversarial,
        ImmutableList<Reconstruction> reconstructions,
        TrainingStrategy strategy) {
    /**
     * Checks the weight.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public TranslationSettings {
        checkArgument(
                adversarial >= 0 && Double.isFinite(adversarial),
                "adversarial must be a finite number of at least 0, was %s",
                adversarial);
    }

    /** The same settings with another recipe of the translator. */
    public TranslationSettings translator(TranslatorArchitecture recipe) {
        return new TranslationSettings(
                preset, task, recipe, discriminator, loss, adversarial, reconstructions, strategy);
    }

    /** The same settings with another recipe of the discriminator. */
    public TranslationSettings discriminator(DiscriminatorArchitecture recipe) {
        return new TranslationSettings(preset, task, translator, recipe, loss, adversarial, reconstructions, strategy);
    }

    /** The same settings with another loss of the two against each other. */
    public TranslationSettings loss(LossStrategy other) {
        return new TranslationSettings(
                preset, task, translator, discriminator, other, adversarial, reconstructions, strategy);
    }

    /** The same settings with another weight of that loss for the translator; 0 for no discriminator at all. */
    public TranslationSettings adversarial(double weight) {
        return new TranslationSettings(
                preset, task, translator, discriminator, loss, weight, reconstructions, strategy);
    }

    /** The same settings with other terms that compare images. */
    public TranslationSettings reconstructions(Reconstruction... terms) {
        return new TranslationSettings(
                preset, task, translator, discriminator, loss, adversarial, ImmutableList.copyOf(terms), strategy);
    }

    /** The same settings with another strategy. */
    public TranslationSettings strategy(TrainingStrategy how) {
        return new TranslationSettings(
                preset, task, translator, discriminator, loss, adversarial, reconstructions, how);
    }
}
