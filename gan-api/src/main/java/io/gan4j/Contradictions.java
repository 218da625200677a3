package io.gan4j;

import com.google.common.collect.ImmutableList;
import io.gan4j.data.Dataset;
import io.gan4j.layer.Traits;
import io.gan4j.loss.Dragan;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.LabelledLoss;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.R1;
import io.gan4j.loss.R2;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.WeightClipping;
import io.gan4j.network.Network;
import io.gan4j.training.TrainingStrategy;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/** Finds settings that contradict each other, and says of each why, and what the nearest valid value is. */
final class Contradictions {
    /** With one sample there is no variance. */
    private static final int LEAST_REFERENCE = 2;

    private static final ImmutableList<Class<? extends Regularizer>> PENALTIES_OF_GRADIENTS =
            ImmutableList.of(GradientPenalty.class, Dragan.class, R1.class, R2.class);

    private final TrainingStrategy strategy;
    private final LossStrategy loss;
    private final List<String> problems;

    Contradictions(TrainingStrategy strategy, LossStrategy loss, List<String> problems) {
        this.strategy = strategy;
        this.loss = loss;
        this.problems = problems;
    }

    /** Those between settings alone, and between settings and the data. */
    void ofSettings(Dataset data) {
        if (has(WeightClipping.class) && has(GradientPenalty.class)) {
            problems.add(
                    "weight clipping and a gradient penalty are two ways to keep the discriminator's slope bounded,"
                            + " and clipped weights cannot reach the penalty's slope of 1: leave one of the two out of"
                            + " regularizers(...)");
        }
        int batch = strategy.batch();
        int packing = strategy.packing();
        if (batch % packing != 0) {
            problems.add("a batch of " + batch + " cannot be dealt into packs of " + packing + " samples: set packing("
                    + nearest(packing, batch, number -> batch % number == 0) + ") or batch("
                    + nearestBatch(number -> true) + ")");
        }
        if (!strategy.labels().isHard() && !(loss instanceof LabelledLoss)) {
            problems.add("labels other than 1 and 0 need a loss that judges each sample for itself, which the loss '"
                    + loss.describe() + "' does not: set labels(Labels.hard()), or a loss such as NonSaturating");
        }
        int reference = strategy.referenceBatch();
        boolean isSet = reference != 0 && data.size() >= LEAST_REFERENCE;
        if (isSet && (reference < LEAST_REFERENCE || reference > data.size())) {
            problems.add("a reference batch must hold from " + LEAST_REFERENCE + " samples to the " + data.size()
                    + " of the data, was " + reference + ": set referenceBatch("
                    + Math.max(LEAST_REFERENCE, Math.min(reference, data.size())) + ")");
        }
    }

    /** Of the numbers from 1 to {@code most} that fit, the nearest to one that does not; of two the smaller. */
    private static int nearest(int to, int most, IntPredicate fits) {
        for (int distance = 0; ; distance++) {
            if (to - distance >= 1 && to - distance <= most && fits.test(to - distance)) {
                return to - distance;
            }
            if (to + distance <= most && fits.test(to + distance)) {
                return to + distance;
            }
        }
    }

    /** The nearest batch that can be packed and gives the discriminator a number of samples that fits. */
    private int nearestBatch(IntPredicate fits) {
        return nearest(
                strategy.batch(),
                Integer.MAX_VALUE / 2,
                batch -> batch % strategy.packing() == 0 && fits.test(judged(batch)));
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
        int samples = judged(strategy.batch());
        if (samples < 2 && discriminator.any(traits -> !normalises(traits) && traits.mixesSamples())) {
            problems.add(
                    "minibatch features compare a sample with the others of its batch, but the discriminator is given"
                            + " one at a time: set batch("
                            + nearestBatch(number ->
                                    number >= 2 && groups(discriminator).allMatch(group -> number % group == 0))
                            + ")");
            return;
        }
        groups(discriminator)
                .filter(group -> samples % group != 0)
                .forEach(group -> problems.add("the " + samples + " samples that the discriminator is given cannot be"
                        + " dealt into groups of " + group + " for minibatchStdDev: set minibatchStdDev("
                        + nearest(group, samples, number -> number >= 2 && samples % number == 0) + ") or batch("
                        + nearestBatch(number -> number >= 2 && number % group == 0) + ")"));
    }

    private static Stream<Integer> groups(Network discriminator) {
        return traits(discriminator).map(Traits::group).filter(group -> group > 1);
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
