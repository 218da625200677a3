package io.gan4j.onnx;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.tensor.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The ends of a network as properties of an ONNX file, in format version 2, under {@code input} or {@code output}:
 *
 * <table>
 *   <caption>Keys</caption>
 *   <tr><th>key</th><th>value</th></tr>
 *   <tr><td>{@code END}</td><td>how many there are, from 1 to 16</td></tr>
 *   <tr><td>{@code END.I.name}</td><td>the name of the graph's input or output</td></tr>
 *   <tr><td>{@code END.I.shape}</td><td>the shape of a sample, {@code 1,28,28}; empty for a single number</td></tr>
 *   <tr><td>{@code END.I.meaning}</td><td>{@code latent}, {@code classes}, {@code samples}, {@code score}, {@code reading},
 *       {@code text} or {@code sentence}</td></tr>
 *   <tr><td>{@code END.I.prior}</td><td>of a latent: {@code normal} or {@code uniform}</td></tr>
 *   <tr><td>{@code END.I.range}</td><td>of samples: {@code minus_one_to_one} or {@code unbounded}</td></tr>
 *   <tr><td>{@code END.I.frames}</td><td>of samples that are frames of a film: how many lie on the channels, from 2</td></tr>
 *   <tr><td>{@code END.I.words}</td><td>of a text: the words with a space between them, the first one's number is 1</td></tr>
 *   <tr><td>{@code END.I.examples}, {@code END.I.example.J}</td><td>of a text and of a sentence: how many examples there are,
 *   and the text
 *       of example J, from 0</td></tr>
 *   <tr><td>{@code END.I.encoder}</td><td>of a sentence: the SHA-256 of the encoder, in hexadecimal</td></tr>
 *   <tr><td>{@code END.I.example.J.vector}</td><td>of a sentence: its vector, base64 of little-endian floats</td></tr>
 *   <tr><td>{@code END.I.features}</td><td>of a reading: how many features</td></tr>
 *   <tr><td>{@code END.I.classes}, {@code END.I.class.J}</td><td>of classes and of a reading: how many, and the name of class
 *   J,
 *       from 0</td></tr>
 * </table>
 */
final class CardPorts {
    private static final int MOST = 16;
    private static final int MOST_AXES = 8;
    private static final int MOST_DIGITS = 10;

    private CardPorts() {}

    /** Puts the properties of the ends of one side. */
    static void write(String end, List<Port> ports, Map<String, String> properties) {
        properties.put(end, Integer.toString(ports.size()));
        for (int i = 0; i < ports.size(); i++) {
            write(end + "." + i + ".", ports.get(i), properties);
        }
    }

    private static void write(String key, Port port, Map<String, String> properties) {
        properties.put(key + "name", port.name());
        properties.put(key + "shape", shape(port.shape()));
        properties.put(key + "meaning", meaning(port.meaning()));
        if (port.meaning() instanceof Port.Latent latent) {
            properties.put(key + "prior", OnnxCard.text(latent.prior()));
        } else if (port.meaning() instanceof Port.Samples samples) {
            properties.put(key + "range", OnnxCard.text(samples.range()));
            if (samples.frames() > 1) {
                properties.put(key + "frames", Integer.toString(samples.frames()));
            }
        } else if (port.meaning() instanceof Port.Classes classes) {
            names(key, classes.names(), properties);
        } else if (port.meaning() instanceof Port.Text text) {
            words(key, text.vocabulary(), properties);
        } else if (port.meaning() instanceof Port.Sentence sentence) {
            sentence(key, sentence, properties);
        } else if (port.meaning() instanceof Port.Reading reading) {
            properties.put(key + "features", Integer.toString(reading.features()));
            names(key, reading.classes(), properties);
        }
    }

    private static void words(String key, Vocabulary vocabulary, Map<String, String> properties) {
        properties.put(key + "words", String.join(" ", vocabulary.words()));
        properties.put(key + "examples", Integer.toString(vocabulary.examples().size()));
        for (int i = 0; i < vocabulary.examples().size(); i++) {
            properties.put(key + "example." + i, vocabulary.examples().get(i));
        }
    }

    private static Vocabulary words(String key, Shape shape, OnnxCard card) {
        List<String> words = Splitter.on(' ').splitToList(card.take(key + "words"));
        long count = card.number(key + "examples", 0, Vocabulary.MOST_EXAMPLES);
        ImmutableList.Builder<String> examples = ImmutableList.builder();
        for (int i = 0; i < count; i++) {
            examples.add(card.take(key + "example." + i));
        }
        return Vocabulary.of(words, shape.rank() == 1 ? shape.size() : 0).examples(examples.build());
    }

