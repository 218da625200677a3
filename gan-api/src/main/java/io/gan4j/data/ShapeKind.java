package io.gan4j.data;

import java.util.Locale;

/** The kinds of shape that {@link Shapes} draws, each as a set of points within the square from -1 to 1, y down,
 * whose outline has its middle at the origin. */
enum ShapeKind {
    CIRCLE {
        @Override
        boolean contains(double x, double y) {
            return x * x + y * y <= 1;
        }
    },
    SQUARE {
        private static final double HALF_SIDE = 0.88;

        @Override
        boolean contains(double x, double y) {
            return Math.abs(x) <= HALF_SIDE && Math.abs(y) <= HALF_SIDE;
        }
    },
    TRIANGLE {
        @Override
        boolean contains(double x, double y) {
            return y <= 0.9 && Math.abs(x) <= (y + 0.9) * 0.55;
        }
    },
    STAR {
        @Override
        boolean contains(double x, double y) {
            return StarOutline.contains(x, y);
        }
    },
    RING {
        private static final double INNER = 0.55;

        @Override
        boolean contains(double x, double y) {
            double square = x * x + y * y;
            return square <= 1 && square >= INNER * INNER;
        }
    },
    CROSS {
        private static final double HALF_ARM = 0.32;

        @Override
        boolean contains(double x, double y) {
            return Math.min(Math.abs(x), Math.abs(y)) <= HALF_ARM && Math.max(Math.abs(x), Math.abs(y)) <= 0.95;
        }
    },
    /** The curve {@code (u^2 + v^2 - 1)^3 = u^2 v^3}. */
    HEART {
        @Override
        boolean contains(double x, double y) {
            double u = 1.16 * x;
            double v = 0.12 - 1.16 * y;
            double round = u * u + v * v - 1;
            return round * round * round <= u * u * v * v * v;
        }
    };

    /** Whether the shape covers the point. */
    abstract boolean contains(double x, double y);

    /** The word for it in a caption. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A five-pointed star that stands on two points. */
    private static final class StarOutline {
        private static final int CORNERS = 10;
        private static final double OUTER = 1.05;
        private static final double INNER = 0.44;
        private static final double MIDDLE = 0.1; // how far the points' circle lies below the middle of the outline
        private static final double[] X = new double[CORNERS];
        private static final double[] Y = new double[CORNERS];

        static {
            for (int i = 0; i < CORNERS; i++) {
                double angle = 2 * Math.PI * i / CORNERS;
                double radius = i % 2 == 0 ? OUTER : INNER;
                X[i] = radius * StrictMath.sin(angle);
                Y[i] = MIDDLE - radius * StrictMath.cos(angle);
            }
        }

        /** Counts the edges to the right of the point: odd inside, even outside. */
        static boolean contains(double x, double y) {
            boolean inside = false;
            for (int i = 0, j = CORNERS - 1; i < CORNERS; j = i, i++) {
                boolean crosses = Y[i] > y != Y[j] > y;
                if (crosses && x < (X[j] - X[i]) * (y - Y[i]) / (Y[j] - Y[i]) + X[i]) {
                    inside = !inside;
                }
            }
            return inside;
        }
    }
}
