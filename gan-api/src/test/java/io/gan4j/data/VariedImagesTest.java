package io.gan4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gan4j.image.Kernel;
import io.gan4j.image.Pixels;
import io.gan4j.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VariedImagesTest {
    private static final Shape SIX = Shape.of(3, 6, 6);

    private static byte[] picture(int seed) {
        byte[] values = new byte[SIX.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) (i * i * 7 + seed * 31);
        }
        return values;
    }

    private static final Dataset IMAGES = Datasets.pixels(SIX, picture(0), picture(1));

    @Test
    void jittered_isEnlargedAndCut_atEveryPlace() {
        Dataset jittered = Datasets.jittered(IMAGES, 2);
        byte[] large = Pixels.of(SIX, picture(1)).fitted(8, 8).toBytes();
        Set<Integer> places = new HashSet<>();
        for (long variation = 1; variation <= 100; variation++) {
            places.add(place(large, PartsOf.bytes(jittered, Part.SAMPLE, 1, variation)));
        }
        assertThat(places).hasSize(9).doesNotContain(-1);
        assertThat(jittered.name()).isEqualTo("2 images, jittered by 2 pixels");
        assertThat(Datasets.jittered(IMAGES, 1).name()).isEqualTo("2 images, jittered by 1 pixel");
    }

    /** Where in the larger image a cut lies, or -1. */
    private static int place(byte[] large, byte[] cut) {
        for (int place = 0; place < 9; place++) {
            boolean same = true;
            for (int i = 0; i < cut.length; i++) {
                int row = i % 36 / 6 + place / 3;
                int column = i % 6 + place % 3;
                same &= cut[i] == large[i / 36 * 64 + row * 8 + column];
            }
            if (same) {
                return place;
            }
        }
        return -1;
    }

    @Test
    void unvaried_isTheImageItself() {
        for (Dataset varied : new Dataset[] {Datasets.jittered(IMAGES, 2), Datasets.mirroredAtRandom(IMAGES)}) {
            assertThat(PartsOf.bytes(varied, Part.SAMPLE, 1, Dataset.UNVARIED)).isEqualTo(picture(1));
            assertThat(Pictures.pixels(varied, 1)).isEqualTo(Pictures.pixels(IMAGES, 1));
            assertThat(varied.size()).isEqualTo(2);
        }
    }

    @Test
    void bothPartsOfAPair_areDrawnOnce() {
        Dataset pairs = Datasets.mirroredAtRandom(Datasets.jittered(Datasets.pairs(IMAGES, IMAGES), 3));
        Set<Integer> seen = new HashSet<>();
        for (long variation = 1; variation <= 60; variation++) {
            byte[] target = PartsOf.bytes(pairs, Part.TARGET, 0, variation);
            assertThat(PartsOf.bytes(pairs, Part.INPUT, 0, variation)).isEqualTo(target);
            seen.add(Arrays.hashCode(target));
        }
        assertThat(seen.size()).isBetween(20, 32); // of 16 places, mirrored or not
    }

    @Test
    void draws_differBetweenPlacesOfOneBatch() {
        Dataset alike = Datasets.jittered(Datasets.pixels(SIX, picture(0), picture(0), picture(0), picture(0)), 4);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            seen.add(Arrays.hashCode(PartsOf.bytes(alike, Part.SAMPLE, i, 77)));
        }
        assertThat(seen).hasSizeGreaterThan(2);
    }

    @Test
    void mirroredAtRandom_mirrorsHalf() {
        Dataset mirrored = Datasets.mirroredAtRandom(Datasets.pixels(Shape.of(1, 1, 2), new byte[] {1, 2}));
        int turned = 0;
        for (long variation = 1; variation <= 400; variation++) {
            turned += PartsOf.pixels(mirrored, Part.SAMPLE, 0, variation)[0] == 2 ? 1 : 0;
        }
        assertThat(turned).isBetween(150, 250); // five standard deviations
        assertThat(mirrored.name()).isEqualTo("1 image, mirrored at random");
    }

    @Test
    void fingerprints_tellVariationsApart() {
        assertThat(Set.of(
                        IMAGES.fingerprint(),
                        Datasets.jittered(IMAGES, 2).fingerprint(),
                        Datasets.jittered(IMAGES, 3).fingerprint(),
                        Datasets.mirroredAtRandom(IMAGES).fingerprint()))
                .hasSize(4);
        assertThat(Datasets.take(Datasets.jittered(IMAGES, 2), 2).fingerprint())
                .isEqualTo(Datasets.jittered(IMAGES, 2).fingerprint());
    }

    @Test
    void imagesThatCannotBeVaried_areRefused() {
        Dataset unequal = Datasets.lowResolution(IMAGES, 2, Kernel.AREA);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.jittered(unequal, 2))
                .withMessage(unequal.name() + " cannot be jittered: its parts must have one size, were [6 x 6 (height x"
                        + " width), 3 x 3 (height x width)]; do it before inputs are made of the images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.jittered(IMAGES, 0))
                .withMessage("jitter must be at least 1 pixel, was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.mirroredAtRandom(Datasets.points(new float[2])))
                .withMessage("1 point cannot be mirrored at random: its samples must be images, shape (C, H, W), were"
                        + " (2)");
    }

    @Test
    void cropped_isCutAtEveryPlace_ofAllPartsAlike() {
        Dataset cropped = Datasets.cropped(Datasets.pairs(IMAGES, IMAGES), 4);
        assertThat(cropped.parts())
                .containsExactly(
                        new Part("target", Shape.of(3, 4, 4), Dataset.Encoding.PIXELS),
                        new Part("input", Shape.of(3, 4, 4), Dataset.Encoding.PIXELS));
        Set<Integer> places = new HashSet<>();
        for (long variation = 1; variation <= 100; variation++) {
            byte[] target = PartsOf.bytes(cropped, Part.TARGET, 1, variation);
            assertThat(PartsOf.bytes(cropped, Part.INPUT, 1, variation)).isEqualTo(target);
            places.add(cropPlace(target));
        }
        assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(cropPlace(PartsOf.bytes(cropped, Part.TARGET, 1, Dataset.UNVARIED)))
                .as("the centre")
                .isEqualTo(4);
        assertThat(cropped.name()).isEqualTo("2 pairs of 2 images and 2 images, cropped to 4 x 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Datasets.cropped(IMAGES, 7))
                .withMessage(
                        "the side of a crop must be 1 to 6, the images of 2 images being 6 x 6 (height x width), was 7");
    }

    /** Row times 3 plus column of the first of picture 1's squares that is this one, or -1. */
    private static int cropPlace(byte[] crop) {
        byte[] picture = picture(1);
        for (int place = 0; place < 9; place++) {
            byte[] expected = new byte[crop.length];
            for (int i = 0; i < crop.length; i++) {
                expected[i] = picture[i / 16 * 36 + (i % 16 / 4 + place / 3) * 6 + i % 4 + place % 3];
            }
            if (Arrays.equals(crop, expected)) {
                return place;
            }
        }
        return -1;
    }

    @Test
    void resizedPairs_areResizedInBothParts() {
        Dataset resized = Datasets.resized(Datasets.pairs(IMAGES, IMAGES), 3, 4);
        byte[] small = Pixels.of(SIX, picture(1)).fitted(3, 4).toBytes();
        assertThat(resized.parts())
                .containsExactly(
                        new Part("target", Shape.of(3, 3, 4), Dataset.Encoding.PIXELS),
                        new Part("input", Shape.of(3, 3, 4), Dataset.Encoding.PIXELS));
        assertThat(PartsOf.bytes(resized, Part.TARGET, 1, 0)).isEqualTo(small);
        assertThat(PartsOf.bytes(resized, Part.INPUT, 1, 0)).isEqualTo(small);
    }

    @Test
    void resizedVariedImages_stillVary() {
        Dataset resized = Datasets.resized(Datasets.jittered(IMAGES, 3), 4, 4);
        Set<Integer> seen = new HashSet<>();
        for (long variation = 0; variation < 10; variation++) {
            seen.add(Arrays.hashCode(PartsOf.bytes(resized, Part.SAMPLE, 0, variation)));
        }
        assertThat(seen).hasSizeGreaterThan(4);
    }
}
