package io.gan4j.djl;

import static com.google.common.base.Preconditions.checkArgument;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.dataset.RandomAccessDataset;
import ai.djl.training.dataset.Record;
import ai.djl.translate.TranslateException;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.tensor.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * DJL's datasets as ours: reads a {@link RandomAccessDataset} once, sample by sample in its own order, into memory.
 *
 * <p>A sample is the first array of a record. Unsigned bytes are pixels; floats are pixels of the range that is said ({@link
 * Range#UNIT}, what DJL's {@code ToTensor} makes, unless said otherwise). Pixels may be {@code (C, H, W)}, {@code (H, W, C)}
 * or {@code (H, W)}, with 1, 3 or 4 channels; where both ends could be
 * channels, the first is taken for them. Labels, where each record has a single whole number, are kept.
 */
public final class DjlDatasets {
    private static final float MOST = 255;

    /** What the numbers of a sample mean. */
    public enum Range {
        /** Pixels from 0 to 1. */
        UNIT(0, 1),
        /** Pixels from 0 to 255. */
        BYTE(0, MOST),
        /** Pixels from -1 to 1. */
        SIGNED(-1, 1),
        /** No pixels: numbers taken as they are. */
        RAW(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

        private final float low;
        private final float high;

        Range(float low, float high) {
            this.low = low;
            this.high = high;
        }

        private byte pixel(float value, int sample) {
            // not a cast of what is out of range: a wrong range would make a dataset of black pictures in silence
            checkArgument(
                    value >= low && value <= high,
                    "sample %s holds %s, which is not in the range %s of [%s, %s]: name the range that the data has",
                    sample,
                    value,
                    this,
                    low,
                    high);
            return (byte) Math.round((value - low) / (high - low) * MOST);
        }
    }

    private DjlDatasets() {}

    /** A dataset of bytes, or of floats from 0 to 1. See {@link #of(String, RandomAccessDataset, Range)}. */
    public static Dataset of(String name, RandomAccessDataset dataset) throws IOException {
        return of(name, dataset, Range.UNIT);
    }

    /**
     * A dataset whose floats have the given range; bytes are always pixels from 0 to 255.
     *
     * @param name what the data is, for logs and for exported files
     * @throws IOException if the dataset cannot be read
     * @throws IllegalArgumentException if it is empty, its samples differ in shape, or a value is out of range
     */
    public static Dataset of(String name, RandomAccessDataset dataset, Range range) throws IOException {
        try {
            dataset.prepare();
        } catch (TranslateException e) {
            throw new IOException(name + " could not be prepared: " + e.getMessage(), e);
        }
        int size = Math.toIntExact(dataset.size());
        checkArgument(size > 0, "%s is empty", name);
        Reader reader = new Reader(range, size);
        try (NDManager manager = NDManager.newBaseManager()) {
            for (int i = 0; i < size; i++) {
                try (NDManager scope = manager.newSubManager()) {
                    reader.add(i, dataset.get(scope, i));
                }
            }
        }
        return reader.dataset(name);
    }

    /** Gathers records. */
    private static final class Reader {
        private final Range range;
        private final byte[][] pixels;
        private final float[][] floats;
        private final int[] labels;
        private boolean labelled = true;
        private @Nullable Shape shape;

        Reader(Range range, int size) {
            this.range = range;
            this.pixels = new byte[size][];
            this.floats = new float[size][];
            this.labels = new int[size];
        }

        void add(int i, Record sample) {
            NDArray data = sample.getData().get(0);
            Range own = data.getDataType() == DataType.UINT8 ? Range.BYTE : range;
            float[] values = data.toType(DataType.FLOAT32, false).toFloatArray();
            Layout layout = own == Range.RAW ? Layout.raw(data) : Layout.of(data);
            if (shape == null) {
                shape = layout.shape();
            }
            checkArgument(
                    layout.shape().equals(shape), "sample %s has shape %s, sample 0 has %s", i, layout.shape(), shape);
            if (own == Range.RAW) {
                floats[i] = values;
            } else {
                pixels[i] = new byte[values.length];
                for (int j = 0; j < values.length; j++) {
                    pixels[i][layout.place(j)] = own.pixel(values[j], i);
                }
            }
            label(i, sample);
        }

        private void label(int i, Record sample) {
            labelled &= !sample.getLabels().isEmpty()
                    && sample.getLabels().get(0).getShape().size() == 1;
            if (labelled) {
                float label = sample.getLabels()
                        .get(0)
                        .toType(DataType.FLOAT32, false)
                        .toFloatArray()[0];
                labels[i] = (int) label;
                labelled = label == labels[i] && labels[i] >= 0;
            }
        }

        Dataset dataset(String name) {
            Dataset dataset = range == Range.RAW && floats[0] != null
                    ? Datasets.points(floats)
                    : Datasets.pixels(Objects.requireNonNull(shape), pixels);
            if (!labelled) {
                return Datasets.named(dataset, name);
            }
            int most = Arrays.stream(labels).max().orElse(0);
            List<String> classes =
                    IntStream.rangeClosed(0, most).mapToObj(Integer::toString).toList();
            return Datasets.named(Datasets.labelled(dataset, classes, labels), name);
        }
    }

    /**
     * How a sample's axes lie.
     *
     * @param shape ours: channels, height, width
     * @param channelsLast true if the sample has them as height, width, channels
     */
    private record Layout(Shape shape, boolean channelsLast) {
        static Layout raw(NDArray data) {
            return new Layout(shapeOf(data.getShape().getShape()), false);
        }

        static Layout of(NDArray data) {
            long[] axes = data.getShape().getShape();
            if (axes.length == 2) {
                return new Layout(shapeOf(1, axes[0], axes[1]), false);
            }
            checkArgument(axes.length == 3, "an image has two or three axes, a sample has %s", data.getShape());
            if (isChannels(axes[0])) {
                return new Layout(shapeOf(axes), false);
            }
            checkArgument(isChannels(axes[2]), "neither end of %s is 1, 3 or 4 channels", data.getShape());
            return new Layout(shapeOf(axes[2], axes[0], axes[1]), true);
        }

        private static boolean isChannels(long extent) {
            return extent == 1 || extent == 3 || extent == 4;
        }

        private static Shape shapeOf(long... axes) {
            return Shape.of(Arrays.stream(axes).mapToInt(Math::toIntExact).toArray());
        }

        /** Where our array has the value that DJL's has at this place. */
        int place(int index) {
            if (!channelsLast) {
                return index;
            }
            int channel = index % shape.channels();
            return channel * shape.height() * shape.width() + index / shape.channels();
        }
    }
}
