package io.gan4j.run;

import io.gan4j.file.AtomicFile;
import io.gan4j.image.Images;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The latent that a {@link Projection} found for a picture. Immutable. */
public final class Projected {
    private final Projection.Space space;
    private final float[] latent;
    private final int layers;
    private final Images image;
    private final double error;
    private final Images film;

    Projected(Projection.Space space, float[] latent, int layers, Images image, float[] wanted, List<Images> film) {
        this.space = space;
        this.latent = latent;
        this.layers = layers;
        this.image = image;
        this.error = error(image.toFloats(), wanted);
        this.film = Images.concat(film);
    }

    /** Pixels beyond the range are shown at its ends. */
    private static double error(float[] made, float[] wanted) {
        double sum = 0;
        for (int i = 0; i < made.length; i++) {
            double apart = Math.max(-1, Math.min(1, made[i])) - wanted[i];
            sum += apart * apart;
        }
        return Math.sqrt(sum / made.length) / 2;
    }

    /** Returns where the latent was looked for. */
    public Projection.Space space() {
        return space;
    }

    /** Returns the number of layers that the latent has a style for; 1 for a latent that is no style. */
    public int layers() {
        return layers;
    }

    /**
     * Returns a copy of the latent: of styles those of all layers, one behind the other from the coarsest on, of which {@code
     * Styles.of(layers, values)} makes images in an app with gan-onnx alone; of a latent what {@code Latents.of} takes.
     */
    public float[] latent() {
        return latent.clone();
    }

    /** Returns the image that the generator makes of the latent. */
    public Images image() {
        return image;
    }

    /** Returns the root of the mean squared difference of the image's pixels from the picture's, as a share of their range. */
    public double error() {
        return error;
    }

    /** Returns the images on the way, from the mean latent to the one that was found. */
    public Images film() {
        return film;
    }

    /**
     * Writes the latent as text: a line for each layer, numbers with commas between them, which read as the same numbers.
     * {@code Styles.read} reads it.
     *
     * @throws IOException if the file cannot be written; an older one of this name is then untouched
     */
    public void writeLatent(Path file) throws IOException {
        int size = latent.length / layers;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < latent.length; i++) {
            text.append(latent[i]).append((i + 1) % size == 0 ? '\n' : ',');
        }
        AtomicFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
