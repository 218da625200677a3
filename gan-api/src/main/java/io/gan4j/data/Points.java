package io.gan4j.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.errorprone.annotations.CheckReturnValue;
import io.gan4j.file.Plural;
import io.gan4j.tensor.RandomStream;
import io.gan4j.tensor.Shape;
import java.util.stream.IntStream;

/**
 * Point sets of the plane on which a GAN's faults show within seconds: shape {@code (2)}, floats as they are.
 *
 * <pre>{@code
 * Points.Ring ring = Points.ring(8).radius(1).standardDeviation(0.01).seed(7);
 * Dataset points = ring.draw();
 * double[][] modes = ring.centres();
 * }</pre>
 *
 * <p>Point {@code i} depends on the settings and {@code i} alone: not on the count, the platform or the number of
 * processors. All settings are immutable: each returns a new value.
 */
public final class Points {
    /** The points of a set unless set otherwise, as in PacGAN's experiments (Lin et al., 2018). */
    public static final int DEFAULT_COUNT = 100_000;

    private static final Shape PLANE = Shape.of(2);
    private static final long RING_STREAM = 0x8101;
    private static final long GRID_STREAM = 0x8102;
    private static final long SWISS_ROLL_STREAM = 0x8103;
    private static final long MOONS_STREAM = 0x8104;
    private static final long LINE_STREAM = 0x8105;
    private static final long BLOBS_STREAM = 0x8106;

    private Points() {}

    /**
     * Gaussians of equal weight on a circle: mode {@code k} has its centre at the angle {@code 2 pi k / modes}.
     *
     * @throws IllegalArgumentException if below 1
     */
    public static Ring ring(int modes) {
        return new Ring(modes, 1, 0.01, DEFAULT_COUNT, 0);
    }

    /**
     * Gaussians of equal weight on a square lattice around the origin, {@code side * side} of them.
     *
     * @throws IllegalArgumentException if below 1
     */
    public static Grid grid(int side) {
        return new Grid(side, 2, 0.05, DEFAULT_COUNT, 0);
    }

    /** A spiral in the plane: the Swiss roll seen from its end. */
    public static SwissRoll swissRoll() {
        return new SwissRoll(0.25, DEFAULT_COUNT, 0);
    }

    /** Two half circles that reach into each other: the two moons. */
    public static Moons moons() {
        return new Moons(0.05, DEFAULT_COUNT, 0);
    }

    /** Points along a straight line, the simplest set that has no modes. */
    public static Line line() {
        return new Line(0.02, DEFAULT_COUNT, 0);
    }

    /**
     * Gaussians of equal weight at places that the seed draws, apart from each other.
     *
     * @param modes how many, 1 to 64
     * @throws IllegalArgumentException if the number is another
     */
    public static Blobs blobs(int modes) {
        return new Blobs(modes, 0.1, DEFAULT_COUNT, 0);
    }

    /**
     * Round Gaussians of equal weight and standard deviation, whose centres are known: what mode counts are judged
     * against. The label of point {@code i} is its mode, {@code i % centres().length}.
     */
    public sealed interface Mixture {
        /** The centres of the modes, {@code {x, y}} each, in the order of the labels; a new array. */
        double[][] centres();

        /** The standard deviation of every mode along each axis. */
        double standardDeviation();

        /** Draws the points. */
        Dataset draw();
    }

    /**
     * Gaussians on a circle. The defaults are the ring of VEEGAN (Srivastava et al., 2017) and PacGAN (Lin et al., 2018):
     * eight modes, radius 1, standard deviation 0.01.
     *
     * @param modes how many Gaussians; at least 1
     * @param radius the distance of the centres from the origin; above 0, default 1
     * @param standardDeviation of every mode along each axis; at least 0, default 0.01
     * @param count how many points; at least 1, default 100,000
     * @param seed the seed of all randomness; default 0
     */
    @CheckReturnValue
    public record Ring(int modes, double radius, double standardDeviation, int count, long seed) implements Mixture {
        /** @throws IllegalArgumentException if a value is out of range */
        public Ring {
            PointRules.checkModes(modes);
            PointRules.checkAbove("radius", radius);
            PointRules.checkSpread("standardDeviation", standardDeviation);
            PointRules.checkCount(count);
        }

