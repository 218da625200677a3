package io.gan4j.benchmarks;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Captions of the built-in shapes that the benchmark asks for. */
final class ShapeCaptions {
    private ShapeCaptions() {}

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
