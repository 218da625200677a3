package io.gan4j.inference;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.Floats;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.error.Nearest;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import io.gan4j.tensor.Port;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import io.gan4j.tensor.Tensor;
import io.gan4j.tensor.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a conditional generator is asked for: a class for all images, or one for each, by name or by place, or mixtures of
 * classes; or a text. Immutable; checked against the classes or the words of a generator when it generates.
 *
 * <pre>{@code
 * generator.generate(16, seed, Conditions.of("7"));
 * generator.generate(3, seed, Conditions.each("cat", "dog", "cat"));
 * generator.generate(16, seed, Conditions.mixture(Map.of("3", 0.5, "8", 0.5)));
 * generator.generate(4, seed, Conditions.text("a small red circle on blue"));
 * }</pre>
 */
@CheckReturnValue
public final class Conditions {
    private static final long CLASS_STREAM = 4;
    /** How far the weights of a mixture may be from a sum of 1: rounding. */
    private static final double ROUNDING = 1e-4;

    private static final int MOST_SHOWN = 60;
    private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);

    private final ImmutableList<Condition> all;

    private Conditions(List<Condition> all) {
        this.all = ImmutableList.copyOf(all);
    }

    /** What is asked of one image. */
    private interface Condition {
        /** Puts the weights of the classes into their places from {@code from} on, which hold zeros. */
        void fill(ImmutableList<String> classes, float[] weights, int from);

        /** The numbers of the words, if it is a text. */
        default float[] ids(Vocabulary vocabulary) {
            throw new IllegalArgumentException(
                    "this generator is asked by texts, not by classes: use Conditions.text(\"...\")");
        }

        /** The sentence vector, if it is a text that an encoder has read. */
        default float[] vector(Port.Sentence sentence) {
            throw new IllegalArgumentException(
                    "this generator is asked by sentence vectors, which an encoder of its user's makes:"
                            + " use Conditions.read(encoder, \"...\")");
        }

        /** The condition in words. */
        String inWords(ImmutableList<String> classes);
    }

    /** @param encoder the fingerprint of the encoder that made the vector */
    private record Read(String text, String encoder, Tensor sentence) implements Condition {
        @Override
        public void fill(ImmutableList<String> classes, float[] weights, int from) {
            throw new IllegalArgumentException(
                    "this network is asked by classes, not by sentences: use Conditions.of(name) with one of "
                            + classes);
        }

        @Override
        public float[] ids(Vocabulary vocabulary) {
            throw new IllegalArgumentException(
                    "this generator reads texts itself: use Conditions.text(\"...\") without an encoder");
        }

        @Override
        public float[] vector(Port.Sentence wanted) {
            checkArgument(
                    wanted.encoder().equals(encoder),
                    "this generator learned from sentence vectors of another encoder: its SHA-256 is %s, this one's %s",
                    wanted.encoder(),
                    encoder);
            return sentence.values();
        }

        @Override
        public String inWords(ImmutableList<String> classes) {
            return text;
        }
    }

    /** @param strict whether unknown words are refused rather than left out */
    private record Worded(String text, boolean strict) implements Condition {
        @Override
        public void fill(ImmutableList<String> classes, float[] weights, int from) {
            throw new IllegalArgumentException(
                    "this network is asked by classes, not by texts: use Conditions.of(name) with one of " + classes);
        }

        @Override
        public float[] ids(Vocabulary vocabulary) {
            if (strict) {
                return vocabulary.ids(text);
            }
            List<String> unknown = vocabulary.unknown(text);
            float[] ids = vocabulary.knownIds(text);
            if (!unknown.isEmpty()) {
                LOG.warn(
                        "{} of its words are not known and left out of the text '{}', the first: '{}'",
                        unknown.size(),
                        VisibleText.shortened(VisibleText.line(text), MOST_SHOWN),
                        VisibleText.shortened(unknown.get(0), MOST_SHOWN));
            }
            return ids;
        }

        @Override
        public String inWords(ImmutableList<String> classes) {
            return text;
        }
    }

    private record Named(String name) implements Condition {
        @Override
        public void fill(ImmutableList<String> classes, float[] weights, int from) {
            weights[from + place(classes, name)] = 1;
        }

        @Override
        public String inWords(ImmutableList<String> classes) {
            return name;
        }
    }

    private record Placed(int place) implements Condition {
        @Override
        public void fill(ImmutableList<String> classes, float[] weights, int from) {
            checkArgument(
                    place < classes.size(),
                    "there are %s classes, from 0: there is no class %s",
                    classes.size(),
                    place);
            weights[from + place] = 1;
        }

        @Override
        public String inWords(ImmutableList<String> classes) {
            return classes.get(place);
        }
    }

    private record Mixed(ImmutableMap<String, Double> parts) implements Condition {
        @Override
        public void fill(ImmutableList<String> classes, float[] weights, int from) {
            parts.forEach((name, weight) -> weights[from + place(classes, name)] = weight.floatValue());
        }

        @Override
        public String inWords(ImmutableList<String> classes) {
            return parts.toString();
        }
    }

    private static int place(ImmutableList<String> classes, String name) {
        int place = classes.indexOf(name);
        checkArgument(place >= 0, "%s", Nearest.missing("class", name, classes));
        return place;
    }

    /** The class of a name, for all images. */
    public static Conditions of(String name) {
        return new Conditions(List.of(new Named(name)));
    }

    /**
     * The class of a place among the classes, counted from 0, for all images.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public static Conditions of(int place) {
        return each(place);
    }

    /**
     * A class for each image, by name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Conditions each(String... names) {
        checkArgument(names.length >= 1, "there must be at least one condition");
        return new Conditions(Arrays.stream(names).<Condition>map(Named::new).toList());
    }

    /**
     * A class for each image, by its place among the classes, counted from 0.
     *
     * @throws IllegalArgumentException if there is none, or one is negative
     */
    public static Conditions each(int... places) {
        checkArgument(places.length >= 1, "there must be at least one condition");
        for (int place : places) {
            checkArgument(place >= 0, "the place of a class is counted from 0, was %s", place);
        }
        return new Conditions(
                Arrays.stream(places).<Condition>mapToObj(Placed::new).toList());
    }

    /**
     * A mixture of classes for all images: between two classes the images go from one to the other.
     *
     * @param weights of the classes by name, each at least 0, with a sum of 1
     * @throws IllegalArgumentException if a weight is negative, or they do not sum to 1
     */
    public static Conditions mixture(Map<String, Double> weights) {
        weights.forEach((name, weight) -> checkArgument(
                weight >= 0, "the weight of a class must be at least 0, that of '%s' was %s", name, weight));
        double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        checkArgument(
                Math.abs(sum - 1) <= ROUNDING, "the weights of a mixture must sum to 1, %s sum to %s", weights, sum);
        return new Conditions(List.of(new Mixed(ImmutableMap.copyOf(weights))));
    }

    /** A text for all images, which they are to show. Words that the generator does not know are an error. */
    public static Conditions text(String text) {
        return texts(List.of(text));
    }

    /**
     * A text for each image. Words that the generator does not know are an error.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Conditions texts(List<String> texts) {
        checkArgument(!texts.isEmpty(), "there must be at least one condition");
        return new Conditions(
                texts.stream().<Condition>map(text -> new Worded(text, true)).toList());
    }

    /**
     * A text for all images, or one for each, read by an encoder outside of the generator: for one that was trained with it.
     *
     * @throws IllegalArgumentException if there is no text, or the encoder cannot read one
     */
    public static Conditions read(SentenceVectors encoder, String... texts) {
        checkArgument(texts.length >= 1, "there must be at least one condition");
        float[] vectors = encoder.read(List.of(texts));
        List<Condition> all = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            float[] vector = Arrays.copyOfRange(vectors, i * encoder.size(), (i + 1) * encoder.size());
            all.add(new Read(texts[i], encoder.fingerprint(), Tensor.of(Shape.of(encoder.size()), vector)));
        }
        return new Conditions(all);
    }

    private static Conditions of(Port.Sentence sentence, List<Port.Sentence.Example> examples) {
        checkState(
                !examples.isEmpty(),
                "this generator has no example of a sentence: ask for one by Conditions.read(encoder, \"...\")");
        return new Conditions(examples.stream()
                .<Condition>map(example -> new Read(example.text(), sentence.encoder(), example.vector()))
                .toList());
    }

    /** The same conditions, where words of a text that the generator does not know are left out with a warning in the log. */
    public Conditions lenient() {
        return new Conditions(all.stream()
                .map(one -> one instanceof Worded worded ? new Worded(worded.text, false) : one)
                .toList());
    }

    /** Those of some images, then those of others: to put lists together of what one method alone does not make. */
    public Conditions then(Conditions others) {
        List<Condition> both = new ArrayList<>(all);
        both.addAll(others.all);
        return new Conditions(both);
    }

    /**
     * Classes drawn uniformly from a seed, one for each image, as {@link Generator#conditions} draws them.
     *
     * @throws IllegalArgumentException if the count is below 1
     */
    public static Conditions drawn(ImmutableList<String> classes, int count, long seed) {
        return drawn(classes, 0, count, seed);
    }

    /** Those that a generator draws of a seed from number {@code first} on: classes, or texts of its vocabulary's examples. */
    static Conditions drawn(ModelCard card, long first, int count, long seed) {
        if (card.isConditional()) {
            return drawn(card.classes(), first, count, seed);
        }
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        if (card.sentence().isPresent()) {
            Port.Sentence sentence = card.sentence().get();
            List<Port.Sentence.Example> all = sentence.examples();
            return of(
                    sentence,
                    LongStream.range(first, first + (all.isEmpty() ? 0 : count))
                            .mapToObj(place -> all.get(
                                    RandomStream.of(seed, CLASS_STREAM, place).nextInt(all.size())))
                            .toList());
        }
        Vocabulary vocabulary = card.vocabulary().orElseThrow();
        return texts(LongStream.range(first, first + count)
                .mapToObj(place -> vocabulary.drawn(seed, place))
                .toList());
    }

    /** Those of a seed from number {@code first} on. */
    static Conditions drawn(ImmutableList<String> classes, long first, int count, long seed) {
        checkArgument(count >= 1, "count must be at least 1, was %s", count);
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = RandomStream.of(seed, CLASS_STREAM, first + i).nextInt(classes.size());
        }
        return each(places);
    }

    /** A generator's classes, or its examples of texts, one after the other, over and over. */
    static Conditions inTurn(ModelCard card, int count) {
        if (card.isConditional()) {
            return inTurn(card.classes().size(), count);
        }
        if (card.sentence().isPresent()) {
            Port.Sentence sentence = card.sentence().get();
            List<Port.Sentence.Example> all = sentence.examples();
            return of(
                    sentence,
                    IntStream.range(0, all.isEmpty() ? 0 : count)
                            .mapToObj(i -> all.get(i % all.size()))
                            .toList());
        }
        Vocabulary vocabulary = card.vocabulary().orElseThrow();
        List<String> examples = vocabulary.examples().isEmpty() ? vocabulary.words() : vocabulary.examples();
        return texts(IntStream.range(0, count)
                .mapToObj(i -> examples.get(i % examples.size()))
                .toList());
    }

    /** The classes one after the other, over and over. */
    static Conditions inTurn(int classes, int count) {
        int[] places = new int[count];
        Arrays.setAll(places, i -> i % classes);
        return each(places);
    }

    /** Each class a number of times, one class after the other. */
    static Conditions everyClass(int classes, int times) {
        int[] places = new int[Math.multiplyExact(classes, times)];
        Arrays.setAll(places, i -> i / times);
        return each(places);
    }

    /** How many there are: 1 if it is for all images. */
    public int count() {
        return all.size();
    }

    /**
     * The conditions in words, one each: the name of a class, the weights of a mixture, or a text.
     *
     * @param classes the names of a generator's classes; empty if it has none
     */
    public ImmutableList<String> describe(ImmutableList<String> classes) {
        return all.stream().map(one -> one.inWords(classes)).collect(ImmutableList.toImmutableList());
    }

    /**
     * The weights of the classes of each image, {@code (count, K)} in row-major order.
     *
     * @throws IllegalArgumentException if there is no such class, or there are neither one condition nor one for each image
     */
    public float[] weights(ImmutableList<String> classes, int count) {
        checkCount(count);
        int size = classes.size();
        float[] weights = new float[Math.multiplyExact(count, size)];
        for (int i = 0; i < count; i++) {
            all.get(all.size() == 1 ? 0 : i).fill(classes, weights, i * size);
        }
        return weights;
    }

    /**
     * The numbers of the words of each image's text, {@code (count, T)} in row-major order.
     *
     * @throws IllegalArgumentException if a text is empty, is longer than texts may be, or has a word that is not known, if a
     *     condition is no text, or there are neither one condition nor one for each image
     */
    public float[] ids(Vocabulary vocabulary, int count) {
        checkCount(count);
        int length = vocabulary.length();
        float[] ids = new float[Math.multiplyExact(count, length)];
        float[] first = all.get(0).ids(vocabulary);
        for (int i = 0; i < count; i++) {
            float[] one = i == 0 || all.size() == 1 ? first : all.get(i).ids(vocabulary);
            System.arraycopy(one, 0, ids, i * length, length);
        }
        return ids;
    }

    /** What the network of a card is given beside its first input. */
    float[] values(ModelCard card, int count) {
        if (card.sentence().isPresent()) {
            return vectors(card.sentence().get(), count);
        }
        return card.vocabulary().isPresent() ? ids(card.vocabulary().get(), count) : weights(card.classes(), count);
    }

    private float[] vectors(Port.Sentence sentence, int count) {
        checkCount(count);
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = all.get(all.size() == 1 ? 0 : i).vector(sentence);
        }
        return Floats.concat(rows);
    }

    private void checkCount(int count) {
        checkArgument(
                all.size() == 1 || all.size() == count,
                "%s do not fit %s: give one for all, or one for each",
                Plural.of(all.size(), "condition"),
                Plural.of(count, "image"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conditions conditions && all.equals(conditions.all);
    }

    @Override
    public int hashCode() {
        return all.hashCode();
    }

    @Override
    public String toString() {
        return "Conditions" + all;
    }
}
