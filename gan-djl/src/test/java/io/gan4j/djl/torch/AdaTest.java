package io.gan4j.djl.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gan4j.layer.Ada;
import io.gan4j.layer.Ada.Kind;
import io.gan4j.layer.AdaptiveAugment;
import io.gan4j.network.Network;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done to an image follows from the numbers that are drawn for it, as plain loops over pixels say. */
class AdaTest {
    private static final Shape SQUARE = Shape.of(3, 6, 6);
    private static final Shape WIDE = Shape.of(3, 4, 10);
    private static final Shape GREY = Shape.of(1, 8, 5);

    /** The probabilities with which a normal number is below 1, below -1 and below 0.5. */
    private static final double ONE = 0.8413447460685429;

    private static final double MINUS_ONE = 1 - ONE;
    private static final double HALF = 0.6914624612740131;

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments(Kind.MIRROR, WIDE, new double[] {0.4}, moved(WIDE, (c, y, x) -> in(WIDE, c, y, 9 - x))),
                arguments(Kind.MIRROR, WIDE, new double[] {0.6}, moved(WIDE, (c, y, x) -> in(WIDE, c, y, x))),
                // a quarter turn against the clock: the right column becomes the first row
                arguments(Kind.TURN, SQUARE, new double[] {0.3}, moved(SQUARE, (c, y, x) -> in(SQUARE, c, x, 5 - y))),
                arguments(
                        Kind.TURN, SQUARE, new double[] {0.6}, moved(SQUARE, (c, y, x) -> in(SQUARE, c, 5 - y, 5 - x))),
                arguments(Kind.TURN, SQUARE, new double[] {0.9}, moved(SQUARE, (c, y, x) -> in(SQUARE, c, 5 - x, y))),
                arguments(Kind.TURN, SQUARE, new double[] {0.2}, moved(SQUARE, (c, y, x) -> in(SQUARE, c, y, x))),
                arguments(Kind.TURN, WIDE, new double[] {0.4}, moved(WIDE, (c, y, x) -> in(WIDE, c, 3 - y, 9 - x))),
                arguments(Kind.TURN, WIDE, new double[] {0.6}, moved(WIDE, (c, y, x) -> in(WIDE, c, y, x))),
                // 8 rows: round(8 / 8 (2u - 1)) is 1 for 0.9; 5 columns: round(5 / 8 (2u - 1)) is -1 for 0.05
                arguments(
                        Kind.SHIFT,
                        GREY,
                        new double[] {0.9, 0.05},
                        moved(GREY, (c, y, x) -> in(GREY, c, reflected(y - 1, 8), reflected(x + 1, 5)))),
                arguments(
                        Kind.ZOOM,
                        WIDE,
                        new double[] {MINUS_ONE},
                        moved(
                                WIDE,
                                (c, y, x) -> between(
                                        WIDE,
                                        c,
                                        (y - 1.5) / Math.pow(2, -0.2) + 1.5,
                                        (x - 4.5) / Math.pow(2, -0.2) + 4.5))),
                arguments(
                        Kind.STRETCH,
                        WIDE,
                        new double[] {ONE},
                        moved(
                                WIDE,
                                (c, y, x) -> between(
                                        WIDE,
                                        c,
                                        (y - 1.5) * Math.pow(2, 0.2) + 1.5,
                                        (x - 4.5) / Math.pow(2, 0.2) + 4.5))),
                arguments(
                        Kind.DRIFT,
                        WIDE,
                        new double[] {HALF, MINUS_ONE},
                        moved(WIDE, (c, y, x) -> between(WIDE, c, y - 0.5 * 4 / 8, x + 10.0 / 8))),
                arguments(
                        Kind.BRIGHTNESS,
                        WIDE,
                        new double[] {MINUS_ONE},
                        moved(WIDE, (c, y, x) -> in(WIDE, c, y, x) - 0.2)),
                arguments(
                        Kind.CONTRAST,
                        WIDE,
                        new double[] {HALF},
                        moved(WIDE, (c, y, x) -> in(WIDE, c, y, x) * Math.pow(2, 0.25))),
                arguments(
                        Kind.LUMA_FLIP,
                        WIDE,
                        new double[] {0.1},
                        moved(WIDE, (c, y, x) -> in(WIDE, c, y, x) - 2 * grey(WIDE, y, x))),
                arguments(Kind.LUMA_FLIP, WIDE, new double[] {0.5}, moved(WIDE, (c, y, x) -> in(WIDE, c, y, x))),
                arguments(Kind.LUMA_FLIP, GREY, new double[] {0.1}, moved(GREY, (c, y, x) -> -in(GREY, c, y, x))),
                // a third of a whole turn about grey takes red to green: u = 1/2 + 1/3
                arguments(
                        Kind.HUE, WIDE, new double[] {5 / 6.0}, moved(WIDE, (c, y, x) -> in(WIDE, (c + 2) % 3, y, x))),
                arguments(Kind.HUE, GREY, new double[] {5 / 6.0}, moved(GREY, (c, y, x) -> in(GREY, c, y, x))),
                arguments(
                        Kind.SATURATION,
                        WIDE,
                        new double[] {ONE},
                        moved(WIDE, (c, y, x) -> 2 * in(WIDE, c, y, x) - grey(WIDE, y, x))),
                arguments(Kind.SATURATION, GREY, new double[] {ONE}, moved(GREY, (c, y, x) -> in(GREY, c, y, x))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void change_isThatOfPlainLoops(Kind kind, Shape shape, double[] numbers, double[] expected) {
        double[] x = image(shape);
        assertThat(augmented(Ada.of(kind), shape, x, numbers(kind, 0.5, 0.49, numbers)))
                .containsExactly(expected, within(1e-12));
        assertThat(augmented(Ada.of(kind), shape, x, numbers(kind, 0.5, 0.5, numbers)))
                .as("not due")
                .containsExactly(x);
    }

    /** First the shift by a whole pixel, then the zoom, then the drift; what comes in from outside is the background. */
    @Test
    void movements_areOneResampling_ontoABackground() {
        double[] x = image(GREY);
        double[] numbers = new double[AdaptiveAugment.DRAWN];
        numbers[0] = 1;
        System.arraycopy(new double[] {0, 0.9, 0.5}, 0, numbers, Kind.SHIFT.place(), 3);
        System.arraycopy(new double[] {0, ONE}, 0, numbers, Kind.ZOOM.place(), 2);
        System.arraycopy(new double[] {0, HALF, ONE}, 0, numbers, Kind.DRIFT.place(), 3);
        double size = Math.pow(2, 0.2);
        double[] expected = moved(GREY, (c, row, column) -> {
            double y = (row - 0.5 - 3.5) / size + 3.5 - 1;
            double z = (column - 0.625 - 2) / size + 2;
            double sum = 0;
            for (int i = 0; i < 8; i++) {
                for (int j = 0; j < 5; j++) {
                    sum += weight(y - i) * weight(z - j) * (in(GREY, c, i, j) + 0.75);
                }
            }
            return sum - 0.75;
        });
        Ada policy = Ada.of(Kind.SHIFT, Kind.ZOOM, Kind.DRIFT).background(-0.75);
        assertThat(augmented(policy, GREY, x, numbers)).containsExactly(expected, within(1e-12));
    }

    @Test
    void colors_leaveAlphaAsItIs() {
        Shape shape = Shape.of(4, 2, 2);
        double[] x = image(shape);
        double[] numbers = numbers(Kind.BRIGHTNESS, 1, 0, ONE);
        numbers[Kind.SHIFT.place()] = 1;
        double[] y =
                augmented(Ada.of(Kind.BRIGHTNESS, Kind.HUE, Kind.SATURATION).fixed(0.8), shape, x, numbers);
        assertThat(Arrays.copyOfRange(y, 12, 16)).containsExactly(Arrays.copyOfRange(x, 12, 16));
        assertThat(Arrays.copyOf(y, 12)).isNotEqualTo(Arrays.copyOf(x, 12));
    }

    @Test
    void probabilityOfZero_isTheIdentityBitForBit() {
        double[] x = image(SQUARE);
        x[3] = -0.0;
        double[] y = augmented(Ada.all(), SQUARE, x, new double[AdaptiveAugment.DRAWN]);
        for (int i = 0; i < x.length; i++) {
            assertThat(Double.doubleToRawLongBits(y[i])).as("pixel " + i).isEqualTo(Double.doubleToRawLongBits(x[i]));
        }
    }

    /** The first number, where the probability stands otherwise, is then not looked at. */
    @Test
    void fixedProbability_decidesAlone() {
        Ada policy = Ada.of(Kind.MIRROR).fixed(0.25);
        double[] x = image(WIDE);
        double[] mirrored = moved(WIDE, (c, y, z) -> in(WIDE, c, y, 9 - z));
        assertThat(augmented(policy, WIDE, x, numbers(Kind.MIRROR, 0.9, 0.3, 0.1)))
                .containsExactly(x);
        assertThat(augmented(policy, WIDE, x, numbers(Kind.MIRROR, 0, 0.2, 0.1)))
                .containsExactly(mirrored);
    }

    /** The probability stands once before the numbers of all images of a sample. */
    @Test
    void packedImages_areChangedEachInItsOwnWay() {
        double[] first = numbers(Kind.BRIGHTNESS, 0.5, 0.4, ONE);
        double[] second = numbers(Kind.BRIGHTNESS, 0, 0.4, MINUS_ONE);
        double[] numbers = Arrays.copyOf(first, 2 * first.length);
        System.arraycopy(second, 0, numbers, first.length, second.length);
        Network network = Network.from("x", Shape.of(2, 2, 2))
                .add(Ada.of(Kind.BRIGHTNESS).layer(2))
                .build();
        try (Applied applied = Applied.of(network, Map.of()).drawn(1, numbers)) {
            assertThat(applied.value(Mode.LEARN, 1, new double[8]))
                    .containsExactly(new double[] {0.2, 0.2, 0.2, 0.2, -0.2, -0.2, -0.2, -0.2}, within(1e-12));
        }
    }

    @Test
    void images_inEvaluation_stayAsTheyAre() {
        double[] x = image(SQUARE);
        try (Applied applied = Applied.of(network(Ada.all(), SQUARE), Map.of())) {
            assertThat(applied.value(Mode.EVALUATE, 1, x)).containsExactly(x);
            assertThat(applied.value(Mode.FIXED, 1, x)).containsExactly(x);
        }
    }

    private interface Place {
        double value(int channel, int row, int column);
    }

    private static double[] image(Shape shape) {
        return Applied.normal(shape.size(), 11);
    }

    private static double in(Shape shape, int channel, int row, int column) {
        return image(shape)[(channel * shape.height() + row) * shape.width() + column];
    }

    private static double grey(Shape shape, int row, int column) {
        return (in(shape, 0, row, column) + in(shape, 1, row, column) + in(shape, 2, row, column)) / 3;
    }

    private static double[] moved(Shape shape, Place place) {
        double[] all = new double[shape.size()];
        int i = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int row = 0; row < shape.height(); row++) {
                for (int column = 0; column < shape.width(); column++) {
                    all[i++] = place.value(channel, row, column);
                }
            }
        }
        return all;
    }

    /** Walks back from the border, without repeating it. */
    private static int reflected(int place, int side) {
        int at = place;
        while (at < 0 || at >= side) {
            at = at < 0 ? -at : 2 * (side - 1) - at;
        }
        return at;
    }

    /** Between the four pixels around a place, in the image that is reflected at its borders. */
    private static double between(Shape shape, int channel, double row, double column) {
        int top = (int) Math.floor(row);
        int left = (int) Math.floor(column);
        double sum = 0;
        for (int y = top; y <= top + 1; y++) {
            for (int x = left; x <= left + 1; x++) {
                sum += weight(row - y)
                        * weight(column - x)
                        * in(shape, channel, reflected(y, shape.height()), reflected(x, shape.width()));
            }
        }
        return sum;
    }

    private static double weight(double distance) {
        return Math.max(0, 1 - Math.abs(distance));
    }

    /** Numbers of which nothing else is due. */
    private static double[] numbers(Kind kind, double probability, double due, double... others) {
        double[] numbers = new double[AdaptiveAugment.DRAWN];
        Arrays.fill(numbers, 0.99);
        numbers[0] = probability;
        numbers[kind.place()] = due;
        System.arraycopy(others, 0, numbers, kind.place() + 1, others.length);
        return numbers;
    }

    private static Network network(Ada policy, Shape shape) {
        return Network.from("x", shape).add(policy.layer(1)).build();
    }

    private static double[] augmented(Ada policy, Shape shape, double[] x, double... numbers) {
        try (Applied applied = Applied.of(network(policy, shape), Map.of()).drawn(1, numbers)) {
            double[] learning = applied.value(Mode.LEARN, 1, x);
            assertThat(applied.value(Mode.FROZEN, 1, x)).containsExactly(learning);
            return learning;
        }
    }
}
