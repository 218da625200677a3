package io.gan4j.checkpoint;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A checkpoint of a run folder, as its name tells; whether it is intact shows when it is loaded.
 *
 * @param file where it is
 * @param step the step after which it was taken
 * @param kind why it was kept
 * @param size its length in bytes
 */
public record CheckpointFile(Path file, long step, Kind kind, long size) {
    /** Why a checkpoint is kept. */
    public enum Kind {
        /** As one of the newest: what a run goes on from. */
        REGULAR("step"),
        /** As the best by the metric of the run. */
        BEST("best");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    static final Comparator<CheckpointFile> NEWEST_FIRST = Comparator.comparingLong(CheckpointFile::step)
            .reversed()
            .thenComparing(CheckpointFile::kind)
            .thenComparing(CheckpointFile::file);

    private static final Pattern NAME = Pattern.compile("(step|best)-(\\d{10}|[1-9]\\d{10,17})\\.safetensors");

    /** The name of the file: the step has at least ten digits, so that names sort as steps do. */
    static String name(Kind kind, long step) {
        return String.format(Locale.ROOT, "%s-%010d.safetensors", kind.prefix, step);
    }

    /** The checkpoint that an entry of a folder is, or nothing if its name is not that of one. */
    static Optional<CheckpointFile> of(Store.Entry entry) {
        Matcher name = NAME.matcher(String.valueOf(entry.file().getFileName()));
        if (!name.matches()) {
            return Optional.empty();
        }
        Kind kind = name.group(1).equals(Kind.BEST.prefix) ? Kind.BEST : Kind.REGULAR;
        return Optional.of(new CheckpointFile(entry.file(), Long.parseLong(name.group(2)), kind, entry.size()));
    }
}
