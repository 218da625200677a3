package io.gan4j.data;

import io.gan4j.file.Plural;
import io.gan4j.image.Images;
import io.gan4j.image.Pixels;
import io.gan4j.tensor.Memory;
import io.gan4j.tensor.Shape;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/** Between datasets and images that are in memory already. */
final class MemoryImages {
    private static final String FEWER = "read fewer at a time";

    private MemoryImages() {}

    static MemoryDataset of(List<BufferedImage> images) {
        if (images.isEmpty()) {
            throw new IllegalArgumentException("images must hold at least one image, was empty");
        }
        BufferedImage first = images.get(0);
        for (int i = 1; i < images.size(); i++) {
            BufferedImage image = images.get(i);
            if (image.getHeight() != first.getHeight() || image.getWidth() != first.getWidth()) {
                throw new IllegalArgumentException("images must have one size, but 0 is " + extent(first) + " and " + i
                        + " is " + extent(image) + " (height x width)");
            }
        }
        int channels = images.stream().allMatch(Pixels::isGrey) ? 1 : 3;
        byte[][] blocks = images.stream()
                .map(image -> Pixels.of(image, channels).toBytes())
                .toArray(byte[][]::new);
        Shape shape = Shape.of(channels, first.getHeight(), first.getWidth());
        return MemoryDataset.ofPixelBlocks(Plural.of(images.size(), "image"), shape, blocks);
    }

    private static String extent(BufferedImage image) {
        return image.getHeight() + " x " + image.getWidth();
    }

    static MemoryDataset resized(Dataset dataset, int height, int width) {
        Shape shape = checkImages(dataset);
        if (dataset.encoding() != Dataset.Encoding.PIXELS) {
            throw new IllegalArgumentException(dataset.name() + " holds floats, not 8-bit pixels to resize");
        }
        Shape resized = Shape.of(shape.channels(), height, width);
        byte[][] blocks = Memory.take(
                Memory.product(dataset.size(), resized.size()),
                String.format(Locale.ROOT, "a set of %,d images of %s", dataset.size(), resized),
                "choose a smaller size, or fewer images with Datasets.take",
                () -> IntStream.range(0, dataset.size())
                        .parallel()
                        .mapToObj(i -> {
                            byte[] bytes = new byte[shape.size()];
                            dataset.read(i, ByteBuffer.wrap(bytes));
                            return Pixels.of(shape, bytes).fitted(height, width).toBytes();
                        })
                        .toArray(byte[][]::new));
        return MemoryDataset.ofPixelBlocks(dataset.name(), resized, blocks).describedAs(dataset);
    }

    static Images images(Dataset dataset, int from, int to) {
        Shape shape = checkImages(dataset);
        Objects.checkFromToIndex(from, to, dataset.size());
        checkValues(dataset, to - from);
        return Images.of(shape, values(dataset, IntStream.range(from, to).toArray()));
    }

    static float[] values(Dataset dataset, int[] places) {
        int size = dataset.shape().size();
        checkValues(dataset, places.length);
        float[] values = Memory.floats(Memory.product(places.length, size), what(dataset, places.length), FEWER);
        ByteBuffer sample = ByteBuffer.allocate(size * dataset.encoding().bytes());
        int next = 0;
        for (int place : places) {
            dataset.read(place, sample.clear());
            sample.flip();
            while (sample.hasRemaining()) {
                values[next++] = dataset.encoding() == Dataset.Encoding.PIXELS
                        ? (sample.get() & 0xFF) / 127.5f - 1
                        : sample.getFloat();
            }
        }
        return values;
    }

    /** Refuses what cannot fit before the places of the samples take memory. */
    private static void checkValues(Dataset dataset, int count) {
        String what = what(dataset, count);
        int values = Memory.checkLength(Memory.product(count, dataset.shape().size()), what, FEWER);
        Memory.check(Memory.product(values, Float.BYTES), what, FEWER);
    }

    private static String what(Dataset dataset, int count) {
        return Plural.of(count, "sample") + " of " + dataset.name() + " as an array";
    }

    private static Shape checkImages(Dataset dataset) {
        if (!dataset.shape().isImage()) {
            throw new IllegalArgumentException(
                    dataset.name() + " holds no images, but samples of shape " + dataset.shape());
        }
        return dataset.shape();
    }
}
