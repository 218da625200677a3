package io.gan4j.onnx;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.error.ModelFileException;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.TestVector;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.Range;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ModelCard} as properties of an ONNX file, format version 1 for networks of one input and an output of the usual
 * name, and 2 for others, in which {@link CardPorts} stand instead of {@code class}, {@code features}, {@code latent_size},
 * {@code prior}, {@code range} and {@code sample}. All keys begin with {@code gan4j.}; {@code gan4j.format} comes first, the
 * others follow in alphabetical order:
 *
 * <table>
 *   <caption>Keys</caption>
 *   <tr><th>key</th><th>value</th></tr>
 *   <tr><td>{@code format}</td><td>1 or 2</td></tr>
 *   <tr><td>{@code class.I}, {@code classes}</td><td>for a classifier alone: the name of class I, from 0, and how many there
 *       are</td></tr>
 *   <tr><td>{@code config.NAME}</td><td>a setting of the training, as text</td></tr>
 *   <tr><td>{@code dataset}, {@code dataset_fingerprint}</td><td>text, may be empty</td></tr>
 *   <tr><td>{@code features}</td><td>for a classifier or an extractor alone: how many it gives</td></tr>
 *   <tr><td>{@code kind}</td><td>{@code generator}, {@code discriminator}, {@code classifier}, {@code extractor}, {@code
 *       translator} or {@code text_encoder}</td></tr>
 *   <tr><td>{@code latent_size}</td><td>length of the latent, 0 for all but generators</td></tr>
 *   <tr><td>{@code licence}</td><td>text, may be empty</td></tr>
 *   <tr><td>{@code measurement.I.better}, {@code .extractor}, {@code .extractor_hash}, {@code .generated}, {@code .high},
 *       {@code .low}, {@code .metric}, {@code .real}, {@code .resizing}, {@code .seed}, {@code .split}, {@code .value}, {@code
 *       .warnings}</td><td>measurement I, from 0: numbers, and texts that may be empty; {@code lower}, {@code higher} or {@code
 *       near_real} values are better; low and high are both empty if there is no interval; a warning a line</td></tr>
 *   <tr><td>{@code measurements}</td><td>how many there are, 1 to 256; missing, as they are, if there are none</td></tr>
 *   <tr><td>{@code prior}</td><td>{@code normal} or {@code uniform}</td></tr>
 *   <tr><td>{@code range}</td><td>{@code minus_one_to_one} or {@code unbounded}</td></tr>
 *   <tr><td>{@code sample}</td><td>shape of a sample, {@code 1,28,28}; empty for a single number</td></tr>
 *   <tr><td>{@code step}</td><td>training step</td></tr>
 *   <tr><td>{@code test_vector.I.seed}, {@code .values}</td><td>test vector I, from 0: the seed, and base64 of
 *       little-endian floats</td></tr>
 *   <tr><td>{@code test_vectors}</td><td>how many there are</td></tr>
 *   <tr><td>{@code version}</td><td>version of gan4j, may be empty</td></tr>
 * </table>
 */
final class OnnxCard {
    /** The newest version of this table. A reader refuses newer ones. */
    static final int FORMAT = 2;
    /** The version for networks of one input and one output, which are written in it so that older readers read them. */
    static final int SINGLE = 1;
    /** Each is run when the file is loaded, so there cannot be arbitrarily many. */
    static final int MOST_TEST_VECTORS = 16;

    /** Far more than any set of images has. */
    static final int MOST_CLASSES = 1 << 16;
    /** The largest number of features; its sum with the number of classes still fits an int. */
    static final int LARGEST = 1 << 30;

    private static final String PREFIX = "gan4j.";
    private static final String CONFIG = "config.";
    private static final String TEST_VECTOR = "test_vector.";
    private static final String INPUT = "input";
    private static final String OUTPUT = "output";

    private final Map<String, String> unread;

    private OnnxCard(Map<String, String> properties) {
        this.unread = properties;
    }

    /** The oldest version that can say what a card says; the first has a fixed name for the output of a kind. */
    private static int format(ModelCard card) {
        boolean single = card.inputs().size() == 1
                && card.outputs().size() == 1
                && card.outputs().get(0).name().equals(output(card));
        return single ? SINGLE : FORMAT;
    }

