package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Virtual batch normalisation (Salimans et al., "Improved techniques for training GANs", 2016, section 3.5): {@code y =
 * weight (x - mean) / sqrt(variance + epsilon) + bias}, where the statistics of a feature (or channel) are those of a
 * reference batch, chosen once, together with the sample itself, so that a sample never depends on the others of its
 * batch. With {@code R} reference samples of mean {@code M} and mean square {@code Q}, and a sample's own mean {@code m} and
 * mean square {@code q} over its pixels: {@code mean = (R M + m) / (R + 1)}, {@code variance = (R Q + q) / (R + 1) - mean^2}.
 *
 * <p>The reference batch goes through the network beside each batch. Its statistics of the newest application in which the
 * network learned are kept, {@code reference_mean} and {@code reference_var}; evaluation and export use them.
 *
 * @param features length of a vector, or channels of an image
 * @param reference samples of the reference batch
 * @param epsilon added to the variance; 1e-5
 */
public record VirtualBatchNorm(int features, int reference, float epsilon) implements Layer {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public VirtualBatchNorm {
        Checks.atLeast(1, features, "features");
        Checks.atLeast(2, reference, "reference");
        checkArgument(epsilon > 0, "epsilon must be above 0, was %s", epsilon);
    }

    /** With an epsilon of 1e-5, weight 1 and bias 0. */
    public static VirtualBatchNorm of(int features, int reference) {
        return new VirtualBatchNorm(features, reference, 1e-5f);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Checks.featured(this, features, inputs);
    }

    @Override
    public List<Parameter> parameters() {
        Shape shape = Shape.of(features);
        return ImmutableList.of(
                Parameter.weight("weight", shape, Init.constant(1)),
                Parameter.weight("bias", shape, Init.constant(0)),
                Parameter.statistic("reference_mean", shape, Init.constant(0)),
                Parameter.statistic("reference_var", shape, Init.constant(1)));
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.NORMALIZATION).withReference(reference).keeping(Traits.Statistics.REFERENCE);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.virtualBatchNorm(this);
    }
}
