package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Noise for each pixel, the same for all channels, with a learned strength (Karras et al., "A style-based generator architecture
 * for generative adversarial networks", CVPR 2019, section 2; one strength for all channels as in StyleGAN2): {@code y = x + gain
 * strength noise}, of images {@code (C, height, width)}. While the network is played in training, each sample has normal
 * deviates of its own, which come from the run's seed. In evaluation and after export the noise is a constant of the layer, drawn
 * when the network is initialised, so that one latent gives one image, alone or in a batch.
 *
 * <p>Parameters: {@code strength} {@code (1)}, which begins as 0, and the statistic {@code noise} {@code (1, height, width)},
 * which never changes.
 *
 * @param height rows of the image
 * @param width columns of the image
 * @param gain what the noise is multiplied by beside the strength, above 0; the square root of 2 before a rectifier
 */
public record Noise(int height, int width, float gain) implements Layer {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Noise {
        Checks.atLeast(1, height, "height");
        Checks.atLeast(1, width, "width");
        checkArgument(gain > 0 && Float.isFinite(gain), "gain must be above 0, was %s", gain);
    }

    /** The noise of images of this shape, with a gain for the rectifier behind it. */
    public static Noise of(Shape image) {
        return new Noise(image.height(), image.width(), Equalized.RECTIFIED);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (!input.isImage() || input.height() != height || input.width() != width) {
            throw new ShapeException(kind(), "(channels, " + height + ", " + width + ")", input.toString());
        }
        return input;
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(
                Parameter.weight("strength", Shape.of(1), Init.constant(0)),
                Parameter.statistic("noise", Shape.of(1, height, width), Init.normal(0, 1)));
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.NOISE).drawing(new Traits.Deviates()).keeping(Traits.Statistics.CONSTANT);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.noise(this);
    }
}
