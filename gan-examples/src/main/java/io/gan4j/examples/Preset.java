package io.gan4j.examples;

import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.image.Images;
import java.util.function.Supplier;

/**
 * A kind of GAN that the command line trains.
 *
 * @param name its name on the command line
 * @param sentence what it is, with its source
 * @param takes which data it learns
 * @param builder its settings
 */
record Preset(String name, String sentence, Takes takes, Supplier<GanBuilder> builder) {
    /** Which data a GAN learns. */
    enum Takes {
        /** Images alone. */
        IMAGES,
        /** Images, points, and rows of tables. */
        ANYTHING
    }

    /** True if this GAN learns such data. */
    boolean takes(Dataset data) {
        return takes == Takes.ANYTHING || Images.canHold(data.shape());
    }
}
