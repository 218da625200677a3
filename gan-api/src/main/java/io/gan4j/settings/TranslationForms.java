package io.gan4j.settings;

import com.google.common.collect.ImmutableList;
import io.gan4j.architecture.DiscriminatorArchitecture;
import io.gan4j.architecture.ImageDiscriminator;
import io.gan4j.architecture.MultiScaleTranslator;
import io.gan4j.architecture.Normalization;
import io.gan4j.architecture.PatchDiscriminator;
import io.gan4j.architecture.ResidualTranslator;
import io.gan4j.architecture.SuperResolver;
import io.gan4j.architecture.SwapAutoencoder;
import io.gan4j.architecture.TranslatorArchitecture;
import io.gan4j.architecture.UNet;
import io.gan4j.architecture.Upsampling;
import io.gan4j.loss.CycleConsistency;
import io.gan4j.loss.FeatureLoss;
import io.gan4j.loss.FeatureNetwork;
import io.gan4j.loss.GradientDifference;
import io.gan4j.loss.IdentityMapping;
import io.gan4j.loss.L1;
import io.gan4j.loss.MaskPenalty;
import io.gan4j.loss.RandomFeatures;
import io.gan4j.loss.Reconstruction;
import io.gan4j.loss.TotalVariation;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The forms in which recipes and losses of translators of images are written as text. */
public final class TranslationForms {
    private static final int FEATURES = 32;
    private static final String AUTOMATIC = "automatic";
    private static final String PROBABILITY = "a number of at least 0 and below 1";

    private static final TextForm<Optional<Integer>> NUMBER = TextForms.optional(AUTOMATIC, TextForms.whole(1));
    private static final TextForm<Normalization> NORMALIZATION =
            TextForms.constants("normalization", Normalization.class);
    private static final TextForm<Upsampling> UPSAMPLING = TextForms.constants("upsampling", Upsampling.class);

    private static final TextForm<TranslatorArchitecture> TRANSLATOR = Kind.of(
            "translator",
            unet(),
            residual(),
            RecordCall.<TranslatorArchitecture>of("multiScale", MultiScaleTranslator.of(FEATURES)),
            RecordCall.<TranslatorArchitecture>of("superResolver", SuperResolver.of(2, FEATURES)),
            RecordCall.<TranslatorArchitecture>of("swapAutoencoder", SwapAutoencoder.of(FEATURES)));

    private static final TextForm<DiscriminatorArchitecture> DISCRIMINATOR = Kind.of(
            "discriminator",
            patch(),
            RecordCall.<DiscriminatorArchitecture>of("image", ImageDiscriminator.of(FEATURES)));

    private static final TextForm<FeatureNetwork> FEATURE_NETWORK = Kind.of(
            "network of features",
            Call.<FeatureNetwork>of(
                            "random",
                            values -> FeatureNetwork.random((long) values.get(0)),
                            value -> value instanceof RandomFeatures random ? List.of(random.seed()) : null)
                    .with("seed", TextForms.wholeLong("a whole number"), 0L));

    private static final TextForm<ImmutableList<Reconstruction>> RECONSTRUCTIONS = TextForms.list(Kind.of(
            "reconstruction",
            RecordCall.<Reconstruction>of("l1", L1.standard()),
            RecordCall.<Reconstruction>of("gradientDifference", GradientDifference.standard()),
            Call.<Reconstruction>of(
                            "features",
                            values -> new FeatureLoss(
                                    (FeatureNetwork) values.get(0), (FeatureLoss.Distance) values.get(1), (float)
                                            values.get(2)),
                            value -> value instanceof FeatureLoss loss
                                    ? List.of(loss.network(), loss.distance(), loss.weight())
                                    : null)
                    .with("network", FEATURE_NETWORK, FeatureNetwork.random(0))
                    .with(
                            "distance",
                            TextForms.constants("distance", FeatureLoss.Distance.class),
                            FeatureLoss.Distance.SQUARED)
                    .with("weight", TextForms.decimal("a number above 0"), 1f),
            RecordCall.<Reconstruction>of("totalVariation", TotalVariation.of(0.1)),
            RecordCall.<Reconstruction>of("maskPenalty", MaskPenalty.standard()),
            RecordCall.<Reconstruction>of("cycleConsistency", CycleConsistency.standard()),
            RecordCall.<Reconstruction>of("identityMapping", IdentityMapping.standard())));

