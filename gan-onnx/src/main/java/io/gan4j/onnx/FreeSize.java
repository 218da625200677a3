package io.gan4j.onnx;

import com.google.common.collect.ImmutableList;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds which sizes of images a network takes beside the one that it was made for. A network of convolutions takes many; one
 * that halves them takes multiples of a power of two, since what it doubles again must fit.
 */
final class FreeSize {
    /** The names of free axes in a file: of its inputs, and of an output that has another size. */
    static final ImmutableList<String> GIVEN = ImmutableList.of("height", "width");

    static final ImmutableList<String> MADE = ImmutableList.of("output_height", "output_width");

    /** U-Nets of eight levels need this. */
    private static final int LARGEST_MULTIPLE = 256;

    private FreeSize() {}

    /** Says what a network makes of images of a size; null if it does not take them. */
    interface Sizes {
        @Nullable
        Shape output(int height, int width);
    }

    /**
     * The number that height and width must be multiples of; 0 if no other size than the given one can be taken. What is made
     * must keep its ratio to what is given.
     *
     * @param input the size that the network was made for
     * @param output what it makes of that
     */
    static int multiple(Shape input, Shape output, Sizes sizes) {
        for (int multiple = 1; multiple <= LARGEST_MULTIPLE; multiple *= 2) {
            int height = input.height() + multiple;
            int width = input.width() + multiple;
            Shape made = sizes.output(height, width);
            if (input.height() % multiple == 0
                    && input.width() % multiple == 0
                    && made != null
                    && made.isImage()
                    && (long) made.height() * input.height() == (long) height * output.height()
                    && (long) made.width() * input.width() == (long) width * output.width()) {
                return multiple;
            }
        }
        return 0;
    }

    /** True if all ends are images, and those that are given of one size. */
    static boolean ofImages(List<Shape> inputs, Shape output) {
        Shape first = inputs.get(0);
        return output.isImage()
                && inputs.stream()
                        .allMatch(input ->
                                input.isImage() && input.height() == first.height() && input.width() == first.width());
    }

    /** True if a network of images takes other sizes too. */
    static boolean isFree(Network network) {
        List<Shape> inputs = network.inputs().stream().map(Network.Input::shape).toList();
        return ofImages(inputs, network.outputShape())
                && multiple(inputs.get(0), network.outputShape(), (height, width) -> output(network, height, width))
                        > 0;
    }

    /** The same layers on inputs of another size. */
    private static @Nullable Shape output(Network network, int height, int width) {
        Network.Input first = network.inputs().get(0);
        NetworkBuilder builder = Network.from(first.name(), sized(first.shape(), height, width));
        network.inputs().stream()
                .skip(1)
                .forEach(input -> builder.input(input.name(), sized(input.shape(), height, width)));
        try {
            for (Network.Node node : network.nodes()) {
                builder.joinAs(node.name(), node.layer(), node.inputs().toArray(String[]::new));
            }
            return builder.shape();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** An image of the same channels and another size. */
    static Shape sized(Shape image, int height, int width) {
        return Shape.of(image.channels(), height, width);
    }
}
