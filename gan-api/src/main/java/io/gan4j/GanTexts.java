package io.gan4j;

import static io.gan4j.settings.TextForms.constants;
import static io.gan4j.settings.TextForms.decimal;
import static io.gan4j.settings.TextForms.onOff;
import static io.gan4j.settings.TextForms.optional;
import static io.gan4j.settings.TextForms.whole;

import com.google.common.collect.ImmutableList;
import io.gan4j.architecture.Conditioning;
import io.gan4j.architecture.GrowingArchitecture;
import io.gan4j.architecture.NetworkPractices;
import io.gan4j.architecture.NetworkPractices.WeightNorm;
import io.gan4j.architecture.Normalization;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.settings.AugmentationForms;
import io.gan4j.settings.TextForm;
import io.gan4j.settings.TextForms;
import io.gan4j.tensor.Prior;
import io.gan4j.training.Best;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The settings of a {@link GanBuilder} as text. */
final class GanTexts {
    private static final String NONE = "none";
    /** The word for what is left as the recipe or the given network has it. */
    private static final String RECIPE = "recipe";

    private static final String PROBABILITY = "a number of at least 0 and below 1";

    private GanTexts() {}

    /** All settings of a GAN. */
    static ImmutableList<TextSetting<GanBuilder, ?>> all() {
        return ImmutableList.<TextSetting<GanBuilder, ?>>builder()
                .addAll(networks())
                .addAll(practices())
                .addAll(minibatch())
                .addAll(TrainingTexts.<GanBuilder>all())
                .addAll(run())
                .addAll(RunTexts.course())
                .build();
    }

    private static <T> TextSetting<GanBuilder, T> setting(
            String name, TextForm<T> form, Function<Draft, T> reader, BiConsumer<Draft, T> writer, String description) {
        return TextSetting.of(
                name,
                form,
                gan -> reader.apply(gan.draft()),
                (gan, value) -> gan.with(draft -> writer.accept(draft, value)),
                description);
    }

    private static ImmutableList<TextSetting<GanBuilder, ?>> networks() {
        return ImmutableList.of(
                TextSetting.<GanBuilder, Integer>of(
                                "latent",
                                whole(1),
                                gan -> gan.draft().latent,
                                GanBuilder::latent,
                                "Sets the length of the latent vector.")
                        .saying(gan -> List.of(latents(gan.draft()))),
                setting(
                        "prior",
                        constants("prior", Prior.class),
                        draft -> draft.prior,
                        (draft, prior) -> draft.prior = prior,
                        "Sets the distribution of the latents."),
                setting(
                                "architecture",
                                TextForms.architecture(),
                                draft -> draft.architecture,
                                (draft, recipe) -> draft.architecture = recipe,
                                "Sets the recipe of both networks.")
                        .saying(gan -> growing(gan.draft())),
                TextSetting.of(
                        "generatorFeatures",
                        optional(RECIPE, whole(1)),
                        gan -> Optional.ofNullable(gan.draft().generatorFeatures),
                        (gan, width) -> width.map(gan::generatorFeatures)
                                .orElseGet(() -> gan.with(draft -> draft.generatorFeatures = null)),
                        "Sets the width of the generator: the channels of its narrowest hidden layer."),
                TextSetting.of(
                        "discriminatorFeatures",
                        optional(RECIPE, whole(1)),
                        gan -> Optional.ofNullable(gan.draft().discriminatorFeatures),
                        (gan, width) -> width.map(gan::discriminatorFeatures)
                                .orElseGet(() -> gan.with(draft -> draft.discriminatorFeatures = null)),
                        "Sets the width of the discriminator: the channels of its narrowest hidden layer."),
                setting(
                                "conditional",
                                TextForms.conditioning(),
                                draft -> draft.conditioning,
                                (draft, how) -> draft.conditioning = how,
                                "Sets how both networks are given the class of each sample, if they are.")
                        .saidUnless(Conditioning.none(), how -> "conditional: " + how.describe()),
                setting(
                                "loss",
                                TextForms.loss(),
                                draft -> draft.loss,
                                (draft, loss) -> draft.loss = loss,
                                "Sets what the players minimize.")
                        .saidAs(loss -> "loss: " + loss.describe()));
    }

