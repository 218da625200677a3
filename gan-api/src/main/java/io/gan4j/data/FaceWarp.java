package io.gan4j.data;

import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;

/**
 * The pairs that a face swap learns from: the target is turned, zoomed and shifted a little; the input is the same, and
 * warped by a grid of 5 x 5 points that are each moved at random (deepfakes/faceswap and shaoanlu/faceswap-GAN). See {@link
 * Datasets#warped}.
 */
record FaceWarp() implements MadePairs.Recipe {
    private static final long STREAM = 0xFACE;
    private static final int POINTS = 5;

    /** 5 of the 160 pixels that the grid of faceswap-GAN covers. */
    private static final double MOVE = 5.0 / 160;

    private static final double MOST_DEGREES = 10;
    private static final double MOST_ZOOM = 0.1;
    private static final double MOST_SHIFT = 0.05;

    @Override
    public String name(Dataset pictures) {
        return pictures.name() + " with them warped";
    }

    @Override
    public String use() {
        return "warped";
    }

    @Override
    public Shape input(Shape picture) {
        return picture;
    }

    @Override
    public byte[] input(Shape shape, byte[] picture, long draw) {
        if (draw == Dataset.UNVARIED) {
            return picture;
        }
        RandomStream random = RandomStream.of(draw, STREAM);
        Similarity similarity = Similarity.draw(random);
        double[][] right = moves(random);
        double[][] down = moves(random);
        return Sampler.map(shape, picture, (x, y) -> similarity.apply(x + moved(right, x, y), y + moved(down, x, y)));
    }

    @Override
    public byte[] target(Shape shape, byte[] picture, long draw) {
        if (draw == Dataset.UNVARIED) {
            return picture;
        }
        Similarity similarity = Similarity.draw(RandomStream.of(draw, STREAM));
        return Sampler.map(shape, picture, similarity::apply);
    }

    private static double[][] moves(RandomStream random) {
        double[][] moves = new double[POINTS][POINTS];
        for (double[] row : moves) {
            for (int i = 0; i < POINTS; i++) {
                row[i] = MOVE * random.nextGaussian();
            }
        }
        return moves;
    }

    /** Between the points of the grid, by straight lines. */
    private static double moved(double[][] moves, double x, double y) {
        double column = Math.max(0, Math.min(POINTS - 1, x * (POINTS - 1)));
        double row = Math.max(0, Math.min(POINTS - 1, y * (POINTS - 1)));
        int left = Math.min(POINTS - 2, (int) column);
        int top = Math.min(POINTS - 2, (int) row);
        double along = column - left;
        double upper = moves[top][left] + along * (moves[top][left + 1] - moves[top][left]);
        double lower = moves[top + 1][left] + along * (moves[top + 1][left + 1] - moves[top + 1][left]);
        return upper + (row - top) * (lower - upper);
    }

    /** A turn, zoom and shift of the plane, in parts of the image, about its middle. */
    private record Similarity(double cos, double sin, double shiftX, double shiftY) {
        static Similarity draw(RandomStream random) {
            double angle = Math.toRadians(MOST_DEGREES) * spread(random);
            double zoom = 1 + MOST_ZOOM * spread(random);
            return new Similarity(
                    zoom * StrictMath.cos(angle),
                    zoom * StrictMath.sin(angle),
                    MOST_SHIFT * spread(random),
                    MOST_SHIFT * spread(random));
        }

        private static double spread(RandomStream random) {
            return 2 * random.nextDouble() - 1;
        }

        double[] apply(double x, double y) {
            double dx = x - 0.5;
            double dy = y - 0.5;
            return new double[] {0.5 + shiftX + cos * dx - sin * dy, 0.5 + shiftY + sin * dx + cos * dy};
        }
    }
}
