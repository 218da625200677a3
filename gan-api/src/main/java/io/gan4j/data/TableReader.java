package io.gan4j.data;

import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Table} of rows: finds out what each column holds, and its scale. */
final class TableReader {
    /** More different texts than this are hardly categories, but names or numbers written in a way that is not read. */
    private static final int MOST_CATEGORIES = 1000;
    /** Fewer different texts than this may each be in one row of a small table, and be categories all the same. */
    private static final int FEW = 10;
    /** Numbers of just two values, such as a flag of 0 and 1, are two categories. */
    private static final int TWO = 2;

    /** The squares of larger ones could not be added. */
    private static final double LARGEST = 1e100;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");

    /** What programs write for a value that is missing or no number. */
    private static final Pattern MISSING =
            Pattern.compile("(?i)nan|n/?a|#n/a|null|none|nil|\\?|-+|\\.|[+-]?inf(inity)?");

    /** A number as many countries write it; it might also be a thousand and more. */
    private static final Pattern WITH_A_COMMA = Pattern.compile("[+-]?\\d+,\\d+");

    private final List<String> names;
    private final List<? extends List<?>> rows;
    private final Set<String> categories;
    private final int firstLine;

    private TableReader(List<String> names, List<? extends List<?>> rows, Set<String> categories, int firstLine) {
        this.names = names;
        this.rows = rows;
        this.categories = categories;
        this.firstLine = firstLine;
    }

    /**
     * A table of rows.
     *
     * @param firstLine the number of the first row, for messages
     * @throws IllegalArgumentException if there is no row or column, or a value is missing or does not fit its column
     */
    static Table read(
            String name, List<String> names, List<? extends List<?>> rows, List<String> categories, int firstLine) {
        checkNames(names);
        for (String category : categories) {
            if (!names.contains(category)) {
                throw new IllegalArgumentException("there is no column " + category + " among " + names);
            }
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a table must have at least one row, had none");
        }
        return new TableReader(List.copyOf(names), rows, Set.copyOf(categories), firstLine).read(name);
    }

