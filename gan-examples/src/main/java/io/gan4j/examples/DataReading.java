package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Datasets;
import io.gan4j.data.ImageFolder;
import io.gan4j.file.VisibleText;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a command reads data.
 *
 * @param size height and width of images, if they are to be others than they are
 * @param channels the channels of images, if they are to be others than they are
 * @param damaged what happens to files of a folder or zip that are no images
 * @param categories the columns of a table that are categories though they hold numbers
 */
record DataReading(
        @Nullable Integer size, @Nullable Integer channels, ImageFolder.Damaged damaged, List<String> categories) {
    /** Says that categories were named of what has no columns. */
    static final String NO_TABLE = "--categories names columns of tables, and %s is none";

    /** Images as they are, none of which may be damaged, and tables by what is in their columns. */
    static final DataReading PLAIN = new DataReading(null, null, ImageFolder.Damaged.FAIL, List.of());

    DataReading {
        checkArgument(size == null || size >= 1, "--size must be at least 1, was %s", size);
        checkArgument(
                channels == null || channels == 1 || channels == 3 || channels == 4,
                "--channels must be 1 (grey), 3 (RGB) or 4 (RGB and alpha), was %s",
                channels);
    }

    /**
     * A folder or zip of images, to be read so.
     *
     * @throws IllegalArgumentException if columns of a table were named
     */
    ImageFolder of(Path folderOrZip) {
        checkArgument(categories.isEmpty(), NO_TABLE, VisibleText.of(folderOrZip.toString()));
        ImageFolder folder = Datasets.imageFolder(folderOrZip).damaged(damaged);
        if (size != null) {
            folder = folder.size(size);
        }
        return channels == null ? folder : folder.channels(channels);
    }
}
