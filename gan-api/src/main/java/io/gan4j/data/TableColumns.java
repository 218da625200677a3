package io.gan4j.data;

import com.google.common.collect.ImmutableList;
import io.gan4j.file.Plural;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The columns of a {@link Table} with the scale of each, apart from its rows: turns a row of values into a sample for
 * networks, and what a generator makes back into rows in the table's units. Immutable and thread-safe.
 */
public final class TableColumns {
    private static final int MOST_CATEGORIES_SHOWN = 6;

    private final ImmutableList<TableColumn> columns;
    private final int width;

    private TableColumns(List<? extends TableColumn> columns) {
        this.columns = ImmutableList.copyOf(columns);
        this.width = columns.stream().mapToInt(TableColumn::width).sum();
    }

    /**
     * Columns in their order.
     *
     * @throws IllegalArgumentException if there is none, or two have one name
     */
    public static TableColumns of(List<? extends TableColumn> columns) {
        TableReader.checkNames(columns.stream().map(TableColumn::name).toList());
        return new TableColumns(columns);
    }

    /**
     * Reads columns from the text that {@link #toJson} gives.
     *
     * @throws IllegalArgumentException if it is another text
     */
    public static TableColumns parse(String json) {
        return TableJson.parse(json);
    }

    /** The columns with their scale and categories as JSON, as the file of a generator carries them. */
    public String toJson() {
        return TableJson.of(columns);
    }

    /** The columns in their order. */
    public List<TableColumn> columns() {
        return columns;
    }

    /** The number of elements of a sample: one for each column of numbers, and one for each category. */
    public int width() {
        return width;
    }

    /** The column of a name, if there is one. */
    public Optional<TableColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /**
     * A row as networks see it.
     *
     * @param values one for each column: a {@code Number} for numbers, anything with the text of a category otherwise
     * @throws IllegalArgumentException if there are more or fewer values than columns, or one does not fit its column
     */
    public float[] encode(List<?> values) {
        float[] sample = new float[width];
        encode(values, sample, 0);
        return sample;
    }

    void encode(List<?> values, float[] into, int from) {
        if (values.size() != columns.size()) {
            throw new IllegalArgumentException("a row must have " + Plural.of(columns.size(), "value")
                    + ", one for each column, had " + values.size());
        }
        int at = from;
        for (int i = 0; i < values.size(); i++) {
            columns.get(i).encode(values.get(i), into, at);
            at += columns.get(i).width();
        }
    }

    /**
     * The rows that samples stand for, such as those that a generator made.
     *
     * @param samples {@code (N, width)} in row-major order
     * @return N rows of a {@code Double} for each column of numbers and a {@code String} for each of categories
     * @throws IllegalArgumentException if their number is no multiple of {@link #width}, or one is not a number
     */
    public List<List<Object>> decode(float... samples) {
        if (samples.length % width != 0) {
            throw new IllegalArgumentException("samples must be rows of " + Plural.of(width, "element") + " each, were "
                    + samples.length + " in all");
        }
        for (int i = 0; i < samples.length; i++) {
            if (Float.isNaN(samples[i])) {
                throw new IllegalArgumentException("element " + i + " of the samples is not a number");
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int at = 0; at < samples.length; ) {
            Object[] row = new Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = columns.get(i).decode(samples, at);
                at += columns.get(i).width();
            }
            rows.add(ImmutableList.copyOf(Arrays.asList(row)));
        }
        return ImmutableList.copyOf(rows);
    }

    /** A line for each column: its name and what its values are. */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (TableColumn column : columns) {
            text.append(column.name()).append(": ").append(describe(column)).append('\n');
        }
        return text.toString();
    }

    private static String describe(TableColumn column) {
        if (column instanceof TableColumn.Numbers numbers) {
            return String.format(
                    Locale.ROOT,
                    "%s %s to %s, mean %.6g, standard deviation %.6g",
                    numbers.whole() ? "whole numbers" : "numbers",
                    TableReader.text(numbers.lowest()),
                    TableReader.text(numbers.highest()),
                    numbers.mean(),
                    numbers.deviation());
        }
        List<String> values = ((TableColumn.Categories) column).values();
        String first = String.join(", ", values.subList(0, Math.min(MOST_CATEGORIES_SHOWN, values.size())));
        return Plural.of(values.size(), "category") + ": " + first
                + (values.size() > MOST_CATEGORIES_SHOWN ? ", ..." : "");
    }

    @Override
    public String toString() {
        return describe();
    }
}
