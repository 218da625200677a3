package io.gan4j.watch;

import io.gan4j.event.TrainingProgress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks for one kind of failure, report by report, in one run. */
interface Watch {
    /** What it looks for. */
    Advice.Kind kind();

    /** What is to be seen of it in a report, as a clause with numbers; null if there is nothing. */
    @Nullable
    String look(TrainingProgress report);

    /** The norm of a player's gradient, as a mean since the last report; null if it is not reported. */
    static @Nullable Float gradient(TrainingProgress report, String player) {
        return report.values().get(player + " gradient");
    }

    /** A text with numbers as every locale reads them. */
    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
