package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;

/**
 * Another dataset's images, changed at every use in a way that is drawn at random, all parts of a sample alike, without a
 * copy; see {@link Datasets#jittered} and {@link Datasets#mirroredAtRandom}.
 */
final class VariedImages extends DerivedDataset {
    private static final long STREAM = 0x7A41;

    private final String name;
    private final Change change;

    /** Changes an image. */
    @FunctionalInterface
    private interface Change {
        /** @param random the same numbers for all parts of a sample */
        void apply(Part image, ByteBuffer sample, int from, RandomStream random);
    }

    private VariedImages(Dataset images, String name, Change change) {
        super(images);
        this.name = name;
        this.change = change;
    }

    static VariedImages jittered(Dataset images, int pixels) {
        checkArgument(pixels >= 1, "jitter must be at least 1 pixel, was %s", pixels);
        Parts.checkImages(images, "jittered");
        Parts.checkOneSize(images, "jittered");
        return new VariedImages(
                images,
                images.name() + ", jittered by " + Plural.of(pixels, "pixel"),
                (image, sample, from, random) -> jitter(image.shape(), sample, from, pixels, random));
    }

    static VariedImages mirrored(Dataset images) {
        Parts.checkImages(images, "mirrored at random");
        return new VariedImages(images, images.name() + ", mirrored at random", (image, sample, from, random) -> {
            if (random.nextInt(2) == 1) {
                MirroredImages.mirror(image, sample, from);
            }
        });
    }

    private static void jitter(Shape shape, ByteBuffer sample, int from, int pixels, RandomStream random) {
        int down = random.nextInt(pixels + 1);
        int right = random.nextInt(pixels + 1);
        byte[] small = new byte[shape.size()];
        sample.get(from, small);
        int width = shape.width() + pixels;
        int height = shape.height() + pixels;
        byte[] large = Parts.fitted(shape, small, height, width);
        for (int row = 0; row < shape.channels() * shape.height(); row++) {
            int y = row / shape.height() * height + row % shape.height() + down;
            sample.put(from + row * shape.width(), large, y * width + right, shape.width());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void read(String part, int index, long variation, ByteBuffer into) {
        if (variation == UNVARIED) {
            super.read(part, index, variation, into);
            return;
        }
        int from = into.position();
        RandomStream random = RandomStream.of(variation, STREAM, index);
        super.read(part, index, random.nextLong(), into);
        change.apply(Parts.find(this, parts(), part), into, from, random);
    }
}
