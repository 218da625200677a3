package io.gan4j.settings;

import static com.google.common.base.Preconditions.checkArgument;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Function;

/**
 * Numbers, as Java reads them. Their range is checked by whoever takes them.
 *
 * @param rule what may be written
 * @param reader reads a number
 * @param writer writes a number
 */
record NumberForm<T extends Number>(String rule, Function<String, T> reader, Function<T, String> writer)
        implements TextForm<T> {
    /** Java reads more as numbers, such as 1f, 0x1p3 and NaN. */
    private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

    private static final double LEAST_PLAIN = 1e-6;
    private static final double MOST_PLAIN = 1e7;

    @Override
    public T read(String what, Term term) {
        String rest = what + " must be " + rule + ", was '" + term + "'";
        checkArgument(term.arguments().isEmpty() && term.word().matches(NUMBER), "%s", rest);
        try {
            return reader.apply(term.word());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(rest, e);
        }
    }

    @Override
    public String write(T value) {
        return writer.apply(value);
    }

    static Float finite(String text) {
        float value = Float.parseFloat(text);
        if (Float.isInfinite(value)) {
            throw new NumberFormatException("too large");
        }
        return value;
    }

    static Double finiteDouble(String text) {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("too large");
        }
        return value;
    }

    /** The shortest digits that read as the same number: {@code 0.0002}, {@code 10}, {@code 1e-8}. */
    static String text(Number value) {
        BigDecimal digits = new BigDecimal(value.toString()).stripTrailingZeros();
        double size = Math.abs(value.doubleValue());
        return size == 0 || size >= LEAST_PLAIN && size < MOST_PLAIN
                ? digits.toPlainString()
                : digits.toString().toLowerCase(Locale.ROOT);
    }
}
