package io.gan4j.examples;

import io.gan4j.data.TableColumn;
import io.gan4j.data.TableColumns;
import io.gan4j.inference.Generator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows of a generator that was trained on a table or on points, as text with commas between the values (RFC 4180). */
final class TableRows {
    /** The ending of files of rows. */
    static final String ENDING = ".csv";

    private TableRows() {}

    /** True if a file that is to be written is one of rows. */
    static boolean isNameOf(String file) {
        return file.toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    /**
     * The names of the columns, and below them rows in the units and categories of the table. Of points the columns are x1, x2
     * and so on, and of a conditional generator the class, which are taken in turn.
     *
     * @throws IllegalArgumentException if the generator makes images
     */
    static String of(Generator generator, int count, long seed) {
        Optional<TableColumns> columns = generator.columns();
        if (columns.isEmpty()) {
            return points(generator, count, seed);
        }
        StringBuilder text = new StringBuilder(
                line(columns.get().columns().stream().map(TableColumn::name).toList()));
        generator.rows(count, seed).forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String points(Generator generator, int count, long seed) {
        if (generator.shape().isImage()) {
            throw new IllegalArgumentException("this generator was not trained on a table, and makes samples of shape "
                    + generator.shape() + ": give --out a name that ends in .png");
        }
        List<String> classes = generator.card().isConditional() ? generator.classes() : List.of();
        int width = generator.shape().size();
        List<Object> line = new ArrayList<>();
        IntStream.rangeClosed(1, width).forEach(i -> line.add("x" + i));
        if (!classes.isEmpty()) {
            line.add("class");
        }
        StringBuilder text = new StringBuilder(line(line));
        float[] values = generator.samples(generator.latents(count, seed));
        for (int i = 0; i < count; i++) {
            line.clear();
            for (int j = 0; j < width; j++) {
                line.add(values[i * width + j]);
            }
            if (!classes.isEmpty()) {
                line.add(classes.get(i % classes.size()));
            }
            text.append(line(line));
        }
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
