package io.gan4j.watch;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingListener;
import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStage;
import io.gan4j.event.TrainingStarted;
import io.gan4j.event.TrainingWentBack;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import io.gan4j.game.Player;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Shows people how training goes: step, epoch, images a second (samples, where they are none), losses, time taken and left. On
 * a terminal it is one line that is redrawn in place; elsewhere, as in the log of a build, plain lines: at most one in 10
 * seconds, after ten minutes one a minute.
 *
 * <pre>{@code
 * ProgressBar bar = ProgressBar.on(System.out);
 * Gan.dcgan().listener(bar).listener(TrainingMonitor.of(bar::tell)).train(data);
 * }</pre>
 *
 * <p>A head says what is trained where, a last line how it ended. Of control characters it needs the carriage return alone.
 * It is redrawn at reports, so {@code reportEvery} sets how often, though at most ten times a second. Serves one run at a
 * time.
 */
@CheckReturnValue
public final class ProgressBar implements TrainingListener {
    /** The columns that a line which is redrawn takes at most; where the terminal has fewer, as many as it has but one. */
    static final int COLUMNS = 79;

    /** On a narrower terminal there are plain lines: the place alone would hardly fit. */
    private static final int NARROWEST = 20;

    /** How often a terminal is asked for its width, which people change. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(2);

    private static final Duration BETWEEN_BARS = Duration.ofMillis(100);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LATE_LINES = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofMinutes(10);

    /** How progress is shown. */
    public enum Style {
        /**
         * {@link #BAR} if standard input and output are a terminal that says how wide it is ({@code COLUMNS}, or {@code stty}),
         * {@link #LINES} otherwise, and where {@code TERM} is {@code dumb}. It cannot know where another stream than standard
         * output leads: choose for it.
         */
        AUTOMATIC,
        /** One line that is redrawn, within the width of the terminal; 79 columns where that is not known. */
        BAR,
        /** A line at a time. */
        LINES
    }

    private final PrintStream out;
    private final Style style;
    private Duration next = Duration.ZERO;
    private long steps;
    private ProgressText reports = new ProgressText("samples", new TimeLeft(ImmutableList.of()));
    private int drawn;
    private int columns = COLUMNS;
    private Duration nextQuestion = Duration.ZERO;

    private ProgressBar(PrintStream out, Style style) {
        this.out = out;
        this.style = style;
    }

    /** Progress on this stream, in the style that suits it. The stream is flushed, but never closed. */
    public static ProgressBar on(PrintStream out) {
        return new ProgressBar(out, Style.AUTOMATIC);
    }

    /** Sets the style. Default {@link Style#AUTOMATIC}. */
    public ProgressBar style(Style chosen) {
        return new ProgressBar(out, chosen);
    }

    private boolean redraws() {
        return style == Style.AUTOMATIC ? Terminal.isThere() && columns >= NARROWEST : style == Style.BAR;
    }

    /** A line that is as wide as the terminal would move the cursor to the next one, and a longer one would wrap. */
    private void measure(Duration now) {
        if (style == Style.LINES || (style == Style.AUTOMATIC && !Terminal.isThere())) {
            return;
        }
        if (now.compareTo(nextQuestion) >= 0) {
            nextQuestion = now.plus(BETWEEN_QUESTIONS);
            int unknown = style == Style.AUTOMATIC ? 0 : COLUMNS + 1;
            columns = Math.min(COLUMNS, Terminal.columns().orElse(unknown) - 1);
        }
    }

    @Override
    public void started(TrainingStarted event) {
        next = Duration.ZERO;
        steps = event.steps();
        reports = ProgressText.of(event);
        drawn = 0;
        nextQuestion = Duration.ZERO;
        measure(Duration.ZERO);
        String weights =
                event.game().players().stream().map(ProgressBar::weights).collect(Collectors.joining(", "));
        out.println("Training on " + VisibleText.of(event.dataset()) + ": " + Plural.grouped(steps, "step") + ", "
                + brief(event.epochs()) + (event.epochs() == 1 ? " epoch" : " epochs"));
        out.println(VisibleText.of(weights + "; " + event.backend() + ", " + event.device()));
        if (redraws()) {
            draw(ProgressText.empty(steps, columns));
        }
        out.flush();
    }

    private static String weights(Player player) {
        return player.name() + " of " + Plural.grouped(player.network().weightCount(), "weight");
    }

    @Override
    public void progressed(TrainingProgress event) {
        reports.left().see(event);
        if (event.elapsed().compareTo(next) < 0 && event.step() < event.steps()) {
            return;
        }
        measure(event.elapsed());
        if (redraws()) {
            draw(reports.bar(event, columns));
            next = event.elapsed().plus(BETWEEN_BARS);
        } else {
            endBar();
            out.println(reports.line(event));
            boolean late = event.elapsed().compareTo(LATE) >= 0;
            next = event.elapsed().plus(late ? BETWEEN_LATE_LINES : BETWEEN_LINES);
        }
        out.flush();
    }

    @Override
    public void stageBegan(TrainingStage event) {
        endBar();
        out.println(text("Stage %d of %d, ", event.number(), event.count())
                + VisibleText.of(event.name())
                + text(": steps %,d to %,d", event.firstStep(), event.lastStep()));
        out.flush();
        next = Duration.ZERO;
    }

    @Override
    public void wentBack(TrainingWentBack event) {
        endBar();
        out.println(text("Went back to step %,d (time %d of %d): ", event.step(), event.time(), event.times())
                + VisibleText.line(event.cause()));
        out.flush();
        next = Duration.ZERO;
    }

    /**
     * Shows what a {@link TrainingMonitor} has to say on lines of its own: {@code TrainingMonitor.of(bar::tell)}.
     *
     * @param advice what the monitor says
     */
    public void tell(Advice advice) {
        endBar();
        out.println(VisibleText.line(advice.toString()));
        out.flush();
        next = Duration.ZERO;
    }

    private void endBar() {
        if (drawn > 0) {
            out.println();
            drawn = 0;
        }
    }

    private void draw(String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, Math.min(drawn, columns) - line.length())));
        drawn = line.length();
    }

    @Override
    public void ended(TrainingEnded event) {
        endBar();
        out.println(ending(event) + ", after " + ProgressText.time(event.elapsed()));
        out.flush();
    }

    private String ending(TrainingEnded event) {
        String step = text("step %,d of %,d", event.step(), steps);
        return switch (event.outcome()) {
            case FINISHED -> "Finished " + (steps == 1 ? "" : "all ") + Plural.grouped(steps, "step");
            case STOPPED -> "Stopped at " + step;
            case CANCELLED -> "Cancelled at " + step;
            case FAILED -> "Failed at " + step;
        };
    }

    private static String brief(double number) {
        return number == Math.rint(number) ? text("%,.0f", number) : text("%,.2f", number);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
