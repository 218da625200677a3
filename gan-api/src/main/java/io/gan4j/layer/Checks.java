package io.gan4j.layer;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;

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

    /** The only input of a layer that takes images of any number of channels. */
    static Shape image(Layer layer, List<Shape> inputs) {
        Shape input = single(layer, inputs);
        if (!input.isImage()) {
            throw new ShapeException(layer.kind(), "(channels, height, width)", input.toString());
        }
        return input;
    }

    /** What is left of the only input, an image, where tiles of this size, at this distance, become a pixel each. */
    static Shape tiled(Layer layer, int size, int stride, List<Shape> inputs) {
        Shape input = image(layer, inputs);
        if (Math.min(input.height(), input.width()) < size) {
            throw new ShapeException(layer.kind(), "an image of at least " + size + "x" + size, input.toString());
        }
        return Shape.of(input.channels(), (input.height() - size) / stride + 1, (input.width() - size) / stride + 1);
    }

    /** The only input of a layer that takes vectors or images of any size. */
    static Shape vectorOrImage(Layer layer, List<Shape> inputs) {
        Shape input = single(layer, inputs);
        if (input.rank() != 1 && !input.isImage()) {
            throw new ShapeException(layer.kind(), "(features) or (channels, height, width)", input.toString());
        }
        return input;
    }

    /** The only input of a layer that takes images of {@code channels} channels. */
    static Shape image(Layer layer, int channels, List<Shape> inputs) {
        Shape input = single(layer, inputs);
        if (!input.isImage() || input.channels() != channels) {
            throw new ShapeException(layer.kind(), "(" + channels + ", height, width)", input.toString());
        }
        return input;
    }

    /** The only input of a layer that takes vectors of {@code features} features, or images of as many channels. */
    static Shape featured(Layer layer, int features, List<Shape> inputs) {
        Shape input = single(layer, inputs);
        if (input.rank() != 1 && !input.isImage() || input.extent(0) != features) {
            throw new ShapeException(
                    layer.kind(), "(" + features + ") or (" + features + ", height, width)", input.toString());
        }
        return input;
    }

    /**
     * A record as Java writes one, with its first components alone. Texts of layers stand in scripts and in what tells networks
     * apart: a component that is added later leaves them as they were where it has its default.
     */
    static String text(Record layer, int components) {
        StringJoiner text = new StringJoiner(", ", layer.getClass().getSimpleName() + "[", "]");
        Arrays.stream(layer.getClass().getRecordComponents()).limit(components).forEach(component -> {
            try {
                text.add(component.getName() + "=" + component.getAccessor().invoke(layer));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " cannot be read: " + e, e);
            }
        });
        return text.toString();
    }

    /** Checks that channels can be dealt into groups. */
    static void groups(int groups, int inChannels, int outChannels) {
        atLeast(1, groups, "groups");
        checkArgument(
                inChannels % groups == 0 && outChannels % groups == 0,
                "groups must divide inChannels %s and outChannels %s, was %s",
                inChannels,
                outChannels,
                groups);
    }

    static void atLeast(int least, int value, String what) {
        checkArgument(value >= least, "%s must be at least %s, was %s", what, least, value);
    }
}
