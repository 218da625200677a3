package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;

/** The images of two datasets as pairs; see {@link Datasets#pairs(Dataset, Dataset)}. Labels and captions are the targets'. */
final class ImagePairs extends DerivedDataset {
    private final Dataset inputs;
    private final String name;
    private final String ofInput;
    private final String ofTarget;
    private final List<Part> parts;

    private ImagePairs(Dataset inputs, Dataset targets, String name) {
        super(targets);
        this.inputs = inputs;
        this.name = name;
        this.ofInput = inputs.parts().get(0).name();
        this.ofTarget = targets.parts().get(0).name();
        this.parts = List.of(
                new Part(Part.TARGET, targets.shape(), Encoding.PIXELS),
                new Part(Part.INPUT, inputs.shape(), Encoding.PIXELS));
    }

    static ImagePairs of(Dataset inputs, Dataset targets) {
        return named(inputs, targets, inputs.name() + " and " + targets.name());
    }

    /** @param what what the pairs are of, for their name */
    static ImagePairs named(Dataset inputs, Dataset targets, String what) {
        Shape input = Parts.onlyImages(inputs, "paired");
        Shape target = Parts.onlyImages(targets, "paired");
        checkArgument(
                inputs.size() == targets.size(),
                "pairs need as many inputs as targets, but %s has %s and %s has %s",
                inputs.name(),
                inputs.size(),
                targets.name(),
                targets.size());
        checkArgument(
                input.height() == target.height() && input.width() == target.width(),
                "the images of a pair must have one size, but those of %s are %s and those of %s are %s: bring them to"
                        + " one with Datasets.resized or ImageFolder.size",
                inputs.name(),
                Parts.extent(input),
                targets.name(),
                Parts.extent(target));
        return new ImagePairs(inputs, targets, Plural.of(targets.size(), "pair") + " of " + what);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public void read(String part, int index, long variation, ByteBuffer into) {
        if (part.equals(Part.INPUT)) {
            inputs.read(ofInput, original(index), variation, into);
        } else {
            Parts.find(this, parts, part);
            source().read(ofTarget, original(index), variation, into);
        }
    }
}
