package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.Add;
import io.gan4j.layer.Concat;
import io.gan4j.layer.Conv2d;
import io.gan4j.layer.Init;
import io.gan4j.layer.Linear;
import io.gan4j.layer.Multiply;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import java.util.Collections;
import java.util.Map;

/**
 * The networks that swap faces, after the autoencoders of the field's programs: one encoder for all identities and a decoder
 * for each. As both decoders read the same code, it comes to hold what the identities share, such as pose and expression; a
 * code that is read by the other decoder shows the other identity. The encoder is convolutions of kernel 5 and stride 2, two
 * linear layers, which make it swap, and one doubling; the decoder three doublings, each a convolution, a pixel shuffle and
 * LeakyReLU. Without any normalization, which would move the color of skin where the two sets differ in light.
 *
 * <p>A decoder gives a picture, a mask and what both make of the image that was encoded: {@code alpha picture + (1 - alpha)
 * image}. The last is its output; the first two are its layers {@link #PICTURE} and {@link #ALPHA}, for losses that ask for
 * them.
 *
 * @param features channels of the encoder's first layer; 128 in those programs, 32 is enough for small images
 */
@CheckReturnValue
public record SwapAutoencoder(int features) implements TranslatorArchitecture {
    /** The name of the encoder's input, and of the decoder's second. */
    public static final String INPUT = TranslatorArchitecture.INPUT;
    /** The name of the decoder's first input. */
    public static final String CODE = "code";
    /** The layer of the decoder that gives the picture, in (-1, 1), before it is put into the image. */
    public static final String PICTURE = "picture";
    /** The layer of the decoder that gives the mask {@code (1, H, W)}, in (0, 1). */
    public static final String ALPHA = "alpha";

    private static final String RECIPE = "a face swap";
    private static final String ENCODER = "encoder_";
    private static final String DECODER = "decoder_";
    private static final int HALVINGS = 4;
    private static final int MULTIPLE = 1 << HALVINGS;
    private static final int SHORTEST = 2 * MULTIPLE;

    /**
     * Checks the width.
     *
     * @throws IllegalArgumentException if it is below 2
     */
    public SwapAutoencoder {
        ImageBlocks.atLeast(2, features, "features");
    }

    /** Returns the recipe with this many channels in the encoder's first layer. */
    public static SwapAutoencoder of(int features) {
        return new SwapAutoencoder(features);
    }

    /** Sets the number of channels of the encoder's first layer. */
    public SwapAutoencoder features(int number) {
        return new SwapAutoencoder(number);
    }

    /**
     * The encoder, which makes a code of an image {@link #INPUT}.
     *
     * @throws IllegalArgumentException if a side is no multiple of 16 of at least 32
     */
    public Network encoder(Shape image) {
        ImageBlocks.checkMultiples(RECIPE, image, MULTIPLE, SHORTEST, "");
        NetworkBuilder network = Network.from(INPUT, image);
        for (int level = 0; level < HALVINGS; level++) {
            int before = network.shape().channels();
            Conv2d layer = Conv2d.of(before, features << level, 5, 2, 2).weights(ImageBlocks.he(25 * before, 1));
            network.add(layer).leakyRelu(ImageBlocks.SLOPE);
        }
        Shape base = network.shape();
        int width = base.channels();
        network.flatten()
                .add(new Linear(base.size(), width, ImageBlocks.he(base.size(), 1)))
                .add(new Linear(width, base.size(), ImageBlocks.he(width, 1)))
                .reshape(base);
        return doubled(network, width / 2).build();
    }

    /**
     * A decoder, which reads a code {@link #CODE} of an image {@link #INPUT} and puts what it shows into that image.
     *
     * @throws IllegalArgumentException if a side is no multiple of 16 of at least 32
     */
    public Network decoder(Shape image) {
        Shape code = encoder(image).outputShape();
        NetworkBuilder network = Network.from(CODE, code);
        doubled(network, 2 * features);
        doubled(network, features);
        doubled(network, features / 2).name("canvas");
        Conv2d head = Conv2d.of(features / 2, image.channels(), 5, 1, 2);
        network.add(head.weights(Init.DCGAN)).tanh().name(PICTURE);
        network.branch("canvas").add(Conv2d.of(features / 2, 1, 5, 1, 2).weights(Init.DCGAN));
        network.sigmoid().name(ALPHA);
        String[] masks = Collections.nCopies(image.channels(), ALPHA).toArray(String[]::new);
        network.join(new Concat(), masks).name("mask");
        return network.input(INPUT, image)
                .scale(-1)
                .plus(PICTURE)
                .name("change")
                .join(new Multiply(), "change", "mask")
                .name("shown_change")
                .join(new Add(), INPUT, "shown_change")
                .name("composite")
                .build();
    }

    /**
     * Encoder and decoder as one network, which makes of an image the swapped one.
     *
     * @throws IllegalArgumentException if a side is no multiple of 16 of at least 32
     * @see #parameters
     */
    public Network swapper(Shape image) {
        Network encoder = encoder(image);
        return Network.from(INPUT, image)
                .append(ENCODER, encoder, INPUT)
                .append(DECODER, decoder(image), ENCODER + encoder.output().name(), INPUT)
                .build();
    }

    /** The {@link #swapper}, for images of one shape. */
    @Override
    public Network translator(Shape input, Shape output) {
        checkArgument(
                input.equals(output), "%s makes images of the shape it is given, not %s of %s", RECIPE, output, input);
        return swapper(input);
    }

    /** The parameters of {@link #swapper}, given those of an encoder and of a decoder. */
    public static ImmutableMap<String, Tensor> parameters(Map<String, Tensor> encoder, Map<String, Tensor> decoder) {
        ImmutableMap.Builder<String, Tensor> both = ImmutableMap.builder();
        encoder.forEach((name, tensor) -> both.put(ENCODER + name, tensor));
        decoder.forEach((name, tensor) -> both.put(DECODER + name, tensor));
        return both.buildOrThrow();
    }

    @CanIgnoreReturnValue
    private static NetworkBuilder doubled(NetworkBuilder network, int channels) {
        int before = network.shape().channels();
        Init weights = Init.repeated(ImageBlocks.he(9 * before, 1), 4);
        return network.add(Conv2d.of(before, 4 * channels, 3, 1, 1).weights(weights))
                .pixelShuffle(2)
                .leakyRelu(ImageBlocks.SLOPE);
    }
}