    /** The name of the output of a network of one input. */
    private static String output(ModelCard card) {
        return switch (card.kind()) {
            case GENERATOR -> card.sample().isImage() ? "images" : "samples";
            case DISCRIMINATOR -> "score";
            case CLASSIFIER -> "features_and_scores";
            case EXTRACTOR -> "features";
            case TRANSLATOR, TEXT_ENCODER -> ""; // none: the first version has neither
        };
    }

    /** True if properties name the graph's inputs and outputs; those of the first version leave the input's name free. */
    static boolean namesEnds(Map<String, String> properties) {
        return properties.containsKey(PREFIX + INPUT);
    }

    /** The properties that say what a card says, in the order in which they are written. */
    static Map<String, String> write(ModelCard card) {
        SortedMap<String, String> properties = new TreeMap<>();
        properties.put("kind", text(card.kind()));
        if (format(card) == FORMAT) {
            CardPorts.write(INPUT, card.inputs(), properties);
            CardPorts.write(OUTPUT, card.outputs(), properties);
        } else {
            properties.put("latent_size", Integer.toString(card.latentSize()));
            properties.put("prior", text(card.prior()));
            properties.put("sample", CardPorts.shape(card.sample()));
            properties.put("range", text(card.range()));
            if (card.features() > 0) {
                properties.put("features", Integer.toString(card.features()));
            }
            if (!card.classes().isEmpty()) {
                CardPorts.names("", card.classes(), properties);
            }
        }
        properties.put("version", card.origin().libraryVersion());
        properties.put("dataset", card.origin().dataset());
        properties.put("dataset_fingerprint", card.origin().datasetFingerprint());
        properties.put("step", Long.toString(card.origin().step()));
        properties.put("licence", card.origin().licence());
        card.origin().configuration().forEach((name, value) -> properties.put(CONFIG + name, value));
        CardMeasurements.write(card.origin().measurements(), properties);
        properties.put("test_vectors", Integer.toString(card.testVectors().size()));
        for (int i = 0; i < card.testVectors().size(); i++) {
            TestVector vector = card.testVectors().get(i);
            properties.put(TEST_VECTOR + i + ".seed", Long.toString(vector.seed()));
            properties.put(TEST_VECTOR + i + ".values", base64(vector.values()));
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put(PREFIX + "format", Integer.toString(format(card)));
        properties.forEach((key, value) -> all.put(PREFIX + key, value));
        return all;
    }

    /**
     * The card that properties describe. Properties of others, without the prefix, are passed over.
     *
     * @throws ModelFileException if a key is missing or unknown, or a value cannot be
     */
    static ModelCard read(Map<String, String> properties) {
        Map<String, String> ours = new HashMap<>();
        putAllUnder(PREFIX, properties, ours);
        return new OnnxCard(ours).read();
    }

    private ModelCard read() {
        if (!unread.containsKey("format")) {
            throw ForeignFields.withoutCard();
        }
        long format = number("format", 0, Integer.MAX_VALUE);
        if (format != FORMAT && format != SINGLE) {
            throw new ModelFileException("its format version " + format + " is "
                    + (format > FORMAT ? "newer than this library, which reads" : "unknown; this library reads")
                    + " versions " + SINGLE + " and " + FORMAT);
        }
        try {
            ModelCard.Kind kind = choice("kind", ModelCard.Kind.values());
            ModelCard ends = format == SINGLE ? single(kind) : ends(kind);
            ModelCard card = new ModelCard(kind, ends.inputs(), ends.outputs(), origin(), testVectors());
            if (!unread.isEmpty()) {
                throw new ModelFileException("its property " + PREFIX + Text.shortened(Collections.min(unread.keySet()))
                        + " is none of format version " + format);
            }
            return card;
        } catch (IllegalArgumentException e) {
            throw new ModelFileException("its properties say what cannot be: " + e.getMessage(), e);
        }
    }

    /** True if there is a property that has not been taken yet. */
    boolean has(String key) {
        return unread.containsKey(key);
    }

    String take(String key) {
        String value = unread.remove(key);
        if (value == null) {
            throw new ModelFileException("it was not written by gan4j: its property " + PREFIX + key + " is missing");
        }
        return value;
    }

    long number(String key, long least, long most) {
        String value = take(key);
        Long number = parsed(value);
        if (number == null || number < least || number > most) {
            throw wrong(key, "a whole number from " + least + " to " + most, value);
        }
        return number;
    }

    /** The number that decimal digits make, perhaps with a minus before them; null for anything else. */
    private static @Nullable Long parsed(String value) {
        int first = value.startsWith("-") ? 1 : 0;
        for (int i = first; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return null;
            }
        }
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            return null; // without a digit, or too large
        }
    }

    <E extends Enum<E>> E choice(String key, E[] choices) {
        String value = take(key);
        for (E choice : choices) {
            if (text(choice).equals(value)) {
                return choice;
            }
        }
        throw wrong(
                key, "one of " + List.of(choices).stream().map(OnnxCard::text).toList(), value);
    }

    private ModelCard ends(ModelCard.Kind kind) {
        return new ModelCard(
                kind,
                CardPorts.read(INPUT, this),
                CardPorts.read(OUTPUT, this),
                ModelCard.Origin.UNKNOWN,
                ImmutableList.of());
    }

    /** A network of one input and one output, as format version 1 describes it. */
    private ModelCard single(ModelCard.Kind kind) {
        int latent = (int) number("latent_size", 0, Integer.MAX_VALUE);
        Prior prior = choice("prior", Prior.values());
        Shape sample = CardPorts.shape("sample", this);
        Range range = choice("range", Range.values());
        if (kind != ModelCard.Kind.GENERATOR && latent != 0) {
            throw wrong("latent_size", "0 for a " + text(kind), Integer.toString(latent));
        }
        ModelCard card = switch (kind) {
            case GENERATOR -> ModelCard.generator(latent, prior, sample);
            case DISCRIMINATOR -> ModelCard.generator(1, prior, sample).ofDiscriminator(sample);
            case CLASSIFIER -> ModelCard.classifier(sample, features(), CardPorts.names("", 2, this));
            case EXTRACTOR -> ModelCard.extractor(sample, features());
            case TRANSLATOR, TEXT_ENCODER -> throw wrong("kind", "another in format version " + SINGLE, text(kind));
        };
        return card.range(range);
    }

    private int features() {
        return (int) number("features", 1, LARGEST);
    }

    private ModelCard.Origin origin() {
        return new ModelCard.Origin(
                take("version"),
                take("dataset"),
                take("dataset_fingerprint"),
                number("step", 0, Long.MAX_VALUE),
                take("licence"),
                configuration(),
                unread.containsKey(CardMeasurements.COUNT) ? CardMeasurements.read(this) : ImmutableList.of());
    }

    private ImmutableMap<String, String> configuration() {
        SortedMap<String, String> settings = new TreeMap<>();
        putAllUnder(CONFIG, unread, settings);
        for (String name : settings.keySet()) {
            unread.remove(CONFIG.concat(name));
        }
        return settings.isEmpty() ? ImmutableMap.of() : ImmutableMap.copyOf(settings);
    }

    /** Puts those properties whose keys begin with a prefix, without it. */
    private static void putAllUnder(String prefix, Map<String, String> properties, Map<String, String> into) {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            if (property.getKey().startsWith(prefix)) {
                into.put(property.getKey().substring(prefix.length()), property.getValue());
            }
        }
    }

    private ImmutableList<TestVector> testVectors() {
        ImmutableList.Builder<TestVector> vectors = ImmutableList.builder();
        long count = number("test_vectors", 0, MOST_TEST_VECTORS);
        for (int i = 0; i < count; i++) {
            String key = TEST_VECTOR.concat(Integer.toString(i));
            long seed = number(key.concat(".seed"), Long.MIN_VALUE, Long.MAX_VALUE);
            vectors.add(new TestVector(seed, floats(key.concat(".values"))));
        }
        return vectors.build();
    }

    private float[] floats(String key) {
        return floats(key, -1);
    }

    /** Takes this number of floats, or up to the length of a test vector if that is negative. */
    float[] floats(String key, int count) {
        String value = take(key);
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw new ModelFileException("its property " + PREFIX + key + " is no base64", e);
        }
        float[] floats = new float[bytes.length / Float.BYTES];
        boolean fits = count < 0 ? floats.length <= TestVector.LENGTH : floats.length == count;
        if (bytes.length != floats.length * Float.BYTES || !fits) {
            String expected = count < 0 ? "up to " + TestVector.LENGTH : Integer.toString(count);
            throw wrong(key, expected + " floats of 4 bytes", bytes.length + " bytes");
        }
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }

    static ModelFileException wrong(String key, String expected, String value) {
        return new ModelFileException(
                "its property " + PREFIX + key + " must be " + expected + ", was '" + Text.shortened(value) + "'");
    }

    static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String base64(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
