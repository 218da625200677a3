package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Dataset;
import io.gan4j.data.ImageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a command that learns from captions, as a mixin. */
final class CaptionOptions {
    @Option(
            names = "--captions",
            paramLabel = "FILE",
            description =
                    "The captions of the images of --data: lines of a file name, a tab and a caption (.txt, .tsv), a"
                            + " table with a line of names (.csv), or JSON lines. Default: files within the folder or zip, or"
                            + " a .txt beside each image. For text-to-image and gan-cls.")
    private @Nullable Path captions;

    @Mixin
    private EncoderOptions encoder = new EncoderOptions();

    /** Loads the encoder that reads the captions, if one is named. */
    EncoderOptions.Opened encoder() throws IOException {
        return encoder.open();
    }

    /**
     * Checks that neither captions nor an encoder of them are named.
     *
     * @return true
     * @throws IllegalArgumentException if they are, for a preset that takes none
     */
    boolean areNotGiven() {
        String given = captions != null ? "--captions" : encoder.isGiven() ? "--encoder" : "";
        checkArgument(given.isEmpty(), "%s is for --preset %s", given, TextPreset.words());
        return true;
    }

    /**
     * Reads or draws images with captions.
     *
     * @param data what {@code --data} names
     * @param reading how data are read
     * @throws IllegalArgumentException if captions are named for data that have their own, or size or channels do not fit
     * @throws IOException if there are no such data, or they cannot be read
     */
    Dataset read(String data, DataReading reading) throws IOException {
        DataArgument argument = new DataArgument(data, reading);
        Path path = argument.isBuiltIn() ? null : PathArgument.of(data);
        if (path == null || !Files.exists(path)) {
            if (captions != null) {
                throw new IllegalArgumentException(
                        "--captions is for folders and zips of images, and --data is " + data);
            }
            return argument.load();
        }
        ImageFolder folder = reading.of(path);
        return (captions == null ? folder.captionsInside() : folder.captions(captions)).load();
    }
}
