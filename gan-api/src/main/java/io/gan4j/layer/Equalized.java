package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * The equalized learning rate (Karras et al., "Progressive growing of GANs", ICLR 2018, section 4.1): a linear or convolutional
 * layer that computes with {@code c weight} instead of its weight, where {@code c = gain rate / sqrt(fanIn)}, and with {@code
 * gain rate bias} instead of its bias. The stored weight begins as normal deviates of standard deviation {@code 1 / rate},
 * so that what is computed begins with a standard deviation of {@code gain / sqrt(fanIn)} (He et al. 2015), while an optimizer
 * whose steps do not depend on the size of the gradient, such as Adam, moves all layers equally fast. An exported file holds
 * the products.
 *
 * <p>{@code fanIn} is the number of the weight's elements that belong to one output: {@link SpectralNorm#columns}.
 *
 * @param layer the layer: {@link Linear}, {@link Conv2d}, {@link ModulatedConv2d} or another of {@link Traits.Purpose#WEIGHTS}
 * @param rate the learning rate of this layer divided by the others', above 0; 1 by default, 0.01 in StyleGAN's mapping network
 * @param gain the standard deviation of the outputs at first, for inputs of 1; 1 by default. The square root of 2 before a
 *     rectifier is the same as scaling the rectifier's output by it, as StyleGAN2 does
 * @param firstBias the bias that is computed with at first, if the layer has one; 0 by default
 */
@CheckReturnValue
public record Equalized(Layer layer, float rate, float gain, float firstBias) implements Layer {
    /** The gain before a rectifier, the square root of 2 (He et al. 2015, section 2.2). */
    public static final float RECTIFIED = (float) Math.sqrt(2);

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the layer has no weight to scale, or a number is out of range
     */
    public Equalized {
        checkArgument(
                layer.bare() == layer && layer.traits().purpose() == Traits.Purpose.WEIGHTS,
                "an equalized learning rate is for a layer with a weight, such as Linear or Conv2d, not for %s",
                layer.kind());
        checkArgument(rate > 0 && Float.isFinite(rate), "rate must be above 0, was %s", rate);
        checkArgument(gain > 0 && Float.isFinite(gain), "gain must be above 0, was %s", gain);
        checkArgument(Float.isFinite(firstBias), "firstBias must be finite, was %s", firstBias);
    }

    /** Equalizes a layer with rate 1, gain 1 and a bias that begins as 0. */
    public static Equalized of(Layer layer) {
        return new Equalized(layer, 1, 1, 0);
    }

    /**
     * Returns the same layer with another learning rate.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public Equalized rate(float multiplier) {
        return new Equalized(layer, multiplier, gain, firstBias);
    }

    /**
     * Returns the same layer with another gain.
     *
     * @throws IllegalArgumentException if it is not above 0
     */
    public Equalized gain(float factor) {
        return new Equalized(layer, rate, factor, firstBias);
    }

    /** Returns the same layer with the gain {@link #RECTIFIED}, which keeps the mean square where a rectifier follows. */
    public Equalized rectified() {
        return gain(RECTIFIED);
    }

    /** Returns the same layer with another bias at first. */
    public Equalized firstBias(float value) {
        return new Equalized(layer, rate, gain, value);
    }

    /** What the stored weight is multiplied by: {@code gain rate / sqrt(fanIn)}. */
    public float weightFactor() {
        Shape weight = layer.parameters().get(0).shape();
        double fanIn = (double) weight.size() / weight.extent(layer.traits().weightAxis());
        return (float) (gain * (double) rate / Math.sqrt(fanIn));
    }

    /** What the stored bias is multiplied by: {@code gain rate}. */
    public float biasFactor() {
        return gain * rate;
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return layer.outputShape(inputs);
    }

    /** Those of the layer, which begin in another way. */
    @Override
    public List<Parameter> parameters() {
        ImmutableList.Builder<Parameter> parameters = ImmutableList.builder();
        for (Parameter parameter : layer.parameters()) {
            Init init = switch (parameter.name()) {
                case "weight" -> Init.normal(0, 1 / rate);
                case "bias" -> Init.constant(firstBias / biasFactor());
                default -> parameter.init();
            };
            parameters.add(new Parameter(parameter.name(), parameter.shape(), init, parameter.role()));
        }
        return parameters.build();
    }

    @Override
    public Layer bare() {
        return layer;
    }

    @Override
    public Layer around(Layer other) {
        return new Equalized(other, rate, gain, firstBias);
    }

    @Override
    public Layer withBias() {
        return around(layer.withBias());
    }

    @Override
    public Traits traits() {
        return layer.traits();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.equalized(this);
    }
}