        /**
         * Sets the distance of the centres from the origin.
         *
         * @throws IllegalArgumentException if not above 0
         */
        public Ring radius(double newRadius) {
            return new Ring(modes, newRadius, standardDeviation, count, seed);
        }

        /**
         * Sets the standard deviation of every mode.
         *
         * @throws IllegalArgumentException if below 0
         */
        public Ring standardDeviation(double newDeviation) {
            return new Ring(modes, radius, newDeviation, count, seed);
        }

        /**
         * Sets how many points.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Ring count(int newCount) {
            return new Ring(modes, radius, standardDeviation, newCount, seed);
        }

        /** Sets the seed: another seed, other points. */
        public Ring seed(long newSeed) {
            return new Ring(modes, radius, standardDeviation, count, newSeed);
        }

        @Override
        public double[][] centres() {
            double[][] centres = new double[modes][];
            for (int mode = 0; mode < modes; mode++) {
                double angle = 2 * Math.PI * mode / modes;
                centres[mode] = new double[] {radius * StrictMath.cos(angle), radius * StrictMath.sin(angle)};
            }
            return centres;
        }

        @Override
        public Dataset draw() {
            return drawMixture(
                    "ring of " + Plural.of(modes, "Gaussian") + ", " + Plural.of(count, "point"),
                    this,
                    count,
                    seed,
                    RING_STREAM);
        }
    }

    /**
     * Gaussians on a square lattice around the origin. The defaults are the grid of VEEGAN (Srivastava et al., 2017) and
     * PacGAN (Lin et al., 2018), whose side is 5: centres at -4, -2, 0, 2, 4 along both axes, standard deviation 0.05.
     *
     * @param side how many Gaussians along each axis; at least 1
     * @param spacing the distance of neighbouring centres; above 0, default 2
     * @param standardDeviation of every mode along each axis; at least 0, default 0.05
     * @param count how many points; at least 1, default 100,000
     * @param seed the seed of all randomness; default 0
     */
    @CheckReturnValue
    public record Grid(int side, double spacing, double standardDeviation, int count, long seed) implements Mixture {
        /** @throws IllegalArgumentException if a value is out of range */
        public Grid {
            checkArgument(side >= 1 && side <= 1000, "side must be from 1 to 1000, was %s", side);
            PointRules.checkAbove("spacing", spacing);
            PointRules.checkSpread("standardDeviation", standardDeviation);
            PointRules.checkCount(count);
        }

        /**
         * Sets the distance of neighbouring centres.
         *
         * @throws IllegalArgumentException if not above 0
         */
        public Grid spacing(double newSpacing) {
            return new Grid(side, newSpacing, standardDeviation, count, seed);
        }

        /**
         * Sets the standard deviation of every mode.
         *
         * @throws IllegalArgumentException if below 0
         */
        public Grid standardDeviation(double newDeviation) {
            return new Grid(side, spacing, newDeviation, count, seed);
        }

        /**
         * Sets how many points.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Grid count(int newCount) {
            return new Grid(side, spacing, standardDeviation, newCount, seed);
        }

        /** Sets the seed: another seed, other points. */
        public Grid seed(long newSeed) {
            return new Grid(side, spacing, standardDeviation, count, newSeed);
        }

        @Override
        public double[][] centres() {
            double[][] centres = new double[side * side][];
            double first = -0.5 * (side - 1) * spacing;
            for (int mode = 0; mode < centres.length; mode++) {
                centres[mode] = new double[] {first + mode / side * spacing, first + mode % side * spacing};
            }
            return centres;
        }

        @Override
        public Dataset draw() {
            String name = "grid of " + side + " x " + side + " Gaussians, " + Plural.of(count, "point");
            return drawMixture(name, this, count, seed, GRID_STREAM);
        }
    }

    /**
     * The Swiss roll of scikit-learn (after Marsland, "Machine Learning: An Algorithmic Perspective", 2009, chapter 10)
     * without its second axis, as in the toy experiments of WGAN-GP (Gulrajani et al., 2017): {@code t = 1.5 pi (1 + 2u)} with
     * {@code u} uniform in [0, 1), the point {@code (t cos t, t sin t)} plus normal noise, all divided by 7.5, so that most
     * coordinates lie between -2 and 2.
     *
     * @param noise the standard deviation of the noise before the division; at least 0, default 0.25
     * @param count how many points; at least 1, default 100,000
     * @param seed the seed of all randomness; default 0
     */
    @CheckReturnValue
    public record SwissRoll(double noise, int count, long seed) {
        private static final double DIVISOR = 7.5;