    private static String latents(Draft draft) {
        return (draft.prior == Prior.NORMAL ? "Gaussian" : "uniform") + " latents of length " + draft.latent;
    }

    private static List<String> growing(Draft draft) {
        return draft.architecture instanceof GrowingArchitecture && draft.weights == null
                ? List.of(
                        "networks that grow with the size of their images, with the layers of each new size faded in (Karras et al."
                                + " 2018)")
                : List.of();
    }

    /** All that is done to a network, in its own words: they stand at the first of its settings. */
    private static List<String> done(String player, NetworkPractices practices) {
        return practices.describe().stream()
                .map(practice -> player + ": " + practice)
                .toList();
    }

    private static ImmutableList<TextSetting<GanBuilder, ?>> practices() {
        return ImmutableList.of(
                ofGenerator(
                                "generatorNorm",
                                optional(RECIPE, constants("normalization", Normalization.class)),
                                practices -> Optional.ofNullable(practices.normalization()),
                                GanTexts::normalized,
                                "Sets how the generator's hidden features are normalized.")
                        .saying(gan -> done("generator", gan.draft().generatorPractices)),
                ofDiscriminator(
                                "discriminatorNorm",
                                optional(RECIPE, constants("normalization", Normalization.class)),
                                practices -> Optional.ofNullable(practices.normalization()),
                                GanTexts::normalized,
                                "Sets how the discriminator's hidden features are normalized.")
                        .saying(gan -> done("discriminator", gan.draft().discriminatorPractices)),
                ofDiscriminator(
                        "spectralNorm",
                        onOff(),
                        practices -> practices.weightNorm() == WeightNorm.SPECTRAL,
                        GanTexts::spectral,
                        "Normalizes each weight of the discriminator by its largest singular value."),
                ofGenerator(
                        "generatorSpectralNorm",
                        onOff(),
                        practices -> practices.weightNorm() == WeightNorm.SPECTRAL,
                        GanTexts::spectral,
                        "Normalizes each weight of the generator by its largest singular value."),
                ofDiscriminator(
                        "dropout",
                        optional(RECIPE, decimal(PROBABILITY)),
                        practices -> Optional.ofNullable(practices.dropout()).map(Dropout::probability),
                        GanTexts::dropping,
                        "Puts dropout after each hidden activation of the discriminator; 0 removes what is there."),
                ofGenerator(
                        "generatorDropout",
                        optional(RECIPE, decimal(PROBABILITY)),
                        practices -> Optional.ofNullable(practices.dropout()).map(Dropout::probability),
                        GanTexts::dropping,
                        "Puts dropout after each hidden activation of the generator; 0 removes what is there."));
    }

    private static ImmutableList<TextSetting<GanBuilder, ?>> minibatch() {
        return ImmutableList.of(
                ofDiscriminator(
                        "minibatchDiscrimination",
                        optional(NONE, TextForms.kernels()),
                        practices -> Optional.ofNullable(practices.discrimination()),
                        (practices, kernels) -> new NetworkPractices(
                                practices.normalization(),
                                practices.weightNorm(),
                                practices.dropout(),
                                kernels.orElse(null),
                                practices.stdDev(),
                                practices.augmentation()),
                        "Adds minibatch discrimination to the discriminator."),
                ofDiscriminator(
                        "minibatchStdDev",
                        optional(NONE, whole(2)),
                        practices -> Optional.ofNullable(practices.stdDev()).map(MinibatchStdDev::group),
                        (practices, group) -> new NetworkPractices(
                                practices.normalization(),
                                practices.weightNorm(),
                                practices.dropout(),
                                practices.discrimination(),
                                group.map(MinibatchStdDev::new).orElse(null),
                                practices.augmentation()),
                        "Adds minibatch standard deviation over groups of this many samples to the discriminator."),
                ofDiscriminator(
                        "augment",
                        optional(NONE, AugmentationForms.augmentation()),
                        practices -> Optional.ofNullable(practices.augmentation()),
                        (practices, policy) -> new NetworkPractices(
                                practices.normalization(),
                                practices.weightNorm(),
                                practices.dropout(),
                                practices.discrimination(),
                                practices.stdDev(),
                                policy.orElse(null)),
                        "Changes at random all images that the discriminator is given."));
    }

