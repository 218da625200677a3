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
 * @param pretraining the share of the run in which the discriminator does not take part yet and the reconstructions alone are
 *     minimized, from 0 up to, but without, 1; of no consequence if there is no discriminator
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
        double pretraining,
        ImmutableList<Reconstruction> reconstructions,
        TrainingStrategy strategy) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public TranslationSettings {
        checkArgument(
                adversarial >= 0 && Double.isFinite(adversarial),
                "adversarial must be a finite number of at least 0, was %s",
                adversarial);
        checkArgument(
                pretraining >= 0 && pretraining < 1,
                "pretraining must be a share of the run from 0 up to, but without, 1, was %s",
                pretraining);
    }

    /** The same settings with another recipe of the translator. */
    public TranslationSettings translator(TranslatorArchitecture recipe) {
        return new TranslationSettings(
                preset, task, recipe, discriminator, loss, adversarial, pretraining, reconstructions, strategy);
    }

    /** The same settings with another recipe of the discriminator. */
    public TranslationSettings discriminator(DiscriminatorArchitecture recipe) {
        return new TranslationSettings(
                preset, task, translator, recipe, loss, adversarial, pretraining, reconstructions, strategy);
    }

    /** The same settings with another loss of the two against each other. */
    public TranslationSettings loss(LossStrategy other) {
        return new TranslationSettings(
                preset, task, translator, discriminator, other, adversarial, pretraining, reconstructions, strategy);
    }

    /** The same settings with another weight of that loss for the translator; 0 for no discriminator at all. */
    public TranslationSettings adversarial(double weight) {
        return new TranslationSettings(
                preset, task, translator, discriminator, loss, weight, pretraining, reconstructions, strategy);
    }

    /** The same settings with another share of the run before the discriminator takes part. */
    public TranslationSettings pretraining(double share) {
        return new TranslationSettings(
                preset, task, translator, discriminator, loss, adversarial, share, reconstructions, strategy);
    }

    /** The same settings with another task. */
    public TranslationSettings task(TranslationTask other) {
        return new TranslationSettings(
                preset, other, translator, discriminator, loss, adversarial, pretraining, reconstructions, strategy);
    }

    /** The same settings with other terms that compare images. */
    public TranslationSettings reconstructions(Reconstruction... terms) {
        return new TranslationSettings(
                preset,
                task,
                translator,
                discriminator,
                loss,
                adversarial,
                pretraining,
                ImmutableList.copyOf(terms),
                strategy);
    }

    /** The same settings with another strategy. */
    public TranslationSettings strategy(TrainingStrategy how) {
        return new TranslationSettings(
                preset, task, translator, discriminator, loss, adversarial, pretraining, reconstructions, how);
    }
}
