package io.gan4j.training;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.architecture.TextArchitecture;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.loss.LabelledLoss;

/**
 * What decides how a GAN that makes images of sentences learns. Immutable.
 *
 * @param preset the name of the preset that the settings began with
 * @param architecture the recipe of the networks
 * @param latent the length of the latent
 * @param loss what generator and discriminator minimize against each other
 * @param mismatch what is shown as not going together
 * @param interpolation the weight of the generator's loss for sentence vectors halfway between two captions (Reed et al. 2016,
 *     equation 5); with 0 there are none
 * @param matching the weight of the generator's loss for images that an image encoder, which learned beside the text encoder, does
 *     not match with their captions (Xu et al. 2018, AttnGAN, section 3.2); with 0 there is none
 * @param textEncoder the recipe of the text encoder that learns first
 * @param encoderSteps the steps in which it learns
 * @param strategy how the networks are trained
 */
@CheckReturnValue
public record TextToImageSettings(
        String preset,
        TextArchitecture architecture,
        int latent,
        LabelledLoss loss,
        Mismatch mismatch,
        double interpolation,
        double matching,
        TextEncoder textEncoder,
        long encoderSteps,
        TrainingStrategy strategy) {
    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if {@code latent} or {@code encoderSteps} is below 1, or {@code interpolation} or {@code
     *     matching} negative or not finite
     */
    public TextToImageSettings {
        checkArgument(latent >= 1, "latent must be at least 1, was %s", latent);
        checkArgument(
                interpolation >= 0 && Double.isFinite(interpolation),
                "interpolation must be a finite number of at least 0, was %s",
                interpolation);
        checkArgument(
                matching >= 0 && Double.isFinite(matching),
                "matching must be a finite number of at least 0, was %s",
                matching);
        checkArgument(encoderSteps >= 1, "encoderSteps must be at least 1, was %s", encoderSteps);
    }

    /** The same settings with another recipe of the networks. */
    public TextToImageSettings architecture(TextArchitecture recipe) {
        return new TextToImageSettings(
                preset, recipe, latent, loss, mismatch, interpolation, matching, textEncoder, encoderSteps, strategy);
    }

    /** The same settings with another length of the latent. */
    public TextToImageSettings latent(int size) {
        return new TextToImageSettings(
                preset,
                architecture,
                size,
                loss,
                mismatch,
                interpolation,
                matching,
                textEncoder,
                encoderSteps,
                strategy);
    }

    /** The same settings with another loss. */
    public TextToImageSettings loss(LabelledLoss other) {
        return new TextToImageSettings(
                preset,
                architecture,
                latent,
                other,
                mismatch,
                interpolation,
                matching,
                textEncoder,
                encoderSteps,
                strategy);
    }

    /** The same settings with something else that does not go together. */
    public TextToImageSettings mismatch(Mismatch shown) {
        return new TextToImageSettings(
                preset,
                architecture,
                latent,
                loss,
                shown,
                interpolation,
                matching,
                textEncoder,
                encoderSteps,
                strategy);
    }

    /** The same settings with another weight of sentence vectors halfway between two captions; 0 for none. */
    public TextToImageSettings interpolation(double weight) {
        return new TextToImageSettings(
                preset, architecture, latent, loss, mismatch, weight, matching, textEncoder, encoderSteps, strategy);
    }

    /** The same settings with another weight of images that are not matched with their captions; 0 for none. */
    public TextToImageSettings matching(double weight) {
        return new TextToImageSettings(
                preset,
                architecture,
                latent,
                loss,
                mismatch,
                interpolation,
                weight,
                textEncoder,
                encoderSteps,
                strategy);
    }

    /** The same settings with another recipe of the text encoder that learns first. */
    public TextToImageSettings textEncoder(TextEncoder recipe) {
        return new TextToImageSettings(
                preset, architecture, latent, loss, mismatch, interpolation, matching, recipe, encoderSteps, strategy);
    }

    /** The same settings with another number of steps in which the text encoder learns. */
    public TextToImageSettings encoderSteps(long steps) {
        return new TextToImageSettings(
                preset, architecture, latent, loss, mismatch, interpolation, matching, textEncoder, steps, strategy);
    }

    /** The same settings with another strategy. */
    public TextToImageSettings strategy(TrainingStrategy how) {
        return new TextToImageSettings(
                preset, architecture, latent, loss, mismatch, interpolation, matching, textEncoder, encoderSteps, how);
    }
}
