package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.List;

/** Checks that several layers share. */
final class Checks {
    private Checks() {}

    /** The only input of a layer that takes one. */
    static Shape single(Layer layer, List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new ShapeException(layer.kind(), "one input", inputs.size() + " of them: " + inputs);
        }
        return inputs.get(0);
    }

    /** The only input of a layer that takes images of so many channels. */
    static Shape image(Layer layer, int channels, List<Shape> inputs) {
        Shape input = single(layer, inputs);
        if (!input.isImage() || input.channels() != channels) {
            throw new ShapeException(layer.kind(), "(" + channels + ", height, width)", input.toString());
        }
        return input;
    }

    /** The only input of a layer that takes vectors of so many features, or images of so many channels. */
    static Shape featured(Layer layer, int features, List<Shape> inputs) {
        Shape input = single(layer, inputs);
        if (input.rank() != 1 && !input.isImage() || input.extent(0) != features) {
            throw new ShapeException(
                    layer.kind(), "(" + features + ") or (" + features + ", height, width)", input.toString());
        }
        return input;
    }

    static void atLeast(int least, int value, String what) {
        checkArgument(value >= least, "%s must be at least %s, was %s", what, least, value);
    }
}
