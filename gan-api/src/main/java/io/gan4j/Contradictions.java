package io.gan4j;

import io.gan4j.data.Dataset;
import io.gan4j.loss.GradientPenalty;
import io.gan4j.loss.LabelledLoss;
import io.gan4j.loss.LossStrategy;
import io.gan4j.loss.Regularizer;
import io.gan4j.loss.WeightClipping;
import io.gan4j.network.BatchNorm;
import io.gan4j.network.Layer;
import io.gan4j.network.MinibatchDiscrimination;
import io.gan4j.network.MinibatchStdDev;
import io.gan4j.network.Network;
import io.gan4j.network.VirtualBatchNorm;
import io.gan4j.training.TrainingStrategy;
import java.util.List;
import java.util.stream.Stream;

/** Finds settings that contradict each other, and says of each why, and what the nearest valid value is. */
final class Contradictions {
    private final TrainingStrategy strategy;
    private final LossStrategy loss;
    private final List<String> problems;

    Contradictions(TrainingStrategy strategy, LossStrategy loss, List<String> problems) {
        this.strategy = strategy;
        this.loss = loss;
        this.problems = problems;
    }

    /** Those between settings alone. */
    void ofSettings(Dataset data) {
        if (has(WeightClipping.class) && has(GradientPenalty.class)) {
            problems.add("weight clipping and a gradient penalty are two ways to the same end, and the clip keeps the"
                    + " penalty from its norm of 1: leave one of them out of regularizers(...)");
        }
        int packing = strategy.packing();
        if (strategy.batch() % packing != 0) {
            problems.add("packing(" + packing + ") must divide the batch of " + strategy.batch() + ": set packing("
                    + nearestDivisor(strategy.batch(), packing) + ") or batch("
                    + Math.max(packing, strategy.batch() / packing * packing) + ")");
        }
        if (!strategy.labels().isHard() && !(loss instanceof LabelledLoss)) {
            problems.add("labels other than 1 and 0 need a loss that judges sample by sample, " + loss
                    + " has no labels: set labels(Labels.hard()), or a loss such as NonSaturating");
        }
        if (strategy.referenceBatch() == 1 || strategy.referenceBatch() > data.size()) {
            problems.add("a reference batch has from 2 to " + data.size() + " samples of the data, was "
                    + strategy.referenceBatch() + ": set referenceBatch("
                    + Math.max(2, Math.min(strategy.referenceBatch(), data.size())) + ")");
        }
    }

    private static int nearestDivisor(int of, int number) {
        int divisor = Math.min(of, number);
        while (of % divisor != 0) {
            divisor--;
        }
        return divisor;
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
        if (has(GradientPenalty.class) && layers(discriminator, BatchNorm.class).findAny().isPresent()) {
            problems.add("a gradient penalty is of each sample's own gradient, batch normalisation in the discriminator"
                    + " mixes the samples: set discriminatorNorm(Normalization.LAYER) or Normalization.NONE");
        }
        int samples = strategy.batch() / strategy.packing() * (strategy.scoring() == TrainingStrategy.Scoring.MIXED ? 2 : 1);
        boolean looksAtOthers = Stream.concat(
                        layers(discriminator, MinibatchDiscrimination.class),
                        layers(discriminator, MinibatchStdDev.class))
                .findAny()
                .isPresent();
        if (looksAtOthers && samples < 2) {
            problems.add("minibatch features compare a sample with the others of its batch, of which there are none: set"
                    + " batch(" + 2 * strategy.packing() + ") or more");
        } else {
            layers(discriminator, MinibatchStdDev.class)
                    .filter(layer -> samples % layer.group() != 0)
                    .forEach(layer -> problems.add("the " + samples + " samples that the discriminator is given cannot be"
                            + " dealt into groups of " + layer.group() + " for minibatchStdDev: set minibatchStdDev("
                            + Math.max(2, nearestDivisor(samples, layer.group())) + ") or batch("
                            + strategy.packing() * layer.group() * Math.max(1, samples / layer.group()) + ")"));
        }
    }

    private void ofReference(String player, Network network) {
        layers(network, VirtualBatchNorm.class)
                .map(VirtualBatchNorm::reference)
                .distinct()
                .filter(reference -> reference != strategy.referenceBatch())
                .forEach(reference -> problems.add("virtual batch normalisation in the " + player
                        + " needs a reference batch of " + reference + " samples, there is "
                        + (strategy.referenceBatch() == 0 ? "none" : "one of " + strategy.referenceBatch())
                        + ": set referenceBatch(" + reference + ")"));
    }

    private static <L extends Layer> Stream<L> layers(Network network, Class<L> kind) {
        return network.nodes().stream()
                .map(Network.Node::layer)
                .filter(kind::isInstance)
                .map(kind::cast);
    }
}
