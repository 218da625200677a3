package io.gan4j.metric;

import io.gan4j.tensor.RandomStream;
import java.util.stream.IntStream;

/** Small squares out of one level of images' Laplacian pyramids, from places drawn at random. */
final class PyramidPatches {
    /** Height and width of a patch. */
    static final int SIDE = 7;

    /** Below this a channel varies by rounding alone, which is not to be made as large as a real one's variation. */
    private static final double CONSTANT = 1e-7;

    private static final int AREA = SIDE * SIDE;
    private static final long STREAM = 0x9A7C4;

    private PyramidPatches() {}

    /**
     * The patches, each channel with mean 0 and standard deviation 1 over all of them; 0 where a channel is constant.
     *
     * @param order the images, by their places in the set
     * @param each how many of an image; where they lie depends on seed, level, the size of the images and the place in
     *     the set
     * @return {@code (images * each, C, 7, 7)}, those of an image next to each other
     */
    static float[] of(ImageSet images, int[] order, int level, int levels, int each, long seed) {
        int channels = images.shape().channels();
        int perImage = each * channels * AREA;
        double[] patches = new double[Math.multiplyExact(order.length, perImage)];
        IntStream.range(0, order.length)
                .parallel()
                .forEach(i -> cut(images, order[i], level, levels, each, seed, patches, i * perImage));
        float[] normalised = new float[patches.length];
        for (int channel = 0; channel < channels; channel++) {
            normalise(patches, channel, channels, order.length, normalised);
        }
        return normalised;
    }

    private static void cut(
            ImageSet images, int image, int level, int levels, int each, long seed, double[] into, int from) {
        int channels = images.shape().channels();
        int height = images.shape().height();
        int width = images.shape().width();
        int rows = LaplacianPyramid.side(height, level) - SIDE + 1;
        int columns = LaplacianPyramid.side(width, level) - SIDE + 1;
        for (int channel = 0; channel < channels; channel++) {
            double[] plane = LaplacianPyramid.level(images.plane(image, channel), height, width, level, levels);
            // the same places in each channel
            RandomStream random = RandomStream.of(seed, STREAM, level, image);
            for (int patch = 0; patch < each; patch++) {
                int top = random.nextInt(rows);
                int left = random.nextInt(columns);
                copy(plane, columns + SIDE - 1, top, left, into, from + (patch * channels + channel) * AREA);
            }
        }
    }

    private static void copy(double[] plane, int width, int top, int left, double[] into, int from) {
        for (int row = 0; row < SIDE; row++) {
            System.arraycopy(plane, (top + row) * width + left, into, from + row * SIDE, SIDE);
        }
    }

    private static void normalise(double[] patches, int channel, int channels, int images, float[] into) {
        double count = (double) patches.length / channels;
        double mean = sum(patches, channel, channels, images, 0, 1) / count;
        double deviation = Math.sqrt(sum(patches, channel, channels, images, mean, 2) / count);
        if (deviation < CONSTANT) {
            return;
        }
        for (int from = channel * AREA; from < patches.length; from += channels * AREA) {
            for (int i = from; i < from + AREA; i++) {
                into[i] = (float) ((patches[i] - mean) / deviation);
            }
        }
    }

    /** The sum of powers of differences from a centre; each image's by one thread, so that the threads do not show. */
    private static double sum(double[] patches, int channel, int channels, int images, double centre, int power) {
        int perImage = patches.length / images;
        double[] sums = new double[images];
        IntStream.range(0, images).parallel().forEach(image -> {
            double sum = 0;
            for (int from = image * perImage + channel * AREA; from < (image + 1) * perImage; from += channels * AREA) {
                for (int i = from; i < from + AREA; i++) {
                    double difference = patches[i] - centre;
                    sum += power == 1 ? difference : difference * difference;
                }
            }
            sums[image] = sum;
        });
        double all = 0;
        for (double sum : sums) {
            all += sum;
        }
        return all;
    }
}
