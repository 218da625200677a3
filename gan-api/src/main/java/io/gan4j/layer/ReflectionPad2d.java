package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Pads an image on all four sides with its own pixels, mirrored at the border: {@code (C, H, W)} to {@code (C, H + 2 padding,
 * W + 2 padding)}. The pixel at the border is not repeated, so that a row {@code a b c} with a padding of 2 becomes {@code c b
 * a b c b a}. It stands before the unpadded convolutions of CycleGAN's generator (Zhu et al., ICCV 2017, section 7.2), where
 * zeros would darken the borders of the picture.
 *
 * @param padding rows and columns added on each side, less than the height and the width of the image
 */
public record ReflectionPad2d(int padding) implements Layer {
    /**
     * Checks the padding.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public ReflectionPad2d {
        Checks.atLeast(1, padding, "padding");
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.image(this, inputs);
        if (Math.min(input.height(), input.width()) <= padding) {
            throw new ShapeException(
                    kind(),
                    "an image of at least " + (padding + 1) + "x" + (padding + 1) + " for a padding of " + padding,
                    input.toString());
        }
        return Shape.of(input.channels(), input.height() + 2 * padding, input.width() + 2 * padding);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.reflectionPad2d(this);
    }
}
