package io.gan4j.examples;

import io.gan4j.data.ImageFolder.Damaged;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of how data are read, as a mixin. */
final class DataOptions {
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

    @Option(
            names = "--categories",
            paramLabel = "COLUMN",
            split = ",",
            description =
                    "Columns of a table that are categories though they hold numbers, such as a code of countries, with"
                            + " commas between them. Columns of text are, unless nearly every row has another one: such"
                            + " a column, of names perhaps, is refused if it is not given here.")
    private List<String> categories = List.of();

    /** As the options say. */
    DataReading reading() {
        return reading(size, channels);
    }

    /** With a size and channels that are known from elsewhere. */
    DataReading reading(@Nullable Integer knownSize, @Nullable Integer knownChannels) {
        return new DataReading(knownSize, knownChannels, skipsDamaged ? Damaged.SKIP : Damaged.FAIL, categories);
    }
}
