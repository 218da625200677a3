package io.gan4j.onnx;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.primitives.Floats;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.file.Plural;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Styles of some images: for each image and each layer of a style-based generator a vector {@code w}. Those that {@link
 * StyledGenerator#styles} gives are the same in all layers of an image; {@link #mixed} changes that. Layers are counted from
 * the coarsest, 0: layer 0 is that of the innermost size, and each further size has two. Immutable and thread-safe.
 */
@CheckReturnValue
public final class Styles {
    private static final int LARGEST_FILE = 1 << 22;
    private static final String NUMBER = "-?[0-9]{1,9}(\\.[0-9]{1,12})?(E-?[0-9]{1,3})?";

    private final int layers;
    private final int size;
    private final float[] values;

    /** @param values image by image, layer by layer; owned from now on */
    Styles(int layers, int size, float[] values) {
        this.layers = layers;
        this.size = size;
        this.values = values;
    }

    /**
     * Returns the styles of one image.
     *
     * @param layers the number of layers that have a style
     * @param values layer by layer, from the coarsest on, as {@code Projected.latent} gives them
     * @throws IllegalArgumentException if the number of values is no multiple of the layers, or a value is not finite
     */
    public static Styles of(int layers, float... values) {
        checkArgument(
                layers >= 1 && values.length >= 1 && values.length % layers == 0,
                "styles must be as many numbers for each of at least 1 layer, were %s for %s layers",
                values.length,
                layers);
        for (float value : values) {
            checkArgument(Float.isFinite(value), "a style must be finite, was %s", value);
        }
        return new Styles(layers, values.length / layers, values.clone());
    }

    /**
     * Reads the styles of one image from a text: a line for each layer, numbers with commas between them. {@code
     * Projected.writeLatent} writes it.
     *
     * @throws IOException if the file cannot be read, is too large, or does not hold such numbers; the message names the line
     */
    public static Styles read(Path file) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new IOException(file + " is no latent: it has more than " + LARGEST_FILE + " bytes");
        }
        List<String> lines = Files.readAllLines(file);
        List<float[]> layers = new ArrayList<>();
        for (String line : lines) {
            layers.add(numbers(file, layers.size() + 1, line));
        }
        int size = layers.isEmpty() ? 0 : layers.get(0).length;
        for (int layer = 0; layer < layers.size(); layer++) {
            if (layers.get(layer).length != size) {
                throw new IOException(file + " is no latent: line " + (layer + 1) + " has "
                        + Plural.of(layers.get(layer).length, "number") + ", the first has " + size);
            }
        }
        if (layers.isEmpty()) {
            throw new IOException(file + " is no latent: it is empty");
        }
        return new Styles(layers.size(), size, Floats.concat(layers.toArray(float[][]::new)));
    }

    private static float[] numbers(Path file, int number, String line) throws IOException {
        String[] words = line.split(",", -1);
        float[] values = new float[words.length];
        for (int i = 0; i < words.length; i++) {
            if (!words[i].matches(NUMBER)) {
                throw new IOException(
                        file + " is no latent: line " + number + " must be numbers with commas between them");
            }
            values[i] = Float.parseFloat(words[i]);
            if (!Float.isFinite(values[i])) {
                throw new IOException(file + " is no latent: a number of line " + number + " is too large");
            }
        }
        return values;
    }

    /**
     * Returns the styles of the images of all these, one after the other.
     *
     * @throws IllegalArgumentException if there are none, or they are of other layers or sizes
     */
    public static Styles concat(List<Styles> all) {
        checkArgument(!all.isEmpty(), "there must be styles of at least one image");
        Styles first = all.get(0);
        for (Styles styles : all) {
            checkArgument(
                    styles.layers == first.layers && styles.size == first.size,
                    "styles of %s layers and size %s do not go with those of %s and %s",
                    styles.layers,
                    styles.size,
                    first.layers,
                    first.size);
        }
        return new Styles(
                first.layers,
                first.size,
                Floats.concat(all.stream().map(styles -> styles.values).toArray(float[][]::new)));
    }

    /** The same vectors in all layers. */
    static Styles repeated(int layers, int size, float[] vectors) {
        float[] values = new float[Math.multiplyExact(layers, vectors.length)];
        for (int place = 0; place < values.length / size; place++) {
            System.arraycopy(vectors, place / layers * size, values, place * size, size);
        }
        return new Styles(layers, size, values);
    }

    /** The number of images. */
    public int count() {
        return values.length / layers / size;
    }

    /** The number of layers that have a style. */
    public int layers() {
        return layers;
    }

    /** The length of a style. */
    public int size() {
        return size;
    }

    /**
     * Returns a copy of the style of an image in a layer.
     *
     * @throws IllegalArgumentException if there is no such image or layer
     */
    public float[] style(int image, int layer) {
        checkArgument(
                image >= 0 && image < count(),
                "there are styles of %s, not of image %s",
                Plural.of(count(), "image"),
                image);
        checkArgument(layer >= 0 && layer < layers, "there are %s, not layer %s", Plural.of(layers, "layer"), layer);
        int from = (image * layers + layer) * size;
        return Arrays.copyOfRange(values, from, from + size);
    }

    /**
     * Returns the styles of one image.
     *
     * @throws IllegalArgumentException if there is no such image
     */
    public Styles get(int image) {
        checkArgument(
                image >= 0 && image < count(),
                "there are styles of %s, not of image %s",
                Plural.of(count(), "image"),
                image);
        int length = layers * size;
        return new Styles(layers, size, Arrays.copyOfRange(values, image * length, (image + 1) * length));
    }

    /**
     * Style mixing (Karras et al., StyleGAN, CVPR 2019, section 3.1): returns these styles with another's in some layers.
     * Coarse layers decide pose and shape, fine ones colors and details.
     *
     * @param other styles of as many images, or of one for all
     * @param from the first layer that is taken from the other
     * @param to the layer behind the last one that is; above {@code from}, at most {@link #layers}
     * @throws IllegalArgumentException if the layers are out of range, or the styles do not fit
     */
    public Styles mixed(Styles other, int from, int to) {
        checkLayers(from, to, "mix");
        return combined(other, (layer, own, others) -> layer >= from && layer < to ? others : own);
    }

    /**
     * Returns what lies between these styles and others: {@code own + share (other - own)}.
     *
     * @param other styles of as many images, or of one for all
     * @param share 0 for these, 1 for the others; beyond that the line goes on
     * @throws IllegalArgumentException if the share is not finite, or the styles do not fit
     */
    public Styles towards(Styles other, double share) {
        checkArgument(Double.isFinite(share), "share must be finite, was %s", share);
        return combined(other, (layer, own, others) -> (float) (own + share * (others - own)));
    }

    /**
     * Returns these styles moved along a direction in some layers.
     *
     * @param direction a vector of the length of a style, such as one of {@link StyledGenerator#directions}
     * @param distance how far, in lengths of the direction; the other way if below 0
     * @param from the first layer that is moved
     * @param to the layer behind the last one that is; above {@code from}, at most {@link #layers}
     * @throws IllegalArgumentException if the layers are out of range, the distance is not finite, or the direction has another
     *     length
     */
    public Styles moved(float[] direction, double distance, int from, int to) {
        checkLayers(from, to, "move");
        checkArgument(Double.isFinite(distance), "distance must be finite, was %s", distance);
        checkArgument(
                direction.length == size,
                "a direction must have the %s numbers of a style, has %s",
                size,
                direction.length);
        float[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            int layer = i / size % layers;
            moved[i] += layer >= from && layer < to ? (float) (distance * direction[i % size]) : 0;
        }
        return new Styles(layers, size, moved);
    }

    private void checkLayers(int from, int to, String what) {
        checkArgument(
                from >= 0 && from < to && to <= layers,
                "layers to %s must be from 0 to %s, the first below the last, were %s to %s",
                what,
                layers,
                from,
                to);
    }

    private interface Combination {
        float of(int layer, float own, float other);
    }

    private Styles combined(Styles other, Combination combination) {
        checkArgument(
                other.layers == layers && other.size == size,
                "styles of %s layers and size %s do not go with those of %s and %s",
                layers,
                size,
                other.layers,
                other.size);
        checkArgument(
                other.count() == 1 || other.count() == count(),
                "styles of %s do not go with those of %s: take as many, or one",
                Plural.of(other.count(), "image"),
                count());
        float[] combined = new float[values.length];
        for (int i = 0; i < combined.length; i++) {
            float others = other.values[other.count() == 1 ? i % other.values.length : i];
            combined[i] = combination.of(i / size % layers, values[i], others);
        }
        return new Styles(layers, size, combined);
    }

    /** Returns these styles and then others, as those of all their images. */
    Styles then(Styles others) {
        float[] both = Arrays.copyOf(values, values.length + others.values.length);
        System.arraycopy(others.values, 0, both, values.length, others.values.length);
        return new Styles(layers, size, both);
    }

    /** The styles of all images in a layer, one after the other, from one image on. */
    float[] ofLayer(int layer, int first, int number) {
        float[] styles = new float[number * size];
        for (int i = 0; i < number; i++) {
            System.arraycopy(values, ((first + i) * layers + layer) * size, styles, i * size, size);
        }
        return styles;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Styles styles
                && layers == styles.layers
                && size == styles.size
                && Arrays.equals(values, styles.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * layers + size) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Styles of " + Plural.of(count(), "image") + ", " + Plural.of(layers, "layer") + ", size " + size;
    }
}
