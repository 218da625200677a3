package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;

/** Squares of another dataset's images, all parts of a sample cut at one place; see {@link Datasets#cropped}. */
final class CroppedImages extends DerivedDataset {
    private static final long STREAM = 0xC409;

    private final int side;
    private final List<Part> parts;

    CroppedImages(Dataset images, int side) {
        super(images);
        Parts.checkImages(images, "cropped");
        Parts.checkOneSize(images, "cropped");
        Shape shape = images.shape();
        int most = Math.min(shape.height(), shape.width());
        checkArgument(
                side >= 1 && side <= most,
                "the side of a crop must be 1 to %s, the images of %s being %s, was %s",
                most,
                images.name(),
                Parts.extent(shape),
                side);
        this.side = side;
        this.parts = images.parts().stream()
                .map(part -> new Part(part.name(), Shape.of(part.shape().channels(), side, side), Encoding.PIXELS))
                .toList();
    }

    @Override
    public String name() {
        return source().name() + ", cropped to " + side + " x " + side;
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public void read(String name, int index, long variation, ByteBuffer into) {
        Part original = Parts.find(source(), super.parts(), name);
        Shape shape = original.shape();
        int top = (shape.height() - side) / 2;
        int left = (shape.width() - side) / 2;
        long ofSource = variation;
        if (variation != UNVARIED) {
            RandomStream random = RandomStream.of(variation, STREAM, index);
            ofSource = random.nextLong();
            top = random.nextInt(shape.height() - side + 1);
            left = random.nextInt(shape.width() - side + 1);
        }
        byte[] image = Parts.bytes(source(), original, original(index), ofSource);
        for (int row = 0; row < shape.channels() * side; row++) {
            int y = row / side * shape.height() + top + row % side;
            into.put(image, y * shape.width() + left, side);
        }
    }
}
