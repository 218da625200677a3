package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;

/**
 * A player that learns beside the discriminator, in its features, of which class a sample is: the auxiliary classifier of AC-GAN
 * (Odena et al. 2017), and the network Q of InfoGAN (Chen et al. 2016). The generator learns to make what it reads rightly.
 *
 * @param network takes the discriminator's last features, gives a raw score for each class and then {@code numbers} numbers
 * @param numbers how many of the latent's first elements it reads as well
 * @param teacher from what it learns
 * @param weight the weight of its cross entropy in the losses of both players
 * @param numbersWeight what half the squared error of a number counts beside the cross entropy
 */
public record AuxiliaryClassifier(Network network, int numbers, Teacher teacher, double weight, double numbersWeight) {
    private static final int HIDDEN = 128;
    private static final float SLOPE = 0.2f;

    /** From what such a classifier learns. */
    public enum Teacher {
        /** From real samples and their labels. */
        LABELS,
        /** From fakes, and what the generator was asked for. */
        GENERATOR
    }

    /**
     * Checks the pieces.
     *
     * @throws IllegalArgumentException if a weight is not a finite number above 0, or the network reads fewer than two classes
     */
    public AuxiliaryClassifier {
        checkWeight("weight", weight);
        checkWeight("numbersWeight", numbersWeight);
        int classes = network.outputShape().size() - numbers;
        checkArgument(
                network.inputs().size() == 1 && network.outputShape().rank() == 1 && numbers >= 0 && classes >= 2,
                "an auxiliary classifier takes features and gives scores of at least 2 classes and %s numbers, it takes %s and gives"
                        + " %s",
                numbers,
                network.inputs(),
                network.outputShape());
    }

    static void checkWeight(String name, double weight) {
        checkArgument(
                weight > 0 && Double.isFinite(weight), "%s must be a finite number above 0, was %s", name, weight);
    }

    /** A classifier that is one layer, which is given features of any shape. */
    static AuxiliaryClassifier ofOneLayer(Shape features, int classes, double weight) {
        return new AuxiliaryClassifier(
                Network.from("features", features).flatten().linear(classes).build(), 0, Teacher.LABELS, weight, 1);
    }

    /** A classifier with one hidden layer, as in Chen et al. 2016, appendix C.1. */
    static AuxiliaryClassifier ofTwoLayers(
            Shape features, int classes, int numbers, double weight, double numbersWeight) {
        Network network = Network.from("features", features)
                .flatten()
                .linear(HIDDEN)
                .batchNorm()
                .leakyRelu(SLOPE)
                .linear(classes + numbers)
                .build();
        return new AuxiliaryClassifier(network, numbers, Teacher.GENERATOR, weight, numbersWeight);
    }
}
