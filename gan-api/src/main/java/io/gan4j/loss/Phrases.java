package io.gan4j.loss;

import com.google.common.base.CaseFormat;
import io.gan4j.game.Schedule;
import java.util.Locale;

/** What several descriptions share. */
final class Phrases {
    private Phrases() {}

    static String number(float value) {
        return Schedule.constant(value).describe();
    }

    /** The end of a phrase for what is not computed at every step. */
    static String interval(int steps) {
        return steps == 1 ? "" : ", every " + steps + " steps";
    }

    /**
     * What nothing else is known of: the words of its class's name, and what its text adds to the name, if it is a record's.
     */
    static String of(Object value, String unnamed) {
        Class<?> type = value.getClass();
        if (type.isHidden() || type.isAnonymousClass()) {
            return unnamed;
        }
        String name = type.getSimpleName();
        String words = CaseFormat.UPPER_CAMEL
                .to(CaseFormat.LOWER_UNDERSCORE, name)
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
        String text = value.toString();
        return text.startsWith(name + "[") && text.length() > name.length() + 2
                ? words + " (" + text.substring(name.length() + 1, text.length() - 1) + ")"
                : words;
    }
}
