package io.gan4j.examples;

import io.gan4j.inference.ModelCard;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Shape;

/**
 * What a translator takes and makes, in words.
 *
 * @param input the shape of what it takes
 * @param frames the number of frames that it takes; 1 for single images
 * @param output the shape of what it makes
 */
record TranslatorEnds(Shape input, int frames, Shape output) {
    static TranslatorEnds of(ModelCard card) {
        Port.Samples given = (Port.Samples) card.inputs().get(0).meaning();
        return new TranslatorEnds(card.input(), given.frames(), card.output());
    }

    /** The ends in a phrase, such as {@code grey images of 32 x 32 to RGB images of 32 x 32}. */
    String words() {
        if (frames > 1) {
            return frames + " " + one(output, "frames") + " that follow each other to the next one";
        }
        int scale = output.height() / input.height();
        String words = one(input, "images") + " to " + one(output, "images");
        return scale > 1 ? words + "; larger pictures tile by tile, " + scale + " times as high and wide" : words;
    }

    private static String one(Shape shape, String what) {
        return DescribeCommand.colors(shape) + " " + what + " of " + shape.height() + " x " + shape.width();
    }
}
