package io.gan4j.onnx;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Doubles;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import java.util.List;
import java.util.Map;

/** The measurements of an {@link OnnxCard} as properties, which only a file that has some carries. */
final class CardMeasurements {
    static final String COUNT = "measurements";
    /** Far more than there are metrics. */
    static final int MOST = 256;
    /** A text of 16 MB may be of 8 million lines, each of which would take some 50 bytes of memory. */
    private static final int MOST_WARNINGS = 256;

    private CardMeasurements() {}

    static void write(List<Measurement> measurements, Map<String, String> into) {
        if (measurements.isEmpty()) {
            return;
        }
        into.put(COUNT, Integer.toString(measurements.size()));
        for (int i = 0; i < measurements.size(); i++) {
            Measurement measurement = measurements.get(i);
            Protocol protocol = measurement.protocol();
            String key = key(i);
            into.put(key + "better", OnnxCard.text(measurement.better()));
            into.put(key + "extractor", protocol.extractor());
            into.put(key + "extractor_hash", protocol.extractorHash());
            into.put(key + "generated", Integer.toString(protocol.generated()));
            into.put(key + "high", end(measurement.high()));
            into.put(key + "low", end(measurement.low()));
            into.put(key + "metric", measurement.metric());
            into.put(key + "real", Integer.toString(protocol.real()));
            into.put(key + "resizing", protocol.resizing());
            into.put(key + "seed", Long.toString(protocol.seed()));
            into.put(key + "split", protocol.split());
            into.put(key + "value", Double.toString(measurement.value()));
            into.put(key + "warnings", String.join("\n", measurement.warnings()));
        }
    }

    private static String key(int index) {
        return "measurement." + index + ".";
    }

    private static String end(double number) {
        return Double.isNaN(number) ? "" : Double.toString(number);
    }

    /**
     * Takes them from a card that has some.
     *
     * @throws io.gan4j.error.ModelFileException if a property is missing or cannot be
     */
    static ImmutableList<Measurement> read(OnnxCard card) {
        ImmutableList.Builder<Measurement> measurements = ImmutableList.builder();
        long count = card.number(COUNT, 1, MOST);
        for (int i = 0; i < count; i++) {
            measurements.add(read(card, key(i)));
        }
        return measurements.build();
    }

    private static Measurement read(OnnxCard card, String key) {
        Protocol protocol = new Protocol(
                (int) card.number(key + "real", 0, Integer.MAX_VALUE),
                (int) card.number(key + "generated", 0, Integer.MAX_VALUE),
                card.take(key + "split"),
                card.take(key + "resizing"),
                card.take(key + "extractor"),
                card.take(key + "extractor_hash"),
                card.number(key + "seed", Long.MIN_VALUE, Long.MAX_VALUE));
        return new Measurement(
                card.take(key + "metric"),
                number(key + "value", card.take(key + "value")),
                end(key + "low", card.take(key + "low")),
                end(key + "high", card.take(key + "high")),
                card.choice(key + "better", Better.values()),
                protocol,
                warnings(key + "warnings", card.take(key + "warnings")));
    }

    private static List<String> warnings(String key, String text) {
        List<String> lines =
                Splitter.on('\n').omitEmptyStrings().limit(MOST_WARNINGS + 1).splitToList(text);
        if (lines.size() > MOST_WARNINGS) {
            throw OnnxCard.wrong(key, "up to " + MOST_WARNINGS + " lines", text);
        }
        return lines;
    }

    private static double end(String key, String text) {
        return text.isEmpty() ? Double.NaN : number(key, text);
    }

    private static double number(String key, String text) {
        Double number = Doubles.tryParse(text);
        if (number == null) {
            throw OnnxCard.wrong(key, "a number", text);
        }
        return number;
    }
}
