package io.gan4j.data;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.Ints;
import io.gan4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds captions that are nearly another one. Captions are known by sums of a random number for each word at its place, so that
 * what changes where a word does is one term.
 */
final class NearMisses {
    private static final long WORD_STREAM = 0x7E89;
    private static final int ANY_WORD = -1;

    private final ImmutableList<ImmutableIntArray> texts;
    /** The sums of all captions, in order, and which caption each is of. */
    private final Sums whole;
    /** Those of all captions with any word at one of their places. */
    private final Sums wiped;

    NearMisses(ImmutableList<ImmutableIntArray> texts) {
        this.texts = texts;
        List<Sum> all = new ArrayList<>();
        List<Sum> others = new ArrayList<>();
        for (int text = 0; text < texts.size(); text++) {
            long sum = sum(text);
            all.add(new Sum(sum, text));
            for (int place = 0; place < texts.get(text).length(); place++) {
                others.add(new Sum(wiped(sum, text, place), text));
            }
        }
        this.whole = Sums.of(all);
        this.wiped = Sums.of(others);
    }

    private record Sum(long value, int text) {}

    private record Sums(long[] values, int[] texts) {
        static Sums of(List<Sum> sums) {
            sums.sort((a, b) -> a.value == b.value ? Integer.compare(a.text, b.text) : Long.compare(a.value, b.value));
            return new Sums(
                    sums.stream().mapToLong(Sum::value).toArray(),
                    sums.stream().mapToInt(Sum::text).toArray());
        }

        /** The captions of a sum, without some. */
        List<Integer> of(long sum, int[] without) {
            int at = Arrays.binarySearch(values, sum);
            if (at < 0) {
                return List.of();
            }
            while (at > 0 && values[at - 1] == sum) {
                at--;
            }
            List<Integer> found = new ArrayList<>();
            for (; at < values.length && values[at] == sum; at++) {
                if (!Ints.contains(without, texts[at])) {
                    found.add(texts[at]);
                }
            }
            return found;
        }
    }

    private static long term(int place, int word) {
        return RandomStream.seed(WORD_STREAM, place, word);
    }

    private long sum(int text) {
        ImmutableIntArray words = texts.get(text);
        return IntStream.range(0, words.length())
                .mapToLong(place -> term(place, words.get(place)))
                .sum();
    }

    private long wiped(long sum, int text, int place) {
        return sum - term(place, texts.get(text).get(place)) + term(place, ANY_WORD);
    }

    /**
     * A caption that is nearly another one: with equal chances one with two words exchanged or one with another word, if there
     * are both.
     *
     * @param own the captions that are right
     */
    int of(int text, int[] own, RandomStream random) {
        List<Integer> exchanged = exchanged(text, own);
        if (!exchanged.isEmpty() && random.nextInt(2) == 1) {
            return any(exchanged, random);
        }
        int length = texts.get(text).length();
        int first = random.nextInt(length);
        for (int i = 0; i < length; i++) {
            List<Integer> near = wiped.of(wiped(sum(text), text, (first + i) % length), own);
            if (!near.isEmpty()) {
                return any(near, random);
            }
        }
        return exchanged.isEmpty() ? other(own, random) : any(exchanged, random);
    }

    private static int any(List<Integer> texts, RandomStream random) {
        return texts.get(random.nextInt(texts.size()));
    }

    private List<Integer> exchanged(int text, int[] own) {
        ImmutableIntArray words = texts.get(text);
        long sum = sum(text);
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < words.length(); i++) {
            for (int j = i + 1; j < words.length(); j++) {
                int a = words.get(i);
                int b = words.get(j);
                if (a != b) {
                    found.addAll(whole.of(sum - term(i, a) - term(j, b) + term(i, b) + term(j, a), own));
                }
            }
        }
        return found;
    }

    private int other(int[] own, RandomStream random) {
        int first = random.nextInt(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            int text = (first + i) % texts.size();
            if (!Ints.contains(own, text)) {
                return text;
            }
        }
        return first;
    }
}
