package io.gan4j.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of a command that trains translators of images, as a mixin: what they learn besides {@code --data}. */
final class TranslationOptions {
    private static final int SCALE = 2;
    private static final int HISTORY = 4;

    @Option(
            names = "--target",
            paramLabel = "TARGETS",
            description = "What is to be made of --data: a folder or zip of images with the same names. For pix2pix.")
    private @Nullable Path target;

    @Option(
            names = "--other",
            paramLabel = "B",
            description = "The second set of images, as --data is the first. For cyclegan and faceswap.")
    private @Nullable String other;

    @Option(
            names = "--scale",
            paramLabel = "2|4",
            description = "By what height and width grow. For superresolution. Default: " + SCALE + ".")
    private @Nullable Integer scale;

    @Option(
            names = "--clips",
            paramLabel = "FOLDER|ZIP|GIF",
            description =
                    "Films, instead of --data: each folder of frames and each animated GIF is one. For nextframe.")
    private @Nullable String clips;

    @Option(
            names = "--history",
            paramLabel = "N",
            description = "The number of frames that the next one is made of. For nextframe. Default: " + HISTORY + ".")
    private @Nullable Integer history;

    /** The names of the options that were given. */
    List<String> given() {
        List<String> given = new ArrayList<>();
        add(given, "--target", target);
        add(given, "--other", other);
        add(given, "--scale", scale);
        add(given, "--clips", clips);
        add(given, "--history", history);
        return given;
    }

    /** Those among them that say what is done with the data, and not which data they are. */
    List<String> ofTheTask() {
        List<String> given = new ArrayList<>();
        add(given, "--scale", scale);
        add(given, "--history", history);
        return given;
    }

    private static void add(List<String> given, String name, @Nullable Object value) {
        if (value != null) {
            given.add(name);
        }
    }

    /**
     * What a run learns, as it was named, but for built-in sets.
     *
     * @param data what {@code --data} names; null if it is not given
     */
    List<String> sources(@Nullable String data) {
        return Stream.of(data, target == null ? null : target.toString(), other, clips)
                .filter(Objects::nonNull)
                .filter(text -> !DataArgument.isBuiltIn(text))
                .toList();
    }

    @Nullable
    Path target() {
        return target;
    }

    @Nullable
    String other() {
        return other;
    }

    @Nullable
    String clips() {
        return clips;
    }

    int scale() {
        return scale == null ? SCALE : scale;
    }

    int history() {
        return history == null ? HISTORY : history;
    }
}
