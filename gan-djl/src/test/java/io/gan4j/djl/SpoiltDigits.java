package io.gan4j.djl;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.tensor.RandomStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * MNIST's digits as bad generators would give them, each in its own way: what metrics must notice without any GAN. Arrays of
 * {@code COUNT} images in [-1, 1]; all but the training images, and copies of them, are made of test images.
 */
final class SpoiltDigits {
    static final int COUNT = 2000;
    static final int SIZE = 784;
    private static final int SIDE = 28;
    private static final long SEED = 17;

    private final Dataset training;
    private final Dataset test;

    SpoiltDigits() throws IOException {
        training = Datasets.mnist(RealData.find("mnist"));
        test = Datasets.mnistTest(RealData.find("mnist"));
    }

    /** Training images: what all others are compared with. */
    float[] training() {
        return training(0);
    }

    /** Other training images, of the same distribution. */
    float[] moreTraining() {
        return training(COUNT);
    }

    /** Drawn at random: those next to each other are by one writer. */
    private float[] training(int from) {
        int[] drawn = RandomStream.of(SEED).permutation(training.size());
        return Datasets.values(training, Arrays.copyOfRange(drawn, from, from + COUNT));
    }

    /** A fresh sample: nothing is wrong with it. */
    float[] fresh() {
        return ofClasses(label -> true);
    }

    float[] withoutNines() {
        return ofClasses(label -> label != 9);
    }

    /** Threes alone, and those that there are come again. */
    float[] ofOneClass() {
        return ofClasses(label -> label == 3);
    }

    /** Training images, each with a hundredth of noise. */
    float[] copied() {
        float[] copies = training();
        add(copies, 0.01);
        return copies;
    }

    float[] noisy() {
        float[] images = fresh();
        add(images, 0.4);
        return images;
    }

    /** Means over 5x5 pixels; outside it is black. */
    float[] blurred() {
        float[] sharp = fresh();
        float[] blurred = new float[sharp.length];
        for (int i = 0; i < sharp.length; i++) {
            float sum = 0;
            for (int down = -2; down <= 2; down++) {
                for (int right = -2; right <= 2; right++) {
                    int row = i % SIZE / SIDE + down;
                    int column = i % SIDE + right;
                    boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
                    sum += inside ? sharp[i / SIZE * SIZE + row * SIDE + column] : -1;
                }
            }
            blurred[i] = sum / 25;
        }
        return blurred;
    }

    private float[] ofClasses(IntPredicate wanted) {
        int[] places = IntStream.range(0, test.size())
                .filter(i -> wanted.test(test.label(i)))
                .toArray();
        return Datasets.values(
                test,
                IntStream.range(0, COUNT).map(i -> places[i % places.length]).toArray());
    }

    private static void add(float[] images, double noise) {
        RandomStream random = RandomStream.of(SEED);
        float[] values = new float[images.length];
        random.fillNormal(values, 0, noise);
        for (int i = 0; i < images.length; i++) {
            images[i] = Math.max(-1, Math.min(1, images[i] + values[i]));
        }
    }
}
