package io.gan4j.architecture;

import com.google.common.collect.ImmutableMap;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;

/** A recipe for a network that makes an image of an image: shapes in, network out. Implementations are immutable. */
public interface TranslatorArchitecture {
    /** The name of the network's input. */
    String INPUT = "input";

    /**
     * The network that makes an image of an image, with the one input {@link #INPUT}.
     *
     * @param input the shape of the image that it is given, {@code (C, H, W)}
     * @param output the shape of the image that it makes
     * @throws IllegalArgumentException if the recipe has no network for these shapes; the message names the nearest that it has
     */
    Network translator(Shape input, Shape output);

    /**
     * The layers of the network that hold a smaller form of the image that it makes, each with the number of times that the
     * image is larger. In training from pairs each is compared with the truth made as much smaller by averaging. None by
     * default.
     */
    default ImmutableMap<String, Integer> smallerImages() {
        return ImmutableMap.of();
    }
}
