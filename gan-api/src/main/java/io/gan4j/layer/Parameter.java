package io.gan4j.layer;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * A tensor that a layer owns.
 *
 * @param name PyTorch's name: {@code weight}, {@code bias}, {@code running_mean}, {@code running_var}; inside a network
 *     with the layer's name before it, {@code conv2d_1.weight}
 * @param shape its shape
 * @param init how it is filled before the first step
 * @param role whether an optimizer trains it
 */
@CheckReturnValue
public record Parameter(String name, Shape shape, Init init, Role role) {
    /** Who writes a parameter. */
    public enum Role {
        /** Trained by the player's optimizer. */
        WEIGHT,
        /** Gathered while the player learns, such as batch normalisation's running mean or spectral normalisation's vectors. */
        STATISTIC
    }

    static Parameter weight(String name, Shape shape, Init init) {
        return new Parameter(name, shape, init, Role.WEIGHT);
    }

    static Parameter statistic(String name, Shape shape, Init init) {
        return new Parameter(name, shape, init, Role.STATISTIC);
    }

    /** The weight of a convolution, and its bias if it has one. */
    static List<Parameter> ofConvolution(Shape weight, Init init, int outChannels, Bias bias) {
        Parameter own = weight("weight", weight, init);
        return bias == Bias.NONE
                ? ImmutableList.of(own)
                : ImmutableList.of(own, weight("bias", Shape.of(outChannels), Init.constant(0)));
    }

    /** The same parameter under its full name, with that of its layer in a network before it. */
    public Parameter in(String layer) {
        return new Parameter(layer + "." + name, shape, init, role);
    }
}
