package io.gan4j.tensor;

/** The values that the elements of a sample take. */
public enum Range {
    /** [-1, 1], from black to full intensity: images. */
    MINUS_ONE_TO_ONE,
    /** Any real number: points and other vectors. */
    UNBOUNDED;

    /** The values that samples of a shape take: those of images from -1 to 1, others any. */
    public static Range of(Shape sample) {
        return sample.isImage() ? MINUS_ONE_TO_ONE : UNBOUNDED;
    }
}
