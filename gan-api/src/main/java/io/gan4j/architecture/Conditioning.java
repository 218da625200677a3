package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How the networks of a GAN are given the class of each sample: as one-hot vectors {@code (K)} of an input {@link #INPUT} beside
 * the latent and beside the sample. The networks of a recipe are rewritten, and so is a network that was set and has one input,
 * which must be made for what {@link #latent} and {@link #sample} give; one that takes classes already stays as it is.
 * Immutable.
 */
public sealed interface Conditioning {
    /** The name of the input that the classes have in both networks. */
    String INPUT = "y";

    /** No classes: the networks stay as they are. */
    static Conditioning none() {
        return new None();
    }

    /**
     * Conditional batch normalization in the generator, and a projection discriminator (Miyato and Koyama, "cGANs with projection
     * discriminator", ICLR 2018, equation 3): a class scales and shifts each normalised feature of the generator, and the
     * discriminator adds the inner product of an embedding of the class and its features, summed over the image, to its
     * score. A generator without batch normalization is scaled and shifted before each hidden activation; in a style-based one,
     * {@link StyleGan2}'s, the class shifts the style.
     *
     * <p>Unlike in the paper, the generator is given the class with its latent as well: scales and shifts alone have few weights,
     * and in some hundred steps they learn hardly more than how thick a digit is.
     */
    static Conditioning projection() {
        return new Projection();
    }

    /**
     * The class beside the input (Mirza and Osindero, "Conditional generative adversarial nets", 2014): in the generator appended
     * to the latent, in the discriminator as one more channel of the image, which an embedding fills, or appended to a
     * vector.
     */
    static Conditioning concatenated() {
        return new Concatenated();
    }

    /**
     * The generator of {@link #projection}, and an auxiliary classifier (AC-GAN, Odena et al., ICML 2017): the discriminator is
     * told no class; a player beside it learns in its features to read the class of real samples, by cross entropy, and the
     * generator learns to make samples that are read as the class that it was asked for. As in much later work, and unlike in
     * the paper, the classifier does not learn from fakes, which makes them more varied.
     */
    static Conditioning auxiliary() {
        return new Auxiliary(1);
    }

    /**
     * Classes that are found rather than told (InfoGAN, Chen et al., NeurIPS 2016): the generator is asked for one of some
     * categories, which are appended to its latent, and a player beside the discriminator reads in a fake which one it was, and
     * the latent's first elements with it. So categories, and these elements, come to stand for what differs most between
     * samples. No labels are used; what a category means is seen afterwards.
     *
     * @param categories how many, at least 2; their names are {@code code 0}, {@code code 1} and so on
     * @param numbers how many of the latent's first elements are read
     * @throws IllegalArgumentException if there are fewer than 2 categories, or a negative count of numbers
     */
    static Conditioning discovered(int categories, int numbers) {
        return new Discovered(categories, numbers, 1, 1);
    }

    /** See {@link #none}. */
    record None() implements Conditioning {
        @Override
        public Network generator(Network plain, int classes) {
            return plain;
        }

        @Override
        public Network discriminator(Network plain, int classes) {
            return plain;
        }

        @Override
        public String describe() {
            return "none";
        }
    }

    /** See {@link #projection}. */
    record Projection() implements Conditioning {
        @Override
        public Network generator(Network plain, int classes) {
            return Conditioned.modulated(plain, classes);
        }

        @Override
        public Network discriminator(Network plain, int classes) {
            return Conditioned.projecting(plain, classes);
        }

        @Override
        public String describe() {
            return "conditional batch normalization and a projection discriminator (Miyato and Koyama 2018)";
        }
    }

    /** See {@link #concatenated}. */
    record Concatenated() implements Conditioning {
        @Override
        public Shape sample(Shape shape, int classes) {
            int[] extents = shape.toArray();
            extents[0] += shape.isImage() ? 1 : classes;
            return Shape.of(extents);
        }

        @Override
        public Network generator(Network plain, int classes) {
            return Conditioned.appended(plain, classes, classes);
        }

        @Override
        public Network discriminator(Network plain, int classes) {
            return Conditioned.appended(
                    plain, classes, plain.inputs().get(0).shape().isImage() ? 1 : classes);
        }

        @Override
        public String describe() {
            return "classes appended to latent and sample (Mirza and Osindero 2014)";
        }
    }

    /**
     * See {@link #auxiliary}.
     *
     * @param weight of the cross entropy in both players' losses
     */
    record Auxiliary(double weight) implements Conditioning {
        /**
         * Checks the weight.
         *
         * @throws IllegalArgumentException if it is not a finite number above 0
         */
        public Auxiliary {
            AuxiliaryClassifier.checkWeight("weight", weight);
        }

        @Override
        public Network generator(Network plain, int classes) {
            return Conditioned.modulated(plain, classes);
        }

        @Override
        public Network discriminator(Network plain, int classes) {
            return plain;
        }

        @Override
        public Optional<AuxiliaryClassifier> classifier(Shape features, int classes) {
            return Optional.of(AuxiliaryClassifier.ofOneLayer(features, classes, weight));
        }

        @Override
        public String describe() {
            return "conditional batch normalization and an auxiliary classifier of weight " + weight
                    + " (Odena et al. 2017)";
        }
    }

    /**
     * See {@link #discovered}.
     *
     * @param categories how many
     * @param numbers how many of the latent's first elements are read
     * @param weight the weight of what is read in both players' losses
     * @param numbersWeight what half the squared error of a number counts beside the cross entropy of the category
     */
    record Discovered(int categories, int numbers, double weight, double numbersWeight) implements Conditioning {
        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if one is out of range
         */
        public Discovered {
            checkArgument(categories >= 2, "there must be at least 2 categories, were %s", categories);
            checkArgument(numbers >= 0, "numbers must be at least 0, was %s", numbers);
            AuxiliaryClassifier.checkWeight("weight", weight);
            AuxiliaryClassifier.checkWeight("numbersWeight", numbersWeight);
        }

        @Override
        public Network generator(Network plain, int classes) {
            return Conditioned.appended(plain, classes, classes);
        }

        @Override
        public Network discriminator(Network plain, int classes) {
            return plain;
        }

        @Override
        public Optional<AuxiliaryClassifier> classifier(Shape features, int classes) {
            return Optional.of(AuxiliaryClassifier.ofTwoLayers(features, classes, numbers, weight, numbersWeight));
        }

        @Override
        public ImmutableList<String> classes(List<String> labels) {
            return IntStream.range(0, categories)
                    .mapToObj(code -> "code " + code)
                    .collect(ImmutableList.toImmutableList());
        }

        @Override
        public String describe() {
            String counting = numbersWeight == 1 ? "" : ", numbers times " + numbersWeight;
            return categories + " categories and " + numbers
                    + " numbers of the latent that are found without labels, of weight " + weight + counting
                    + " (Chen et al. 2016)";
        }
    }

    /**
     * The names of the classes that the generator is asked for.
     *
     * @param labels those of the data
     */
    default ImmutableList<String> classes(List<String> labels) {
        return isConditional() ? ImmutableList.copyOf(labels) : ImmutableList.of();
    }

    /** The player that reads classes in the discriminator's last features, if there is one: such a discriminator is told none. */
    default Optional<AuxiliaryClassifier> classifier(Shape features, int classes) {
        return Optional.empty();
    }

    /** The size of the latent that a recipe's generator is to be made for. */
    default int latent(int size, int classes) {
        return isConditional() ? size + classes : size;
    }

    /** The shape of the sample that a recipe's discriminator is to be made for. */
    default Shape sample(Shape shape, int classes) {
        return shape;
    }

    /**
     * The generator with a second input for the classes.
     *
     * @param plain a network of one input, made for {@link #latent}
     * @param classes how many classes there are, at least 2
     * @throws IllegalArgumentException if the network cannot be given classes this way
     */
    Network generator(Network plain, int classes);

    /**
     * The discriminator with a second input for the classes, or as it is where there is a {@link #classifier} instead.
     *
     * @param plain a network of one input, made for {@link #sample}
     * @param classes how many classes there are, at least 2
     * @throws IllegalArgumentException if the network cannot be given classes this way
     */
    Network discriminator(Network plain, int classes);

    /** It in a phrase with its source. */
    String describe();

    /** True unless it is {@link #none}. */
    default boolean isConditional() {
        return !(this instanceof None);
    }
}
