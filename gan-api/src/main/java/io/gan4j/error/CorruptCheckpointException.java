package io.gan4j.error;

import org.jspecify.annotations.Nullable;

/** A checkpoint file was refused because its content is not what was saved: names the file and its damaged section. */
public final class CorruptCheckpointException extends GanException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String section;

    /**
     * With what is wrong.
     *
     * @param file the file
     * @param section {@code header}, {@code end}, {@code file}, or a tensor's name
     * @param problem what is wrong with the section, for a sentence that begins with its name
     */
    public CorruptCheckpointException(String file, String section, String problem) {
        this(file, section, problem, null);
    }

    /** With what is wrong, and the error that showed it. */
    public CorruptCheckpointException(String file, String section, String problem, @Nullable Throwable cause) {
        super(file + " is damaged: section " + section + " " + problem, cause);
        this.file = file;
        this.section = section;
    }

    /** The file, as it was given. */
    public String file() {
        return file;
    }

    /**
     * The damaged section: {@code header}; the name of a tensor; {@code end} for bytes behind the last tensor; {@code file}
     * for something that is no plain file.
     */
    public String section() {
        return section;
    }
}
