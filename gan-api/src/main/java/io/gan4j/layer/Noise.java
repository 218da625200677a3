package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Noise for each pixel, the same for all channels, with a learned strength (Karras et al., "A style-based generator
 * architecture for generative adversarial networks", CVPR 2019, section 2, where each channel has a strength of its own;
 * StyleGAN2 has one for all): {@code y = x + gain strength noise}, of images {@code (C, height, width)}. While the network is
 * played in training, each sample has normal deviates of its own, which come from the run's seed. In evaluation and after
 * export the noise is a constant of the layer, drawn when the network is initialised, so that one latent gives one image, alone
 * or in a batch.
 *
 * <p>Parameters: {@code strength} {@code (strengths)}, which begins as 0, and the statistic {@code noise} {@code (1, height,
 * width)}, which never changes.
 *
 * @param height rows of the image
 * @param width columns of the image
 * @param gain what the noise is multiplied by beside the strength, above 0; the square root of 2 before a rectifier
 * @param strengths 1, or the number of channels where each has a strength of its own
 */
public record Noise(int height, int width, float gain, int strengths) implements Layer {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Noise {
        Checks.atLeast(1, height, "height");
        Checks.atLeast(1, width, "width");
        checkArgument(gain > 0 && Float.isFinite(gain), "gain must be above 0, was %s", gain);
        Checks.atLeast(1, strengths, "strengths");
    }

    /**
     * The noise with one strength for all channels.
     *
     * @throws IllegalArgumentException if a setting is out of range
     */
    public Noise(int height, int width, float gain) {
        this(height, width, gain, 1);
    }

    /** The noise of images of this shape, with a gain for the rectifier behind it. */
    public static Noise of(Shape image) {
        return new Noise(image.height(), image.width(), Equalized.RECTIFIED);
    }

    /** The noise of images of this shape, with a strength for each channel and a gain of 1. */
    public static Noise ofChannels(Shape image) {
        return new Noise(image.height(), image.width(), 1, image.channels());
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        boolean fits = input.isImage()
                && input.height() == height
                && input.width() == width
                && (strengths == 1 || input.channels() == strengths);
        if (!fits) {
            String channels = strengths == 1 ? "channels" : Integer.toString(strengths);
            throw new ShapeException(kind(), "(" + channels + ", " + height + ", " + width + ")", input.toString());
        }
        return input;
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(
                Parameter.weight("strength", Shape.of(strengths), Init.constant(0)),
                Parameter.statistic("noise", Shape.of(1, height, width), Init.normal(0, 1)));
    }

    /** The settings; those that the layer had from the beginning alone where the others are at their defaults. */
    @Override
    public String toString() {
        return Checks.text(this, strengths == 1 ? 3 : 4);
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
