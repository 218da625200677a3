package io.gan4j.settings;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableMap;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times: {@code 30s}, {@code 1.5h}. */
record DurationForm() implements TextForm<Duration> {
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|s|min|h)");

    /** The milliseconds of each unit, the largest first. */
    private static final ImmutableMap<String, Long> UNITS =
            ImmutableMap.of("h", 3_600_000L, "min", 60_000L, "s", 1_000L, "ms", 1L);

    @Override
    public String rule() {
        return "a time such as 500ms, 30s, 10min or 2h";
    }

    @Override
    public Duration read(String what, Term term) {
        Matcher time = TIME.matcher(term.toString());
        checkArgument(time.matches(), "%s must be %s, was '%s'", what, rule(), term);
        BigDecimal millis =
                new BigDecimal(time.group(1)).multiply(BigDecimal.valueOf(UNITS.getOrDefault(time.group(2), 1L)));
        return Duration.ofMillis(millis.setScale(0, RoundingMode.HALF_UP).longValueExact());
    }

    @Override
    public String write(Duration value) {
        long millis = value.toMillis();
        return UNITS.entrySet().stream()
                .filter(unit -> millis % unit.getValue() == 0)
                .findFirst()
                .map(unit -> millis / unit.getValue() + unit.getKey())
                .orElseThrow();
    }
}