        /** @throws IllegalArgumentException if a value is out of range */
        public SwissRoll {
            PointRules.checkSpread("noise", noise);
            PointRules.checkCount(count);
        }

        /**
         * Sets the standard deviation of the noise.
         *
         * @throws IllegalArgumentException if below 0
         */
        public SwissRoll noise(double newNoise) {
            return new SwissRoll(newNoise, count, seed);
        }

        /**
         * Sets how many points.
         *
         * @throws IllegalArgumentException if below 1
         */
        public SwissRoll count(int newCount) {
            return new SwissRoll(noise, newCount, seed);
        }

        /** Sets the seed: another seed, other points. */
        public SwissRoll seed(long newSeed) {
            return new SwissRoll(noise, count, newSeed);
        }

        /** Draws the points, which have no labels. */
        public Dataset draw() {
            float[] values = PointRules.floats(count);
            for (int i = 0; i < count; i++) {
                RandomStream random = RandomStream.of(seed, SWISS_ROLL_STREAM, i);
                double t = 1.5 * Math.PI * (1 + 2 * random.nextDouble());
                values[2 * i] = (float) ((t * StrictMath.cos(t) + noise * random.nextGaussian()) / DIVISOR);
                values[2 * i + 1] = (float) ((t * StrictMath.sin(t) + noise * random.nextGaussian()) / DIVISOR);
            }
            return MemoryDataset.ofFloats("Swiss roll, " + Plural.of(count, "point"), PLANE, values);
        }
    }

    /**
     * The two moons of scikit-learn, moved to the origin: half of the points, those with even numbers, at {@code (cos t - 0.5,
     * sin t - 0.25)}, the others at {@code (0.5 - cos t, 0.25 - sin t)}, with {@code t} uniform in [0, pi), plus normal noise.
     *
     * @param noise the standard deviation of the noise; at least 0, default 0.05
     * @param count how many points; at least 1, default 100,000
     * @param seed the seed of all randomness; default 0
     */
    @CheckReturnValue
    public record Moons(double noise, int count, long seed) {
        /** @throws IllegalArgumentException if a value is out of range */
        public Moons {
            PointRules.checkSpread("noise", noise);
            PointRules.checkCount(count);
        }

        /**
         * Sets the standard deviation of the noise.
         *
         * @throws IllegalArgumentException if below 0
         */
        public Moons noise(double newNoise) {
            return new Moons(newNoise, count, seed);
        }

        /**
         * Sets how many points.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Moons count(int newCount) {
            return new Moons(noise, newCount, seed);
        }

        /** Sets the seed: another seed, other points. */
        public Moons seed(long newSeed) {
            return new Moons(noise, count, newSeed);
        }

        /** Draws the points, which have no labels. */
        public Dataset draw() {
            float[] values = PointRules.floats(count);
            for (int i = 0; i < count; i++) {
                RandomStream random = RandomStream.of(seed, MOONS_STREAM, i);
                double t = Math.PI * random.nextDouble();
                int side = i % 2 == 0 ? 1 : -1;
                values[2 * i] = (float) (side * (StrictMath.cos(t) - 0.5) + noise * random.nextGaussian());
                values[2 * i + 1] = (float) (side * (StrictMath.sin(t) - 0.25) + noise * random.nextGaussian());
            }
            return MemoryDataset.ofFloats("two moons, " + Plural.of(count, "point"), PLANE, values);
        }
    }

    /**
     * Points spread evenly over the diagonal from (-1, -1) to (1, 1), plus normal noise.
     *
     * @param noise the standard deviation of the noise along each axis; at least 0, default 0.02
     * @param count how many points; at least 1, default 100,000
     * @param seed the seed of all randomness; default 0
     */
    @CheckReturnValue
    public record Line(double noise, int count, long seed) {
        /** @throws IllegalArgumentException if a value is out of range */
        public Line {
            PointRules.checkSpread("noise", noise);
            PointRules.checkCount(count);
        }

