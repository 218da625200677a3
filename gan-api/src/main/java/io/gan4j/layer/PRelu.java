package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The parametric rectifier, {@code x} where positive, {@code weight x} elsewhere, with a slope that each feature or channel
 * learns (He et al., "Delving deep into rectifiers", ICCV 2015, equation 1): the activation of SRGAN's generator. Shape {@code
 * (channels)} or {@code (channels, H, W)}, weight {@code (channels)}.
 *
 * @param channels features of a vector or channels of an image
 * @param slope the slope that all begin with; PyTorch's is 0.25
 */
public record PRelu(int channels, float slope) implements Layer {
    private static final float PYTORCH = 0.25f;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no channel or the slope is not finite
     */
    public PRelu {
        Checks.atLeast(1, channels, "channels");
        checkArgument(Float.isFinite(slope), "slope must be a finite number, was %s", slope);
    }

    /** Returns the layer whose slopes begin as PyTorch's, at 0.25. */
    public static PRelu of(int channels) {
        return new PRelu(channels, PYTORCH);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Checks.featured(this, channels, inputs);
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(Parameter.weight("weight", Shape.of(channels), Init.constant(slope)));
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.ACTIVATION);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.pRelu(this);
    }
}
