package io.gan4j.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.data.Dataset;
import io.gan4j.tensor.RandomStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The other captions that {@link io.gan4j.metric.RetrievalPrecision} is given beside the right one. Its value depends on them
 * as much as on the images: they are drawn from a dataset, where they seldom resemble the right one, or differ from it in one
 * attribute. Each caption's others depend on the seed and its place alone. Immutable.
 *
 * <pre>{@code
 * CaptionPool pool = CaptionPool.of(shapes, AttributeAgreement.OF_SHAPES, 7);
 * List<String> drawn = pool.drawn(captions, 99); // those of the first caption first
 * List<String> near = pool.near(captions, 10);
 * }</pre>
 */
public final class CaptionPool {
    private static final long DRAWN_STREAM = 0x7E90;
    private static final long NEAR_STREAM = 0x7E91;
    /** How often another caption is drawn that is not the right one itself, and is in the data. */
    private static final int MOST_ATTEMPTS = 10_000;

    private final String name;
    private final ImmutableList<String> captions;
    private final ImmutableMap<String, Pattern> attributes;
    private final ImmutableMap<String, ImmutableList<String>> values;
    private final ImmutableMap<ImmutableMap<String, String>, String> bySaid;
    private final long seed;

    private CaptionPool(Dataset captioned, Map<String, Pattern> attributes, long seed) {
        this.name = captioned.name();
        this.attributes = ImmutableMap.copyOf(attributes);
        this.seed = seed;
        ImmutableList.Builder<String> all = ImmutableList.builder();
        Map<ImmutableMap<String, String>, String> found = new LinkedHashMap<>();
        for (int i = 0; i < captioned.size(); i++) {
            all.add(captioned.caption(i));
            found.putIfAbsent(said(captioned.caption(i)), captioned.caption(i));
        }
        this.captions = all.build();
        this.bySaid = ImmutableMap.copyOf(found);
        ImmutableMap.Builder<String, ImmutableList<String>> values = ImmutableMap.builder();
        for (String attribute : attributes.keySet()) {
            TreeSet<String> different = new TreeSet<>();
            found.keySet().forEach(caption -> different.add(Objects.requireNonNull(caption.get(attribute), attribute)));
            values.put(attribute, ImmutableList.copyOf(different));
        }
        this.values = values.buildOrThrow();
    }

    /**
     * The pool of a dataset's captions.
     *
     * @param captioned samples with captions
     * @param attributes for each attribute, by its name, a pattern that is found in every caption and whose first group is the
     *     attribute's value; empty if captions have no attributes, and then {@link #near} is refused
     * @param seed the seed from which the others are drawn
     * @throws IllegalArgumentException if there are no captions, or one says nothing of an attribute
     */
    public static CaptionPool of(Dataset captioned, Map<String, Pattern> attributes, long seed) {
        checkArgument(captioned.hasCaptions(), "%s has no captions", captioned.name());
        return new CaptionPool(captioned, attributes, seed);
    }

    private ImmutableMap<String, String> said(String caption) {
        ImmutableMap.Builder<String, String> said = ImmutableMap.builder();
        attributes.forEach((attribute, pattern) -> {
            Matcher matcher = pattern.matcher(caption);
            checkArgument(
                    matcher.find() && matcher.groupCount() >= 1, "'%s' says nothing of the %s", caption, attribute);
            said.put(attribute, Objects.requireNonNull(matcher.group(1), attribute));
        });
        return said.buildOrThrow();
    }

    /**
     * Captions of samples drawn at random, none of them the right one; one caption may come more than once.
     *
     * @param own the right captions
     * @param each the other captions for each of them, at least 1
     * @return those of the first caption first
     * @throws IllegalArgumentException if {@code each} is below 1, or the data has hardly any other caption
     */
    public ImmutableList<String> drawn(List<String> own, int each) {
        return others(own, each, DRAWN_STREAM, caption -> random -> captions.get(random.nextInt(captions.size())));
    }

    /**
     * Captions of the data that say another value of one attribute, and the same of all others; attribute and value are drawn
     * at random, and one caption may come more than once.
     *
     * @param own the right captions
     * @param each the other captions for each of them, at least 1
     * @return those of the first caption first
     * @throws IllegalArgumentException if {@code each} is below 1, there are no attributes, or the data has hardly any such
     *     caption
     */
    public ImmutableList<String> near(List<String> own, int each) {
        checkArgument(
                !attributes.isEmpty(), "without attributes no caption is nearly another: name them in CaptionPool.of");
        return others(own, each, NEAR_STREAM, this::changed);
    }

    /** Draws the caption with another value of one attribute; the same caption if the data has none that says so. */
    private Function<RandomStream, String> changed(String caption) {
        ImmutableMap<String, String> said = said(caption);
        return random -> {
            String attribute = values.keySet().asList().get(random.nextInt(values.size()));
            ImmutableList<String> possible = Objects.requireNonNull(values.get(attribute), attribute);
            Map<String, String> changed = new HashMap<>(said);
            changed.put(attribute, possible.get(random.nextInt(possible.size())));
            return bySaid.getOrDefault(ImmutableMap.copyOf(changed), caption);
        };
    }

    /** @param draw for a caption, what draws another one, or the same */
    private ImmutableList<String> others(
            List<String> own, int each, long stream, Function<String, Function<RandomStream, String>> draw) {
        checkArgument(each >= 1, "each must be at least 1, was %s", each);
        List<String> others = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            RandomStream random = RandomStream.of(seed, stream, i);
            Function<RandomStream, String> drawOther = draw.apply(own.get(i));
            for (int k = 0; k < each; k++) {
                others.add(other(own.get(i), random, drawOther));
            }
        }
        return ImmutableList.copyOf(others);
    }

    private String other(String caption, RandomStream random, Function<RandomStream, String> draw) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            String drawn = draw.apply(random);
            if (!drawn.equals(caption)) {
                return drawn;
            }
        }
        throw new IllegalArgumentException(
                name + " has hardly any caption that could be told from '" + caption + "': take a pool of more");
    }
}
