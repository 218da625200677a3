package io.gan4j.architecture;

import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;

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
        public int latent(int size, int classes) {
            return size + classes;
        }

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
        public int latent(int size, int classes) {
            return size + classes;
        }

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

    /** The size of the latent that a recipe's generator is to be made for. */
    default int latent(int size, int classes) {
        return size;
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
     * The discriminator with a second input for the classes.
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
