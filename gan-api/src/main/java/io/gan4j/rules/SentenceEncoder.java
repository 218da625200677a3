package io.gan4j.rules;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.architecture.TextEncoder;
import io.gan4j.inference.SentenceVectors;
import io.gan4j.network.Network;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.tensor.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A network that makes a sentence vector of a caption, and stands still while a GAN learns from it: one that has learned what the
 * numbers of words mean, or a mere passage for vectors that an encoder outside has made, which gives them another length. Immutable.
 *
 * @param port what the network takes: a text, or the sentence vector of an encoder outside
 * @param network has one input, of the port's name and shape, and gives a vector
 * @param weights the values of all its parameters, by full name
 * @param images what learned beside it to make like vectors of images; empty if nothing did, or it is not there any more
 */
public record SentenceEncoder(
        Port port, Network network, ImmutableMap<String, Tensor> weights, Optional<ImageEncoder> images) {
    /**
     * Checks the ends of the network.
     *
     * @throws IllegalArgumentException if it has other than one input, of another shape than the port, or does not give a vector
     */
    public SentenceEncoder {
        checkArgument(
                network.inputs().size() == 1
                        && network.inputs().get(0).shape().equals(port.shape())
                        && network.outputShape().rank() == 1,
                "a text encoder takes the words of a text, %s, and gives a vector, this one takes %s and gives %s",
                port.shape(),
                network.inputs(),
                network.outputShape());
    }

    /**
     * An encoder that has learned to read texts.
     *
     * @param vocabulary the words that the numbers stand for
     * @param network takes the numbers of a caption's words, and gives a vector
     * @param weights the values of all its parameters, by full name
     */
    public SentenceEncoder(Vocabulary vocabulary, Network network, ImmutableMap<String, Tensor> weights) {
        this(
                new Port(network.inputs().get(0).name(), vocabulary.shape(), new Port.Text(vocabulary)),
                network,
                weights,
                Optional.empty());
    }

    /**
     * The same encoder with what learned beside it.
     *
     * @throws IllegalArgumentException if its vectors have another length than those of sentences
     */
    public SentenceEncoder with(ImageEncoder beside) {
        checkArgument(
                beside.network().outputShape().size() == size(),
                "vectors of images have %s elements, and those of sentences %s: take the two encoders of one training",
                beside.network().outputShape().size(),
                size());
        return new SentenceEncoder(port, network, weights, Optional.of(beside));
    }

    /**
     * The passage for vectors that an encoder outside makes: it gives them the length that those of the library's own encoder have,
     * whose elements have a mean square of 1, as those of latents.
     *
     * @param encoder makes the sentence vectors
     * @param examples texts such as those of the data; images are made of the first {@value Port.Sentence#MOST_EXAMPLES} where none
     *     are asked for
     */
    public static SentenceEncoder outside(SentenceVectors encoder, List<String> examples) {
        Shape shape = Shape.of(encoder.size());
        ImmutableList.Builder<Port.Sentence.Example> read = ImmutableList.builder();
        List<String> texts = examples.subList(0, Math.min(Port.Sentence.MOST_EXAMPLES, examples.size()));
        float[] vectors = texts.isEmpty() ? new float[0] : encoder.read(texts);
        for (int i = 0; i < texts.size(); i++) {
            float[] vector = Arrays.copyOfRange(vectors, i * shape.size(), (i + 1) * shape.size());
            read.add(new Port.Sentence.Example(texts.get(i), Tensor.of(shape, vector)));
        }
        return outside(new Port.Sentence(encoder.fingerprint(), read.build()), shape);
    }

    private static SentenceEncoder outside(Port.Sentence sentence, Shape shape) {
        Network passage = Network.from(TextEncoder.TEXT, shape).pixelNorm().build();
        return new SentenceEncoder(
                new Port(TextEncoder.TEXT, shape, sentence), passage, ImmutableMap.of(), Optional.empty());
    }

    /** The words that the numbers of texts stand for; empty if an encoder outside reads the texts. */
    public Optional<Vocabulary> vocabulary() {
        return port.meaning() instanceof Port.Text text ? Optional.of(text.vocabulary()) : Optional.empty();
    }

    /** The length of a sentence vector. */
    public int size() {
        return network.outputShape().size();
    }
}