    private static <T> TextSetting<GanBuilder, T> ofGenerator(
            String name,
            TextForm<T> form,
            Function<NetworkPractices, T> reader,
            PracticeChange<T> writer,
            String description) {
        return setting(
                name,
                form,
                draft -> reader.apply(draft.generatorPractices),
                (draft, value) -> draft.generatorPractices = writer.apply(draft.generatorPractices, value),
                description);
    }

    private static <T> TextSetting<GanBuilder, T> ofDiscriminator(
            String name,
            TextForm<T> form,
            Function<NetworkPractices, T> reader,
            PracticeChange<T> writer,
            String description) {
        return setting(
                name,
                form,
                draft -> reader.apply(draft.discriminatorPractices),
                (draft, value) -> draft.discriminatorPractices = writer.apply(draft.discriminatorPractices, value),
                description);
    }

    /** The practices of a network with one of them changed. */
    private interface PracticeChange<T> {
        NetworkPractices apply(NetworkPractices practices, T value);
    }

    private static NetworkPractices normalized(NetworkPractices practices, Optional<Normalization> kind) {
        return new NetworkPractices(
                kind.orElse(null),
                practices.weightNorm(),
                practices.dropout(),
                practices.discrimination(),
                practices.stdDev(),
                practices.augmentation());
    }

    private static NetworkPractices spectral(NetworkPractices practices, Boolean on) {
        return new NetworkPractices(
                practices.normalization(),
                on ? WeightNorm.SPECTRAL : WeightNorm.AS_BEFORE,
                practices.dropout(),
                practices.discrimination(),
                practices.stdDev(),
                practices.augmentation());
    }

    private static NetworkPractices dropping(NetworkPractices practices, Optional<Float> probability) {
        return new NetworkPractices(
                practices.normalization(),
                practices.weightNorm(),
                probability.map(Dropout::new).orElse(null),
                practices.discrimination(),
                practices.stdDev(),
                practices.augmentation());
    }

    private static ImmutableList<TextSetting<GanBuilder, ?>> run() {
        return ImmutableList.of(
                RunTexts.reports(),
                setting(
                                "evaluateEvery",
                                RunForms.measured(),
                                draft -> Optional.ofNullable(draft.best),
                                (draft, best) -> draft.best = best.orElse(null),
                                "Measures by each metric whenever this many steps are done, and keeps the best state.")
                        .saying(gan -> kept(gan.draft())),
                setting(
                        "keepBestBy",
                        RunForms.metricName(),
                        GanTexts::deciding,
                        (draft, metric) -> draft.bestBy = metric.orElse(null),
                        "Sets by which metric of evaluateEvery the best state is kept."),
                TextSetting.of(
                        "patience",
                        optional(NONE, whole(1)),
                        gan -> patience(gan.draft()),
                        (gan, measurements) -> measurements
                                .map(gan::patience)
                                .orElseGet(() -> gan.with(draft -> {
                                    draft.patience = 0;
                                    draft.best = draft.best == null ? null : draft.best.patience(0);
                                })),
                        "Ends the run when this many measurements in a row were no better than the best before."));
    }

    private static List<String> kept(Draft draft) {
        Best best = draft.best;
        if (best == null) {
            return List.of();
        }
        String by = draft.bestBy == null ? best.metric().name() : draft.bestBy;
        String interval = best.everySteps() == 1 ? "step" : best.everySteps() + " steps";
        return List.of("the best state by " + by + " is kept, measured every " + interval);
    }

    /** The metric that was named, or that a recorded run was found to have named. */
    private static Optional<String> deciding(Draft draft) {
        Best best = draft.best;
        if (draft.bestBy != null || best == null) {
            return Optional.ofNullable(draft.bestBy);
        }
        int first = Best.of(best.everySteps(), best.metrics()).chosen();
        return best.chosen() == first
                ? Optional.empty()
                : Optional.of(best.metric().name());
    }

    /** The patience that was set, or that a recorded run had. */
    private static Optional<Integer> patience(Draft draft) {
        int recorded = draft.best == null ? 0 : draft.best.patience();
        return Optional.of(draft.patience == 0 ? recorded : draft.patience).filter(measurements -> measurements > 0);
    }
}
