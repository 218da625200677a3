package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** What is asked of the parts of samples in several places. */
final class Parts {
    /** Samples that vary at every use are told from others by some variations of the first ones. */
    static final int PROBED_SAMPLES = 8;

    static final int PROBED_VARIATIONS = 4;

    private Parts() {}

    /** @throws IllegalArgumentException if there is no such part */
    static Part find(Dataset dataset, List<Part> parts, String name) {
        for (Part part : parts) {
            if (part.name().equals(name)) {
                return part;
            }
        }
        throw new IllegalArgumentException(
                dataset.name() + " has no part '" + name + "', its parts are " + names(parts));
    }

    static List<String> names(List<Part> parts) {
        return parts.stream().map(Part::name).toList();
    }

    /**
     * The shape of images that have no other part beside them.
     *
     * @param use what cannot be done otherwise: {@code "paired"}
     * @throws IllegalArgumentException if there are several parts, or they are no images of 8-bit pixels
     */
    static Shape onlyImages(Dataset dataset, String use) {
        List<Part> parts = dataset.parts();
        checkArgument(
                parts.size() == 1,
                "%s cannot be %s: its samples have the parts %s, take one of them with Datasets.part",
                dataset.name(),
                use,
                names(parts));
        checkImage(dataset, parts.get(0), use);
        return dataset.shape();
    }

    /** @throws IllegalArgumentException if a part is no image of 8-bit pixels */
    static void checkImages(Dataset dataset, String use) {
        dataset.parts().forEach(part -> checkImage(dataset, part, use));
    }

    /** @throws IllegalArgumentException if the parts of samples differ in height or width */
    static void checkOneSize(Dataset dataset, String use) {
        List<String> extents = dataset.parts().stream()
                .map(part -> extent(part.shape()))
                .distinct()
                .toList();
        checkArgument(
                extents.size() == 1,
                "%s cannot be %s: its parts must have one size, were %s; do it before inputs are made of the images",
                dataset.name(),
                use,
                extents);
    }

    private static void checkImage(Dataset dataset, Part part, String use) {
        checkArgument(
                part.shape().isImage(),
                "%s cannot be %s: its samples must be images, shape (C, H, W), were %s",
                dataset.name(),
                use,
                part.shape());
        checkArgument(
                part.encoding() == Dataset.Encoding.PIXELS,
                "%s cannot be %s: its samples must be 8-bit pixels, were floats",
                dataset.name(),
                use);
    }

    /** The bytes of one part of a sample, in a new array. */
    static byte[] bytes(Dataset dataset, Part part, int index, long variation) {
        byte[] bytes = new byte[part.bytes()];
        dataset.read(part.name(), index, variation, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** An image of any number of channels in another size; see {@link Pixels#fitted}. */
    static byte[] fitted(Shape shape, byte[] image, int height, int width) {
        int planes = shape.channels() == 4 ? 4 : 1; // of 4, colors are weighted by alpha
        Shape few = Shape.of(planes, shape.height(), shape.width());
        ByteBuffer result =
                ByteBuffer.allocate(Math.multiplyExact(shape.channels(), Math.multiplyExact(height, width)));
        for (int from = 0; from < image.length; from += few.size()) {
            byte[] plane = Arrays.copyOfRange(image, from, from + few.size());
            result.put(Pixels.of(few, plane).fitted(height, width).toBytes());
        }
        return result.array();
    }

    /** Whether samples vary at every use, as far as the first ones tell. */
    static boolean vary(Dataset dataset) {
        for (Part part : dataset.parts()) {
            for (int i = 0; i < Math.min(PROBED_SAMPLES, dataset.size()); i++) {
                byte[] asItIs = bytes(dataset, part, i, Dataset.UNVARIED);
                for (int variation = 1; variation <= PROBED_VARIATIONS; variation++) {
                    if (!Arrays.equals(asItIs, bytes(dataset, part, i, variation))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** {@code "64 x 48 (height x width)"}. */
    static String extent(Shape shape) {
        return shape.height() + " x " + shape.width() + " (height x width)";
    }
}
