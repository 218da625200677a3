package io.gan4j.data;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file is not what it should be: damaged, cut short, of another format, or in contradiction to another file. */
public class MalformedDataException extends IOException {
    private static final long serialVersionUID = 1L;

    /** The message is the file and, after a colon, what is wrong with it. */
    public MalformedDataException(String file, String problem) {
        super(file + ": " + problem);
    }

    /** The message is the file and, after a colon, what is wrong with it. */
    public MalformedDataException(String file, String problem, @Nullable Throwable cause) {
        super(file + ": " + problem, cause);
    }

    /** The same with a word on what to do, after a semicolon. */
    MalformedDataException advising(String advice) {
        return new MalformedDataException(this, advice);
    }

    private MalformedDataException(MalformedDataException problem, String advice) {
        super(problem.getMessage() + "; " + advice, problem);
    }
}
