package io.gan4j.metric;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.tensor.RandomStream;
import java.util.stream.IntStream;

/** The library's own digits of 28 x 28 pixels as bad generators would give them; 200 images each. */
final class DrawnDigits {
    private static final int COUNT = 200;
    private static final int SIDE = 28;
    private static final int SIZE = SIDE * SIDE;
    private static final Dataset DIGITS = Datasets.digits(2600);

    private DrawnDigits() {}

    static float[] training() {
        return values(IntStream.range(0, COUNT));
    }

    static float[] fresh() {
        return values(IntStream.range(COUNT, 2 * COUNT));
    }

    static float[] ofOneClass() {
        return values(IntStream.range(COUNT, DIGITS.size())
                .filter(i -> DIGITS.label(i) == 1)
                .limit(COUNT));
    }

    static float[] noisy() {
        float[] images = fresh();
        float[] noise = new float[images.length];
        RandomStream.of(4).fillNormal(noise, 0, 0.2);
        for (int i = 0; i < images.length; i++) {
            images[i] += noise[i];
        }
        return images;
    }

    /** Means over 3 x 3 pixels; outside it is black. */
    static float[] blurred() {
        float[] sharp = fresh();
        float[] blurred = new float[sharp.length];
        for (int i = 0; i < sharp.length; i++) {
            for (int near = 0; near < 9; near++) {
                int row = i % SIZE / SIDE + near / 3 - 1;
                int column = i % SIDE + near % 3 - 1;
                boolean inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
                blurred[i] += (inside ? sharp[i / SIZE * SIZE + row * SIDE + column] : -1) / 9;
            }
        }
        return blurred;
    }

    private static float[] values(IntStream places) {
        return Datasets.values(DIGITS, places.toArray());
    }
}
