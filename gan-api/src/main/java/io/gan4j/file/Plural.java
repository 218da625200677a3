package io.gan4j.file;

import java.util.Locale;

/** Counts of things in messages, with their noun in the number that goes with them: {@code 1 image}, {@code 2 images}. */
public final class Plural {
    private Plural() {}

    /**
     * A number and what is counted.
     *
     * @param noun the singular of an English noun with a regular plural, or one like {@code axis}
     */
    public static String of(long number, String noun) {
        return number + " " + noun(number, noun);
    }

    /** The same with commas between groups of three digits: {@code 60,000 images}. */
    public static String grouped(long number, String noun) {
        return String.format(Locale.ROOT, "%,d %s", number, noun(number, noun));
    }

    /** The noun alone, as it goes with a number. */
    public static String noun(long number, String noun) {
        if (number == 1) {
            return noun;
        }
        String stem = noun.substring(0, noun.length() - 1);
        if (noun.endsWith("is")) {
            return noun.substring(0, noun.length() - 2) + "es";
        }
        if (noun.endsWith("y")) {
            return stem + "ies";
        }
        return noun + (noun.matches(".*(s|x|tch|sh)") ? "es" : "s");
    }
}
