package io.gan4j.layer;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Minibatch discrimination (Salimans et al. 2016, section 3.2): tells a discriminator how close a sample is to the others of
 * its batch. With {@code M = x T} read as {@code kernels} rows of {@code dimensions}, row {@code b} of sample {@code i} gives
 * {@code o_b = sum over j != i of exp(-|M_ib - M_jb|_1)}; the {@code o} are appended to the sample: shape {@code (inFeatures)}
 * to {@code (inFeatures + kernels)}. Weight {@code (inFeatures, kernels * dimensions)}.
 *
 * <p>In evaluation and after export a sample is judged alone, so the running mean of {@code o}, updated while the network
 * learns, takes its place, as batch normalisation's statistics do: {@code running = (1 - momentum) running + momentum batch}.
 *
 * @param inFeatures length of the input
 * @param kernels how many numbers are appended; 100 in the paper's code
 * @param dimensions the length of a row; 5 in the paper's code
 * @param weights how {@code T} is filled
 */
public record MinibatchDiscrimination(int inFeatures, int kernels, int dimensions, Init weights) implements Layer {
    /** The weight of the newest batch in the running mean. */
    public static final float MOMENTUM = 0.1f;

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public MinibatchDiscrimination {
        Checks.atLeast(1, inFeatures, "inFeatures");
        Checks.atLeast(1, kernels, "kernels");
        Checks.atLeast(1, dimensions, "dimensions");
    }

    /** With PyTorch's initial weights of a linear layer, {@link Init#fanIn}. */
    public static MinibatchDiscrimination of(int inFeatures, int kernels, int dimensions) {
        return new MinibatchDiscrimination(inFeatures, kernels, dimensions, Init.fanIn(inFeatures));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (!input.equals(Shape.of(inFeatures))) {
            throw new ShapeException(kind(), "(" + inFeatures + ")", input.toString());
        }
        return Shape.of(inFeatures + kernels);
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(
                Parameter.weight("weight", Shape.of(inFeatures, kernels * dimensions), weights),
                Parameter.statistic("running_mean", Shape.of(kernels), Init.constant(0)));
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.MINIBATCH).mixingSamples().keeping(Traits.Statistics.RUNNING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.minibatchDiscrimination(this);
    }
}
