package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Datasets;
import io.gan4j.data.ImageFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a command reads images.
 *
 * @param size height and width of images, if they are to be others than they are
 * @param channels the channels of images, if they are to be others than they are
 * @param damaged what happens to files of a folder or zip that are no images
 */
record ImageReading(@Nullable Integer size, @Nullable Integer channels, ImageFolder.Damaged damaged) {
    ImageReading {
        checkArgument(size == null || size >= 1, "--size must be at least 1, was %s", size);
        checkArgument(
                channels == null || channels == 1 || channels == 3 || channels == 4,
                "--channels must be 1 (grey), 3 (RGB) or 4 (RGB and alpha), was %s",
                channels);
    }

    /** A folder or zip of images, to be read so. */
    ImageFolder of(Path folderOrZip) {
        ImageFolder folder = Datasets.imageFolder(folderOrZip).damaged(damaged);
        if (size != null) {
            folder = folder.size(size);
        }
        return channels == null ? folder : folder.channels(channels);
    }
}
