package io.gan4j.classifier;

import io.gan4j.data.Dataset;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Another dataset's images several times over, each time moved by a whole number of pixels down or up and to the right or left.
 * What comes in at an edge repeats the edge. How far image {@code i} is moved depends on the seed and {@code i} alone.
 */
final class ShiftedImages implements Dataset {
    private static final long STREAM = 21;

    private final Dataset images;
    private final int times;
    private final int reach;
    private final long seed;

    /**
     * Images to come in a random order.
     *
     * @param times how often each of them comes
     * @param reach the most pixels that one is moved along an axis, at least 0; all moves are equally likely
     */
    ShiftedImages(Dataset images, int times, int reach, long seed) {
        Math.multiplyExact(images.size(), times);
        this.images = images;
        this.times = times;
        this.reach = reach;
        this.seed = seed;
    }

    @Override
    public String name() {
        return images.name();
    }

    @Override
    public int size() {
        return images.size() * times;
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
    public List<String> classes() {
        return images.classes();
    }

    @Override
    public int label(int index) {
        return images.label(Objects.checkIndex(index, size()) % images.size());
    }

    @Override
    public void read(int index, ByteBuffer into) {
        int from = Objects.checkIndex(index, size()) % images.size();
        if (reach == 0) {
            images.read(from, into);
            return;
        }
        RandomStream random = RandomStream.of(seed, STREAM, index);
        int down = random.nextInt(2 * reach + 1) - reach;
        int right = random.nextInt(2 * reach + 1) - reach;
        byte[] image = new byte[shape().size() * encoding().bytes()];
        images.read(from, ByteBuffer.wrap(image).order(into.order()));
        for (int channel = 0; channel < shape().channels(); channel++) {
            for (int row = 0; row < shape().height(); row++) {
                int source = channel * shape().height() + clamped(row - down, shape().height());
                for (int column = 0; column < shape().width(); column++) {
                    int place = source * shape().width() + clamped(column - right, shape().width());
                    into.put(image, place * encoding().bytes(), encoding().bytes());
                }
            }
        }
    }

    private static int clamped(int place, int length) {
        return Math.min(length - 1, Math.max(0, place));
    }
}
