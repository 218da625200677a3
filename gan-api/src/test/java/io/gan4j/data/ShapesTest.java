package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import io.gan4j.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapesTest {
    private static final int HEIGHT = 72;
    private static final int WIDTH = 96;
    private static final Dataset SHAPES =
            Shapes.of(700).size(HEIGHT, WIDTH).seed(5).draw();
    private static final Pattern CAPTION =
            Pattern.compile("a (small|large) (\\w+) (\\w+) on an? (\\w+) background (at the|in the) (.+)");

    private static final Map<String, Integer> COLOURS = Map.of(
            "red", 0xE22323,
            "orange", 0xFF8C00,
            "yellow", 0xFFE128,
            "green", 0x1EA03C,
            "blue", 0x2350DC,
            "purple", 0x8C2DB4,
            "white", 0xFFFFFF,
            "black", 0x000000);

    /** Ten triangles of sides 1 and 0.44 / 1.05 around the middle, in a box as wide and as high as the regular pentagon. */
    private static final double STAR =
            5 * Math.sin(Math.PI / 5) * (0.44 / 1.05) / (2 * Math.sin(0.4 * Math.PI) * (1 + Math.cos(Math.PI / 5)));

    /** The share of its bounding box that each kind covers, by geometry. */
    private static final Map<String, Double> COVER = Map.of(
            "circle",
            Math.PI / 4,
            "square",
            1.0,
            "triangle",
            0.5,
            "star",
            STAR,
            "ring",
            Math.PI / 4 * (1 - 0.55 * 0.55),
            "cross",
            (0.95 * 0.95 - 0.63 * 0.63) / (0.95 * 0.95),
            "heart",
            3.66 / (2.28 * 2.24));

    /** What a picture shows, found by measuring its pixels. */
    private record Seen(
            int background,
            int colour,
            double x,
            double y,
            double left,
            double top,
            double right,
            double bottom,
            double area) {
        double width() {
            return right - left;
        }

        double height() {
            return bottom - top;
        }
    }

    private static Seen look(int index) {
        int[] image = Pictures.pixels(SHAPES, index);
        int background = colour(image, 0);
        int[] covered = IntStream.range(0, HEIGHT * WIDTH)
                .filter(p -> colour(image, p) != background)
                .toArray();
        int colour = IntStream.of(covered)
                .map(p -> colour(image, p))
                .boxed()
                .collect(Collectors.groupingBy(c -> c, Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        double[] cover = new double[HEIGHT * WIDTH];
        for (int p : covered) {
            cover[p] = cover(colour(image, p), background, colour);
        }
        return measure(cover, background, colour);
    }

    private static Seen measure(double[] cover, int background, int colour) {
        double area = 0;
        double[] rows = new double[HEIGHT];
        double[] columns = new double[WIDTH];
        for (int p = 0; p < cover.length; p++) {
            area += cover[p];
            rows[p / WIDTH] = Math.max(rows[p / WIDTH], cover[p]);
            columns[p % WIDTH] = Math.max(columns[p % WIDTH], cover[p]);
        }
        double left = first(columns, 0, 1);
        double right = WIDTH - first(columns, WIDTH - 1, -1);
        double top = first(rows, 0, 1);
        double bottom = HEIGHT - first(rows, HEIGHT - 1, -1);
        return new Seen(background, colour, (left + right) / 2, (top + bottom) / 2, left, top, right, bottom, area);
    }

    /** How far from the edge the shape begins, to a part of a pixel. */
    private static double first(double[] cover, int start, int step) {
        int distance = 0;
        while (cover[start + step * distance] == 0) {
            distance++;
        }
        return distance + 1 - cover[start + step * distance];
    }

    private static int colour(int[] image, int pixel) {
        int plane = HEIGHT * WIDTH;
        return image[pixel] << 16 | image[plane + pixel] << 8 | image[2 * plane + pixel];
    }

    private static double cover(int mixed, int background, int colour) {
        double dot = 0;
        double square = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int whole = (colour >> shift & 255) - (background >> shift & 255);
            dot += whole * ((mixed >> shift & 255) - (background >> shift & 255));
            square += whole * whole;
        }
        return dot / square;
    }

    private static Matcher words(int index) {
        Matcher words = CAPTION.matcher(SHAPES.caption(index));
        assertThat(words.matches()).as(SHAPES.caption(index)).isTrue();
        return words;
    }

    @Test
    void caption_colours_areThoseOfThePicture() {
        for (int i = 0; i < SHAPES.size(); i++) {
            Matcher words = words(i);
            Seen seen = look(i);
            assertThat(seen.colour()).as(SHAPES.caption(i)).isEqualTo(COLOURS.get(words.group(2)));
            assertThat(seen.background()).as(SHAPES.caption(i)).isEqualTo(COLOURS.get(words.group(4)));
        }
    }

    @Test
    void caption_size_isThatOfThePicture() {
        for (int i = 0; i < SHAPES.size(); i++) {
            Seen seen = look(i);
            double extent = Math.max(seen.width(), seen.height()) / HEIGHT;
            boolean large = words(i).group(1).equals("large");
            assertThat(extent)
                    .as(SHAPES.caption(i))
                    .isBetween(large ? 2 * 0.24 * 0.86 : 2 * 0.13 * 0.86, large ? 2 * 0.285 : 2 * 0.175);
        }
    }

    @Test
    void caption_place_isThatOfThePicture() {
        for (int i = 0; i < SHAPES.size(); i++) {
            Seen seen = look(i);
            String place = words(i).group(6);
            String row = seen.y() < HEIGHT / 3.0 ? "top" : seen.y() > HEIGHT * 2 / 3.0 ? "bottom" : "";
            String column = seen.x() < WIDTH / 3.0 ? "left" : seen.x() > WIDTH * 2 / 3.0 ? "right" : "";
            String measured = (row + " " + column).trim();
            assertThat(place).as(SHAPES.caption(i)).isEqualTo(measured.isEmpty() ? "centre" : measured);
        }
    }

    @Test
    void caption_kind_isThatOfThePictureAndItsLabel() {
        for (int i = 0; i < SHAPES.size(); i++) {
            Seen seen = look(i);
            String kind = words(i).group(3);
            assertThat(SHAPES.classes().get(SHAPES.label(i))).isEqualTo(kind);
            assertThat(seen.area() / seen.width() / seen.height())
                    .as(SHAPES.caption(i))
                    .isCloseTo(
                            COVER.get(kind), within(seen.width() > HEIGHT / 3.0 ? 0.04 : 0.08)); // pixels blunt points
        }
    }

    @Test
    void ring_unlikeTheCross_hasAHoleInTheMiddle() {
        for (int i = 0; i < SHAPES.size(); i++) {
            Seen seen = look(i);
            int middle = colour(Pictures.pixels(SHAPES, i), (int) seen.y() * WIDTH + (int) seen.x());
            boolean hole = words(i).group(3).equals("ring");
            assertThat(middle).as(SHAPES.caption(i)).isEqualTo(hole ? seen.background() : seen.colour());
        }
    }

    @Test
    void captions_useTheVocabularyAndAllOfIt() {
        List<String> used = IntStream.range(0, SHAPES.size())
                .mapToObj(SHAPES::caption)
                .flatMap(caption -> Splitter.on(' ').splitToStream(caption))
                .distinct()
                .sorted()
                .toList();
        assertThat(used).isEqualTo(Shapes.vocabulary()).hasSize(29);
    }

    @Test
    void shape_isInsideTheFrame() {
        for (int i = 0; i < SHAPES.size(); i++) {
            Seen seen = look(i);
            assertThat(Math.min(seen.left(), seen.top())).as(SHAPES.caption(i)).isPositive();
            assertThat(seen.right()).as(SHAPES.caption(i)).isLessThan(WIDTH);
            assertThat(seen.bottom()).as(SHAPES.caption(i)).isLessThan(HEIGHT);
        }
    }

    @ParameterizedTest
    @CsvSource({"32, 32, 45d3eacd", "16, 40, 5e55f990", "256, 256, 4569503f"})
    void shapes_fromASeed_areTheSameBytesEverywhere(int height, int width, String checksum) {
        Dataset shapes = Shapes.of(21).size(height, width).seed(7).draw();
        assertThat(shapes.shape()).isEqualTo(Shape.of(3, height, width));
        assertThat(Pictures.checksum(shapes)).isEqualTo(checksum);
    }

    @Test
    void sample_ofALargerSet_isTheSame() {
        Dataset few = Shapes.of(7).size(HEIGHT, WIDTH).seed(5).draw();
        for (int i = 0; i < few.size(); i++) {
            assertThat(Pictures.pixels(few, i)).isEqualTo(Pictures.pixels(SHAPES, i));
            assertThat(few.caption(i)).isEqualTo(SHAPES.caption(i));
        }
    }

    @Test
    void labels_nameTheSevenKinds_inEqualShares() {
        assertThat(SHAPES.classes()).containsExactly("circle", "square", "triangle", "star", "ring", "cross", "heart");
        int[] counts = new int[7];
        IntStream.range(0, SHAPES.size()).forEach(i -> counts[SHAPES.label(i)]++);
        assertThat(counts).containsOnly(100);
    }

    @Test
    void setting_outOfRange_isRefusedWithRuleAndValue() {
        assertThatThrownBy(() -> Shapes.of(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("count must be at least 1, was 0");
        assertThatThrownBy(() -> Shapes.of(1).size(15))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("height must be from 16 to 256 pixels, was 15");
    }

    @Test
    void shapes_ofTheFacade_are32By32() {
        assertThat(Datasets.shapes(14).fingerprint())
                .isEqualTo(new Shapes(14, 32, 32, 0).draw().fingerprint());
    }

    @Test
    void combinations_thatAreHeldOut_areNeverSeen() {
        Set<String> seen = captionsOf(Shapes.of(4000).size(16).combinations(Shapes.Combinations.SEEN));
        Set<String> heldOut = captionsOf(Shapes.of(4000).size(16).seed(1).combinations(Shapes.Combinations.HELD_OUT));

        assertThat(seen).doesNotContainAnyElementsOf(heldOut).hasSizeGreaterThan(2500);
        // 706 of 7,056 on average; all of them come up in 4,000 draws but a few
        assertThat(heldOut).hasSizeBetween(620, 780);
    }

    @Test
    void combinations_unlessSet_areAll() {
        assertThat(Shapes.of(14).combinations(Shapes.Combinations.ALL).draw().fingerprint())
                .isEqualTo(new Shapes(14, 32, 32, 0).draw().fingerprint());
        assertThat(Shapes.of(14)
                        .combinations(Shapes.Combinations.HELD_OUT)
                        .draw()
                        .name())
                .isEqualTo("drawn held-out shapes, 14 images of 32 x 32, seed 0");
    }

    private static Set<String> captionsOf(Shapes shapes) {
        Dataset drawn = shapes.draw();
        return IntStream.range(0, drawn.size()).mapToObj(drawn::caption).collect(Collectors.toSet());
    }
}
