package io.gan4j.image;

/**
 * Resizes one plane with the cubic convolution of Keys (1981, a = -0.5), widened by the factor of reduction when an image
 * shrinks, so that nothing aliases. These are the weights of Pillow's {@code BICUBIC}, which Parmar, Zhang and Zhu ("On
 * Aliased Resizing and Surprising Subtleties in GAN Evaluation", CVPR 2022) recommend; intermediate values stay floats.
 */
final class Resampler {
    private static final double SHARPNESS = -0.5;
    private static final double RADIUS = 2;

    private final Axis rows;
    private final Axis columns;

    private Resampler(Axis rows, Axis columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /** One row of the source, as floats. */
    @FunctionalInterface
    interface Rows {
        void read(int row, float[] into);
    }

    /** Maps the largest centred part of the source that has the target's aspect ratio onto the target. */
    static Resampler centred(int height, int width, int targetHeight, int targetWidth) {
        double scale = Math.max((double) targetHeight / height, (double) targetWidth / width);
        return new Resampler(
                Axis.centred(height, targetHeight / scale, targetHeight),
                Axis.centred(width, targetWidth / scale, targetWidth));
    }

    /** Maps the whole source onto the target, whose aspect ratio may differ. */
    static Resampler stretched(int height, int width, int targetHeight, int targetWidth) {
        return new Resampler(Axis.centred(height, height, targetHeight), Axis.centred(width, width, targetWidth));
    }

    /** The plane of the target, row by row; values may overshoot the source's range a little. */
    float[] apply(Rows source) {
        int width = columns.length();
        int firstRow = rows.first();
        float[][] narrow = new float[rows.end() - firstRow][width];
        float[] line = new float[columns.source];
        for (int y = 0; y < narrow.length; y++) {
            source.read(firstRow + y, line);
            for (int x = 0; x < width; x++) {
                narrow[y][x] = columns.weigh(x, line);
            }
        }
        float[] target = new float[rows.length() * width];
        for (int y = 0; y < rows.length(); y++) {
            float[] weights = rows.weights[y];
            for (int k = 0; k < weights.length; k++) {
                float[] from = narrow[rows.starts[y] + k - firstRow];
                for (int x = 0; x < width; x++) {
                    target[y * width + x] += weights[k] * from[x];
                }
            }
        }
        return target;
    }

    /** For each place on the target's axis: the weights of the source's places from a start on. */
    private static final class Axis {
        private final int source;
        private final int[] starts;
        private final float[][] weights;

        private Axis(int source, int target) {
            this.source = source;
            this.starts = new int[target];
            this.weights = new float[target][];
        }

        static Axis centred(int source, double part, int target) {
            Axis axis = new Axis(source, target);
            double step = part / target;
            double stretch = Math.max(1, step);
            double origin = (source - part) / 2;
            for (int i = 0; i < target; i++) {
                double centre = origin + (i + 0.5) * step;
                int start = Math.max(0, (int) (centre - RADIUS * stretch + 0.5));
                int end = Math.min(source, (int) (centre + RADIUS * stretch + 0.5));
                axis.starts[i] = start;
                axis.weights[i] = weights(start, end, centre, stretch);
            }
            return axis;
        }

        private static float[] weights(int start, int end, double centre, double stretch) {
            double sum = 0;
            for (int k = start; k < end; k++) {
                sum += cubic((k + 0.5 - centre) / stretch);
            }
            float[] weights = new float[end - start];
            for (int k = start; k < end; k++) {
                weights[k - start] = (float) (cubic((k + 0.5 - centre) / stretch) / sum);
            }
            return weights;
        }

        private static double cubic(double distance) {
            double x = Math.abs(distance);
            if (x >= RADIUS) {
                return 0;
            }
            return x < 1
                    ? ((SHARPNESS + 2) * x - (SHARPNESS + 3)) * x * x + 1
                    : (((x - 5) * x + 8) * x - 4) * SHARPNESS;
        }

        int length() {
            return starts.length;
        }

        int first() {
            return starts[0];
        }

        int end() {
            return starts[length() - 1] + weights[length() - 1].length;
        }

        float weigh(int place, float[] line) {
            float sum = 0;
            for (int k = 0; k < weights[place].length; k++) {
                sum += weights[place][k] * line[starts[place] + k];
            }
            return sum;
        }
    }
}