    private TranslationForms() {}

    /** A recipe of a translator: {@code unet(32)}. */
    public static TextForm<TranslatorArchitecture> translator() {
        return TRANSLATOR;
    }

    /** A recipe of a discriminator of images: {@code patch(32)}. */
    public static TextForm<DiscriminatorArchitecture> discriminator() {
        return DISCRIMINATOR;
    }

    /** What compares images, with commas between: {@code l1(100), gradientDifference(1)}; {@code none} if nothing does. */
    public static TextForm<ImmutableList<Reconstruction>> reconstructions() {
        return RECONSTRUCTIONS;
    }

    private static Call<TranslatorArchitecture> unet() {
        UNet usual = UNet.of(FEATURES);
        return Call.<TranslatorArchitecture>of(
                        "unet",
                        values -> new UNet(
                                (int) values.get(0),
                                number(values.get(1)),
                                (Normalization) values.get(2),
                                (float) values.get(3),
                                (Upsampling) values.get(4),
                                (UNet.Output) values.get(5)),
                        value -> value instanceof UNet recipe
                                ? List.of(
                                        recipe.features(),
                                        Optional.ofNullable(recipe.levels()),
                                        recipe.normalization(),
                                        recipe.dropout(),
                                        recipe.upsampling(),
                                        recipe.output())
                                : null)
                .with("features", TextForms.whole(1), FEATURES)
                .with("levels", TextForms.optional(AUTOMATIC, TextForms.whole(2)), Optional.empty())
                .with("normalization", NORMALIZATION, usual.normalization())
                .with("dropout", TextForms.decimal(PROBABILITY), usual.dropout())
                .with("upsampling", UPSAMPLING, usual.upsampling())
                .with("output", TextForms.constants("output", UNet.Output.class), usual.output());
    }

    private static Call<TranslatorArchitecture> residual() {
        ResidualTranslator usual = ResidualTranslator.of(FEATURES);
        return Call.<TranslatorArchitecture>of(
                        "residual",
                        values -> new ResidualTranslator(
                                (int) values.get(0), number(values.get(1)), (Normalization) values.get(2), (Upsampling)
                                        values.get(3)),
                        value -> value instanceof ResidualTranslator recipe
                                ? List.of(
                                        recipe.features(),
                                        Optional.ofNullable(recipe.blocks()),
                                        recipe.normalization(),
                                        recipe.upsampling())
                                : null)
                .with("features", TextForms.whole(1), FEATURES)
                .with("blocks", NUMBER, Optional.empty())
                .with("normalization", NORMALIZATION, usual.normalization())
                .with("upsampling", UPSAMPLING, usual.upsampling());
    }

    private static Call<DiscriminatorArchitecture> patch() {
        PatchDiscriminator usual = PatchDiscriminator.of(FEATURES);
        return Call.<DiscriminatorArchitecture>of(
                        "patch",
                        values -> new PatchDiscriminator(
                                (int) values.get(0), number(values.get(1)), (Normalization) values.get(2)),
                        value -> value instanceof PatchDiscriminator recipe
                                ? List.of(
                                        recipe.features(), Optional.ofNullable(recipe.layers()), recipe.normalization())
                                : null)
                .with("features", TextForms.whole(1), FEATURES)
                .with("layers", NUMBER, Optional.empty())
                .with("normalization", NORMALIZATION, usual.normalization());
    }

    /** The number that was given; null lets the recipe choose by the size of the images. */
    private static @Nullable Integer number(Object value) {
        return ((Optional<?>) value).map(Integer.class::cast).orElse(null);
    }
}