        /**
         * Sets the standard deviation of the noise.
         *
         * @throws IllegalArgumentException if below 0
         */
        public Line noise(double newNoise) {
            return new Line(newNoise, count, seed);
        }

        /**
         * Sets how many points.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Line count(int newCount) {
            return new Line(noise, newCount, seed);
        }

        /** Sets the seed: another seed, other points. */
        public Line seed(long newSeed) {
            return new Line(noise, count, newSeed);
        }

        /** Draws the points, which have no labels. */
        public Dataset draw() {
            float[] values = PointRules.floats(count);
            for (int i = 0; i < count; i++) {
                RandomStream random = RandomStream.of(seed, LINE_STREAM, i);
                double along = 2 * random.nextDouble() - 1;
                values[2 * i] = (float) (along + noise * random.nextGaussian());
                values[2 * i + 1] = (float) (along + noise * random.nextGaussian());
            }
            return MemoryDataset.ofFloats("line, " + Plural.of(count, "point"), PLANE, values);
        }
    }

    /**
     * Gaussians at places that the seed draws uniformly from the square of side 3 around the origin, so that no two centres are
     * nearer to each other than the side divided by twice the square root of their number.
     *
     * @param modes how many Gaussians; 1 to 64
     * @param standardDeviation of every mode along each axis; at least 0, default 0.1
     * @param count how many points; at least 1, default 100,000
     * @param seed the seed of all randomness, the centres too; default 0
     */
    @CheckReturnValue
    public record Blobs(int modes, double standardDeviation, int count, long seed) implements Mixture {
        private static final int MOST_MODES = 64;
        private static final double SIDE = 3;

        /** @throws IllegalArgumentException if a value is out of range */
        public Blobs {
            checkArgument(modes >= 1 && modes <= MOST_MODES, "modes must be from 1 to %s, was %s", MOST_MODES, modes);
            PointRules.checkSpread("standardDeviation", standardDeviation);
            PointRules.checkCount(count);
        }

        /**
         * Sets the standard deviation of every mode.
         *
         * @throws IllegalArgumentException if below 0
         */
        public Blobs standardDeviation(double newDeviation) {
            return new Blobs(modes, newDeviation, count, seed);
        }

        /**
         * Sets how many points.
         *
         * @throws IllegalArgumentException if below 1
         */
        public Blobs count(int newCount) {
            return new Blobs(modes, standardDeviation, newCount, seed);
        }

        /** Sets the seed: another seed, other centres and points. */
        public Blobs seed(long newSeed) {
            return new Blobs(modes, standardDeviation, count, newSeed);
        }

        @Override
        public double[][] centres() {
            RandomStream random = RandomStream.of(seed, BLOBS_STREAM);
            double apart = SIDE / (2 * Math.sqrt(modes));
            double[][] centres = new double[modes][];
            // the places that are too near to others cover at most pi / 4 of the square, so that one is soon found
            for (int mode = 0; mode < modes; ) {
                double[] drawn = {SIDE * (random.nextDouble() - 0.5), SIDE * (random.nextDouble() - 0.5)};
                centres[mode] = drawn;
                if (IntStream.range(0, mode)
                        .allMatch(earlier ->
                                Math.hypot(centres[earlier][0] - drawn[0], centres[earlier][1] - drawn[1]) >= apart)) {
                    mode++;
                }
            }
            return centres;
        }

        @Override
        public Dataset draw() {
            return drawMixture(
                    Plural.of(modes, "blob") + ", " + Plural.of(count, "point"), this, count, seed, BLOBS_STREAM);
        }
    }

    private static Dataset drawMixture(String name, Mixture mixture, int count, long seed, long stream) {
        double[][] centres = mixture.centres();
        float[] values = PointRules.floats(count);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            RandomStream random = RandomStream.of(seed, stream, i);
            labels[i] = i % centres.length;
            double[] centre = centres[labels[i]];
            values[2 * i] = (float) (centre[0] + mixture.standardDeviation() * random.nextGaussian());
            values[2 * i + 1] = (float) (centre[1] + mixture.standardDeviation() * random.nextGaussian());
        }
        ImmutableList<String> classes = IntStream.range(0, centres.length)
                .mapToObj(mode -> "mode " + mode)
                .collect(ImmutableList.toImmutableList());
        return MemoryDataset.ofFloats(name, PLANE, values).labelled(classes, labels);
    }
}
