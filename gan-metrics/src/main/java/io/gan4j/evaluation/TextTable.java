package io.gan4j.evaluation;

import io.gan4j.file.VisibleText;
import io.gan4j.measurement.Better;
import io.gan4j.measurement.Measurement;
import io.gan4j.measurement.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Measurements as a table of text, below what they mean together. */
final class TextTable {
    private static final List<String> HEAD =
            List.of("metric", "value", "95 % interval", "real data", "better", "samples", "seen by");

    private TextTable() {}

    static String of(EvaluationReport report) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        Set<String> conditions = new LinkedHashSet<>();
        Set<String> warnings = new LinkedHashSet<>();
        for (Measurement measurement : report.measurements()) {
            rows.add(row(report, measurement));
            conditions.add("seed " + measurement.protocol().seed());
            measurement.warnings().forEach(warning -> warnings.add(measurement.metric() + ": " + warning));
        }
        StringBuilder text = new StringBuilder();
        report.verdict().forEach(sentence -> line(text, sentence));
        appendTo(text, rows);
        line(
                text,
                "against " + VisibleText.of(report.dataset())
                        + (conditions.isEmpty() ? "" : ", " + String.join(", ", conditions)));
        warnings.forEach(warning -> line(text, "warning: " + VisibleText.of(warning)));
        report.skipped()
                .forEach(skip ->
                        line(text, "not measured: " + skip.metric().name() + ", " + VisibleText.of(skip.reason())));
        return text.toString();
    }

    private static List<String> row(EvaluationReport report, Measurement measurement) {
        Protocol protocol = measurement.protocol();
        return List.of(
                VisibleText.of(measurement.metric()),
                number(measurement.value()),
                interval(measurement),
                real(report, measurement),
                better(measurement.better()),
                samples(protocol),
                VisibleText.of(report.seenBy(measurement)));
    }

    /** What real data scores; with its number of samples where that is another. */
    static String real(EvaluationReport report, Measurement measurement) {
        return report.realScore(measurement)
                .map(real -> number(real.value())
                        + (real.protocol().generated() == measurement.protocol().generated()
                                ? ""
                                : " (" + samples(real.protocol()) + ")"))
                .orElse("");
    }

    static String samples(Protocol protocol) {
        return String.format(Locale.ROOT, "%,d : %,d", protocol.real(), protocol.generated());
    }

    static String interval(Measurement measurement) {
        return measurement.estimate().hasInterval()
                ? number(measurement.low()) + " to " + number(measurement.high())
                : "";
    }

    static String better(Better better) {
        return switch (better) {
            case LOWER -> "lower";
            case HIGHER -> "higher";
            case NEAR_REAL -> "near the data's";
        };
    }

    /** Four digits at least that count, without an exponent where people write none. */
    static String number(double number) {
        double value = number == 0 ? 0 : number;
        if (value == Math.rint(value) && Math.abs(value) < 1e6) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        double size = Math.abs(value);
        if (size >= 1e6 || size < 1e-4) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        return String.format(Locale.ROOT, size >= 100 ? "%.1f" : size >= 1 ? "%.3f" : "%.4f", value);
    }

    private static void appendTo(StringBuilder text, List<List<String>> rows) {
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], VisibleText.columns(row.get(i)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i);
                String padding = " ".repeat(widths[i] - VisibleText.columns(cell));
                line.append(i == 1 ? padding + cell : cell + padding).append("  ");
            }
            line(text, line.toString().stripTrailing());
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append(System.lineSeparator());
    }
}
