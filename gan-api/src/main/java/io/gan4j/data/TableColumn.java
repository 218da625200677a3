package io.gan4j.data;

import com.google.common.collect.ImmutableList;
import java.util.List;

/** A column of a {@link Table}: how its values become numbers for networks, and numbers become values again. */
public sealed interface TableColumn {
    /** The column's name. */
    String name();

    /** The number of elements that the column takes in a sample. */
    int width();

    /** Writes a value as {@link #width} numbers, from place {@code at}. */
    void encode(Object value, float[] sample, int at);

    /** The value that {@link #width} numbers stand for, from place {@code at}; they may be any that a network makes. */
    Object decode(float[] sample, int at);

    /**
     * A column of numbers. In a sample it is one element, {@code (value - mean) / deviation}.
     *
     * @param mean the mean of the table's values
     * @param deviation their standard deviation, above 0; 1 if all are equal
     * @param lowest the lowest of the table's values
     * @param highest the highest of the table's values
     * @param whole true if all are whole numbers: what is decoded is rounded to one
     */
    record Numbers(String name, double mean, double deviation, double lowest, double highest, boolean whole)
            implements TableColumn {
        /** @throws IllegalArgumentException if a number is not finite, or the deviation is not above 0 */
        public Numbers {
            if (!Double.isFinite(mean) || !Double.isFinite(deviation) || deviation <= 0) {
                throw new IllegalArgumentException("the mean and deviation of column " + name
                        + " must be finite, the deviation above 0, were " + mean + " and " + deviation);
            }
        }

        @Override
        public int width() {
            return 1;
        }

        /** @throws IllegalArgumentException if the value is no finite number */
        @Override
        public void encode(Object value, float[] sample, int at) {
            if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
                throw new IllegalArgumentException("column " + name + " takes finite numbers, was given " + value);
            }
            sample[at] = (float) ((number.doubleValue() - mean) / deviation);
        }

        /** A {@code Double}; it may lie outside of the table's lowest and highest value. */
        @Override
        public Double decode(float[] sample, int at) {
            double value = mean + deviation * sample[at];
            // adding 0 makes 0 of minus 0
            return whole ? Math.rint(value) + 0.0 : value;
        }
    }

    /**
     * A column of a few different texts. In a sample it is one element for each of them: 1 for the one that it is, -1 for the
     * others.
     *
     * @param values the different texts, sorted
     */
    record Categories(String name, List<String> values) implements TableColumn {
        /** @throws IllegalArgumentException if there is no value, or one is there twice */
        public Categories {
            values = ImmutableList.copyOf(values);
            if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
                throw new IllegalArgumentException(
                        "column " + name + " must have at least one category and none twice, had " + values);
            }
        }

        @Override
        public int width() {
            return values.size();
        }

        /** @throws IllegalArgumentException if the text of the value is none of the categories */
        @Override
        public void encode(Object value, float[] sample, int at) {
            int place = values.indexOf(TableReader.text(value));
            if (place < 0) {
                throw new IllegalArgumentException(
                        "column " + name + " has the categories " + values + ", was given " + value);
            }
            for (int i = 0; i < width(); i++) {
                sample[at + i] = i == place ? 1 : -1;
            }
        }

        /** The category whose number is the highest. */
        @Override
        public String decode(float[] sample, int at) {
            int best = 0;
            for (int i = 1; i < width(); i++) {
                if (sample[at + i] > sample[at + best]) {
                    best = i;
                }
            }
            return values.get(best);
        }
    }
}
