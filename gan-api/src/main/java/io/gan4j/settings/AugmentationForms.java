package io.gan4j.settings;

import com.google.common.collect.ImmutableList;
import io.gan4j.layer.Ada;
import io.gan4j.layer.Augmentation;
import io.gan4j.layer.DiffAugment;
import java.util.List;
import java.util.Optional;

/**
 * The forms in which augmentations are written as text: {@code ada(all, images=50000)}, {@code diffAugment(color+cutout, -1)}.
 */
public final class AugmentationForms {
    private static final Ada USUAL = Ada.all();
    private static final Ada.Followed FOLLOWED = (Ada.Followed) USUAL.control();

    private static final TextForm<Augmentation> AUGMENTATION = Kind.of("augmentation", diffAugment(), ada());

    private AugmentationForms() {}

    /** What is done to all images that a discriminator is given. */
    public static TextForm<Augmentation> augmentation() {
        return AUGMENTATION;
    }

    @SuppressWarnings("unchecked")
    private static Call<Augmentation> diffAugment() {
        return Call.<Augmentation>of(
                        "diffAugment",
                        values -> diffAugment(
                                (ImmutableList<DiffAugment.Kind>) values.get(0), (Optional<Float>) values.get(1)),
                        value -> value instanceof DiffAugment policy ? parts(policy) : null)
                .with(
                        "kinds",
                        new KindsForm<>(DiffAugment.Kind.class),
                        DiffAugment.all().kinds())
                .with(
                        "background",
                        TextForms.optional("border", TextForms.decimal("a number from -1 to 1")),
                        Optional.empty());
    }

    private static DiffAugment diffAugment(ImmutableList<DiffAugment.Kind> kinds, Optional<Float> background) {
        DiffAugment policy = new DiffAugment(kinds, 0, DiffAugment.Fill.BORDER);
        return background.map(policy::background).orElse(policy);
    }

    private static List<Object> parts(DiffAugment policy) {
        Optional<Float> background =
                policy.fill() == DiffAugment.Fill.SET ? Optional.of(policy.background()) : Optional.empty();
        return List.of(policy.kinds(), background);
    }

    @SuppressWarnings("unchecked")
    private static Call<Augmentation> ada() {
        return Call.<Augmentation>of(
                        "ada",
                        values -> ada(
                                (ImmutableList<Ada.Kind>) values.get(0),
                                (float) values.get(1),
                                (int) values.get(2),
                                (Optional<Float>) values.get(3),
                                (Optional<Float>) values.get(4)),
                        value -> value instanceof Ada policy ? parts(policy) : null)
                .with("kinds", new KindsForm<>(Ada.Kind.class), USUAL.kinds())
                .with("target", TextForms.decimal("a number above 0 and below 1"), FOLLOWED.target())
                .with("images", TextForms.whole(1), FOLLOWED.images())
                .with(
                        "fixed",
                        TextForms.optional("none", TextForms.decimal("a number from 0 to " + Ada.MOST)),
                        Optional.empty())
                .with(
                        "background",
                        TextForms.optional("reflected", TextForms.decimal("a number from -1 to 1")),
                        Optional.empty());
    }

    private static Ada ada(
            ImmutableList<Ada.Kind> kinds,
            float target,
            int images,
            Optional<Float> fixed,
            Optional<Float> background) {
        Ada policy = new Ada(kinds, new Ada.Followed(target, images), Ada.Border.REFLECTED, 0);
        Ada chosen = fixed.map(policy::fixed).orElse(policy);
        return background.map(chosen::background).orElse(chosen);
    }

    private static List<Object> parts(Ada policy) {
        Ada.Followed followed = policy.control() instanceof Ada.Followed own ? own : FOLLOWED;
        Optional<Float> fixed =
                policy.control() instanceof Ada.Fixed own ? Optional.of(own.probability()) : Optional.empty();
        Optional<Float> background =
                policy.border() == Ada.Border.BACKGROUND ? Optional.of(policy.background()) : Optional.empty();
        return List.of(policy.kinds(), followed.target(), followed.images(), fixed, background);
    }
}
