package io.gan4j.data;

import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** Another dataset's images, then each of them flipped left to right, without a copy; see {@link Datasets#mirrored}. */
final class MirroredImages implements Dataset {
    private final Dataset images;

    MirroredImages(Dataset images) {
        if (!images.shape().isImage()) {
            throw new IllegalArgumentException(
                    images.name() + " holds no images, but samples of shape " + images.shape());
        }
        if (images.size() > Integer.MAX_VALUE / 2) {
            throw new IllegalArgumentException(images.name() + " has " + images.size()
                    + " samples, twice as many are more than a dataset may have");
        }
        this.images = images;
    }

    private int original(int index) {
        return Objects.checkIndex(index, size()) % images.size();
    }

    @Override
    public String name() {
        return images.name() + ", and mirrored";
    }

    @Override
    public int size() {
        return 2 * images.size();
    }

    @Override
    public Shape shape() {
        return images.shape();
    }

    @Override
    public Encoding encoding() {
        return images.encoding();
    }

    @Override
    public void read(int index, ByteBuffer into) {
        int from = into.position();
        images.read(original(index), into);
        if (index >= images.size()) {
            mirror(into, from);
        }
    }

    private void mirror(ByteBuffer sample, int from) {
        int width = shape().width();
        int bytes = encoding().bytes();
        int rows = shape().channels() * shape().height();
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

    @Override
    public List<String> classes() {
        return images.classes();
    }

    @Override
    public int label(int index) {
        return images.label(original(index));
    }

    @Override
    public boolean hasCaptions() {
        return images.hasCaptions();
    }

    @Override
    public String caption(int index) {
        return images.caption(original(index));
    }

    @Override
    public String toString() {
        return name();
    }
}
