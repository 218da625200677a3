package io.gan4j.evaluation;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.classifier.Classifier;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.file.Plural;
import io.gan4j.image.Images;
import io.gan4j.measurement.Estimate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far images show what their captions say, attribute by attribute: a {@link Classifier} for each attribute learns from real
 * images and what their captions say of them, and reads it from generated ones. The right measure where captions follow a
 * pattern, such as those of the built-in shapes; it needs no network from elsewhere, and tells whether a generator confuses the
 * color of a thing with that of its background. It holds native memory: close it.
 *
 * <pre>{@code
 * try (AttributeAgreement judges = AttributeAgreement.train(shapes, AttributeAgreement.OF_SHAPES, 4, 0, 0)) {
 *     AttributeAgreement.Result result = judges.of(images, captions);
 *     result.attributes().get("background"); // 0.9812 (0.9744 to 0.9862)
 * }
 * }</pre>
 *
 * <p>What the classifiers read wrongly of real images bounds what can be measured: ask for {@link #of} of real images first.
 */
public final class AttributeAgreement implements AutoCloseable {
    /** The attributes of the captions of {@link io.gan4j.data.Shapes}: size, color, kind, background and place. */
    public static final ImmutableMap<String, Pattern> OF_SHAPES = ImmutableMap.of(
            "size", Pattern.compile("^a (\\w+) "),
            "color", Pattern.compile("^a \\w+ (\\w+) "),
            "kind", Pattern.compile("^a \\w+ \\w+ (\\w+) on "),
            "background", Pattern.compile(" on an? (\\w+) background "),
            "place", Pattern.compile(" background (.+)$"));

    private final ImmutableMap<String, Pattern> attributes;
    private final ImmutableMap<String, Classifier> classifiers;

    private AttributeAgreement(ImmutableMap<String, Pattern> attributes, ImmutableMap<String, Classifier> classifiers) {
        this.attributes = attributes;
        this.classifiers = classifiers;
    }

    /**
     * What was read.
     *
     * @param attributes the share of images that show what is said, for each attribute, with Wilson's interval
     * @param all the share of images that show all of it
     */
    public record Result(ImmutableMap<String, Estimate> attributes, Estimate all) {}

    /**
     * Trains a classifier for each attribute.
     *
     * @param captioned real images with captions, at least {@link Classifier#LEAST_IMAGES}
     * @param attributes for each attribute, by its name, a pattern that is found in every caption and whose first group is what
     *     is said
     * @param epochs passes over the data, at least 1; colors are read after 4 of some thousand shapes, kinds after 12 of
     *     20,000. Look at how often the classifiers are right on real images before you let them judge generated ones
     * @param seed from which everything random is derived
     * @param threads how many threads compute; 0 leaves it to the engine
     * @throws IllegalArgumentException if there are no captions or no attributes, a caption says nothing of an attribute, or
     *     all say the same
     */
    public static AttributeAgreement train(
            Dataset captioned, Map<String, Pattern> attributes, int epochs, long seed, int threads) {
        checkArgument(!attributes.isEmpty(), "there must be an attribute to agree in");
        Map<String, Classifier> classifiers = new LinkedHashMap<>();
        try {
            attributes.forEach((name, pattern) ->
                    classifiers.put(name, Classifier.train(labelled(captioned, name, pattern), epochs, seed, threads)));
            return new AttributeAgreement(ImmutableMap.copyOf(attributes), ImmutableMap.copyOf(classifiers));
        } catch (RuntimeException | Error e) {
            classifiers.values().forEach(Classifier::close);
            throw e;
        }
    }

    /**
     * Returns the images with what their captions say of an attribute as labels.
     *
     * @param captioned images with captions
     * @param name what the attribute is called, for messages
     * @param pattern found in every caption; its first group is what is said
     * @throws IllegalArgumentException if there are no captions, one says nothing of the attribute, or all say the same
     */
    public static Dataset labelled(Dataset captioned, String name, Pattern pattern) {
        checkArgument(captioned.hasCaptions(), "%s has no captions", captioned.name());
        String[] said = new String[captioned.size()];
        for (int i = 0; i < said.length; i++) {
            said[i] = said(captioned.caption(i), name, pattern);
        }
        ImmutableList<String> values = ImmutableList.copyOf(new TreeSet<>(List.of(said)));
        checkArgument(
                values.size() >= 2, "all captions of %s say the same of the %s: %s", captioned.name(), name, said[0]);
        int[] labels = new int[said.length];
        for (int i = 0; i < said.length; i++) {
            labels[i] = values.indexOf(said[i]);
        }
        return Datasets.labelled(captioned, values, labels);
    }

    private static String said(String caption, String name, Pattern pattern) {
        Matcher matcher = pattern.matcher(caption);
        checkArgument(matcher.find() && matcher.groupCount() >= 1, "'%s' says nothing of the %s", caption, name);
        return Objects.requireNonNull(matcher.group(1), name);
    }

    /** The values that captions give an attribute, in alphabetical order. */
    public ImmutableList<String> values(String attribute) {
        return classifier(attribute).classNames();
    }

    private Classifier classifier(String attribute) {
        Classifier found = classifiers.get(attribute);
        checkArgument(found != null, "there is no attribute '%s', there are %s", attribute, classifiers.keySet());
        return found;
    }

    /**
     * Reads images and compares with their captions.
     *
     * @param images of the shape of those that were learned from
     * @param captions one for each image, which says something of all attributes; a value that was not learned is never read
     * @throws IllegalArgumentException if their numbers differ, or a caption says nothing of an attribute
     */
    public Result of(Images images, List<String> captions) {
        int count = images.count();
        checkArgument(
                captions.size() == count,
                "there are %s, but %s",
                Plural.of(count, "image"),
                Plural.of(captions.size(), "caption"));
        float[] values = images.toFloats();
        boolean[] allRight = new boolean[count];
        Arrays.fill(allRight, true);
        ImmutableMap.Builder<String, Estimate> shares = ImmutableMap.builder();
        attributes.forEach((name, pattern) -> {
            Classifier classifier = classifier(name);
            int[] read = classifier.classify(values);
            int right = 0;
            for (int i = 0; i < count; i++) {
                boolean agrees = classifier.classNames().get(read[i]).equals(said(captions.get(i), name, pattern));
                right += agrees ? 1 : 0;
                allRight[i] &= agrees;
            }
            shares.put(name, Estimate.ofShare((double) right / count, count));
        });
        int whole = 0;
        for (boolean right : allRight) {
            whole += right ? 1 : 0;
        }
        return new Result(shares.buildOrThrow(), Estimate.ofShare((double) whole / count, count));
    }

    @Override
    public void close() {
        classifiers.values().forEach(Classifier::close);
    }
}
