package io.gan4j;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.StyleGan2;
import io.gan4j.data.Dataset;
import io.gan4j.file.Plural;
import io.gan4j.layer.Traits;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.LabelledLoss;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.MatchingAware;
import io.gan4j.loss.PathLength;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.WeightClipping;
import io.gan4j.network.Network;
import io.gan4j.training.Fakes;
import io.gan4j.training.TrainingStrategy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds settings that contradict each other, and says of each why, and what the nearest valid value is. */
final class Contradictions {
    /** With one sample there is no variance. */
    private static final int LEAST_REFERENCE = 2;

    /** Nobody deals samples into larger groups. */
    private static final int MOST_GROUPED = 1 << 12;

    private static final ImmutableList<Class<? extends Regularizer>> PENALTIES_OF_GRADIENTS =
            ImmutableList.of(GradientPenalty.class, Dragan.class, R1.class, R2.class, MatchingAware.class);

    private final TrainingStrategy strategy;
    private final LossStrategy loss;
    private final List<String> problems;
    /**
     * The number of samples of the data, the most that a batch can have; any number where the data is empty, which is reported
     * elsewhere.
     */
    private final int size;
    /** Into groups of these numbers the discriminator deals what it is given. */
    private final ImmutableList<Integer> groups;

    Contradictions(
            TrainingStrategy strategy,
            LossStrategy loss,
            Dataset data,
            @Nullable Network discriminator,
            List<String> problems) {
        this.strategy = strategy;
        this.loss = loss;
        this.problems = problems;
        this.size = data.size() < 1 ? Integer.MAX_VALUE / 2 : data.size();
        this.groups = discriminator == null
                ? ImmutableList.of()
                : groups(discriminator).collect(ImmutableList.toImmutableList());
    }

    /** Those between settings alone, and between settings and the data. */
    void ofSettings(Dataset data) {
        if (has(WeightClipping.class) && has(GradientPenalty.class)) {
            problems.add(
                    "weight clipping and a gradient penalty are two ways to keep the discriminator's slope bounded,"
                            + " and clipped weights cannot reach the penalty's slope of 1: leave one of the two out of"
                            + " regularizers(...)");
        }
        if (strategy.regularizers().stream()
                        .filter(PathLength.class::isInstance)
                        .count()
                > 1) {
            problems.add("path length regularization is set twice: leave one of the two out of regularizers(...)");
        }
        int batch = strategy.batch();
        int packing = strategy.packing();
        if (batch % packing != 0) {
            int most = Math.min(batch, size);
            int dividing = nearest(Math.min(packing, most), most, number -> most % number == 0)
                    .orElse(1);
            problems.add("a batch of " + batch + " cannot be dealt into packs of " + packing + " samples: set packing("
                    + dividing + ")" + batch(" or ", 1).orElse(""));
        }
        if (!strategy.labels().isHard() && !(loss instanceof LabelledLoss)) {
            problems.add("labels other than 1 and 0 need a loss that judges each sample for itself, which the loss '"
                    + loss.describe() + "' does not: set labels(Labels.hard()), or a loss such as NonSaturating");
        }
        ofSharedFakes();
        int reference = strategy.referenceBatch();
        int most = data.size() / packing;
        boolean isSet = reference != 0 && data.size() >= LEAST_REFERENCE;
        if (isSet && most < LEAST_REFERENCE) {
            problems.add("a reference batch must hold at least " + LEAST_REFERENCE + " packs of " + packing
                    + " samples, and the data has " + data.size() + ": set packing(1)");
        } else if (isSet && (reference < LEAST_REFERENCE || reference > most)) {
            problems.add("a reference batch must hold from " + LEAST_REFERENCE
                    + (packing == 1 ? " samples to the " + most : " packs to the " + most + " packs of " + packing)
                    + " of the data, was " + reference + ": set referenceBatch("
                    + Math.max(LEAST_REFERENCE, Math.min(reference, most)) + ")");
        }
    }

    private void ofSharedFakes() {
        if (strategy.fakes() == Fakes.ANEW) {
            return;
        }
        ImmutableMap.of(
                        "discriminatorSteps(1)", strategy.discriminatorSteps(),
                        "generatorSteps(1)", strategy.generatorSteps(),
                        "accumulation(1)", strategy.accumulation(),
                        "unrolledSteps(0)", strategy.unrolledSteps() + 1)
                .forEach((needed, number) -> {
                    if (number != 1) {
                        problems.add(
                                "both players can share a batch of fakes only where each is updated once a step by one"
                                        + " batch: set " + needed + " or fakes(Fakes.ANEW)");
                    }
                });
    }

    /** Those between the batch and the number of samples. */
    void ofSize(Dataset data) {
        if (data.size() < 1) {
            problems.add(data.name() + " has no samples");
        } else if (strategy.batch() > size) {
            boolean anyFits = strategy.packing() == 1 && groups.isEmpty();
            problems.add("a batch of " + strategy.batch() + " is more than the " + Plural.of(size, "sample")
                    + " of the data ("
                    + data.name() + "): "
                    + (anyFits
                            ? "set batch(" + size + ") or less"
                            : batch("set ", 1).orElse("take more data, or fewer samples in packs and groups")));
        }
    }

