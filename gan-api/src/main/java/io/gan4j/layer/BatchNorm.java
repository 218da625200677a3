package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Batch normalisation (Ioffe and Szegedy 2015), {@code y = weight (x - mean) / sqrt(variance + epsilon) + bias}, a mean and
 * a variance for each feature of {@code (features)} or each channel of {@code (features, H, W)}. While its network is
 * played, they are the batch's own; in evaluation and after export, the running ones, which are updated only in the phases in
 * which the network learns.
 *
 * @param features length of a vector, or channels of an image
 * @param epsilon added to the variance; PyTorch's 1e-5
 * @param momentum the weight of the newest batch in the running statistics, PyTorch's 0.1: {@code running = (1 - momentum)
 *     running + momentum batch}. (ONNX and DJL call the other weight, 0.9, momentum.)
 * @param weights how the weight is filled; the bias begins at 0
 * @param affine whether there are a weight and a bias
 */
@CheckReturnValue
public record BatchNorm(int features, float epsilon, float momentum, Init weights, Affine affine) implements Layer {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public BatchNorm {
        Checks.atLeast(1, features, "features");
        checkArgument(epsilon > 0, "epsilon must be above 0, was %s", epsilon);
        checkArgument(momentum > 0 && momentum <= 1, "momentum must be in (0, 1], was %s", momentum);
    }

    /**
     * With a weight and a bias.
     *
     * @throws IllegalArgumentException if a setting is out of range
     */
    public BatchNorm(int features, float epsilon, float momentum, Init weights) {
        this(features, epsilon, momentum, weights, Affine.LEARNED);
    }

    /** PyTorch's defaults: epsilon 1e-5, momentum 0.1, weight 1. */
    public static BatchNorm of(int features) {
        return new BatchNorm(features, 1e-5f, 0.1f, Init.constant(1));
    }

    /** The same layer with other initial weights. */
    public BatchNorm weights(Init init) {
        return new BatchNorm(features, epsilon, momentum, init, affine);
    }

    /** The same layer with another weight of the newest batch in the running statistics. */
    public BatchNorm momentum(float weightOfNewest) {
        return new BatchNorm(features, epsilon, weightOfNewest, weights, affine);
    }

    /** The same layer without weight and bias: {@code y = (x - mean) / sqrt(variance + epsilon)}. */
    public BatchNorm withoutAffine() {
        return new BatchNorm(features, epsilon, momentum, weights, Affine.NONE);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        return Checks.featured(this, features, inputs);
    }

    @Override
    public List<Parameter> parameters() {
        Shape shape = Shape.of(features);
        ImmutableList.Builder<Parameter> parameters = ImmutableList.builder();
        if (affine == Affine.LEARNED) {
            parameters.add(Parameter.weight("weight", shape, weights));
            parameters.add(Parameter.weight("bias", shape, Init.constant(0)));
        }
        return parameters
                .add(Parameter.statistic("running_mean", shape, Init.constant(0)))
                .add(Parameter.statistic("running_var", shape, Init.constant(1)))
                .build();
    }

    /** The settings; those that a layer had from the beginning alone where the others are at their defaults. */
    @Override
    public String toString() {
        return Checks.text(this, Affine.LEARNED.equals(affine) ? 4 : 5);
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.NORMALIZATION).mixingSamples().keeping(Traits.Statistics.RUNNING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.batchNorm(this);
    }
}
