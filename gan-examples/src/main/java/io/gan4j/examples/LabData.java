package io.gan4j.examples;

import static com.google.common.base.Preconditions.checkArgument;

import io.gan4j.data.Dataset;
import io.gan4j.data.Datasets;
import io.gan4j.data.Points;
import io.gan4j.error.Nearest;
import io.gan4j.file.Plural;
import io.gan4j.tensor.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A set of points of the plane that the lab learns: a built-in one with a number, or one that somebody drew.
 *
 * @param kind which
 * @param number of modes, or of modes along a side; 0 where a set has none
 * @param drawn the points that were drawn, {@code {x, y}} one after the other; empty for built-in sets
 */
record LabData(Kind kind, int number, List<Float> drawn) {
    /** A drawing of fewer points is a mistake. */
    static final int FEWEST_DRAWN = 20;

    static final int MOST_DRAWN = 1000;
    private static final float EDGE = 2;
    private static final double BRUSH = 0.04;
    private static final int SPREAD_COUNT = 20_000;
    private static final long SPREAD_STREAM = 0x1AB;

    /** The sets. */
    enum Kind {
        /** Gaussians on a circle. */
        RING("ring", "Ring of Gaussians", 8, 64),
        /** Gaussians on a lattice. */
        GRID("grid", "Grid of Gaussians", 5, 12),
        /** A spiral. */
        SWISS_ROLL("swissRoll", "Swiss roll", 0, 0),
        /** Two half circles. */
        MOONS("moons", "Two moons", 0, 0),
        /** A straight line. */
        LINE("line", "Line", 0, 0),
        /** Gaussians here and there. */
        BLOBS("blobs", "Blobs", 3, 64),
        /** What somebody drew. */
        DRAWN("drawn", "Draw your own", 0, 0);

        private final String word;
        private final String title;
        private final int usual;
        private final int most;

        Kind(String word, String title, int usual, int most) {
            this.word = word;
            this.title = title;
            this.usual = usual;
            this.most = most;
        }

        /** Its name for {@code train --data}. */
        String word() {
            return word;
        }

        /** Its name for people. */
        String title() {
            return title;
        }

        /** Its usual number; 0 if it has none. */
        int usual() {
            return usual;
        }

        /** Its largest number that can be looked at. */
        int most() {
            return most;
        }

        /** @throws IllegalArgumentException if there is none of the name */
        static Kind named(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(Nearest.missing(
                            "distribution",
                            word,
                            Arrays.stream(values()).map(Kind::word).toList())));
        }
    }

    /** @throws IllegalArgumentException if the number, or the drawing, cannot be */
    LabData {
        drawn = List.copyOf(drawn);
        if (kind == Kind.DRAWN) {
            checkArgument(
                    drawn.size() % 2 == 0 && drawn.size() >= 2 * FEWEST_DRAWN && drawn.size() <= 2 * MOST_DRAWN,
                    "a drawing needs %s to %s points, this has %s: draw more",
                    FEWEST_DRAWN,
                    MOST_DRAWN,
                    drawn.size() / 2);
            for (float value : drawn) {
                checkArgument(
                        Math.abs(value) <= EDGE,
                        "a drawing lies between -%s and %s, a point has %s",
                        EDGE,
                        EDGE,
                        value);
            }
        } else if (kind.usual > 0) {
            checkArgument(
                    number >= 1 && number <= kind.most,
                    "%s takes a number from 1 to %s, was %s",
                    kind.word,
                    kind.most,
                    number);
        }
    }

    /** The mixture that it is, if it is one. */
    Optional<Points.Mixture> mixture() {
        return switch (kind) {
            case RING -> Optional.of(Points.ring(number));
            case GRID -> Optional.of(Points.grid(number));
            case BLOBS -> Optional.of(Points.blobs(number));
            default -> Optional.empty();
        };
    }

    Dataset draw() {
        return switch (kind) {
            case SWISS_ROLL -> Points.swissRoll().draw();
            case MOONS -> Points.moons().draw();
            case LINE -> Points.line().draw();
            case DRAWN -> spread();
            default -> mixture().orElseThrow().draw();
        };
    }

    /** Each drawn point in turn, moved by normal noise as wide as a brush. */
    private Dataset spread() {
        float[][] points = new float[SPREAD_COUNT][];
        int count = drawn.size() / 2;
        for (int i = 0; i < SPREAD_COUNT; i++) {
            RandomStream random = RandomStream.of(0, SPREAD_STREAM, i);
            int from = i % count;
            points[i] = new float[] {
                (float) (drawn.get(2 * from) + BRUSH * random.nextGaussian()),
                (float) (drawn.get(2 * from + 1) + BRUSH * random.nextGaussian())
            };
        }
        return Datasets.named(Datasets.points(points), "a drawing, " + Plural.of(count, "point"));
    }

    /** The set as {@code train --data} takes it; null for a drawing, which is no file. */
    @Nullable
    String option() {
        if (kind == Kind.DRAWN) {
            return null;
        }
        return kind.usual == 0 ? kind.word : kind.word + "(" + number + ")";
    }

    /** Java that makes the same set. */
    String java() {
        return switch (kind) {
            case DRAWN -> drawnJava();
            case SWISS_ROLL, MOONS, LINE -> "Dataset data = Points." + kind.word + "().draw();\n";
            default -> "Dataset data = Points." + kind.word + "(" + number + ").draw();\n";
        };
    }

    private String drawnJava() {
        String numbers = IntStream.range(0, drawn.size())
                .mapToObj(i -> String.format(Locale.ROOT, "%sf%s", drawn.get(i), i % 16 == 15 ? ",\n        " : ", "))
                .collect(Collectors.joining())
                .strip();
        String all = numbers.endsWith(",") ? numbers.substring(0, numbers.length() - 1) : numbers;
        return "float[] drawn = {\n        " + all + "\n};\n"
                + "float[][] points = new float[" + SPREAD_COUNT + "][];\n"
                + "for (int i = 0; i < points.length; i++) {\n"
                + "    RandomStream random = RandomStream.of(0, " + SPREAD_STREAM + ", i);\n"
                + "    int from = i % (drawn.length / 2);\n"
                + "    points[i] = new float[] {\n"
                + "        (float) (drawn[2 * from] + " + BRUSH + " * random.nextGaussian()),\n"
                + "        (float) (drawn[2 * from + 1] + " + BRUSH + " * random.nextGaussian())\n"
                + "    };\n"
                + "}\n"
                + "Dataset data = Datasets.points(points);\n";
    }
}
