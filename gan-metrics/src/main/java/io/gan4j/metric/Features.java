package io.gan4j.metric;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Features of samples: a matrix {@code (N, D)} of finite numbers, a row for each of at least one sample. Numbers given as
 * floats take four bytes each, those given as doubles eight; metrics compute with doubles either way.
 *
 * <p>Immutable and thread-safe.
 */
@CheckReturnValue
public final class Features {
    private final int dimensions;
    private final Store store;

    private Features(int dimensions, Store store) {
        this.dimensions = dimensions;
        this.store = store;
    }

    /** The numbers, in row-major order. */
    private interface Store {
        int length();

        double at(int index);

        /** Copies those from an index on into the whole of an array. */
        void copy(int from, double[] into);

        /** A store of its rows. */
        Store rows(int dimensions, int[] indices);

        float[] toFloats();
    }

    private record Floats(float[] values) implements Store {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public double at(int index) {
            return values[index];
        }

        @Override
        public void copy(int from, double[] into) {
            for (int i = 0; i < into.length; i++) {
                into[i] = values[from + i];
            }
        }

        @Override
        public Store rows(int dimensions, int[] indices) {
            float[] rows = new float[Math.multiplyExact(dimensions, indices.length)];
            for (int i = 0; i < indices.length; i++) {
                System.arraycopy(values, indices[i] * dimensions, rows, i * dimensions, dimensions);
            }
            return new Floats(rows);
        }

        @Override
        public float[] toFloats() {
            return values.clone();
        }
    }

    private record Doubles(double[] values) implements Store {
        @Override
        public int length() {
            return values.length;
        }

        @Override
        public double at(int index) {
            return values[index];
        }

        @Override
        public void copy(int from, double[] into) {
            System.arraycopy(values, from, into, 0, into.length);
        }

        @Override
        public Store rows(int dimensions, int[] indices) {
            double[] rows = new double[Math.multiplyExact(dimensions, indices.length)];
            for (int i = 0; i < indices.length; i++) {
                System.arraycopy(values, indices[i] * dimensions, rows, i * dimensions, dimensions);
            }
            return new Doubles(rows);
        }

        @Override
        public float[] toFloats() {
            float[] floats = new float[values.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) values[i];
            }
            return floats;
        }
    }

    /**
     * Features of samples, which are copied.
     *
     * @param values {@code (N, dimensions)} in row-major order, all finite
     * @param dimensions how many features a sample has, at least 1
     * @throws IllegalArgumentException if there is no sample, the last one is not whole, or a number is not finite
     */
    public static Features of(float[] values, int dimensions) {
        return checked(new Floats(values.clone()), dimensions);
    }

    /** Features of double precision; otherwise as {@link #of(float[], int)}. */
    public static Features of(double[] values, int dimensions) {
        return checked(new Doubles(values.clone()), dimensions);
    }

    /**
     * The rows of several sets, one after the other: what an extractor made of batches.
     *
     * @throws IllegalArgumentException if there is no set, or they have different dimensions
     */
    public static Features concat(List<Features> sets) {
        checkArgument(!sets.isEmpty(), "sets must hold at least one, was empty");
        int dimensions = sets.get(0).dimensions;
        boolean single = true;
        int length = 0;
        for (Features set : sets) {
            set.checkDimensions(dimensions);
            single &= set.store instanceof Floats;
            length = Math.addExact(length, set.store.length());
        }
        return new Features(dimensions, single ? floats(sets, length) : doubles(sets, length));
    }

    private static Store floats(List<Features> sets, int length) {
        float[] all = new float[length];
        int next = 0;
        for (Features set : sets) {
            float[] values = ((Floats) set.store).values;
            System.arraycopy(values, 0, all, next, values.length);
            next += values.length;
        }
        return new Floats(all);
    }

    private static Store doubles(List<Features> sets, int length) {
        double[] all = new double[length];
        int next = 0;
        for (Features set : sets) {
            for (int i = 0; i < set.store.length(); i++) {
                all[next++] = set.store.at(i);
            }
        }
        return new Doubles(all);
    }

    private static Features checked(Store store, int dimensions) {
        checkArgument(dimensions >= 1, "dimensions must be at least 1, was %s", dimensions);
        int length = store.length();
        checkArgument(
                length > 0 && length % dimensions == 0,
                "features must hold %s numbers each of at least one sample, were %s numbers",
                dimensions,
                length);
        for (int i = 0; i < length; i++) {
            if (!Double.isFinite(store.at(i))) {
                throw new IllegalArgumentException("features must be finite, feature " + i % dimensions + " of sample "
                        + i / dimensions + " was " + store.at(i));
            }
        }
        return new Features(dimensions, store);
    }

    /** How many samples there are: at least 1. */
    public int count() {
        return store.length() / dimensions;
    }

    /** How many features each has: at least 1. */
    public int dimensions() {
        return dimensions;
    }

    /**
     * One number.
     *
     * @throws IndexOutOfBoundsException if there is no such sample or feature
     */
    public double at(int sample, int feature) {
        Objects.checkIndex(sample, count());
        Objects.checkIndex(feature, dimensions);
        return store.at(sample * dimensions + feature);
    }

    /**
     * All features of a sample, in a new array.
     *
     * @throws IndexOutOfBoundsException if there is no such sample
     */
    public double[] row(int sample) {
        Objects.checkIndex(sample, count());
        return block(sample, sample + 1)[0];
    }

    /**
     * The samples from one place to before another.
     *
     * @throws IndexOutOfBoundsException if the range leaves the set
     * @throws IllegalArgumentException if it is empty
     */
    public Features slice(int from, int to) {
        Objects.checkFromToIndex(from, to, count());
        checkArgument(from < to, "a slice holds at least one sample, %s to %s holds none", from, to);
        int[] indices = new int[to - from];
        Arrays.setAll(indices, i -> from + i);
        return rows(indices);
    }

    /**
     * The samples at these places, in this order; a place may be named more than once.
     *
     * @throws IndexOutOfBoundsException if there is no such place
     * @throws IllegalArgumentException if none is named
     */
    public Features rows(int... indices) {
        checkArgument(indices.length > 0, "indices must name at least one sample, was empty");
        for (int index : indices) {
            Objects.checkIndex(index, count());
        }
        return new Features(dimensions, store.rows(dimensions, indices));
    }

    /** All numbers, {@code (N, D)} in row-major order, in a new array. */
    public float[] toFloats() {
        return store.toFloats();
    }

    /** The samples from one place to before another, a new row each. */
    double[][] block(int from, int to) {
        double[][] block = new double[to - from][dimensions];
        for (int i = 0; i < block.length; i++) {
            store.copy((from + i) * dimensions, block[i]);
        }
        return block;
    }

    /** @throws IllegalArgumentException if a sample does not have this number of features */
    void checkDimensions(int expected) {
        checkArgument(
                dimensions == expected,
                "features of one extractor can be compared, these have %s and %s dimensions",
                expected,
                dimensions);
    }

    /** Like {@code Features(10000, 128)}. */
    @Override
    public String toString() {
        return "Features(" + count() + ", " + dimensions + ")";
    }
}
