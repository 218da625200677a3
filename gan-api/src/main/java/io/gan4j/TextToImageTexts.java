package io.gan4j;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.gan4j.settings.TextForms;
import io.gan4j.settings.TextToImageForms;
import io.gan4j.training.Mismatch;

/** The settings of a {@link TextToImageBuilder} as text. */
final class TextToImageTexts {
    /** Settings of training that these GANs take no notice of. */
    private static final ImmutableSet<String> OF_OTHER_GANS = ImmutableSet.of(
            "fakes",
            "unrolledSteps",
            "labels",
            "scoring",
            "instanceNoise",
            "replay",
            "packing",
            "referenceBatch",
            "standingStatistics");

    private TextToImageTexts() {}

    /** All settings. */
    static ImmutableList<TextSetting<TextToImageBuilder, ?>> all() {
        ImmutableList.Builder<TextSetting<TextToImageBuilder, ?>> all = ImmutableList.builder();
        all.addAll(own());
        TrainingTexts.<TextToImageBuilder>all().stream()
                .filter(setting -> !OF_OTHER_GANS.contains(setting.name()))
                .forEach(all::add);
        return all.add(RunTexts.reports()).addAll(RunTexts.course()).build();
    }

    private static ImmutableList<TextSetting<TextToImageBuilder, ?>> own() {
        return ImmutableList.of(
                TextSetting.of(
                        "architecture",
                        TextToImageForms.architecture(),
                        builder -> builder.settings().architecture(),
                        TextToImageBuilder::architecture,
                        "Sets the recipe of the networks."),
                TextSetting.of(
                        "latent",
                        TextForms.whole(1),
                        builder -> builder.settings().latent(),
                        TextToImageBuilder::latent,
                        "Sets the length of the latent."),
                TextSetting.of(
                        "loss",
                        TextToImageForms.loss(),
                        builder -> builder.settings().loss(),
                        TextToImageBuilder::loss,
                        "Sets what generator and discriminator minimize against each other."),
                TextSetting.of(
                        "mismatch",
                        TextForms.constants("mismatch", Mismatch.class),
                        builder -> builder.settings().mismatch(),
                        TextToImageBuilder::mismatch,
                        "Sets what the discriminator is shown as images and captions that do not go together."),
                TextSetting.of(
                        "interpolation",
                        TextForms.decimalDouble("a number of at least 0"),
                        builder -> builder.settings().interpolation(),
                        TextToImageBuilder::interpolation,
                        "Sets the weight of the generator's loss for sentences halfway between two captions."),
                TextSetting.of(
                        "matching",
                        TextForms.decimalDouble("a number of at least 0"),
                        builder -> builder.settings().matching(),
                        TextToImageBuilder::matching,
                        "Sets the weight of the generator's loss for images that the image encoder does not match."),
                TextSetting.of(
                        "textEncoder",
                        TextToImageForms.textEncoder(),
                        builder -> builder.settings().textEncoder(),
                        TextToImageBuilder::textEncoder,
                        "Sets the recipe of the text encoder, which learns first."),
                TextSetting.of(
                        "encoderSteps",
                        TextForms.wholeLong("a whole number of at least 1"),
                        builder -> builder.settings().encoderSteps(),
                        TextToImageBuilder::encoderSteps,
                        "Sets the steps in which the text encoder learns."));
    }
}
