package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A named part of each sample of a {@link Dataset}: the input and the target of a pair of images, the frames of a clip.
 *
 * @param name the name of the part, a lower-case identifier: {@code target}
 * @param shape the shape of the part in one sample
 * @param encoding how the part is stored
 */
public record Part(String name, Shape shape, Dataset.Encoding encoding) {
    /** The only part of samples that have one. */
    public static final String SAMPLE = "sample";

    /** The principal part of a pair of images: what is to be made of the other. */
    public static final String TARGET = "target";

    /** The part of a pair of images that a network is given. */
    public static final String INPUT = "input";

    /** The principal part of a window of a clip: the frame that comes next. */
    public static final String FRAME = "frame";

    /** The frames of a clip that come before, stacked on channels, the oldest first. */
    public static final String HISTORY = "history";

    /**
     * A caption of a sample as numbers, shape {@code (T)}, floats: the places of its words in a {@link
     * io.gan4j.tensor.Vocabulary}, counted from 1, then zeros. Of several captions the variation chooses one.
     */
    public static final String TEXT = "text";

    /**
     * A caption of another sample that is nearly right, as numbers like {@link #TEXT}: one word apart from it or with two words
     * exchanged where the data has such a caption, else any other.
     */
    public static final String MISMATCH = "mismatch";

    private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]*");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is no lower-case identifier
     */
    public Part {
        checkArgument(
                IDENTIFIER.matcher(name).matches(), "a part's name must be a lower-case identifier, was '%s'", name);
    }

    /**
     * The part of a sample of which the principal part is made: the input of a pair, or the history of a film. Nothing
     * if there is none.
     *
     * @param parts all parts, the principal one first
     */
    public static Optional<Part> given(List<Part> parts) {
        return parts.stream()
                .skip(1)
                .filter(part -> part.name().equals(INPUT) || part.name().equals(HISTORY))
                .findFirst();
    }

    /** The number of bytes that the part takes in one sample. */
    public int bytes() {
        return Math.multiplyExact(shape.size(), encoding.bytes());
    }
}
