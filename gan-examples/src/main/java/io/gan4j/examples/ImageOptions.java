package io.gan4j.examples;

import io.gan4j.data.ImageFolder.Damaged;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of how images are read, as a mixin. */
final class ImageOptions {
    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Height and width of images in pixels: they are scaled and cut to it. Default: as they are.")
    @Nullable
    Integer size;

    @Option(
            names = "--channels",
            paramLabel = "1|3|4",
            description = "Grey, RGB, or RGB and alpha. Default: 1 if all images are grey, else 3.")
    @Nullable
    Integer channels;

    @Option(
            names = "--skip-damaged",
            description =
                    "Leave files of a folder or zip out that are damaged or no images, and list them, rather than end at"
                            + " the first.")
    private boolean skipsDamaged;

    /** As the options say. */
    ImageReading reading() {
        return reading(size, channels);
    }

    /** With a size and channels that are known from elsewhere. */
    ImageReading reading(@Nullable Integer knownSize, @Nullable Integer knownChannels) {
        return new ImageReading(knownSize, knownChannels, skipsDamaged ? Damaged.SKIP : Damaged.FAIL);
    }
}
