package io.gan4j.evaluation;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.inference.Generator;
import io.gan4j.inference.ModelCard;
import io.gan4j.inference.Runner;
import io.gan4j.metric.Features;
import io.gan4j.tensor.Prior;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Images of 4 x 4 pixels of one brightness each, dark or bright, and who makes and reads them. */
final class Brightness {
    static final Shape SHAPE = Shape.of(1, 4, 4);
    static final List<String> CLASSES = List.of("dark & dim", "bright");

    private Brightness() {}

    /** Returns {@code count} images, every other one bright. */
    static Dataset data(int count) {
        byte[][] images = new byte[count][SHAPE.size()];
        int[] labels = new int[count];
        RandomStream random = RandomStream.of(count);
        for (int i = 0; i < count; i++) {
            labels[i] = i % 2;
            Arrays.fill(images[i], (byte) (random.nextInt(100) + (i % 2) * 150));
        }
        Dataset plain = Datasets.named(Datasets.pixels(SHAPE, images), "<b>grey</b> & co");
        return Datasets.labelled(plain, CLASSES, labels);
    }

    /** The brightness of an image is the first number of its latent, kept within bounds, plus an offset. */
    static Generator generator(float offset) {
        ModelCard card = ModelCard.generator(3, Prior.UNIFORM, SHAPE);
        return Generator.of(card, new Runner.Single() {
            @Override
            public float[] run(float[] input, int count) {
                float[] output = new float[count * SHAPE.size()];
                for (int i = 0; i < count; i++) {
                    Arrays.fill(output, i * SHAPE.size(), (i + 1) * SHAPE.size(), input[3 * i] + offset);
                }
                return output;
            }

            @Override
            public void close() {}
        });
    }

    /** Reads what is above 0 as bright, surely. */
    static ClassReader reader(Shape shape) {
        return reader(shape, CLASSES, 0);
    }

    /** Reads what is above 0 as the last class, all else as one of these places. */
    static ClassReader reader(List<String> classes, int dark) {
        return reader(SHAPE, classes, dark);
    }

    private static ClassReader reader(Shape shape, List<String> classes, int dark) {
        return new ClassReader() {
            @Override
            public String name() {
                return "light meter";
            }

            @Override
            public String hash() {
                return "ab";
            }

            @Override
            public Shape shape() {
                return shape;
            }

            @Override
            public List<String> classes() {
                return classes;
            }

            @Override
            public Features probabilities(float[] images) {
                int width = classes.size();
                float[] rows = new float[images.length / shape.size() * width];
                for (int i = 0; i < rows.length / width; i++) {
                    rows[width * i + (images[i * shape.size()] > 0 ? width - 1 : dark)] = 1;
                }
                return Features.of(rows, width);
            }
        };
    }
}