    static void checkNames(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a table must have at least one column, had none");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name.isBlank() || !seen.add(name)) {
                throw new IllegalArgumentException(
                        "columns must have different names that are not blank, were " + names);
            }
        }
    }

    private Table read(String name) {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).size() != names.size()) {
                throw new IllegalArgumentException(
                        line(row) + " has " + Plural.of(rows.get(row).size(), "value") + ", but the table "
                                + Plural.of(names.size(), "column"));
            }
        }
        TableColumns columns = TableColumns.of(
                IntStream.range(0, names.size()).mapToObj(this::column).toList());
        float[] values = new float[Math.multiplyExact(rows.size(), columns.width())];
        for (int row = 0; row < rows.size(); row++) {
            int place = row;
            List<?> encodable = IntStream.range(0, names.size())
                    .mapToObj(column -> encodable(columns.columns().get(column), place, column))
                    .toList();
            columns.encode(encodable, values, row * columns.width());
        }
        String title = name + ", " + Plural.of(rows.size(), "row");
        return new Table(columns, MemoryDataset.ofFloats(title, Shape.of(columns.width()), values));
    }

    private Object encodable(TableColumn column, int row, int place) {
        Object value = value(row, place);
        return column instanceof TableColumn.Numbers ? number(value) : value;
    }

    private TableColumn column(int column) {
        String name = names.get(column);
        Set<String> texts = new TreeSet<>(ImageSource.ORDER);
        int firstNumber = -1;
        int firstText = -1;
        for (int row = 0; row < rows.size(); row++) {
            Object value = value(row, column);
            boolean number = isNumber(value);
            firstNumber = number && firstNumber < 0 ? row : firstNumber;
            firstText = !number && firstText < 0 ? row : firstText;
            if (!categories.contains(name) && WITH_A_COMMA.matcher(text(value)).matches()) {
                throw new IllegalArgumentException(line(row) + ": column " + name + " has " + text(value)
                        + ", a number with a comma: write numbers with a point, such as 1234.5, or name the column among"
                        + " the categories");
            }
            if (texts.size() <= MOST_CATEGORIES) {
                texts.add(text(value));
            }
        }
        boolean chosen = categories.contains(name);
        if (!chosen && firstNumber >= 0 && firstText >= 0) {
            if (MISSING.matcher(text(value(firstText, column))).matches()) {
                throw new IllegalArgumentException(line(firstText) + ": column " + name + " has numbers and here "
                        + value(firstText, column) + ", which is no value: fill it in, or leave the row out");
            }
            throw new IllegalArgumentException("column " + name + " mixes numbers and texts: " + line(firstNumber)
                    + " has " + value(firstNumber, column) + ", " + line(firstText) + " has " + value(firstText, column)
                    + ": mend the values, or name it among the categories");
        }
        if (chosen || firstNumber < 0 || texts.size() == TWO) {
            if (texts.size() > MOST_CATEGORIES) {
                throw new IllegalArgumentException("column " + name + " has more than " + MOST_CATEGORIES
                        + " different texts, the first " + value(0, column)
                        + ": leave it out, or write it as numbers such as 1234.5");
            }
            if (!chosen && firstNumber < 0 && texts.size() >= FEW && texts.size() * 2 > rows.size()) {
                throw new IllegalArgumentException("column " + name + " has " + texts.size() + " different texts in "
                        + Plural.of(rows.size(), "row")
                        + ", as names have, and nothing can be learned of a text that is hardly ever"
                        + " repeated: leave the column out, or name it among the categories if it is to be learned all"
                        + " the same");
            }
            return new TableColumn.Categories(name, List.copyOf(texts));
        }
        return numbers(name, column);
    }

    private TableColumn numbers(String name, int column) {
        double[] values = new double[rows.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = number(value(row, column));
            if (Math.abs(values[row]) > LARGEST) {
                throw new IllegalArgumentException(line(row) + ": column " + name + " has " + text(value(row, column))
                        + ", and the largest number that is read is " + LARGEST
                        + ": write the column in a larger unit, or leave the row out");
            }
        }
        double mean = 0;
        double squares = 0;
        double lowest = values[0];
        double highest = values[0];
        boolean whole = true;
        for (int i = 0; i < values.length; i++) {
            // Welford 1962: one pass, without the loss of digits that a sum of squares has
            double before = values[i] - mean;
            mean += before / (i + 1);
            squares += before * (values[i] - mean);
            lowest = Math.min(lowest, values[i]);
            highest = Math.max(highest, values[i]);
            whole &= Math.rint(values[i]) == values[i];
        }
        double deviation = Math.sqrt(squares / values.length);
        return new TableColumn.Numbers(name, mean, deviation > 0 ? deviation : 1, lowest, highest, whole);
    }

    private Object value(int row, int column) {
        @Nullable Object value = rows.get(row).get(column);
        if (value == null || text(value).isBlank()) {
            throw new IllegalArgumentException(
                    line(row) + " has no value for column " + names.get(column) + ": fill it in, or leave the row out");
        }
        if (value instanceof Number number && !Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException(
                    line(row) + ": column " + names.get(column) + " must be finite, was " + value);
        }
        return value;
    }

    private String line(int row) {
        return "row " + (row + firstLine);
    }

    private static boolean isNumber(Object value) {
        return value instanceof Number
                || value instanceof String text && NUMBER.matcher(text.strip()).matches();
    }

    /** True if each of some texts is a number, as those of a row are and the names of columns are not. */
    static boolean areNumbers(List<String> texts) {
        return texts.stream().allMatch(TableReader::isNumber);
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : Double.parseDouble(text(value));
    }

    /** A value as the text of a category: whole numbers without a fraction, texts without space around them. */
    static String text(Object value) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Math.rint(number) == number && Math.abs(number) < 1L << 53) {
                return Long.toString((long) number);
            }
        }
        return value.toString().strip();
    }
}
