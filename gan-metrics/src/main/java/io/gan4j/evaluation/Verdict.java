package io.gan4j.evaluation;

import io.gan4j.measurement.Measurement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What numbers mean together, in words: first how good the generator is, then why. */
final class Verdict {
    /** Shares of what real data scores. */
    private static final double GOOD = 0.7;

    private static final double POOR = 0.2;
    /** A distance this many times that of real data is far. */
    private static final double FAR = 10;

    private static final double NEAR = 3;

    private final EvaluationReport report;

    private Verdict(EvaluationReport report) {
        this.report = report;
    }

    /** The sentences, the verdict first; nothing if no number tells. */
    static List<String> of(EvaluationReport report) {
        return new Verdict(report).sentences();
    }

    private List<String> sentences() {
        Optional<Double> alike = share("precision");
        Optional<Double> spread = share("coverage").or(() -> share("recall"));
        Optional<Double> distance = distance();
        if (spread.isEmpty() && distance.isEmpty()) {
            return List.of();
        }
        List<String> all = new ArrayList<>();
        all.add(opening(alike, spread, distance));
        spread.filter(share -> share < GOOD)
                .ifPresent(share -> all.add(String.format(
                        Locale.ROOT,
                        "It makes only a part of what the data holds: %.0f %% of what other real samples cover.",
                        100 * share)));
        if (spread.isPresent() && spread.get() < POOR && alike.isPresent() && alike.get() >= GOOD) {
            all.add(
                    "High precision and density do not speak for it here: few samples in the midst of the data, or one that"
                            + " is repeated, lie near to many real ones, and being near is all that these two ask for.");
        }
        alike.filter(share -> share < GOOD)
                .ifPresent(share -> all.add(String.format(
                        Locale.ROOT,
                        "Few of its samples are like the data: %.0f %% as many as of other real ones have a real one near.",
                        100 * share)));
        distance.filter(times -> times > NEAR)
                .ifPresent(times -> all.add(String.format(
                        Locale.ROOT,
                        "It is %s times as far from the data as other real samples are.",
                        rounded(times))));
        return all;
    }

    private static String rounded(double times) {
        return String.format(Locale.ROOT, times < 100 ? "%.0f" : "%,.0f", times);
    }

    private static String opening(Optional<Double> alike, Optional<Double> spread, Optional<Double> distance) {
        double least = Math.min(alike.orElse(1.0), spread.orElse(1.0));
        double times = distance.orElse(1.0);
        boolean poor = least < POOR || (spread.isEmpty() && times > FAR);
        if (poor) {
            return "Not usable: the generator has learnt little of the data, or has collapsed.";
        }
        return least >= GOOD && times <= NEAR
                ? "Good: by these numbers its samples are hardly told from the data."
                : "On the way: its samples resemble the data, and are told from it.";
    }

    /** A share as a part of what real data has of it. */
    private Optional<Double> share(String metric) {
        Optional<Double> generated = value(metric, report.measurements());
        double real =
                value(metric, report.realScores()).filter(score -> score > 0).orElse(1.0);
        return generated.map(share -> share / real);
    }

    /** How many times as far the generator is as other real samples. */
    private Optional<Double> distance() {
        for (String metric : List.of("sliced Wasserstein distance", "Fréchet distance")) {
            Optional<Double> generated = value(metric, report.measurements());
            Optional<Double> real = value(metric, report.realScores()).filter(score -> score > 0);
            if (generated.isPresent() && real.isPresent()) {
                return Optional.of(generated.get() / real.get());
            }
        }
        return Optional.empty();
    }

    private static Optional<Double> value(String metric, List<Measurement> among) {
        return among.stream()
                .filter(measurement -> measurement.metric().equals(metric))
                .map(Measurement::value)
                .filter(value -> !value.isNaN())
                .findFirst();
    }
}
