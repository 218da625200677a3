package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.Augmentation;
import io.gan4j.layer.Dropout;
import io.gan4j.layer.Layer;
import io.gan4j.layer.MinibatchDiscrimination;
import io.gan4j.layer.MinibatchStdDev;
import io.gan4j.layer.SpectralNorm;
import io.gan4j.layer.Traits;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The practices that change a network, whether a recipe's or one's own: its normalisation, spectral normalisation of its
 * weights, dropout, and what tells a discriminator of the rest of the batch. By default, {@link #none}, nothing changes:
 *
 * <pre>{@code
 * Network critic = NetworkPractices.none()
 *         .normalization(Normalization.LAYER)
 *         .dropout(0.3)
 *         .discriminator(plain, 64);
 * }</pre>
 *
 * <p>Layers that nothing is done to keep their names. Immutable; the order of settings never matters.
 *
 * @param normalization what hidden features are normalised by; null leaves it as the network has it
 * @param weightNorm what weights are normalised by
 * @param dropout what follows each hidden activation; null leaves it as the network has it, a probability of 0 removes it
 * @param discrimination the size of a discriminator's minibatch discrimination, if any is added
 * @param stdDev a discriminator's minibatch standard deviation, if any is added
 * @param augmentation what is done to all that a discriminator sees, if anything is
 */
@CheckReturnValue
public record NetworkPractices(
        @Nullable Normalization normalization,
        WeightNorm weightNorm,
        @Nullable Dropout dropout,
        @Nullable Kernels discrimination,
        @Nullable MinibatchStdDev stdDev,
        @Nullable Augmentation augmentation) {
    private static final NetworkPractices NONE =
            new NetworkPractices(null, WeightNorm.AS_BEFORE, null, null, null, null);
    /** The size of minibatch discrimination in the code of Salimans et al. 2016. */
    private static final Kernels STANDARD_KERNELS = new Kernels(100, 5);

    /** The name of the layer that augments. */
    private static final String AUGMENTED = "augmented";

    /** What weights are normalised by. */
    public enum WeightNorm {
        /** What the network has. */
        AS_BEFORE,
        /** Their largest singular value, in each linear and convolutional layer: {@link SpectralNorm}. */
        SPECTRAL
    }

    /**
     * The size of {@link MinibatchDiscrimination}.
     *
     * @param number how many numbers are appended to a sample's features
     * @param dimensions the length of what is compared for each
     */
    public record Kernels(int number, int dimensions) {
        /**
         * Checks the sizes.
         *
         * @throws IllegalArgumentException if one is below 1
         */
        public Kernels {
            checkArgument(number >= 1, "kernels must be at least 1, was %s", number);
            checkArgument(dimensions >= 1, "dimensions must be at least 1, was %s", dimensions);
        }
    }

    /** The practices that leave a network as it is. */
    public static NetworkPractices none() {
        return NONE;
    }

    /** The same with hidden features normalised so, and in no other way. */
    public NetworkPractices normalization(Normalization kind) {
        return new NetworkPractices(kind, weightNorm, dropout, discrimination, stdDev, augmentation);
    }

    /** The same with spectral normalisation of every linear and convolutional layer. */
    public NetworkPractices spectralNorm() {
        return new NetworkPractices(normalization, WeightNorm.SPECTRAL, dropout, discrimination, stdDev, augmentation);
    }

    /**
     * The same with dropout after each hidden activation, and nowhere else; 0 removes it.
     *
     * @throws IllegalArgumentException if the probability is not in [0, 1)
     */
    public NetworkPractices dropout(double probability) {
        Dropout layer = new Dropout((float) probability);
        return new NetworkPractices(normalization, weightNorm, layer, discrimination, stdDev, augmentation);
    }

    /** The same with minibatch discrimination of 100 kernels of 5, those of the paper's code. */
    public NetworkPractices minibatchDiscrimination() {
        return minibatchDiscrimination(STANDARD_KERNELS.number(), STANDARD_KERNELS.dimensions());
    }

    /**
     * The same with minibatch discrimination before a discriminator's last layer.
     *
     * @throws IllegalArgumentException if one of the sizes is below 1
     */
    public NetworkPractices minibatchDiscrimination(int kernels, int dimensions) {
        Kernels size = new Kernels(kernels, dimensions);
        return new NetworkPractices(normalization, weightNorm, dropout, size, stdDev, augmentation);
    }

    /**
     * The same with minibatch standard deviation over groups of {@code group} samples before a discriminator's last layer; 4 in
     * the paper.
     *
     * @throws IllegalArgumentException if the group is below 2
     */
    public NetworkPractices minibatchStdDev(int group) {
        MinibatchStdDev layer = new MinibatchStdDev(group);
        return new NetworkPractices(normalization, weightNorm, dropout, discrimination, layer, augmentation);
    }

    /** The same with augmentation of all that a discriminator sees, see {@link #augmented}. */
    public NetworkPractices augment(Augmentation policy) {
        return new NetworkPractices(normalization, weightNorm, dropout, discrimination, stdDev, policy);
    }

    /**
     * A generator with these practices, but without those of the minibatch, which are a discriminator's. Every layer but the
     * output is normalised.
     *
     * @param plain the generator to begin with
     * @param reference samples of the reference batch, for {@link Normalization#VIRTUAL} alone
     * @return the same instance if there is nothing to do
     * @throws IllegalArgumentException if a practice does not fit the network; the message says why
     */
    public Network generator(Network plain, int reference) {
        return outermost(normalised(plain, reference, 0));
    }

    /**
     * A discriminator with these practices. Every layer but the first and the output is normalised.
     *
     * @param plain the discriminator to begin with
     * @param reference samples of the reference batch, for {@link Normalization#VIRTUAL} alone
     * @return the same instance if there is nothing to do
     * @throws IllegalArgumentException if a practice does not fit the network; the message says why
     */
    public Network discriminator(Network plain, int reference) {
        Network network = normalised(plain, reference, 1);
        if (stdDev != null) {
            network = MinibatchFeatures.stdDev(network, stdDev);
        }
        if (discrimination != null) {
            network = MinibatchFeatures.discrimination(network, discrimination.number(), discrimination.dimensions());
        }
        return outermost(network);
    }

    /**
     * A discriminator with the augmentation of these practices before all layers that take the first input, the sample. Apart
     * from {@link #discriminator}, because classes may be appended to the sample in between.
     *
     * @param images the number of images that the discriminator is given as one sample
     * @return the same instance if there is nothing to do
     * @throws IllegalArgumentException if the samples are no images
     */
    public Network augmented(Network discriminator, int images) {
        if (augmentation == null) {
            return discriminator;
        }
        Network.Input sample = discriminator.inputs().get(0);
        checkArgument(
                sample.shape().isImage(),
                "augmentation is for images, the discriminator takes samples of shape %s: leave augment(...) out",
                sample.shape());
        NetworkBuilder builder = Network.from(sample.name(), sample.shape());
        discriminator.inputs().stream().skip(1).forEach(input -> builder.input(input.name(), input.shape()));
        builder.joinAs(AUGMENTED, augmentation.layer(images), sample.name());
        for (Network.Node node : discriminator.nodes()) {
            String[] sources = node.inputs().stream()
                    .map(name -> name.equals(sample.name()) ? AUGMENTED : name)
                    .toArray(String[]::new);
            builder.joinAs(node.name(), node.layer(), sources);
        }
        return builder.build();
    }

    private Network normalised(Network network, int reference, int unnormalised) {
        return normalization == null ? network : Normalizing.apply(network, normalization, reference, unnormalised);
    }

    private Network outermost(Network network) {
        Network dropping = dropout == null ? network : dropping(network, dropout);
        return weightNorm == WeightNorm.SPECTRAL ? spectral(dropping) : dropping;
    }

    private static Network dropping(Network network, Dropout dropout) {
        Anatomy anatomy = new Anatomy(network);
        return Rewriting.replace(network, node -> switch (node.layer().traits().purpose()) {
            case DROPOUT -> List.of();
            case ACTIVATION ->
                dropout.probability() > 0 && anatomy.isHidden(node)
                        ? List.of(node.layer(), dropout)
                        : List.of(node.layer());
            default -> List.of(node.layer());
        });
    }

    private static Network spectral(Network network) {
        return Rewriting.replace(network, node -> List.of(spectral(node.layer())));
    }

    private static Layer spectral(Layer layer) {
        return layer.traits().purpose() == Traits.Purpose.WEIGHTS ? new SpectralNorm(layer.bare()) : layer;
    }

    /** Each practice that is on in a few words with its source: {@code dropout 0.3 (Srivastava et al. 2014)}. */
    public List<String> describe() {
        ImmutableList.Builder<String> phrases = ImmutableList.builder();
        if (normalization != null) {
            phrases.add(normalization.phrase());
        }
        if (stdDev != null) {
            phrases.add("minibatch standard deviation over groups of " + stdDev.group() + " (Karras et al. 2018)");
        }
        if (discrimination != null) {
            phrases.add("minibatch discrimination by " + discrimination.number() + " kernels of "
                    + discrimination.dimensions() + " (Salimans et al. 2016)");
        }
        if (dropout != null) {
            float probability = dropout.probability();
            phrases.add(probability > 0 ? "dropout " + probability + " (Srivastava et al. 2014)" : "no dropout");
        }
        if (weightNorm == WeightNorm.SPECTRAL) {
            phrases.add("spectral normalisation of the weights (Miyato et al. 2018)");
        }
        if (augmentation != null) {
            phrases.add(augmentation.describe());
        }
        return phrases.build();
    }

    /** The practices in a line, {@code none} if there are none. */
    @Override
    public String toString() {
        List<String> phrases = describe();
        return phrases.isEmpty() ? "none" : String.join(", ", phrases);
    }
}
