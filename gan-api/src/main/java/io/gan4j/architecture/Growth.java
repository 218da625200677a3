package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;

/**
 * A stage of the growth of two networks (Karras et al., "Progressive growing of GANs", ICLR 2018, figure 2): the size at which
 * they work, which is that of the data or a smaller one, and whether the layers of this size are being faded in. Whatever their
 * size, the generator gives and the discriminator takes images of the data's size: each pixel of a smaller image is repeated,
 * and a larger one is averaged.
 *
 * @param side pixels a side at which the networks work
 * @param fullSide pixels a side of the data's images, a multiple of {@code side}
 * @param kind whether layers are faded in
 * @param weight the length of the stage, in relation to the others'; above 0
 */
public record Growth(int side, int fullSide, Kind kind, double weight) {
    /** Whether layers are faded in. */
    public enum Kind {
        /** The networks are what they will be until the next layers come. */
        STABLE,
        /** The layers of the present size are faded in: the networks go from those of half the size to those of this one. */
        FADING
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the full side is no multiple of the side, or the weight is not above 0
     */
    public Growth {
        checkArgument(
                side >= 1 && fullSide >= side && fullSide % side == 0,
                "the full side must be a multiple of the side, were %s and %s",
                fullSide,
                side);
        checkArgument(weight > 0 && Double.isFinite(weight), "weight must be above 0, was %s", weight);
    }

    /** True if layers are faded in. */
    public boolean isFading() {
        return kind == Kind.FADING;
    }

    /** By what the data's images are reduced to the side at which the networks work. */
    public int reduction() {
        return fullSide / side;
    }

    /** What it is, in a few words: {@code "16 px"}, or {@code "8 to 16 px"} while layers are faded in. */
    public String title() {
        return (isFading() ? side / 2 + " to " : "") + side + " px";
    }

    /**
     * What becomes of the data's images before layers are faded in: images of the same size, whose tiles have the color that
     * the networks of half the size saw. It has no parameters.
     *
     * @param sample the shape of the images
     */
    public Network beforeFading(Shape sample) {
        int tile = 2 * reduction();
        return Network.from("x", sample).avgPool2d(tile).upsampleNearest2d(tile).build();
    }
}
