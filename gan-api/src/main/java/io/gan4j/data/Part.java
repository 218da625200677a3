package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;

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

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is no lower-case identifier
     */
    public Part {
        checkArgument(name.matches("[a-z][a-z0-9_]*"), "a part's name must be a lower-case identifier, was '%s'", name);
    }

    /** The number of bytes that the part takes in one sample. */
    public int bytes() {
        return Math.multiplyExact(shape.size(), encoding.bytes());
    }
}