    private static void sentence(String key, Port.Sentence sentence, Map<String, String> properties) {
        properties.put(key + "encoder", sentence.encoder());
        properties.put(key + "examples", Integer.toString(sentence.examples().size()));
        for (int i = 0; i < sentence.examples().size(); i++) {
            Port.Sentence.Example example = sentence.examples().get(i);
            properties.put(key + "example." + i, example.text());
            properties.put(
                    key + "example." + i + ".vector",
                    OnnxCard.base64(example.vector().values()));
        }
    }

    private static Port.Sentence sentence(String key, Shape shape, OnnxCard card) {
        String encoder = card.take(key + "encoder");
        if (!encoder.matches("[0-9a-f]{64}")) {
            throw OnnxCard.wrong(key + "encoder", "64 hexadecimal digits", encoder);
        }
        long count = card.number(key + "examples", 0, Port.Sentence.MOST_EXAMPLES);
        ImmutableList.Builder<Port.Sentence.Example> examples = ImmutableList.builder();
        for (int i = 0; i < count; i++) {
            String text = card.take(key + "example." + i);
            float[] values = card.floats(key + "example." + i + ".vector", shape.size());
            examples.add(new Port.Sentence.Example(text, Tensor.of(shape, values)));
        }
        return new Port.Sentence(encoder, examples.build());
    }

    /** The word of a meaning: that of its class. */
    private static String meaning(Port.Meaning meaning) {
        return meaning.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** Puts the names of classes, and how many there are. */
    static void names(String key, List<String> names, Map<String, String> properties) {
        properties.put(key + "classes", Integer.toString(names.size()));
        for (int i = 0; i < names.size(); i++) {
            properties.put(key + "class." + i, names.get(i));
        }
    }

    /** Takes the ends of one side. */
    static ImmutableList<Port> read(String end, OnnxCard card) {
        long count = card.number(end, 1, MOST);
        ImmutableList.Builder<Port> ports = ImmutableList.builder();
        for (int i = 0; i < count; i++) {
            String key = end.concat(".").concat(Integer.toString(i)).concat(".");
            String name = card.take(key.concat("name"));
            Shape shape = shape(key.concat("shape"), card);
            ports.add(new Port(name, shape, meaning(key, shape, card)));
        }
        return ports.build();
    }

    private static Port.Meaning meaning(String key, Shape shape, OnnxCard card) {
        String word = card.take(key.concat("meaning"));
        return switch (word) {
            case "latent" -> new Port.Latent(card.choice(key.concat("prior"), Prior.values()));
            case "samples" -> new Port.Samples(card.choice(key.concat("range"), Range.values()), frames(key, card));
            case "classes" -> new Port.Classes(names(key, 2, card));
            case "text" -> new Port.Text(words(key, shape, card));
            case "sentence" -> sentence(key, shape, card);
            case "score" -> new Port.Score();
            case "reading" ->
                new Port.Reading((int) card.number(key + "features", 1, OnnxCard.LARGEST), names(key, 0, card));
            default ->
                throw OnnxCard.wrong(
                        key + "meaning", "one of latent, samples, classes, text, sentence, score and reading", word);
        };
    }

    private static int frames(String key, OnnxCard card) {
        String frames = key.concat("frames");
        return card.has(frames) ? (int) card.number(frames, 2, OnnxCard.LARGEST) : 1;
    }

    /** Takes the names of classes, of which there are at least {@code least}. */
    static ImmutableList<String> names(String key, int least, OnnxCard card) {
        long count = card.number(key.concat("classes"), least, OnnxCard.MOST_CLASSES);
        ImmutableList.Builder<String> names = ImmutableList.builder();
        for (int i = 0; i < count; i++) {
            names.add(card.take(key.concat("class.").concat(Integer.toString(i))));
        }
        return names.build();
    }

    /** A shape as text. */
    static String shape(Shape shape) {
        String list = shape.toString();
        return list.substring(1, list.length() - 1).replace(" ", "");
    }

    /** Takes a shape. */
    static Shape shape(String key, OnnxCard card) {
        String value = card.take(key);
        if (value.isEmpty()) {
            return Shape.scalar();
        }
        int[] extents = new int[MOST_AXES];
        int axes = 0;
        for (int from = 0; from <= value.length(); axes++) {
            int comma = value.indexOf(',', from);
            int end = comma < 0 ? value.length() : comma;
            if (axes == MOST_AXES || !isNumber(value, from, end)) {
                throw OnnxCard.wrong(key, "up to 8 whole numbers with commas between them", value);
            }
            extents[axes] = (int) Math.min(Integer.MAX_VALUE, Long.parseLong(value.substring(from, end)));
            from = end + 1;
        }
        return Shape.of(Arrays.copyOf(extents, axes));
    }

    /** True for 1 to 10 digits. */
    private static boolean isNumber(String value, int from, int end) {
        boolean digits = end > from && end - from <= MOST_DIGITS;
        for (int i = from; i < end && digits; i++) {
            digits = value.charAt(i) >= '0' && value.charAt(i) <= '9';
        }
        return digits;
    }
}
