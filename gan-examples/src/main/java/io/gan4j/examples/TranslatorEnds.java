package io.gan4j.examples;

import io.gan4j.inference.ModelCard;
import io.gan4j.tensor.Shape;

/**
 * What a translator takes and makes, in words.
 *
 * @param input the shape of what it takes
 * @param output the shape of what it makes
 */
record TranslatorEnds(Shape input, Shape output) {
    static TranslatorEnds of(ModelCard card) {
        return new TranslatorEnds(card.input(), card.output());
    }

    /** The ends in a phrase, such as {@code grey images of 32 x 32 to RGB images of 32 x 32}. */
    String words() {
        int frames = frames();
        if (frames > 1) {
            return frames + " " + one(output, "frames") + " that follow each other to the next one";
        }
        int scale = output.height() / input.height();
        String words = one(input, "images") + " to " + one(output, "images");
        return scale > 1 ? words + "; larger pictures tile by tile, " + scale + " times as high and wide" : words;
    }

    /** The frames that stand one behind the other on the channels of the input; 1 for single images. */
    private int frames() {
        boolean sameSize = input.height() == output.height() && input.width() == output.width();
        boolean whole = input.channels() % output.channels() == 0;
        return sameSize && whole ? input.channels() / output.channels() : 1;
    }

    private static String one(Shape shape, String what) {
        return DescribeCommand.colors(shape) + " " + what + " of " + shape.height() + " x " + shape.width();
    }
}
