package io.gan4j.benchmarks;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.gan4j.evaluation.AttributeAgreement;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/** Captions of the built-in shapes, taken apart and changed. */
final class ShapeCaptions {
    private static final ImmutableList<String> COLORS =
            ImmutableList.of("red", "orange", "yellow", "green", "blue", "purple", "white", "black");
    private static final ImmutableMap<String, ImmutableList<String>> VALUES = ImmutableMap.of(
            "size",
            ImmutableList.of("small", "large"),
            "color",
            COLORS,
            "kind",
            ImmutableList.of("circle", "square", "triangle", "star", "ring", "cross", "heart"),
            "background",
            COLORS,
            "place",
            ImmutableList.of(
                    "at the top left",
                    "at the top",
                    "at the top right",
                    "at the left",
                    "in the centre",
                    "at the right",
                    "at the bottom left",
                    "at the bottom",
                    "at the bottom right"));

    private ShapeCaptions() {}

    /** The caption with another value of one attribute, both drawn at random; no shape has the color of its background. */
    static String changed(String caption, RandomStream random) {
        String attribute = VALUES.keySet().asList().get(random.nextInt(VALUES.size()));
        Matcher said = said(attribute, caption);
        ImmutableList<String> values = Objects.requireNonNull(VALUES.get(attribute), attribute);
        String value = values.get(random.nextInt(values.size()));
        if (value.equals(said.group(1))) {
            return changed(caption, random);
        }
        String other = caption.substring(0, said.start(1)) + value + caption.substring(said.end(1));
        boolean canBe =
                !said("color", other).group(1).equals(said("background", other).group(1));
        return canBe
                ? other.replace(" on a orange ", " on an orange ").replaceAll(" on an (?!orange)", " on a ")
                : changed(caption, random);
    }

    private static Matcher said(String attribute, String caption) {
        Matcher matcher = Objects.requireNonNull(AttributeAgreement.OF_SHAPES.get(attribute), attribute)
                .matcher(caption);
        if (!matcher.find()) {
            throw new IllegalArgumentException("this is no caption of a shape: " + caption);
        }
        return matcher;
    }

    /** The caption with its words in alphabetical order: what is left of it where only words are counted. */
    static String bag(String caption) {
        return Arrays.stream(caption.split(" ")).sorted().collect(Collectors.joining(" "));
    }

    /** Captions that say the same words of other things, in pairs. */
    static ImmutableList<String> binding() {
        ImmutableList.Builder<String> pairs = ImmutableList.builder();
        String[][] colors = {{"red", "blue"}, {"green", "yellow"}, {"white", "purple"}, {"black", "red"}};
        for (String[] two : colors) {
            pairs.add("a large " + two[0] + " circle on a " + two[1] + " background in the centre");
            pairs.add("a large " + two[1] + " circle on a " + two[0] + " background in the centre");
        }
        return pairs.build();
    }
}
