package io.gan4j.examples;

import io.gan4j.Gan;
import io.gan4j.GanBuilder;
import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Generator;
import io.gan4j.run.TrainedGan;
import io.gan4j.watch.ProgressBar;
import java.util.Arrays;

/**
 * Eight Gaussians on a circle, the smallest data on which a GAN can be seen to learn, or to forget some of the eight.
 * Prints where the generated points lie.
 */
public final class RingOfGaussians {
    private static final int COLUMNS = 61;
    private static final int ROWS = 31;
    /** The plot shows both axes from -1.5 to 1.5. */
    private static final float EDGE = 1.5f;

    private RingOfGaussians() {}

    /** Trains and prints; takes no arguments. */
    public static void main(String[] args) {
        GanBuilder gan = gan().steps(3_000).listener(ProgressBar.on(System.out));
        System.out.print(train(gan, Datasets.ring(8)));
    }

    /** So small a network gains nothing from a second thread. */
    static GanBuilder gan() {
        return Gan.vanilla()
                .latent(8)
                .generatorFeatures(64)
                .discriminatorFeatures(128)
                .batch(256)
                .threads(1);
    }

    /** A plot of points that the trained generator makes. */
    static String train(GanBuilder gan, Dataset ring) {
        try (TrainedGan trained = gan.train(ring)) {
            Generator generator = trained.generator();
            return plot(generator.samples(generator.latents(2_000, 0)));
        }
    }

    /** Points as characters: the more lie in one place, the darker it is. */
    static String plot(float[] points) {
        int[][] counts = new int[ROWS][COLUMNS];
        for (int i = 0; i < points.length; i += 2) {
            int column = Math.round((points[i] / EDGE + 1) / 2 * (COLUMNS - 1));
            int row = Math.round((1 - points[i + 1] / EDGE) / 2 * (ROWS - 1));
            if (row >= 0 && row < ROWS && column >= 0 && column < COLUMNS) {
                counts[row][column]++;
            }
        }
        StringBuilder plot = new StringBuilder();
        for (int[] row : counts) {
            Arrays.stream(row).forEach(count -> plot.append(ink(count)));
            plot.append(System.lineSeparator());
        }
        return plot.toString();
    }

    private static char ink(int count) {
        return count == 0 ? ' ' : count < 3 ? '.' : count < 12 ? 'o' : '@';
    }
}
