package io.gan4j.tensor;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.error.Nearest;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The words that a network knows, and how texts become numbers for it. Immutable and thread-safe.
 *
 * <p><b>From a text to words.</b> The text is brought into Unicode's normalization form NFKC, then into lower case by the rules
 * of no language ({@code Locale.ROOT}), a final sigma as any other. A word is a longest run of letters and numbers (Unicode's
 * categories L and N) and of the combining marks behind them (Mn and Mc, without variation selectors), in NFKC; everything
 * else, emoji among it, only separates words. An apostrophe ({@code '} or {@code U+2019}) between two letters is dropped:
 * {@code "The dog's Ball"} has the words {@code the}, {@code dogs} and {@code ball}.
 *
 * <p><b>From words to numbers.</b> A text is a vector of {@link #length} numbers: the place of each word among {@link #words},
 * counted from 1, then 0 where there is no word any more.
 */
@CheckReturnValue
public final class Vocabulary {
    /** The most words that a vocabulary may have. */
    public static final int MOST_WORDS = 1 << 16;
    /** The most words that a text may have. */
    public static final int MOST_LENGTH = 1024;
    /** The most examples. */
    public static final int MOST_EXAMPLES = 256;

    private static final int MOST_SHOWN = 60;
    /** Examples are spread evenly over the texts that a vocabulary is made of. */
    private static final int EXAMPLES = 64;

    private static final long DRAWN_STREAM = 0x7E87;

    private final ImmutableMap<String, Integer> places;
    private final int length;
    private final ImmutableList<String> examples;

    private Vocabulary(ImmutableMap<String, Integer> places, int length, ImmutableList<String> examples) {
        this.places = places;
        this.length = length;
        this.examples = examples;
    }

    private static ImmutableMap<String, Integer> places(List<String> words) {
        checkArgument(
                !words.isEmpty() && words.size() <= MOST_WORDS,
                "a vocabulary has 1 to %s words, was given %s",
                MOST_WORDS,
                words.size());
        Map<String, Integer> places = new LinkedHashMap<>();
        for (String word : words) {
            if (!Words.of(word).equals(List.of(word))) {
                throw new IllegalArgumentException(
                        "'" + shown(word) + "' is no word: words hold lower-case letters and digits alone");
            }
            if (places.put(word, places.size() + 1) != null) {
                throw new IllegalArgumentException("the word '" + word + "' is there twice");
            }
        }
        return ImmutableMap.copyOf(places);
    }

    /**
     * A vocabulary without examples.
     *
     * @throws IllegalArgumentException if a word is none or is there twice, or a number is out of range
     */
    public static Vocabulary of(List<String> words, int length) {
        checkArgument(
                length >= 1 && length <= MOST_LENGTH,
                "the length of texts must be 1 to %s words, was %s",
                MOST_LENGTH,
                length);
        return new Vocabulary(places(words), length, ImmutableList.of());
    }

    /**
     * The vocabulary of some texts: all their words in alphabetical order of Unicode's code units, the length of the longest
     * text, and up to 64 of the texts as examples.
     *
     * @throws IllegalArgumentException if there is no text, one has no word in it, or there are more or longer ones than a
     *     vocabulary may have
     */
    public static Vocabulary of(Iterable<String> texts) {
        TreeSet<String> words = new TreeSet<>();
        LinkedHashSet<String> different = new LinkedHashSet<>();
        int length = 0;
        for (String text : texts) {
            List<String> split = Words.of(text);
            if (split.isEmpty()) {
                throw new IllegalArgumentException("there is no word in the text '" + shown(text) + "'");
            }
            words.addAll(split);
            length = Math.max(length, split.size());
            different.add(text);
        }
        checkArgument(!different.isEmpty(), "a vocabulary is made of at least one text, there is none");
        ImmutableList<String> all = ImmutableList.copyOf(different);
        int count = Math.min(EXAMPLES, all.size());
        ImmutableList.Builder<String> examples = ImmutableList.builder();
        for (int i = 0; i < count; i++) {
            examples.add(all.get((int) ((long) i * all.size() / count)));
        }
        return of(ImmutableList.copyOf(words), length).examples(examples.build());
    }

    /** The words of a text, in order, by the rule above; whether they are of this vocabulary or not. */
    public static ImmutableList<String> split(String text) {
        return ImmutableList.copyOf(Words.of(text));
    }

    /** The words in their order: the first one's number is 1. */
    public ImmutableList<String> words() {
        return places.keySet().asList();
    }

    /** The number of words of the longest text that is taken. */
    public int length() {
        return length;
    }

    /** Texts such as those that were learned from, one of which is taken where none is asked for; may be empty. */
    public ImmutableList<String> examples() {
        return examples;
    }

    /**
     * The same vocabulary with other examples.
     *
     * @throws IllegalArgumentException if there are more than {@value #MOST_EXAMPLES}, or one is no text of these words
     */
    public Vocabulary examples(List<String> texts) {
        checkArgument(
                texts.size() <= MOST_EXAMPLES,
                "there must be at most %s examples, were %s",
                MOST_EXAMPLES,
                texts.size());
        for (String text : texts) {
            List<String> split = Words.of(text);
            if (split.isEmpty() || split.size() > length || !places.keySet().containsAll(split)) {
                throw new IllegalArgumentException("the example '" + shown(text) + "' is no text of this vocabulary");
            }
        }
        return new Vocabulary(places, length, ImmutableList.copyOf(texts));
    }

    /** The shape of a text as numbers: a vector of {@link #length}. */
    public Shape shape() {
        return Shape.of(length);
    }

    /**
     * A text as numbers.
     *
     * @throws IllegalArgumentException if there is no word in it, it has more words than texts may have, or one of them is not
     *     known; the message names the word and the nearest known one
     */
    public float[] ids(String text) {
        List<String> split = Words.of(text);
        checkLength(text, split);
        for (String word : split) {
            if (!places.containsKey(word)) {
                throw new IllegalArgumentException("the word '" + shown(word) + "' is not known" + nearest(word)
                        + "; the text is '" + shown(text) + "'");
            }
        }
        return numbers(split);
    }

    /**
     * A text as numbers, without those of its words that are not known.
     *
     * @throws IllegalArgumentException if no known word is in it, or more of them than texts may have
     */
    public float[] knownIds(String text) {
        List<String> known = Words.of(text).stream().filter(places::containsKey).toList();
        if (known.isEmpty()) {
            throw new IllegalArgumentException("there is no known word in the text '" + shown(text) + "'");
        }
        checkLength(text, known);
        return numbers(known);
    }

    /** The words of a text that are not known, each once, in order. */
    public ImmutableList<String> unknown(String text) {
        return Words.of(text).stream()
                .filter(word -> !places.containsKey(word))
                .distinct()
                .collect(ImmutableList.toImmutableList());
    }

    private void checkLength(String text, List<String> split) {
        if (split.isEmpty()) {
            throw new IllegalArgumentException("the text is empty: there is no word in '" + shown(text) + "'");
        }
        if (split.size() > length) {
            throw new IllegalArgumentException("the text has " + Plural.of(split.size(), "word") + ", at most " + length
                    + " are taken: '" + shown(text) + "'");
        }
    }

    private String nearest(String word) {
        return Nearest.to(cut(word), words())
                .map(known -> "; the nearest known word is '" + known + "'")
                .orElse("");
    }

    private float[] numbers(List<String> split) {
        float[] ids = new float[length];
        for (int i = 0; i < split.size(); i++) {
            ids[i] = places.getOrDefault(split.get(i), 0);
        }
        return ids;
    }

    /**
     * The words that numbers stand for, with a space between them.
     *
     * @param ids the numbers of a text, {@link #length} of them
     * @throws IllegalArgumentException if there are more or fewer, or one is no place of a word
     */
    public String text(float... ids) {
        checkArgument(ids.length == length, "a text has %s numbers, were %s", length, ids.length);
        StringBuilder text = new StringBuilder();
        ImmutableList<String> words = words();
        for (float id : ids) {
            if (!(id >= 0 && id <= words.size() && id == Math.rint(id))) {
                throw new IllegalArgumentException(
                        "the number of a word is a whole one from 0 to " + words.size() + ", was " + id);
            }
            if (id > 0) {
                text.append(text.isEmpty() ? "" : " ").append(words.get((int) id - 1));
            }
        }
        return text.toString();
    }

    /**
     * A text drawn from a seed: one of the examples, or, where there are none, words drawn at random.
     *
     * @param seed the seed of all texts
     * @param place the number of the text: each depends on the seed and its number alone
     */
    public String drawn(long seed, long place) {
        RandomStream random = RandomStream.of(seed, DRAWN_STREAM, place);
        return examples.isEmpty() ? text(words(random)) : examples.get(random.nextInt(examples.size()));
    }

    /** Words drawn at random as numbers, from 1 word to as many as a text may have: what networks are tested with. */
    public float[] words(RandomStream random) {
        float[] ids = new float[length];
        int count = 1 + random.nextInt(length);
        for (int i = 0; i < count; i++) {
            ids[i] = 1f + random.nextInt(places.size());
        }
        return ids;
    }

    /** The beginning of a text for a message, in which every character can be seen. */
    private static String shown(String text) {
        return VisibleText.shortened(VisibleText.line(cut(text)), MOST_SHOWN);
    }

    /** A text's beginning: what is said of a longer one follows from it, however long the text is. */
    private static String cut(String text) {
        return text.length() > 2 * MOST_SHOWN ? text.substring(0, 2 * MOST_SHOWN) : text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary vocabulary
                && length == vocabulary.length
                && words().equals(vocabulary.words())
                && examples.equals(vocabulary.examples);
    }

    @Override
    public int hashCode() {
        return Objects.hash(length, words(), examples);
    }

    /** The number of words and the length of texts: {@code "31 words, texts of up to 12"}. */
    @Override
    public String toString() {
        return Plural.of(places.size(), "word") + ", texts of up to " + length;
    }
}
