package io.gan4j.data;

import java.nio.ByteBuffer;
import java.util.Objects;

/** Another dataset's images, then each of them flipped left to right, without a copy; see {@link Datasets#mirrored}. */
final class MirroredImages extends DerivedDataset {
    MirroredImages(Dataset images) {
        super(images);
        for (Part part : images.parts()) {
            if (!part.shape().isImage()) {
                throw new IllegalArgumentException(
                        images.name() + " holds no images, but samples of shape " + part.shape());
            }
        }
        if (images.size() > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(images.name() + " has " + images.size()
                    + " samples, twice as many are more than a dataset may have");
        }
    }

    @Override
    int original(int index) {
        return Objects.checkIndex(index, size()) % source().size();
    }

    @Override
    public String name() {
        return source().name() + ", and mirrored";
    }

    @Override
    public int size() {
        return 2 * source().size();
    }

    @Override
    public void read(String name, int index, long variation, ByteBuffer into) {
        int from = into.position();
        super.read(name, index, variation, into);
        if (index >= source().size()) {
            mirror(Parts.find(this, parts(), name), into, from);
        }
    }

    /** Turns the rows of one image round, where they stand in the buffer. */
    static void mirror(Part image, ByteBuffer sample, int from) {
        int width = image.shape().width();
        int bytes = image.encoding().bytes();
        int rows = image.shape().channels() * image.shape().height();
        for (int row = 0; row < rows; row++) {
            int left = from + row * width * bytes;
            int right = left + (width - 1) * bytes;
            for (; left < right; left += bytes, right -= bytes) {
                for (int i = 0; i < bytes; i++) {
                    byte kept = sample.get(left + i);
                    sample.put(left + i, sample.get(right + i));
                    sample.put(right + i, kept);
                }
            }
        }
    }
}
