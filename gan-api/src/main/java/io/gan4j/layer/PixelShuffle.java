package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Rearranges channels into pixels: {@code (C factor^2, H, W)} to {@code (C, factor H, factor W)}. The pixel of channel {@code
 * c} at {@code (factor y + i, factor x + j)} is that of channel {@code c factor^2 + i factor + j} at {@code (y, x)}. Behind a
 * convolution it is the sub-pixel convolution of Shi et al. ("Real-time single image and video super-resolution using an
 * efficient sub-pixel convolutional neural network", CVPR 2016, equation 4), which enlarges an image at the cost of a
 * convolution at the small size. Such a convolution shows no checkerboard at the start if its weights are {@link
 * Init#repeated}.
 *
 * @param factor by how much height and width grow
 */
public record PixelShuffle(int factor) implements Layer {
    /**
     * Checks the factor.
     *
     * @throws IllegalArgumentException if it is below 2
     */
    public PixelShuffle {
        Checks.atLeast(2, factor, "factor");
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.image(this, inputs);
        int area = factor * factor;
        if (input.channels() % area != 0) {
            throw new ShapeException(kind(), "a number of channels that " + area + " divides", input.toString());
        }
        return Shape.of(input.channels() / area, factor * input.height(), factor * input.width());
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.pixelShuffle(this);
    }
}
