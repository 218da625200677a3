package io.gan4j.examples;

import io.gan4j.data.TableColumn;
import io.gan4j.inference.Generator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rows of a generator that was trained on a table, as text with commas between the values (RFC 4180). */
final class TableRows {
    /** The ending of files of rows. */
    static final String ENDING = ".csv";

    private TableRows() {}

    /** True if a file that is to be written is one of rows. */
    static boolean isNameOf(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    /**
     * The names of the columns, and below them rows in the units and categories of the table.
     *
     * @throws IllegalArgumentException if the generator was not trained on a table
     */
    static String of(Generator generator, int count, long seed) {
        List<String> names = generator
                .columns()
                .orElseThrow(() -> new IllegalArgumentException("this generator was not trained on a table, and makes"
                        + " samples of shape " + generator.shape() + ": give --out a name that ends in .png"))
                .columns()
                .stream()
                .map(TableColumn::name)
                .toList();
        StringBuilder text = new StringBuilder(line(names));
        generator.rows(count, seed).forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<?> values) {
        return values.stream().map(TableRows::value).collect(Collectors.joining(",", "", "\n"));
    }

    private static String value(Object value) {
        String text = value instanceof Double number && Math.rint(number) == number && Math.abs(number) < 1L << 53
                ? Long.toString(number.longValue())
                : value.toString();
        return text.matches("(?s).*[,;\t\"\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
