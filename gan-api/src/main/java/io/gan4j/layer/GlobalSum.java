package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The sum over all pixels of each channel: {@code (C, H, W)} to {@code (C)}. It ends the convolutions of a projection
 * discriminator (Miyato and Koyama, ICLR 2018, appendix). A sum, not a mean, as in the paper's code, so that its size grows
 * with the image.
 */
public record GlobalSum() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (!input.isImage()) {
            throw new ShapeException(kind(), "(channels, height, width)", input.toString());
        }
        return Shape.of(input.channels());
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.POOLING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.globalSum(this);
    }
}
