package io.gan4j.layer;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * A learned tensor that is the same for every sample: what a style-based generator begins with instead of its latent (Karras
 * et al., StyleGAN, CVPR 2019, section 2). Its input, a vector {@code (features)}, only says how many samples there are. Weight
 * of the given shape.
 *
 * @param shape the shape of the output
 * @param weights how the weight is filled
 */
@CheckReturnValue
public record LearnedConstant(Shape shape, Init weights) implements Layer {
    /** The constant that begins as normal deviates with mean 0 and standard deviation 1. */
    public static LearnedConstant of(Shape shape) {
        return new LearnedConstant(shape, Init.normal(0, 1));
    }

    @Override
    public Shape outputShape(List<Shape> inputs) {
        Shape input = Checks.single(this, inputs);
        if (input.rank() != 1) {
            throw new ShapeException(kind(), "(features)", input.toString());
        }
        return shape;
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(Parameter.weight("weight", shape, weights));
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.CONSTANT);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.learnedConstant(this);
    }
}
