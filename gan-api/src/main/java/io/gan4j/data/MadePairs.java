package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.file.Plural;
import io.gan4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Pairs of which one dataset's images are the targets, and the inputs are made of them whenever they are read, so that they
 * fit targets that vary. Nothing is copied.
 */
final class MadePairs extends DerivedDataset {
    private final Recipe recipe;
    private final Shape picture;
    private final Part original;
    private final List<Part> parts;

    /** How an image becomes the two images of a pair. */
    interface Recipe {
        /** What the dataset is called after the number of its pairs. */
        String name(Dataset pictures);

        /** What cannot be done with images that are refused. */
        String use();

        /** The shape of the input made of pictures of a shape. */
        Shape input(Shape picture);

        /**
         * The input made of a picture, {@code draw} being the number that decides all that is random, or {@link
         * Dataset#UNVARIED}.
         */
        byte[] input(Shape shape, byte[] picture, long draw);

        /** The target made of a picture. */
        default byte[] target(Shape shape, byte[] picture, long draw) {
            return picture;
        }
    }

    MadePairs(Dataset pictures, Recipe recipe) {
        super(pictures);
        this.recipe = recipe;
        this.picture = Parts.onlyImages(pictures, recipe.use());
        int channels = picture.channels();
        checkArgument(
                channels == 1 || channels == 3 || channels == 4,
                "%s cannot be %s: its images must have 1, 3 or 4 channels, had %s",
                pictures.name(),
                recipe.use(),
                channels);
        this.original = pictures.parts().get(0);
        this.parts = List.of(
                new Part(Part.TARGET, picture, Encoding.PIXELS),
                new Part(Part.INPUT, recipe.input(picture), Encoding.PIXELS));
    }

    @Override
    public String name() {
        return Plural.of(size(), "pair") + " of " + recipe.name(source());
    }

    @Override
    public List<Part> parts() {
        return parts;
    }

    @Override
    public void read(String part, int index, long variation, ByteBuffer into) {
        boolean input = part.equals(Part.INPUT);
        if (!input) {
            Parts.find(this, parts, part);
        }
        byte[] bytes = Parts.bytes(source(), original, original(index), variation);
        long draw = Draws.of(variation, index);
        into.put(input ? recipe.input(picture, bytes, draw) : recipe.target(picture, bytes, draw));
    }
}
