package io.gan4j.watch;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.event.TrainingProgress;
import io.gan4j.inference.Conditions;
import io.gan4j.inference.Generator;
import io.gan4j.measurement.Diversity;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sees generated samples of one class lie far nearer to each other than the data's of that class, while samples of all classes
 * together lie as far apart as they should. Measures at each look.
 */
final class ClassCollapse implements Watch {
    /** Samples of a class for a look, always from the same latents. */
    private static final int SAMPLES = 32;
    /** Classes that are looked at; of more, some that are spread evenly over all. */
    private static final int MOST_CLASSES = 16;

    private static final long SEED = 0;
    private static final long STREAM = 14;
    /** The number of looks that a generator is given to spread out within classes for the first time. */
    private static final int PATIENCE = 5;

    private final Generator generator;
    private final double share;
    private final int[] classes;
    /** How far samples of each class that is looked at lie apart in the data. */
    private final double[] ofData;
    /** How far samples of all these classes together lie apart in the data. */
    private final double ofAllData;

    private boolean hasSpread;
    private int looks;

    private ClassCollapse(Generator generator, double share, int[] classes, float[][] real) {
        this.generator = generator;
        this.share = share;
        this.classes = classes;
        this.ofData = Arrays.stream(real).mapToDouble(this::diversity).toArray();
        this.ofAllData = diversity(joined(real));
    }

    /**
     * A watch over the classes of which the data has at least two different samples.
     *
     * @param share of the data's diversity within a class below which the class has collapsed
     * @return null if the generator is asked for no classes, or for others than the data's, or none can be watched
     */
    static @Nullable ClassCollapse of(Generator generator, Dataset data, double share) {
        int all = generator.classes().size();
        if (all < 2 || !generator.classes().equals(data.classes())) {
            return null;
        }
        int looked = Math.min(all, MOST_CLASSES);
        int[] order = RandomStream.of(SEED, STREAM).permutation(data.size());
        int size = data.shape().size();
        int[] places = IntStream.range(0, looked)
                .map(i -> (int) ((long) i * all / looked))
                .toArray();
        float[][] samples = new float[looked][];
        for (int i = 0; i < looked; i++) {
            int place = places[i];
            int[] own = Arrays.stream(order)
                    .filter(index -> data.label(index) == place)
                    .limit(SAMPLES)
                    .toArray();
            samples[i] = own.length < 2 ? new float[0] : Datasets.values(data, own);
        }
        int[] watched = IntStream.range(0, looked)
                .filter(i -> samples[i].length > 0 && Diversity.of(samples[i], size, SEED) > 0)
                .toArray();
        return watched.length == 0
                ? null
                : new ClassCollapse(
                        generator,
                        share,
                        Arrays.stream(watched).map(i -> places[i]).toArray(),
                        Arrays.stream(watched).mapToObj(i -> samples[i]).toArray(float[][]::new));
    }

    private double diversity(float[] samples) {
        return Diversity.of(samples, generator.shape().size(), SEED);
    }

    private static float[] joined(float[][] parts) {
        float[] all =
                new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    @Override
    public Advice.Kind kind() {
        return Advice.Kind.COLLAPSE_WITHIN_CLASSES;
    }

    @Override
    public @Nullable String look(TrainingProgress report) {
        float[][] samples = new float[classes.length][];
        double least = Double.POSITIVE_INFINITY;
        int narrowest = 0;
        int collapsed = 0;
        for (int i = 0; i < classes.length; i++) {
            samples[i] = generator.samples(generator.latents(SAMPLES, SEED), Conditions.of(classes[i]));
            double part = diversity(samples[i]) / ofData[i];
            collapsed += part < share ? 1 : 0;
            if (part < least) {
                least = part;
                narrowest = i;
            }
        }
        looks++;
        hasSpread |= collapsed == 0;
        boolean begins = !hasSpread && looks <= PATIENCE;
        // all samples being alike is told as a collapse, whatever the classes
        boolean isWhole = !(diversity(joined(samples)) >= share * ofAllData);
        return collapsed == 0 || begins || isWhole
                ? null
                : Watch.text(
                        "generated samples of '%s' lie %.3g apart on average, those of the data %.3g: %.1f %% of it%s",
                        generator.classes().get(classes[narrowest]),
                        least * ofData[narrowest],
                        ofData[narrowest],
                        100 * least,
                        collapsed == 1
                                ? ""
                                : "; " + collapsed + " of the " + classes.length
                                        + " classes that are watched have collapsed");
    }
}
