package io.gan4j.data;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Samples held in memory. The readers and the built-in sets end here. */
final class MemoryDataset implements Dataset {
    private final String name;
    private final Shape shape;
    private final Samples samples;
    private final ImmutableList<String> classes;
    private final ImmutableIntArray labels;
    private final ImmutableList<ImmutableList<String>> captions;
    private final Supplier<String> fingerprint = Fingerprints.once(this);

    private MemoryDataset(
            String name,
            Shape shape,
            Samples samples,
            List<String> classes,
            ImmutableIntArray labels,
            ImmutableList<ImmutableList<String>> captions) {
        this.name = name;
        this.shape = shape;
        this.samples = samples;
        this.classes = ImmutableList.copyOf(classes);
        this.labels = labels;
        this.captions = captions;
        if (samples.size() == 0) {
            throw new IllegalArgumentException(name + " is empty: a dataset needs at least one sample");
        }
    }

    /** Images of 8-bit pixels, {@code (C, H, W)} one after the other in one array, which is not copied. */
    static MemoryDataset ofPixels(String name, Shape shape, byte[] pixels) {
        checkWhole(name, shape, pixels.length);
        return unlabelled(
                name, shape, new PixelBlocks(new byte[][] {pixels}, pixels.length / shape.size(), shape.size()));
    }

    /**
     * Images of 8-bit pixels in an array each, which are not copied: all together may exceed what one array holds.
     */
    static MemoryDataset ofPixelBlocks(String name, Shape shape, byte[][] images) {
        return unlabelled(name, shape, new PixelBlocks(images, 1, shape.size()));
    }

    /** Real-valued samples, one after the other in one array, which is not copied. */
    static MemoryDataset ofFloats(String name, Shape shape, float[] values) {
        checkWhole(name, shape, values.length);
        return unlabelled(name, shape, new Floats(values, shape.size()));
    }

    /** These samples with the labels and captions of as many others. */
    MemoryDataset describedAs(Dataset other) {
        boolean labelled = !other.classes().isEmpty();
        int[] places =
                IntStream.range(0, labelled ? size() : 0).map(other::label).toArray();
        ImmutableList<ImmutableList<String>> texts = IntStream.range(0, other.hasCaptions() ? size() : 0)
                .mapToObj(index -> ImmutableList.copyOf(other.captions(index)))
                .collect(ImmutableList.toImmutableList());
        return with(other.classes(), ImmutableIntArray.copyOf(places), texts);
    }

    private static MemoryDataset unlabelled(String name, Shape shape, Samples samples) {
        return new MemoryDataset(name, shape, samples, List.of(), ImmutableIntArray.of(), ImmutableList.of());
    }

    private MemoryDataset with(
            List<String> newClasses, ImmutableIntArray newLabels, ImmutableList<ImmutableList<String>> newCaptions) {
        return new MemoryDataset(name, shape, samples, newClasses, newLabels, newCaptions);
    }

    /**
     * The same samples with a class each.
     *
     * @throws IllegalArgumentException if the number of labels is not the number of samples, or one is no place in the
     *     names
     */
    MemoryDataset labelled(List<String> names, int[] places) {
        checkLabels(this, names, places);
        return with(names, ImmutableIntArray.copyOf(places), captions);
    }

    /**
     * The same samples with a caption each.
     *
     * @throws IllegalArgumentException if the number of captions is not the number of samples
     */
    MemoryDataset captioned(List<String> texts) {
        checkCount(this, "caption", texts.size());
        return with(classes, labels, singly(texts));
    }

    /** A list of one caption for each sample. */
    static ImmutableList<ImmutableList<String>> singly(List<String> texts) {
        return texts.stream().map(ImmutableList::of).collect(ImmutableList.toImmutableList());
    }

    /** The same samples with several captions each. */
    MemoryDataset captionedSeverally(List<? extends List<String>> texts) {
        return with(classes, labels, severally(this, texts));
    }

