package io.gan4j.layer;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Shape;
import java.util.List;

/**
 * A change from one branch of a network to another in the course of a stage of a run: {@code y = (1 - alpha) old + alpha new},
 * with the inputs {@code old} and {@code new} of one shape, which is that of the output. A block that is added to a network
 * while it learns is faded in this way (Karras et al., "Progressive growing of GANs", ICLR 2018, figure 2).
 *
 * <p>Alpha is the share of the stage that is done: 0 in its first step, and 1 after its last. It comes from the run with each
 * step, and the newest one is kept as the statistic {@code alpha} {@code (1)}, with which the network is evaluated and
 * exported; it begins as 0. A moving average of the network's weights has the alpha of the newest step as well. At 0 and at 1
 * the output is exactly that of one branch.
 */
public record Fade() implements Layer {
    @Override
    public Shape outputShape(List<Shape> inputs) {
        if (inputs.size() != 2 || !inputs.get(1).equals(inputs.get(0))) {
            throw new ShapeException(kind(), "two inputs of one shape", inputs.toString());
        }
        return inputs.get(0);
    }

    @Override
    public List<Parameter> parameters() {
        return ImmutableList.of(Parameter.statistic("alpha", Shape.of(1), Init.constant(0)));
    }

    @Override
    public Traits traits() {
        return Traits.of(Traits.Purpose.JOIN).drawing(new Traits.Progress()).keeping(Traits.Statistics.PRESENT);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.fade(this);
    }
}
