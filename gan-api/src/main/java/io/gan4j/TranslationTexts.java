package io.gan4j;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.gan4j.loss.Reconstruction;
import io.gan4j.settings.TextForms;
import io.gan4j.settings.TranslationForms;
import io.gan4j.training.TranslationTask;

/** The settings of a {@link TranslationBuilder} as text. */
final class TranslationTexts {
    /** Settings of training that translators take no notice of. */
    private static final ImmutableSet<String> OF_GANS_ALONE = ImmutableSet.of(
            "generatorSteps",
            "unrolledSteps",
            "regularizers",
            "labels",
            "scoring",
            "fakes",
            "instanceNoise",
            "packing",
            "referenceBatch",
            "standingStatistics");

    private TranslationTexts() {}

    /** All settings of a translator. */
    static ImmutableList<TextSetting<TranslationBuilder, ?>> all() {
        ImmutableList.Builder<TextSetting<TranslationBuilder, ?>> all = ImmutableList.builder();
        all.addAll(networks());
        TrainingTexts.<TranslationBuilder>all().stream()
                .filter(setting -> !OF_GANS_ALONE.contains(setting.name()))
                .forEach(all::add);
        return all.add(RunTexts.reports()).addAll(RunTexts.course()).build();
    }

    /** What is set of films; what is usual where there are none. */
    private static TranslationTask.NextFrame film(TranslationBuilder builder) {
        return builder.settings().task() instanceof TranslationTask.NextFrame film
                ? film
                : TranslationTask.NextFrame.of(2);
    }

    private static ImmutableList<TextSetting<TranslationBuilder, ?>> networks() {
        return ImmutableList.of(
                TextSetting.of(
                        "translator",
                        TranslationForms.translator(),
                        builder -> builder.settings().translator(),
                        TranslationBuilder::translator,
                        "Sets the recipe of the translator, or of both."),
                TextSetting.of(
                        "discriminator",
                        TranslationForms.discriminator(),
                        builder -> builder.settings().discriminator(),
                        TranslationBuilder::discriminator,
                        "Sets the recipe of the discriminator."),
                TextSetting.of(
                        "loss",
                        TextForms.loss(),
                        builder -> builder.settings().loss(),
                        TranslationBuilder::loss,
                        "Sets what translator and discriminator minimize against each other."),
                TextSetting.of(
                        "adversarial",
                        TextForms.decimalDouble("a number of at least 0"),
                        builder -> builder.settings().adversarial(),
                        TranslationBuilder::adversarial,
                        "Sets the weight of that loss for the translator; with 0 there is no discriminator."),
                TextSetting.of(
                        "pretraining",
                        TextForms.decimalDouble("a number of at least 0 and below 1"),
                        builder -> builder.settings().pretraining(),
                        TranslationBuilder::pretraining,
                        "Sets the share of the run before the discriminator takes part."),
                TextSetting.of(
                        "rollout",
                        TextForms.whole(1),
                        builder -> film(builder).rollout(),
                        TranslationBuilder::rollout,
                        "Sets how many frames a translator of films makes one after the other in training."),
                TextSetting.of(
                        "rolloutWeight",
                        TextForms.decimal("a number above 0"),
                        builder -> film(builder).rolloutWeight(),
                        (builder, weight) -> builder.rolloutWeight(weight),
                        "Sets the weight of what compares each of these frames after the first with the truth."),
                TextSetting.of(
                        "reconstructions",
                        TranslationForms.reconstructions(),
                        builder -> builder.settings().reconstructions(),
                        (builder, terms) -> builder.reconstructions(terms.toArray(Reconstruction[]::new)),
                        "Sets what compares the images that are made with those that should be made."));
    }
}
