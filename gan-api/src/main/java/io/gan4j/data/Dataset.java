package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Vocabulary;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * A finite, ordered set of samples of one shape: what a GAN learns to imitate. Images are kept as 8-bit pixels and reach
 * the engine as such, which maps {@code 0..255} to {@code [-1, 1]} by {@code v / 127.5 - 1}; points and other real-valued
 * samples are 32-bit floats taken as they are.
 *
 * <p>Implementations are immutable and thread-safe: a training run reads them from a thread of its own.
 *
 * @see Datasets
 */
public interface Dataset {
    /** The variation that leaves samples as they are. */
    long UNVARIED = 0;

    /** How a sample is stored. */
    enum Encoding {
        /** One unsigned byte an element, {@code 0..255}, which stands for {@code v / 127.5 - 1}. */
        PIXELS,
        /** One 32-bit float an element, in the buffer's byte order, as it is. */
        FLOATS;

        /** The number of bytes of an element. */
        public int bytes() {
            return this == PIXELS ? 1 : Float.BYTES;
        }
    }

    /** The name of the data, in a few words: {@code "MNIST, 60000 images"}. For logs and for the exported file. */
    String name();

    /** The number of samples. */
    int size();

    /** The shape of one sample: {@code (channels, height, width)} for images, {@code (2)} for points of the plane. */
    Shape shape();

    /** The encoding in which {@link #read} writes a sample. */
    Encoding encoding();

    /**
     * Writes sample {@code index}, {@code shape().size()} elements in row-major order, at the buffer's position, which it
     * advances by {@code shape().size() * encoding().bytes()}. Of samples of several parts this is the principal one, as it is.
     *
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    void read(int index, ByteBuffer into);

    /**
     * The named parts of a sample, the principal one first: the one that {@link #shape}, {@link #encoding} and {@link
     * #read(int, ByteBuffer)} tell of, what a network learns to make. Most datasets have this one alone.
     */
    default List<Part> parts() {
        return List.of(new Part(Part.SAMPLE, shape(), encoding()));
    }

    /**
     * Writes one part of sample {@code index} as {@link #read(int, ByteBuffer)} does. Data that is varied at every use, such as
     * images that are cropped at random, takes all that is random from {@code variation}: the parts of one sample fit each
     * other when they are read with the same number, and the same number always gives the same values. Whoever overrides {@link
     * #parts} overrides this too.
     *
     * @param part the name of one of the {@link #parts}
     * @param index the place of the sample
     * @param variation decides how the sample is varied: any number drawn at random, or {@link #UNVARIED}; data that is not
     *     varied ignores it
     * @param into what is written to
     * @throws IllegalArgumentException if there is no such part
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    default void read(String part, int index, long variation, ByteBuffer into) {
        checkArgument(part.equals(Part.SAMPLE), "the samples of %s have no part '%s'", name(), part);
        read(index, into);
    }

    /** The names of the classes, whose places are the labels; empty if the samples have no labels. */
    default List<String> classes() {
        return List.of();
    }

    /**
     * The class of sample {@code index}, a place in {@link #classes()}.
     *
     * @throws IllegalStateException if the samples have no labels
     */
    default int label(int index) {
        throw new IllegalStateException(name() + " has no labels");
    }

    /** True if every sample has a caption. */
    default boolean hasCaptions() {
        return false;
    }

    /**
     * What sample {@code index} shows, in words; the first of several captions.
     *
     * @throws IllegalStateException if the samples have no captions
     */
    default String caption(int index) {
        throw new IllegalStateException(name() + " has no captions");
    }

    /**
     * Everything that was said of what sample {@code index} shows, {@link #caption} first; at least one text.
     *
     * @throws IllegalStateException if the samples have no captions
     */
    default List<String> captions(int index) {
        return List.of(caption(index));
    }

    /**
     * The words that the numbers of the part {@link Part#TEXT} stand for; empty if the samples have no such part. See
     * {@link Captions#tokenized(Dataset)}.
     */
    default Optional<Vocabulary> vocabulary() {
        return Optional.empty();
    }

    /**
     * SHA-256, in hexadecimal, of shape, encoding, samples and labels: two datasets with the same fingerprint train the
     * same network. Computed at the first call by reading all samples, with all their parts; of more than 10,000,000 samples,
     * which can only be made as they are read, 100,000 that are evenly spread. Of samples that are varied at every use, some of
     * the variations of the first ones count too.
     */
    default String fingerprint() {
        return Fingerprints.of(this);
    }
}
