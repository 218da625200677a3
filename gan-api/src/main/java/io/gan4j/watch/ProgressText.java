package io.gan4j.watch;

import io.gan4j.event.TrainingProgress;
import io.gan4j.event.TrainingStarted;
import io.gan4j.image.Images;
import io.gan4j.rules.TwoPlayerGame;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reports in one line each, for {@link ProgressBar}.
 *
 * @param samples the plural of what the data hold
 * @param left tells how long the run will take yet
 */
record ProgressText(String samples, TimeLeft left) {
    private static final String LOSS = TrainingProgress.lossOf("");
    private static final int NARROWEST_BAR = 6;
    private static final int WIDEST_BAR = 30;

    /** For a run: its data are images, or what has no name that all know. */
    static ProgressText of(TrainingStarted run) {
        String samples = Images.canHold(run.data().shape()) ? "images" : "samples";
        return new ProgressText(samples, new TimeLeft(run.stages()));
    }

    /** The bar before the first report. */
    static String empty(long steps, int columns) {
        return withBar(0, place(0, steps), columns);
    }

    /** A report within some columns; the bar gives way to long numbers, and on a narrow terminal numbers give way too. */
    String bar(TrainingProgress event, int columns) {
        String details = details(event);
        if (columns < ProgressBar.COLUMNS && details.length() > columns) {
            details = brief(event, columns);
        }
        return withBar((double) event.step() / event.steps(), details, columns);
    }

    private String details(TrainingProgress event) {
        return text(
                "%s  epoch %.1f  %.0f %s/s%s  %s, left %s",
                place(event.step(), event.steps()),
                event.epoch(),
                event.imagesPerSecond(),
                samples,
                shortLosses(event),
                time(event.elapsed()),
                time(left.after(event)));
    }

    /** As much as fits of what people look for first. */
    private String brief(TrainingProgress event, int columns) {
        String place = place(event.step(), event.steps());
        String rest = "  left " + time(left.after(event));
        return Stream.of(place + shortLosses(event) + rest, place + rest)
                .filter(text -> text.length() <= columns)
                .findFirst()
                .orElse(place);
    }

    /** The step, as wide as the last one, so that what follows stays in its column. */
    private static String place(long step, long steps) {
        String last = Long.toString(steps);
        return text("%" + last.length() + "d/%s", step, last);
    }

    private static String withBar(double done, String details, int columns) {
        int width = Math.min(WIDEST_BAR, columns - details.length() - 3);
        if (width < NARROWEST_BAR) {
            return details.substring(0, Math.min(details.length(), columns));
        }
        int full = (int) (done * width);
        return "[" + "=".repeat(full) + " ".repeat(width - full) + "] " + details;
    }

    /** A report as long as it needs to be. */
    String line(TrainingProgress event) {
        return text(
                "step %d/%d, epoch %.2f/%.2f, %.0f %s/s, %s, %s, left %s",
                event.step(),
                event.steps(),
                event.epoch(),
                event.epochs(),
                event.imagesPerSecond(),
                samples,
                losses(event),
                time(event.elapsed()),
                time(left.after(event)));
    }

    /** The loss of each phase by its name, in their order. */
    private static List<Map.Entry<String, Float>> ofPhases(TrainingProgress event) {
        return event.values().entrySet().stream()
                .filter(value -> value.getKey().endsWith(LOSS))
                .map(value -> Map.entry(
                        value.getKey().substring(0, value.getKey().length() - LOSS.length()), value.getValue()))
                .toList();
    }

    private static String losses(TrainingProgress event) {
        List<Map.Entry<String, Float>> losses = ofPhases(event);
        StringBuilder words = new StringBuilder(losses.size() == 1 ? "loss " : "losses ");
        for (int i = 0; i < losses.size(); i++) {
            String before = i == 0 ? "" : i == losses.size() - 1 ? " and " : ", ";
            words.append(before)
                    .append(text(
                            "%.3f (%s)", losses.get(i).getValue(), losses.get(i).getKey()));
        }
        return words.toString();
    }

    private static String shortLosses(TrainingProgress event) {
        return ofPhases(event).stream()
                .map(loss -> text("  %s %.2f", initials(loss.getKey()), loss.getValue()))
                .collect(Collectors.joining());
    }

    /** D and G for the two players of a GAN, as its papers call them; other phases by their whole name. */
    private static String initials(String phase) {
        boolean ofGan = phase.equals(TwoPlayerGame.DISCRIMINATOR) || phase.equals(TwoPlayerGame.GENERATOR);
        return ofGan ? phase.substring(0, 1).toUpperCase(Locale.ROOT) : phase;
    }

    /** Minutes and seconds, with hours if there are any: {@code 0:07}, {@code 1:02:03}. */
    static String time(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1e3);
        long hours = seconds / 3600;
        long minutes = seconds / 60 % 60;
        return hours == 0 ? text("%d:%02d", minutes, seconds % 60) : text("%d:%02d:%02d", hours, minutes, seconds % 60);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
