package io.gan4j.watch;

import io.gan4j.event.TrainingEnded;
import io.gan4j.event.TrainingStarted;
import io.gan4j.file.Plural;
import io.gan4j.file.VisibleText;
import io.gan4j.tensor.Shape;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What TensorBoard shows, as messages of its own: {@code Event}, {@code Summary} and what they hold, by the numbers of their
 * fields. Scalars, images and histograms are written in the older way, which TensorBoard turns into the newer one as it reads
 * them.
 *
 * @see <a href="https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/summary.proto">summary.proto</a>
 */
final class Summaries {
    private static final int BUCKETS = 64;
    private static final int FLOAT = 1;
    private static final int STRING = 7;
    private static final int TENSOR = 2;
    private static final int SUCCESS = 1;
    private static final int FAILURE = 2;

    private Summaries() {}

    /** An event at a time, in seconds since 1970. */
    static WireMessage event(double seconds, long step, WireMessage summary) {
        return new WireMessage().real(1, seconds).whole(2, step).message(5, summary);
    }

    /** Where a value is found: {@code loss/discriminator} for the discriminator loss, so that losses share a group. */
    static String tag(String name) {
        int last = name.lastIndexOf(' ');
        return last < 0 ? name : name.substring(last + 1) + "/" + name.substring(0, last);
    }

    static void scalar(WireMessage summary, String tag, float value) {
        summary.message(1, new WireMessage().text(1, tag).real(2, value));
    }

    /** A PNG of 1, 3 or 4 channels. */
    static void image(WireMessage summary, String tag, Shape shape, byte[] png) {
        WireMessage image = new WireMessage()
                .whole(1, shape.height())
                .whole(2, shape.width())
                .whole(3, shape.channels())
                .raw(4, png);
        summary.message(1, new WireMessage().text(1, tag).message(4, image));
    }

    /** Numbers, all of them finite, in 64 buckets of one width. */
    static void histogram(WireMessage summary, String tag, float... values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
            sum += value;
            squares += (double) value * value;
        }
        double width = high > low ? (high - low) / BUCKETS : 1;
        double[] limits = new double[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            limits[i] = low + (i + 1) * width;
        }
        double[] counts = new double[BUCKETS];
        for (float value : values) {
            counts[Math.min(BUCKETS - 1, (int) ((value - low) / width))]++;
        }
        WireMessage histogram = new WireMessage()
                .real(1, low)
                .real(2, high)
                .real(3, (double) values.length)
                .real(4, sum)
                .real(5, squares)
                .reals(6, limits)
                .reals(7, counts);
        summary.message(1, new WireMessage().text(1, tag).message(5, histogram));
    }

    /** A text in Markdown. */
    static WireMessage text(String tag, String markdown) {
        WireMessage tensor = new WireMessage()
                .whole(1, STRING)
                .message(2, new WireMessage().message(2, new WireMessage().whole(1, 1)))
                .text(8, markdown);
        WireMessage metadata =
                new WireMessage().message(1, new WireMessage().text(1, "text")).whole(4, TENSOR);
        return new WireMessage()
                .message(1, new WireMessage().text(1, tag).message(8, tensor).message(9, metadata));
    }

    /** The settings of a run as a table in Markdown. */
    static String table(TrainingStarted event, Map<String, String> settings) {
        String head = String.format(
                Locale.ROOT,
                "%s, %s, %s, %s%n%n| setting | value |%n|---|---|%n",
                cell(event.dataset()),
                Plural.of(event.steps(), "step"),
                cell(event.backend()),
                cell(event.device()));
        return head
                + settings.entrySet().stream()
                        .map(one -> "| " + cell(one.getKey()) + " | " + cell(one.getValue()) + " |")
                        .collect(Collectors.joining("\n"));
    }

    /** A text that means nothing to Markdown or to a table. */
    private static String cell(String text) {
        return VisibleText.line(text).replaceAll("([\\\\`*_{}\\[\\]<>()#|!])", "\\\\$1");
    }

    /** The beginning of a run with these settings; those that are numbers are written as such. */
    static WireMessage hyperparameters(Map<String, String> settings, double seconds) {
        WireMessage start = new WireMessage();
        settings.forEach((name, value) ->
                start.message(1, new WireMessage().text(1, name).message(2, value(value))));
        start.real(5, seconds);
        return hparams("_hparams_/session_start_info", new WireMessage().message(3, start));
    }

    private static WireMessage value(String text) {
        if (text.matches("-?\\d{1,15}(\\.\\d{1,15})?([eE]-?\\d{1,2})?")) {
            return new WireMessage().real(2, Double.parseDouble(text));
        }
        return new WireMessage().text(3, text);
    }

    /** The end of a run. */
    static WireMessage end(TrainingEnded.Outcome outcome, double seconds) {
        boolean good = outcome == TrainingEnded.Outcome.FINISHED || outcome == TrainingEnded.Outcome.STOPPED;
        WireMessage end = new WireMessage().whole(1, good ? SUCCESS : FAILURE).real(2, seconds);
        return hparams("_hparams_/session_end_info", new WireMessage().message(4, end));
    }

    private static WireMessage hparams(String tag, WireMessage content) {
        WireMessage plugin = new WireMessage().text(1, "hparams").message(2, content);
        WireMessage empty = new WireMessage()
                .whole(1, FLOAT)
                .message(2, new WireMessage().message(2, new WireMessage().whole(1, 0)));
        return new WireMessage()
                .message(
                        1,
                        new WireMessage()
                                .text(1, tag)
                                .message(8, empty)
                                .message(9, new WireMessage().message(1, plugin)));
    }
}
