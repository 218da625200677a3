package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** Random images of a grey dataset, three at a time as the channels of one; see {@link Datasets#stacked}. */
final class StackedImages implements Dataset {
    private static final int CHANNELS = 3;
    /** They make a million classes of three, whose names are kept. */
    private static final int MOST_CLASSES = 100;

    private static final long STREAM = 0x57AC;

    private final Dataset grey;
    private final int size;
    private final long seed;
    private final ImmutableList<String> classes;

    StackedImages(Dataset grey, int size, long seed) {
        checkArgument(
                grey.shape().isImage() && grey.shape().channels() == 1,
                "%s cannot be stacked: its samples must be images of one channel, shape (1, H, W), were %s",
                grey.name(),
                grey.shape());
        checkArgument(
                grey.encoding() == Encoding.PIXELS,
                "%s cannot be stacked: its samples must be 8-bit pixels, were floats",
                grey.name());
        checkArgument(!grey.classes().isEmpty(), "%s cannot be stacked: its samples must have labels", grey.name());
        checkArgument(
                grey.classes().size() <= MOST_CLASSES,
                "%s cannot be stacked: it must have at most %s classes, had %s",
                grey.name(),
                MOST_CLASSES,
                grey.classes().size());
        checkArgument(size >= 1, "count must be at least 1, was %s", size);
        this.grey = grey;
        this.size = size;
        this.seed = seed;
        this.classes = names(grey.classes());
    }

    private static ImmutableList<String> names(List<String> ofOne) {
        boolean brief = ofOne.stream().allMatch(name -> name.length() == 1);
        String between = brief ? "" : "-";
        ImmutableList.Builder<String> names = ImmutableList.builder();
        for (String a : ofOne) {
            for (String b : ofOne) {
                for (String c : ofOne) {
                    names.add(a + between + b + between + c);
                }
            }
        }
        return names.build();
    }

    /** The places of the three images. */
    private int[] places(int index) {
        RandomStream random = RandomStream.of(seed, STREAM, Objects.checkIndex(index, size));
        int[] places = new int[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++) {
            places[channel] = random.nextInt(grey.size());
        }
        return places;
    }

    @Override
    public String name() {
        return size + " stacks of three of " + grey.name() + ", seed " + seed;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape shape() {
        return Shape.of(CHANNELS, grey.shape().height(), grey.shape().width());
    }

    @Override
    public Encoding encoding() {
        return Encoding.PIXELS;
    }

    @Override
    public void read(int index, ByteBuffer into) {
        for (int place : places(index)) {
            grey.read(place, into);
        }
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public int label(int index) {
        int label = 0;
        for (int place : places(index)) {
            label = label * grey.classes().size() + grey.label(place);
        }
        return label;
    }

    @Override
    public String toString() {
        return name();
    }
}
