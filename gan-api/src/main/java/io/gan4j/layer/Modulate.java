package io.gan4j.layer;

import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Scales and shifts each channel of each sample by numbers that the network computes: {@code y = gamma x + beta}, with the
 * inputs {@code x} of shape {@code (C)} or {@code (C, H, W)}, {@code gamma} and {@code beta} of {@code (C)} each. Behind a
 * normalisation without affine parameters it is conditional normalisation (Dumoulin, Shlens and Kudlur, "A learned
 * representation for artistic style", ICLR 2017, equation 5; Miyato and Koyama, "cGANs with projection discriminator", ICLR
 * 2018), behind instance normalisation adaptive instance normalisation (Huang and Belongie 2017), and by itself the affine
 * block of DF-GAN.
 *
 * <p>{@code gamma} is taken as it is, nothing is added to it: what computes it has to begin near 1, such as an {@link
 * Embedding} whose weights are all 1.
 */
public record Modulate() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        boolean fits = inputs.size() == 3
                && (inputs.get(0).rank() == 1 || inputs.get(0).isImage())
                && inputs.get(1).equals(Shape.of(inputs.get(0).extent(0)))
                && inputs.get(2).equals(inputs.get(1));
        if (!fits) {
            throw new ShapeException(
                    kind(), "x of (C) or (C, height, width), gamma of (C) and beta of (C)", inputs.toString());
        }
        return inputs.get(0);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.JOIN);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.modulate(this);
    }
}
