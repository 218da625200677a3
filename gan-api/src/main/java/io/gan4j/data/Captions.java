package io.gan4j.data;

import io.gan4j.tensor.Vocabulary;
import java.util.List;
import java.util.function.Function;

/**
 * What is done with the captions of a dataset: several for each sample, and captions as numbers for networks that read.
 *
 * <pre>{@code
 * Dataset flowers = Datasets.imageFolder(Path.of("flowers.zip")).size(64).captions(Path.of("captions.tsv")).load();
 * Dataset readable = Captions.tokenized(flowers);
 * readable.vocabulary().orElseThrow().words(); // such as [daisy, of, red, rose, ...]
 * }</pre>
 */
public final class Captions {
    private Captions() {}

    /**
     * The same samples with several captions each, of which training takes one at every use.
     *
     * @throws IllegalArgumentException if there are not as many lists as samples, or one is empty
     */
    public static Dataset several(Dataset dataset, List<? extends List<String>> captions) {
        return dataset instanceof MemoryDataset memory
                ? memory.captionedSeverally(captions)
                : DescribedDataset.captionedSeverally(dataset, captions);
    }

    /**
     * The samples of a dataset with their captions as numbers: parts {@link Part#TEXT} and {@link Part#MISMATCH} after the
     * others, with the {@linkplain Dataset#vocabulary() vocabulary} of all captions. Whatever is to be done with the images is
     * done before. Nothing is copied but the captions.
     *
     * @throws IllegalArgumentException if there are no captions, all are the same, one has no word in it, or there are more
     *     words than a vocabulary may have
     */
    public static Dataset tokenized(Dataset captioned) {
        return TextSamples.of(captioned);
    }

    /**
     * The samples of a dataset with their captions as numbers by a vocabulary that is there already, such as that of the data
     * that a network was trained on. See {@link #tokenized(Dataset)}.
     *
     * @throws IllegalArgumentException if there are no captions, all are the same, or one is no text of the vocabulary
     */
    public static Dataset tokenized(Dataset captioned, Vocabulary vocabulary) {
        return TextSamples.of(captioned, vocabulary);
    }

    /**
     * The samples of a dataset with their captions as sentence vectors that an encoder makes, each different caption once:
     * parts {@link Part#TEXT} and {@link Part#MISMATCH}, as in {@link #tokenized(Dataset)}, are then vectors. There is no
     * vocabulary.
     *
     * @param encoder makes the sentence vector of a text, of one length for all
     * @throws IllegalArgumentException if there are no captions, all are the same, or one has no word in it
     */
    public static Dataset encoded(Dataset captioned, Function<String, float[]> encoder) {
        return TextSamples.encoded(captioned, encoder);
    }
}
