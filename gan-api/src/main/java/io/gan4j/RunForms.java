package io.gan4j;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.settings.Call;
import io.gan4j.settings.Kind;
import io.gan4j.settings.Term;
import io.gan4j.settings.TextForm;
import io.gan4j.settings.TextForms;
import io.gan4j.training.Best;
import io.gan4j.training.Checkpoints;
import io.gan4j.training.Divergence;
import io.gan4j.training.GeneratorMetric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The forms in which settings of a run's course are written as text. */
final class RunForms {
    private static final int KEPT = 3;
    private static final double HALF = 0.5;
    private static final String AT_LEAST_1 = "a whole number of at least 1";

    private RunForms() {}

    /** {@code fail}, or {@code goBack(3, rate=0.5)}. */
    static TextForm<Divergence> divergence() {
        return Kind.of(
                "way",
                Call.word("fail", Divergence.fail()),
                Call.<Divergence>of(
                                "goBack",
                                values -> Divergence.goBack((int) values.get(0)).rate((double) values.get(1)),
                                value -> value instanceof Divergence what ? List.of(what.times(), what.rate()) : null)
                        .with("times", TextForms.whole(1))
                        .with("rate", TextForms.decimalDouble("a number above 0 and at most 1"), HALF));
    }

    /**
     * When checkpoints are kept, whatever the folder.
     *
     * @param everySteps the steps between two; 0 if steps do not count
     * @param everyTime the time between two; zero if time does not count
     * @param keep how many of the newest are kept
     */
    record Kept(long everySteps, Duration everyTime, int keep) {
        static Kept of(Checkpoints checkpoints) {
            return new Kept(checkpoints.everySteps(), checkpoints.everyTime(), checkpoints.keep());
        }

        Checkpoints in(Checkpoints folder) {
            Checkpoints often = everySteps > 0 ? folder.everySteps(everySteps) : folder.every(everyTime);
            return often.keep(keep);
        }
    }

    /** {@code none}, {@code every(1min)} or {@code everySteps(500, keep=5)}. */
    static TextForm<Optional<Kept>> checkpoints() {
        return TextForms.optional(
                "none",
                Kind.of(
                        "kind of interval",
                        Call.<Kept>of(
                                        "everySteps",
                                        values -> new Kept((long) values.get(0), Duration.ZERO, (int) values.get(1)),
                                        value -> value instanceof Kept kept && kept.everySteps() > 0
                                                ? List.of(kept.everySteps(), kept.keep())
                                                : null)
                                .with("steps", TextForms.wholeLong(AT_LEAST_1))
                                .with("keep", TextForms.whole(1), KEPT),
                        Call.<Kept>of(
                                        "every",
                                        values -> new Kept(0, (Duration) values.get(0), (int) values.get(1)),
                                        value -> value instanceof Kept kept
                                                ? List.of(kept.everyTime(), kept.keep())
                                                : null)
                                .with("time", TextForms.duration())
                                .with("keep", TextForms.whole(1), KEPT)));
    }

    /** The checkpoints of a draft, kept at other times. */
    static @Nullable Checkpoints kept(@Nullable Checkpoints now, Optional<Kept> wanted) {
        if (wanted.isEmpty()) {
            return null;
        }
        checkArgument(
                now != null,
                "checkpoints need a folder, which this text does not name: set checkpoints(Checkpoints.in(folder)) first");
        return wanted.get().in(now);
    }

    /** {@code none}, or steps and metrics: {@code 500, coverage, recall}. */
    static TextForm<Optional<Best>> measured() {
        return TextForms.optional("none", new MeasuredForm());
    }

    /** {@code first}, or the name of a metric. */
    static TextForm<Optional<String>> metricName() {
        return TextForms.optional("first", new MetricNameForm());
    }

    /** The name of a metric, which may have blanks: the metric of a user. */
    private record MetricNameForm() implements TextForm<String> {
        @Override
        public String rule() {
            return "the name of a metric";
        }

        @Override
        public String read(String what, Term term) {
            return term.toString();
        }

        @Override
        public String read(String what, String text) {
            checkArgument(!text.isBlank(), "%s must be %s, was empty", what, rule());
            return text.strip();
        }

        @Override
        public String write(String value) {
            return value;
        }
    }

    /** The steps between two measurements, then metrics. */
    private record MeasuredForm() implements TextForm<Best> {
        private static final TextForm<Long> STEPS = TextForms.wholeLong(AT_LEAST_1);

        private static TextForm<GeneratorMetric> metric() {
            return TextForms.named("metric", GeneratorMetric.class);
        }

        @Override
        public String rule() {
            return "steps and then metrics, such as 500, coverage; " + metrics();
        }

        private static String metrics() {
            String names = metric().rule();
            return names.isEmpty() ? "there are no metrics here: add the module gan-metrics" : "metrics are " + names;
        }

        @Override
        public Best read(String what, Term term) {
            return read(what, term.toString());
        }

        @Override
        public Best read(String what, String text) {
            List<Term> terms = Term.list(what, text);
            TextForm<GeneratorMetric> metric = metric();
            checkArgument(!metric.rule().isEmpty(), "%s: %s", what, metrics());
            List<GeneratorMetric> metrics = new ArrayList<>();
            for (Term term : terms.subList(1, terms.size())) {
                metrics.add(metric.read(what, term));
            }
            return Best.of(STEPS.read(what, terms.get(0)), metrics);
        }

        @Override
        public String write(Best value) {
            TextForm<GeneratorMetric> metric = metric();
            StringBuilder text = new StringBuilder(STEPS.write(value.everySteps()));
            value.metrics().forEach(one -> text.append(", ").append(metric.write(one)));
            return text.toString();
        }
    }
}