    /**
     * A list of captions for each sample.
     *
     * @throws IllegalArgumentException if the number of lists is not the number of samples, or one is empty
     */
    static ImmutableList<ImmutableList<String>> severally(Dataset dataset, List<? extends List<String>> texts) {
        checkCount(dataset, "caption list", texts.size());
        for (int i = 0; i < texts.size(); i++) {
            if (texts.get(i).isEmpty()) {
                throw new IllegalArgumentException("sample " + i + " of " + dataset.name() + " has no caption");
            }
        }
        return texts.stream()
                .<ImmutableList<String>>map(ImmutableList::copyOf)
                .collect(ImmutableList.toImmutableList());
    }

    /** The same samples under another name. */
    MemoryDataset named(String newName) {
        return new MemoryDataset(newName, shape, samples, classes, labels, captions);
    }

    private static void checkWhole(String name, Shape shape, int length) {
        if (length % shape.size() != 0) {
            throw new IllegalArgumentException(name + " has " + Plural.of(length, "value")
                    + ", which is no multiple of the " + shape.size() + " of " + shape);
        }
    }

    /** @throws IllegalArgumentException if a label is missing or no place in the names */
    static void checkLabels(Dataset dataset, List<String> names, int[] places) {
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("classes must have different names, were " + names);
        }
        checkCount(dataset, "label", places.length);
        for (int i = 0; i < places.length; i++) {
            if (places[i] < 0 || places[i] >= names.size()) {
                throw new IllegalArgumentException("the label of sample " + i + " must be 0 to " + (names.size() - 1)
                        + ", a place among " + Plural.of(names.size(), "class") + ", was " + places[i]);
            }
        }
    }

    /** @throws IllegalArgumentException if the count is not the number of samples */
    static void checkCount(Dataset dataset, String what, int count) {
        if (count != dataset.size()) {
            throw new IllegalArgumentException(dataset.name() + " has " + Plural.of(dataset.size(), "sample") + " but "
                    + Plural.of(count, what) + ": their numbers must be equal");
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public Encoding encoding() {
        return samples.encoding();
    }

    @Override
    public void read(int index, ByteBuffer into) {
        samples.read(Objects.checkIndex(index, size()), into);
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        return labels.isEmpty() ? Dataset.super.label(index) : labels.get(index);
    }

    @Override
    public boolean hasCaptions() {
        return !captions.isEmpty();
    }

    @Override
    public String caption(int index) {
        return captions.isEmpty()
                ? Dataset.super.caption(index)
                : captions.get(index).get(0);
    }

    @Override
    public List<String> captions(int index) {
        return captions.isEmpty() ? Dataset.super.captions(index) : captions.get(index);
    }

    @Override
    public String fingerprint() {
        return fingerprint.get();
    }

    @Override
    public String toString() {
        return name;
    }

    private sealed interface Samples {
        Encoding encoding();

        int size();

        void read(int index, ByteBuffer into);
    }

    /** Blocks of equally many images each. */
    private static final class PixelBlocks implements Samples {
        private final byte[][] blocks;
        private final int imagesInBlock;
        private final int imageBytes;

        PixelBlocks(byte[][] blocks, int imagesInBlock, int imageBytes) {
            this.blocks = blocks;
            this.imagesInBlock = imagesInBlock;
            this.imageBytes = imageBytes;
        }

        @Override
        public Encoding encoding() {
            return Encoding.PIXELS;
        }

        @Override
        public int size() {
            return blocks.length * imagesInBlock;
        }

        @Override
        public void read(int index, ByteBuffer into) {
            into.put(blocks[index / imagesInBlock], index % imagesInBlock * imageBytes, imageBytes);
        }
    }

    private static final class Floats implements Samples {
        private final float[] values;
        private final int sampleSize;

        Floats(float[] values, int sampleSize) {
            this.values = values;
            this.sampleSize = sampleSize;
        }

        @Override
        public Encoding encoding() {
            return Encoding.FLOATS;
        }

        @Override
        public int size() {
            return values.length / sampleSize;
        }

        @Override
        public void read(int index, ByteBuffer into) {
            into.asFloatBuffer().put(values, index * sampleSize, sampleSize);
            into.position(into.position() + sampleSize * Float.BYTES);
        }
    }
}
