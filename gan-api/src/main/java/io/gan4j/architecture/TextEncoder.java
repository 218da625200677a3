package io.gan4j.architecture;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.layer.Conv1d;
import io.gan4j.layer.TokenEmbedding;
import io.gan4j.layer.WordPool;
import io.gan4j.network.Network;
import io.gan4j.network.NetworkBuilder;
import io.gan4j.tensor.Vocabulary;

/**
 * A recipe of a small network that reads a text and gives a sentence vector: each word and its place become a vector, two
 * convolutions over three words each look at words together with their neighbours, so that "a red circle on blue" is another
 * sentence than "a blue circle on red", then mean and maximum over the words become the sentence vector. Immutable.
 *
 * @param embedding the length of a word's vector
 * @param channels the channels of the convolutions
 * @param size the length of the sentence vector
 */
@CheckReturnValue
public record TextEncoder(int embedding, int channels, int size) {
    /** The name of the network's input. */
    public static final String TEXT = "text";

    private static final float SLOPE = 0.2f;

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public TextEncoder {
        checkArgument(embedding >= 1, "embedding must be at least 1, was %s", embedding);
        checkArgument(channels >= 1, "channels must be at least 1, was %s", channels);
        checkArgument(size >= 1, "size must be at least 1, was %s", size);
    }

    /** The recipe with word vectors of 32, 64 channels, and sentence vectors of 64. */
    public static TextEncoder standard() {
        return new TextEncoder(32, 64, 64);
    }

    /** The same recipe with word vectors of another length. */
    public TextEncoder embedding(int length) {
        return new TextEncoder(length, channels, size);
    }

    /** The same recipe with other channels. */
    public TextEncoder channels(int number) {
        return new TextEncoder(embedding, number, size);
    }

    /** The same recipe with sentence vectors of another length. */
    public TextEncoder size(int length) {
        return new TextEncoder(embedding, channels, length);
    }

    /**
     * The network for texts of a vocabulary: numbers of words {@code (T)}, input {@link #TEXT}, to a vector {@code (size)}.
     *
     * @param vocabulary says how many words there are, and how long texts are
     */
    public Network encoder(Vocabulary vocabulary) {
        int places = vocabulary.length();
        NetworkBuilder network = Network.from(TEXT, vocabulary.shape())
                .add(TokenEmbedding.of(vocabulary.words().size(), places, embedding))
                .add(Conv1d.of(embedding, channels, 3, 1, 1))
                .leakyRelu(SLOPE)
                .add(Conv1d.of(channels, channels, 3, 1, 1))
                .leakyRelu(SLOPE);
        return network.join(new WordPool(places), network.top(), TEXT)
                .linear(size)
                .build();
    }
}
