package io.gan4j.layer;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * Minibatch standard deviation (Karras et al., "Progressive growing of GANs", ICLR 2018, section 3): the batch is dealt into
 * groups, sample {@code i} of {@code N} into group {@code i mod (N / group)}; the (biased) standard deviation over a group
 * of each element, averaged over all elements, is appended as one more channel, the same at every pixel, or one more
 * feature: {@code (C, H, W)} to {@code (C + 1, H, W)}, {@code (features)} to {@code (features + 1)}. The number of samples must
 * be a multiple of the group.
 *
 * <p>In evaluation and after export a sample is judged alone, so the running mean of that number, updated while the network
 * learns, takes its place: {@code running = (1 - momentum) running + momentum batch}.
 *
 * @param group samples of a group; the paper's is 4
 */
public record MinibatchStdDev(int group) implements Layer {
    /** The weight of the newest batch in the running mean. */
    public static final float MOMENTUM = 0.1f;
    /** Added to the variance before its root is taken; that of the paper's code. */
    public static final float EPSILON = 1e-8f;

    /**
     * Checks the group.
     *
     * @throws IllegalArgumentException if it is below 2
     */
    public MinibatchStdDev {
        Checks.atLeast(2, group, "group");
    }

    /** With the paper's groups of 4. */
    public static MinibatchStdDev standard() {
        return new MinibatchStdDev(4);
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (input.rank() == 1) {
            return Shape.of(input.extent(0) + 1);
        }
        if (!input.isImage()) {
            throw new ShapeException(kind(), "(features) or (channels, height, width)", input.toString());
        }
        return Shape.of(input.channels() + 1, input.height(), input.width());
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(Parameter.statistic("running_mean", Shape.of(1), Init.constant(0)));
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.MINIBATCH)
                .mixingSamples()
                .inGroupsOf(group)
                .keeping(Traits.Statistics.RUNNING);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.minibatchStdDev(this);
    }
}