    /** The nearest number from 1 to {@code most} that fits; the smaller one if two are equally near. */
    private static OptionalInt nearest(int to, int most, IntPredicate fits) {
        for (int distance = 0; to - distance >= 1 || to + distance <= most; distance++) {
            if (to - distance >= 1 && to - distance <= most && fits.test(to - distance)) {
                return OptionalInt.of(to - distance);
            }
            if (to + distance <= most && fits.test(to + distance)) {
                return OptionalInt.of(to + distance);
            }
        }
        return OptionalInt.empty();
    }

    /** Names the nearest batch that the data fills, that can be packed, and that can be dealt into groups; if there is one. */
    private Optional<String> batch(String before, int least) {
        // larger ones than twice the batch and what divides it are no help
        long most = Math.min(size, 2L * strategy.batch() + (long) strategy.packing() * MOST_GROUPED);
        OptionalInt batch = nearest(
                strategy.batch(),
                (int) most,
                number -> number % strategy.packing() == 0
                        && judged(number) >= least
                        && groups.stream().allMatch(group -> judged(number) % group == 0));
        return batch.isPresent() ? Optional.of(before + "batch(" + batch.getAsInt() + ")") : Optional.empty();
    }

    /** How many samples, packs taken for one, the discriminator is given at once. */
    private int judged(int batch) {
        return batch / strategy.packing() * (strategy.scoring() == TrainingStrategy.Scoring.MIXED ? 2 : 1);
    }

    private boolean has(Class<? extends Regularizer> kind) {
        return strategy.regularizers().stream().anyMatch(kind::isInstance);
    }

    /** Those between the settings and a generator. */
    void ofGenerator(Network generator) {
        ofReference("generator", generator);
        if (has(PathLength.class)
                && generator.nodes().stream().noneMatch(node -> node.name().equals(StyleGan2.STYLE))) {
            problems.add("path length regularization is taken at the output of the layer '" + StyleGan2.STYLE
                    + "', which the generator does not have: set architecture(StyleGan2.of(32)), or leave PathLength out of"
                    + " regularizers(...)");
        }
    }

    /** Those between the settings and a discriminator. */
    void ofDiscriminator(Network discriminator) {
        ofReference("discriminator", discriminator);
        if (PENALTIES_OF_GRADIENTS.stream().anyMatch(this::has)
                && discriminator.any(traits -> normalises(traits) && traits.mixesSamples())) {
            problems.add("a gradient penalty is on the gradient of each sample alone, but batch normalisation in the"
                    + " discriminator mixes the samples: set discriminatorNorm(Normalization.LAYER) or"
                    + " discriminatorNorm(Normalization.NONE)");
        }
        if (loss.boundary().isEmpty() && discriminator.any(Contradictions::follows)) {
            problems.add(
                    "adaptive augmentation follows the signs of the scores of real images, which say nothing under the"
                            + " loss '" + loss.describe()
                            + "': set augment(Ada.all().fixed(0.2)), augment(DiffAugment.all()), or"
                            + " a loss such as NonSaturating");
        }
        int samples = judged(strategy.batch());
        if (samples < 2 && discriminator.any(traits -> !normalises(traits) && traits.mixesSamples())) {
            problems.add(
                    "minibatch features compare a sample with the others of its batch, but the discriminator is given"
                            + " one at a time: "
                            + batch("set ", 2)
                                    .orElse("leave them out, or take more data than " + Plural.of(size, "sample")));
            return;
        }
        groups(discriminator)
                .filter(group -> samples % group != 0)
                .forEach(group -> problems.add("the " + Plural.of(samples, "sample")
                        + " that the discriminator is given cannot be"
                        + " dealt into groups of " + group + " for minibatchStdDev: " + otherGroup(group, samples)
                        + batch(" or ", 2).orElse("")));
    }

    /** The nearest group that divides what the discriminator is given of the batch that is set, if the data fills that. */
    private String otherGroup(int group, int samples) {
        int given = Math.min(samples, judged(Math.min(strategy.batch(), size)));
        OptionalInt other =
                nearest(Math.min(group, Math.max(2, given)), given, number -> number >= 2 && given % number == 0);
        return other.isPresent()
                ? "set minibatchStdDev(" + other.getAsInt() + ")"
                : "leave minibatchStdDev out, or take more data";
    }

    private static Stream<Integer> groups(Network discriminator) {
        return traits(discriminator).map(Traits::group).filter(group -> group > 1);
    }

    private static boolean follows(Traits traits) {
        return traits.drawn() instanceof Traits.Uniforms uniforms && uniforms.kept() != null;
    }

    private static boolean normalises(Traits traits) {
        return traits.purpose() == Traits.Purpose.NORMALIZATION;
    }

    private void ofReference(String player, Network network) {
        traits(network)
                .map(Traits::reference)
                .filter(reference -> reference > 0)
                .distinct()
                .filter(reference -> reference != strategy.referenceBatch())
                .forEach(reference -> problems.add("virtual batch normalisation in the " + player
                        + " needs a reference batch of " + reference + " samples, but there is "
                        + (strategy.referenceBatch() == 0 ? "none" : "one of " + strategy.referenceBatch())
                        + ": set referenceBatch(" + reference + ")"));
    }

    private static Stream<Traits> traits(Network network) {
        return network.nodes().stream().map(node -> node.layer().traits());
    }
}
