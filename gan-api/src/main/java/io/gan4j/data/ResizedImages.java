package io.gan4j.data;

import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;

/** Another dataset's images in another size, all parts of a sample alike, resized whenever they are read. */
final class ResizedImages extends DerivedDataset {
    private final List<Part> parts;

    private ResizedImages(Dataset images, int height, int width) {
        super(images);
        Parts.checkImages(images, "resized");
        Parts.checkOneSize(images, "resized");
        this.parts = images.parts().stream()
                .map(part -> new Part(part.name(), Shape.of(part.shape().channels(), height, width), Encoding.PIXELS))
                .toList();
    }

    /** The images in memory, if they are always the same and have no other part beside them. */
    static Dataset of(Dataset images, int height, int width) {
        return images.parts().size() == 1 && !Parts.vary(images)
                ? MemoryImages.resized(images, height, width)
                : new ResizedImages(images, height, width);
    }

    @Override
    public String name() {
        return source().name();
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public void read(String name, int index, long variation, ByteBuffer into) {
        Part part = Parts.find(this, parts, name);
        Part original = Parts.find(source(), super.parts(), name);
        byte[] image = Parts.bytes(source(), original, original(index), variation);
        into.put(Parts.fitted(
                original.shape(), image, part.shape().height(), part.shape().width()));
    }
}
