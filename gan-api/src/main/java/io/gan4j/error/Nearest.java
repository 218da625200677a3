package io.gan4j.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that is nearest to one that is not known, for messages. */
public final class Nearest {
    /** With more names than these a message does not list them. */
    private static final int MOST_LISTED = 20;

    /** With fewer letters nobody has begun a name. */
    private static final int LEAST_BEGUN = 2;

    private Nearest() {}

    /**
     * The name with the fewest letters to insert, remove or change, case aside; what is missing at the end of a name counts as
     * one letter. Empty if there are no names.
     */
    public static Optional<String> to(String name, Collection<String> known) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return known.stream().min(Comparator.comparingInt(one -> difference(wanted, one.toLowerCase(Locale.ROOT))));
    }

    /** What to say of a name that is not known: which is the nearest, and which there are. */
    public static String missing(String what, String name, Collection<String> known) {
        String nearest =
                to(name, known).map(one -> "; the nearest is '" + one + "'").orElse("");
        String list = known.size() <= MOST_LISTED ? "; there are " + String.join(", ", known) : "";
        return "there is no " + what + " '" + name + "'" + nearest + list;
    }

    private static int difference(String wanted, String one) {
        boolean begun = wanted.length() >= LEAST_BEGUN && one.startsWith(wanted);
        return begun ? Math.min(1, one.length() - wanted.length()) : distance(wanted, one);
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
