package io.gan4j.data;

import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A table of numbers and categories as a dataset: each row is a sample. Networks learn what is near 0 and of one size, so
 * columns of numbers are scaled to mean 0 and standard deviation 1, and a category becomes 1 among -1. {@link #columns} keeps
 * the scale, and turns what a generator makes back into rows in the table's units:
 *
 * <pre>{@code
 * Table people = Datasets.table(Path.of("people.csv"));
 * System.out.print(people.columns().describe());
 * List<List<Object>> rows = people.columns().decode(Datasets.values(people, 0, 1, 2));
 * }</pre>
 *
 * <p>A column is one of numbers if all its values are, unless it holds only two different ones, such as 0 and 1, or its name
 * is given as that of categories. A column of texts most of which are in one row alone, such as names, is refused unless it is
 * given as one of categories: nothing can be learned of it. Immutable and thread-safe.
 *
 * @see Datasets#table
 */
public final class Table implements Dataset {
    private final TableColumns columns;
    private final MemoryDataset samples;

    Table(TableColumns columns, MemoryDataset samples) {
        this.columns = columns;
        this.samples = samples;
    }

    /** The columns, with the scale of each. */
    public TableColumns columns() {
        return columns;
    }

    @Override
    public String name() {
        return samples.name();
    }

    @Override
    public int size() {
        return samples.size();
    }

    /** {@code (width)}, where {@link TableColumns#width} counts the columns of numbers and all categories. */
    @Override
    public Shape shape() {
        return samples.shape();
    }

    @Override
    public Encoding encoding() {
        return samples.encoding();
    }

    @Override
    public void read(int index, ByteBuffer into) {
        samples.read(index, into);
    }

    /** The values of row {@code index}: a {@code Double} or a {@code String} for each column. */
    public List<Object> row(int index) {
        return columns.decode(Datasets.values(samples, index)).get(0);
    }

    @Override
    public String fingerprint() {
        return samples.fingerprint();
    }

    @Override
    public String toString() {
        return name();
    }
}
